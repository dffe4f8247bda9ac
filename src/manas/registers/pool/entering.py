"""Pushed patents as a file brings them: each is in the register of patents by now, and joins the list of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.registers.models import ImportRun, PushedPatent, PushList
from manas.registers.patents.entries import PatentEntry


@dataclass(frozen=True, slots=True)
class PushedEntry:
    """A row of a pushed list: what it says of the patent, and all its known cells word for word, by field."""

    patent: PatentEntry
    told: Mapping[str, str]


@transaction.atomic
def take_in(*, run: ImportRun, entries: Sequence[tuple[int, PushedEntry]], actor: Person, at: datetime) -> PushList:
    """This function will put patents, by the numbers of their rows in the register, on the list of a run.

    The list is made with the first of them. A patent that stands on it already is passed over: its first row counts.
    """
    push_list = _list_of(run, actor, at)
    there = set(push_list.patents.values_list("patent", flat=True))
    fresh = {patent: entry for patent, entry in reversed(entries) if patent not in there}
    PushedPatent.objects.bulk_create(
        PushedPatent(
            push_list=push_list,
            patent_id=patent,
            position=entry.patent.row or 0,
            segment=entry.told.get("segment", "")[:100],
            told=dict(entry.told),
        )
        for patent, entry in fresh.items()
    )
    return push_list


def _list_of(run: ImportRun, actor: Person, at: datetime) -> PushList:
    name = run.file_name.rsplit(".", 1)[0]
    push_list, is_new = PushList.objects.get_or_create(
        run=run,
        defaults={
            "title": name[:200],
            "source": run.source or run.file_name,
            "keeper": run.owner,
            "created_at": at,
            "is_example": actor.is_example,
        },
    )
    if is_new:
        journal.record(
            actor=actor,
            at=at,
            verb="登记推送批次",
            subject=push_list,
            unit=run.owner,
            detail={"title": push_list.title},
        )
    return push_list
