"""Taking back what an import changed on patents that stood there before it, as long as nobody changed it since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.registers.models import ImportRun, Patent, PatentChange
from manas.registers.patents.actions.drafts import Draft, drafts_from, write
from manas.registers.patents.merging import LISTS, Change, derive, read_back, written

REASON: Final = "撤销导入"
NUMBERS: Final = ("application_number", "publication_number")


@dataclass(frozen=True, slots=True)
class Stays:
    """A value of a file that was not taken back: of which patent and column, and why."""

    patent: Patent
    column: str
    value: str
    reason: str


def changed_by(run: ImportRun) -> QuerySet[Patent]:
    """This function will give the patents that an import changed and that stood there before it."""
    older = Q(first_run=None) | ~Q(first_run=run)
    return Patent.objects.filter(older, pk__in=PatentChange.objects.filter(run=run).values("patent")).order_by("pk")


@transaction.atomic
def restore(*, run: ImportRun, patents: Sequence[int], actor: Person, at: datetime) -> list[Stays]:
    """This function will put some hundreds of patents back to what they were before an import; gives what stays.

    A value that somebody changed since stays as it is. Done twice, the second time changes nothing.
    """
    journal.hold()
    drafts = drafts_from(Patent.objects.in_bulk(list(patents)))
    history: dict[int, list[PatentChange]] = {}
    for one in PatentChange.objects.filter(patent__in=patents).select_related("actor").order_by("pk"):
        history.setdefault(one.patent_id, []).append(one)
    stays = [one for draft in drafts for one in _restore(draft, history[draft.patent.pk], run)]
    changed = [draft for draft in drafts if draft.changes]
    for draft in changed:
        derive(draft.patent, draft.after)
        draft.patent.changed_at = at
    write(changed, actor, at, run=run, reason=REASON)
    return stays


def _restore(draft: Draft, history: list[PatentChange], run: ImportRun) -> Iterator[Stays]:
    for name in dict.fromkeys(one.field for one in history if one.run_id == run.pk):
        of_column = [one for one in history if one.field == name]
        first = next(one for one in of_column if one.run_id == run.pk)
        last = of_column[-1]
        if last.run_id != run.pk:
            yield Stays(draft.patent, name, first.after, _since(last))
        elif name in NUMBERS and _taken(draft.patent, name, first.before):
            yield Stays(draft.patent, name, first.after, f"{first.before}现在属于另一件专利")
        else:
            _put_back(draft, name, first.before)


def _since(last: PatentChange) -> str:
    who = last.actor.name if last.actor else ""
    return f"之后由{who}于{timezone.localtime(last.at).date()}改为“{last.after[:60]}”，没有恢复"


def _taken(patent: Patent, name: str, number: str) -> bool:
    return bool(number) and Patent.objects.filter(**{name: number}).exclude(pk=patent.pk).exists()


def _put_back(draft: Draft, name: str, text: str) -> None:
    value = read_back(name, text)
    if name in LISTS:
        before = "；".join(getattr(draft.after, name))
        draft.after = replace(draft.after, **{name: value})
    else:
        before = written(getattr(draft.patent, name))
        setattr(draft.patent, name, value)
    if before != text:
        draft.changes.append(Change(name, before, text))
