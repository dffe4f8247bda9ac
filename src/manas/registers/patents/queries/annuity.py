"""The next annuity of a patent: which year, when, how much, and what is left open. Worked out by the engines from facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from manas.engines.calendar.days import BeyondCalendar
from manas.engines.calendar.derive import Calendars, derive
from manas.engines.calendar.steps import Derivation
from manas.engines.fees.annuity import Annuity, annuity_bill
from manas.engines.fees.model import Bill, BillRefused, PatentKind, Refusal
from manas.engines.fees.months import anniversary, year_of_life
from manas.facts import deadlines, fees
from manas.registers.models import LegalStatus, Patent

DUE, GRACE = "PAT-ANNUITY", "PAT-ANNUITY-GRACE"
# Patents that are in force, or of which nobody has said that they are not.
ALIVE: Final = (LegalStatus.IN_FORCE, LegalStatus.UNKNOWN)


@dataclass(frozen=True, slots=True)
class NextAnnuity:
    """A patent year to be paid for.

    `due_on` by the calendar, or, where its year is not known whole, the day in the calendar itself (`beyond`); `grace_on`
    the last day on which it can be paid late. `by_today`: which year was paid is not on record, so the next one after
    today is taken. `bill` without any reduction; none with `refusal`, such as a year that the term no longer has.
    """

    year: int
    due_on: date
    derivation: Derivation | None
    beyond: BeyondCalendar | None
    grace_on: date | None
    by_today: bool
    bill: Bill | None
    refusal: Refusal | None = None


def next_annuity(patent: Patent, today: date, calendars: Calendars) -> NextAnnuity | None:
    """This function will work out the next annuity of a granted Chinese patent; nothing where it is not known enough."""
    if not _is_known(patent) or patent.filed_on is None or patent.granted_on is None:
        return None
    year = (patent.annuity_year or max(year_of_life(patent.filed_on, day) for day in (today, patent.granted_on))) + 1
    anniversary_on = anniversary(patent.filed_on, year - 1)
    derivation, beyond = _derived(DUE, "filing-anniversary", anniversary_on, calendars)
    due_on = derivation.due_on if derivation and derivation.due_on else anniversary_on
    late, _beyond = _derived(GRACE, "annuity-due", due_on, calendars)
    grace_on = late.due_on if late else None
    kind = PatentKind(patent.kind.replace("_", "-"))
    annuity = Annuity(kind, patent.filed_on, year, max(today, due_on), patent.granted_on, due_on, grace_on)
    bill, refusal = _billed(annuity)
    return NextAnnuity(year, due_on, derivation, beyond, grace_on, patent.annuity_year is None, bill, refusal)


def _is_known(patent: Patent) -> bool:
    chinese = (patent.application_number or patent.publication_number or "")[:2]
    return bool(patent.kind) and patent.legal_status in ALIVE and (chinese.isdigit() or chinese == "CN")


def _derived(key: str, event: str, on: date, calendars: Calendars) -> tuple[Derivation | None, BeyondCalendar | None]:
    try:
        return derive(deadlines.rule(key, on), {event: on}, calendars), None
    except BeyondCalendar as beyond:
        return None, beyond


def _billed(annuity: Annuity) -> tuple[Bill | None, Refusal | None]:
    try:
        return annuity_bill(annuity, fees.tariff("patent")), None
    except BillRefused as refused:
        return None, refused.refusal
