"""What was given, what is late, what it costs those who give it, and what has changed since it was approved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from manas.engines.figures import Figure, Known
from manas.engines.periods import Period
from manas.indicators.declared import INDICATORS
from manas.indicators.statistics.checks import Fault, faults_of
from manas.indicators.statistics.models import (
    FormState,
    PeriodException,
    Return,
    ReturnForm,
    ReturnState,
    ReturnValue,
)
from manas.indicators.values.queries import figures
from manas.office.models import Unit


@dataclass(frozen=True, slots=True)
class Approved:
    """The approved value of an indicator; absent where the approved answer was that there is none."""

    value: Decimal | None
    known: str
    filled: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A value that was approved, and what records say now. `difference` is absent where one of them is no number."""

    value: ReturnValue
    now: Figure
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class Late:
    """A return that is owed after its day."""

    filled: Return
    due_on: date
    days: int


@dataclass(frozen=True, slots=True)
class Burden:
    """What a unit is asked for in a month: `asked` items by hand, `counted` ones that records give. Fractions are kept."""

    unit: Unit
    asked: Decimal
    counted: Decimal
    forms: int


def last_day(filled: Return) -> date:
    """This function will give the day until which a return is owed: the unit's exception, or the period's."""
    exception = PeriodException.objects.filter(period=filled.period_id, unit=filled.unit_id).first()
    return exception.due_on if exception else filled.period.due_on


def faults(filled: Return) -> list[Fault]:
    """This function will give all that keeps a return from being submitted, in the order of the form."""
    before = before_values(filled)
    values = filled.values.select_related("item")
    return [fault for value in values for fault in faults_of(value, before.get(value.item_id))]


def before_values(filled: Return) -> dict[int, Decimal]:
    """This function will give what the unit gave by the same form in the period before, by item: verified, or else reported."""
    earlier = filled.period.time.before.code
    found = ReturnValue.objects.filter(
        filled__period__form=filled.period.form_id, filled__period__period=earlier, filled__unit=filled.unit_id
    )
    told = {value.item_id: value.verified if value.verified is not None else value.reported for value in found}
    return {item: value for item, value in told.items() if value is not None}


def approved_values(indicator: str, units: Iterable[Unit], period: Period) -> dict[int, Approved]:
    """This function will give what was approved of an indicator for a period, by the unit's number."""
    found = ReturnValue.objects.filter(
        item__indicator=indicator,
        filled__unit__in=list(units),
        filled__period__period=period.code,
        filled__state=ReturnState.APPROVED,
    )
    return {
        value.filled.unit_id: Approved(value.verified, value.reported_known, value.filled_id, value.filled.approved_at)
        for value in found.select_related("filled").order_by("filled__approved_at")
        if value.filled.approved_at is not None
    }


def changed_since(returns: Sequence[Return]) -> dict[int, list[Change]]:
    """This function will count approved returns of one period anew and give, by return, what differs from what was approved.

    The approved value stays what it is. One query or two an indicator, however many returns.
    """
    settled = [one for one in returns if one.state == ReturnState.APPROVED]
    if not settled:
        return {}
    period, units = settled[0].period.time, [one.unit for one in settled]
    values = defaultdict(list)
    for value in ReturnValue.objects.filter(filled__in=settled).exclude(item__indicator="").select_related("item"):
        values[value.item.indicator].append(value)
    place = {one.pk: one.unit_id for one in settled}
    found: defaultdict[int, list[Change]] = defaultdict(list)
    for indicator, kept in values.items():
        now = figures(INDICATORS[indicator], units, period)
        for value in kept:
            if change := _change(value, now[place[value.filled_id]]):
                found[value.filled_id].append(change)
    return dict(found)


def _change(value: ReturnValue, now: Figure) -> Change | None:
    counted = None if now.value is None else round(now.value, 4)
    if counted == value.computed and now.denominator == value.computed_out_of and now.known == value.computed_known:
        return None
    approved = value.verified
    difference = counted - approved if counted is not None and approved is not None else None
    return Change(value, now, difference)


def late_returns(root: Unit, today: date) -> list[Late]:
    """This function will give the returns of a tree that nobody submitted by their day, the latest first."""
    owed = Return.objects.filter(state=ReturnState.OPEN, unit__path__startswith=root.path)
    excepted = {
        (one.period_id, one.unit_id): one.due_on for one in PeriodException.objects.filter(period__returns__in=owed)
    }
    found = [
        Late(one, due, (today - due).days)
        for one in owed.select_related("period__form", "unit")
        for due in [excepted.get((one.period_id, one.unit_id), one.period.due_on)]
        if due < today
    ]
    return sorted(found, key=lambda late: (-late.days, late.filled.pk))


def burdens(owner: Unit, draft: ReturnForm | None = None) -> list[Burden]:
    """This function will tell what each unit is asked for in a month by all forms in force, and by a draft besides."""
    wanted = Q(state=FormState.IN_FORCE) | Q(pk=draft.pk if draft else None)
    asked: defaultdict[int, Decimal] = defaultdict(Decimal)
    counted: defaultdict[int, Decimal] = defaultdict(Decimal)
    forms: defaultdict[int, int] = defaultdict(int)
    units: dict[int, Unit] = {}
    for form in ReturnForm.objects.filter(wanted, owner=owner).prefetch_related("items", "units"):
        by_hand = sum(item.asked for item in form.items.all())
        for unit in form.units.all():
            units[unit.pk] = unit
            asked[unit.pk] += Decimal(by_hand) / form.span
            counted[unit.pk] += Decimal(len(form.items.all()) - by_hand) / form.span
            forms[unit.pk] += 1
    found = [Burden(unit, asked[pk], counted[pk], forms[pk]) for pk, unit in units.items()]
    return sorted(found, key=lambda burden: (-burden.asked, burden.unit.position, burden.unit.pk))


@dataclass(frozen=True, slots=True)
class Standing:
    """How one unit stands in a period: how much of its return is filled, when it came, and how late that is or was."""

    filled: Return
    due_on: date
    given: int
    items: int
    days_late: int


def standings(returns: Sequence[Return], today: date) -> list[Standing]:
    """This function will give completeness and timeliness of the returns of one period, in two queries."""
    excepted = {one.unit_id: one.due_on for one in PeriodException.objects.filter(period__returns__in=returns)}
    given: defaultdict[int, int] = defaultdict(int)
    items: defaultdict[int, int] = defaultdict(int)
    for filled, known in ReturnValue.objects.filter(filled__in=returns).values_list("filled", "reported_known"):
        items[filled] += 1
        given[filled] += known != Known.MISSING
    found = []
    for one in returns:
        due = excepted.get(one.unit_id, one.period.due_on)
        until = one.submitted_at.date() if one.state != ReturnState.OPEN and one.submitted_at else today
        found.append(Standing(one, due, given[one.pk], items[one.pk], max((until - due).days, 0)))
    return found
