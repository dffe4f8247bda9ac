"""Patents while they are being entered: found by their numbers, changed in memory, written in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from manas.office.models import Organization, Person
from manas.registers.matching.marks import mark
from manas.registers.models import (
    ImportRun,
    Patent,
    PatentChange,
    PatentClass,
    PatentHolder,
    PatentInventor,
    PatentShield,
)
from manas.registers.patents.entries import PatentEntry
from manas.registers.patents.merging import COLUMNS, Change, Lists, numbers, subclass

AT_ONCE: Final = 500  # rows of one statement
WRITTEN: Final = (*COLUMNS, "main_subclass", "year", "words", "source", "source_row", "changed_at")
Cell = str | int | None
# Each list of a patent: the table of its rows, the column that holds the text, the columns beside it.
ROWS: Final[dict[str, tuple[type[Any], str, tuple[str, ...]]]] = {
    "holders": (PatentHolder, "name", ("organization_id",)),
    "inventors": (PatentInventor, "name", ()),
    "classes": (PatentClass, "symbol", ("subclass",)),
}


@dataclass(slots=True)
class Draft:
    """A patent with the lists that it had and has, the credit codes of its holders, what an official put right, and what
    changed so far."""

    patent: Patent
    before: Lists = field(default_factory=Lists)
    after: Lists = field(default_factory=Lists)
    new: bool = True
    codes: dict[str, str] = field(default_factory=dict)
    shields: dict[str, PatentShield] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


def drafts_of(entries: Sequence[PatentEntry]) -> dict[str, Draft]:
    """This function will give the patents that entries may mean by each number they are known under, in five queries."""
    wanted = set(chain.from_iterable(map(numbers, entries)))
    named = Q(application_number__in=wanted) | Q(publication_number__in=wanted)
    found: dict[str, Draft] = {}
    for draft in drafts_from({patent.pk: patent for patent in Patent.objects.filter(named).order_by("pk")}):
        index(found, draft)
    return found


def drafts_from(patents: Mapping[int, Patent]) -> list[Draft]:
    """This function will give patents, by their keys, with their lists and shields as they stand, in four queries."""
    rows = {name: _texts(name, patents) for name in ROWS}
    shields: dict[int, dict[str, PatentShield]] = {}
    for shield in PatentShield.objects.filter(patent__in=patents).select_related("actor"):
        shields.setdefault(shield.patent_id, {})[shield.field] = shield
    found = []
    for pk, patent in patents.items():
        lists = Lists(**{name: tuple(texts.get(pk, ())) for name, texts in rows.items()})
        found.append(Draft(patent, lists, lists, new=False, shields=shields.get(pk, {})))
    return found


def index(known: dict[str, Draft], draft: Draft) -> None:
    """This function will let a patent be found by the numbers that it has now."""
    for number in (draft.patent.application_number, draft.patent.publication_number):
        if number:
            known[number] = draft


def _texts(name: str, patents: Iterable[int]) -> dict[int, list[str]]:
    model, column, _beside_it = ROWS[name]
    found: dict[int, list[str]] = {}
    rows = model.objects.filter(patent__in=patents).order_by("patent", "position")
    for patent, text in rows.values_list("patent_id", column):
        found.setdefault(patent, []).append(text)
    return found


def write(
    drafts: Sequence[Draft], actor: Person, at: datetime, *, run: ImportRun | None = None, reason: str = ""
) -> None:
    """This function will write new patents, changed ones with their history, and the lists that became others.

    The history says which `run` of an import changed them, and the `reason` where there is one.
    """
    new = [draft for draft in drafts if draft.new]
    changed = [draft for draft in drafts if draft.changes and not draft.new]
    Patent.objects.bulk_create([draft.patent for draft in new], batch_size=AT_ONCE)
    Patent.objects.bulk_create(
        [draft.patent for draft in changed],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=WRITTEN,
    )
    history = [
        PatentChange(
            patent=draft.patent,
            field=one.field,
            before=one.before,
            after=one.after,
            reason=reason,
            actor=actor,
            at=at,
            run=run,
        )
        for draft in changed
        for one in draft.changes
    ]
    PatentChange.objects.bulk_create(history, batch_size=AT_ONCE)
    mark((draft.patent.pk for draft in (*new, *changed)), at)
    for name in ROWS:
        _rewrite(name, [draft for draft in drafts if getattr(draft.before, name) != getattr(draft.after, name)])


def _rewrite(name: str, drafts: list[Draft]) -> None:
    """A list that became another is taken away and written anew, in its order."""
    model, column, beside = ROWS[name]
    model.objects.filter(patent__in=[draft.patent.pk for draft in drafts if not draft.new]).delete()
    linked = organizations(drafts) if name == "holders" else {}
    rows = [
        (draft.patent.pk, place, text, *_beside(name, draft, text, linked))
        for draft in drafts
        for place, text in enumerate(getattr(draft.after, name), start=1)
    ]
    _insert(model._meta.db_table, ("patent_id", "position", column, *beside), rows)


def _beside(name: str, draft: Draft, text: str, linked: dict[str, int]) -> tuple[Cell, ...]:
    if name == "holders":
        return (linked.get(draft.codes.get(text, "")) or linked.get(text),)
    return (subclass(text),) if name == "classes" else ()


def _insert(table: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> None:
    """Plain rows of plain columns, seven for each patent: through models they would take a third of an import's time."""
    if not rows:
        return
    quote = connection.ops.quote_name
    names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", rows)  # noqa: S608  # our own names


def organizations(drafts: Sequence[Draft]) -> dict[str, int]:
    """This function will map credit codes and names of holders to organizations; a name that two bear leads nowhere."""
    codes = {code for draft in drafts for code in draft.codes.values()}
    names = {name for draft in drafts for name in draft.after.holders}
    found = Organization.objects.filter(Q(credit_code__in=codes) | Q(name__in=names))
    rows = list(found.values_list("pk", "name", "credit_code"))
    bearers = [name for _, name, _ in rows]
    by_name = {name: pk for pk, name, _ in rows if bearers.count(name) == 1}
    return by_name | {code: pk for pk, _, code in rows if code}
