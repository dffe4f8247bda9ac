"""Entering many patents at once: each is created, changed or left as it is, by its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.office.queries import standing_at
from manas.registers.models import ImportRun, LegalStatus, Patent, PatentKind, Willingness
from manas.registers.patents import rules
from manas.registers.patents.actions.drafts import ROWS, Draft, drafts_of, index, write
from manas.registers.patents.entries import PatentEntry
from manas.registers.patents.merging import COLUMNS, NOTHING, merge, numbers, written
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.patents.refusals import PatentRefused

CODES: Final = {"kind": PatentKind, "legal_status": LegalStatus, "willingness": Willingness}
LONGEST: Final = {name: most for name in COLUMNS if (most := getattr(Patent._meta.get_field(name), "max_length", None))}
LISTED: Final = {name: model._meta.get_field(column).max_length or 0 for name, (model, column, *_rest) in ROWS.items()}


class Result(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Kept:
    """A column that an entry would change and that stays: its name, what the entry says, and who put it right when."""

    column: str
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of one entry: the number of the patent's row, the columns and lists that became others, or why not.

    `kept` are columns that the entry says otherwise and that stay as an official put them right.
    """

    result: Result
    patent: int | None
    changes: tuple[str, ...] = ()
    refusal: str = ""
    kept: tuple[Kept, ...] = ()


def fault(entry: PatentEntry) -> str:
    """This function will say in Chinese why an entry cannot be entered; nothing (the empty string) when it can."""
    if not numbers(entry):
        return "没有申请号，也没有公开（公告）号"
    for name, choices in CODES.items():
        if (value := getattr(entry, name)) and value not in choices.values:
            return f"{column_name(name)}不能是“{value}”"
    if entry.maturity is not None and not 1 <= entry.maturity <= 9:
        return f"技术成熟度应在1至9之间，这里是{entry.maturity}"
    return _too_long(entry)


def column_name(name: str) -> str:
    """This function will name a column or list of a patent as pages do."""
    if name in ROWS:
        return str(ROWS[name][0]._meta.verbose_name)
    return str(getattr(Patent._meta.get_field(name), "verbose_name", name))


def _too_long(entry: PatentEntry) -> str:
    for name, most in LONGEST.items():
        value = getattr(entry, name)
        if isinstance(value, str) and len(value) > most:
            return f"{column_name(name)}最多{most}字，这里有{len(value)}字"
    lists = {"holders": [party.name for party in entry.holders], "inventors": entry.inventors, "classes": entry.ipc}
    too_long = (text for name, texts in lists.items() for text in texts if len(text) > LISTED[name])
    return next((f"“{text[:20]}…”太长" for text in too_long), "")


@transaction.atomic
def enter_patents(
    *,
    entries: Sequence[PatentEntry],
    source: str,
    actor: Person,
    at: datetime,
    subject: models.Model | None = None,
    run: ImportRun | None = None,
    is_example: bool = False,
) -> list[Entered]:
    """This function will enter some hundreds of patents in one transaction, and tell for each entry what came of it.

    A patent is known by its application number, else by its publication number; the same entries entered again change
    nothing. An entry that cannot be entered is told why, and the others are entered. `subject` is the record that the
    journal's one line names; the first patent where there is none. `run` is the import that they come from. What an
    official put right stays. Raises PatentRefused for who may not.
    """
    if not rules.may_keep(standing_at(actor, at), ip_offices(at)):
        raise PatentRefused(_("只有知识产权局的人员可以登记专利"))
    journal.hold()  # whoever enters the same numbers waits here
    known = drafts_of(entries)
    told = [_apply(known, entry, Patent(source=source, created_at=at, is_example=is_example)) for entry in entries]
    drafts = list({id(draft): draft for draft, _, _ in told if draft}.values())
    for draft in drafts:
        if draft.new or draft.changes:
            draft.patent.source, draft.patent.changed_at = source, at
    write(drafts, actor, at, run=run)
    entered = [Entered(result, draft.patent.pk if draft else None, *said) for draft, result, said in told]
    if drafts:
        _record(entered, subject or run or drafts[0].patent, source, actor, at)
    return entered


Said = tuple[tuple[str, ...], str, tuple[Kept, ...]]


def _apply(known: dict[str, Draft], entry: PatentEntry, blank: Patent) -> tuple[Draft | None, Result, Said]:
    """The patent of an entry, found or begun on `blank`, with what the entry says."""
    candidates = {id(known[number]): known[number] for number in numbers(entry) if number in known}
    if wrong := fault(entry) or _two(candidates, entry):
        return None, Result.REFUSED, ((), wrong, ())
    draft = next(iter(candidates.values()), None) or Draft(blank)
    kept = tuple(_kept(draft, entry))
    unsaid: dict[str, Any] = dict.fromkeys(draft.shields)
    draft.after, changes = merge(draft.patent, draft.after, replace(entry, **unsaid))
    draft.codes |= {party.name: party.credit_code for party in entry.holders if party.credit_code}
    draft.changes += changes
    index(known, draft)
    if not candidates:
        draft.patent.source_row = entry.row
        return draft, Result.CREATED, ((), "", ())
    if not changes:
        return draft, Result.UNCHANGED, ((), "", kept)
    draft.patent.source_row = entry.row
    return draft, Result.CHANGED, (tuple(change.field for change in changes), "", kept)


def _kept(draft: Draft, entry: PatentEntry) -> Iterator[Kept]:
    """What a shield keeps from an entry that says something else."""
    for name, shield in draft.shields.items():
        said = getattr(entry, name)
        if said not in NOTHING and said != getattr(draft.patent, name):
            day = timezone.localtime(shield.at).date()
            reason = f"保留“{written(getattr(draft.patent, name))[:40]}”：由{shield.actor.name}于{day}更正"
            yield Kept(column_name(name), written(said), reason)


def _two(candidates: dict[int, Draft], entry: PatentEntry) -> str:
    """Two numbers that lead to two patents: which of them is wrong, only a person can find out."""
    if len(candidates) < 2:
        return ""
    return f"申请号{entry.application_number}和公开（公告）号{entry.publication_number}分属两件已登记的专利"


def _record(entered: list[Entered], subject: models.Model, source: str, actor: Person, at: datetime) -> None:
    counts = {result.value: sum(one.result == result for one in entered) for result in Result}
    journal.record(
        actor=actor,
        at=at,
        verb="登记专利",
        subject=subject,
        detail={"source": source, **counts},
        roles=rules.KEEPERS,
    )
