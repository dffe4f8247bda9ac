"""Indicators in words: figures as they are written, and the rows behind them as somebody may read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any

from django.db.models import Model, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from manas.engines.figures import Figure, Known
from manas.engines.periods import Period, Span
from manas.indicators.declared import Indicator, Rows
from manas.indicators.given.models import GivenValue, ReasonCode
from manas.indicators.given.queries import reasons
from manas.indicators.models import Return, Target
from manas.indicators.sets.queries import met
from manas.indicators.values.words import ABSENT, number, rounded
from manas.matters.docket.models import Matter
from manas.office.models import Unit
from manas.office.rules import Standing
from manas.plan.models import Fund, SupervisionOrder, WorkItem
from manas.registers.models import AidOffer, MatchmakingEvent, Patent

# Rows that stand for something with a page of its own, and the column that names it.
STANDS_FOR = {
    "TimeLimit": "matter", "Rating": "matter", "YearlyUse": "use", "Uptake": "declaration", "Report": "item",
    "AidStep": "offer", "FundMove": "fund",
}  # fmt: skip
# What has a page: its address, and what stands in it before the number.
PAGES: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    Matter: ("matter", ()),
    Patent: ("patent", ()),
    MatchmakingEvent: ("event", ()),
    WorkItem: ("item", ()),
    AidOffer: ("aid-record", ("offers",)),
    GivenValue: ("given-value", ()),
    SupervisionOrder: ("supervision-order", ()),
    Return: ("unit-return", ()),
    Fund: ("fund", ()),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure on a page: its words, the address of what is behind it, and what must be said beside it."""

    words: str
    address: str = ""
    parts: str = ""
    known: bool = True
    absent: int = 0
    aim: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A row behind a figure; one that the reader may not see has no name and no address."""

    label: str
    address: str
    on: str
    amount: str
    reasons: str = ""


def cell(indicator: Indicator, found: Figure, unit: Unit, period: Period) -> Cell:
    """This function will write a figure. Of a share the two counts stand beside it."""
    if found.known is Known.NOT_LOADED or found.known is Known.MISSING:
        return Cell(str(ABSENT[found.known]), known=False)
    address = behind(indicator, unit, period, "counts")
    if found.denominator is None:
        return Cell(number(found.numerator), address, absent=found.absent)
    parts = f"{number(found.numerator)} / {number(found.denominator)}"
    if found.value is None:
        return Cell(
            str(ABSENT[found.known]), behind(indicator, unit, period, "out_of"), parts, known=False, absent=found.absent
        )
    return Cell(f"{number(rounded(found.value))}", address, parts, absent=found.absent)


def aimed(shown: Cell, found: Figure, target: Target | None) -> Cell:
    """This function will put the target, if there is one, beside a figure."""
    return replace(shown, aim=number(target.value), met=met(target, found)) if target else shown


def behind(indicator: Indicator, unit: Unit, period: Period, part: str) -> str:
    """This function will give the address of the rows behind a figure."""
    asked = f"unit={unit.code}&period={period.code}&part={part}"
    return f"{reverse('indicator-evidence', args=[indicator.key])}?{asked}"


def choices(today: date, years: int = 3) -> list[Period]:
    """This function will give the periods that can be chosen: this year and the ones before with their quarters so far."""
    found = []
    for year in range(today.year, today.year - years, -1):
        whole = Period(year)
        found += [whole, *(part for part in reversed(whole.parts(Span.QUARTER)) if part.first <= today)]
    return found


def evidence_rows(rows: Rows, found: Iterable[Any], standing: Standing) -> list[EvidenceRow]:
    """This function will write the rows of a page: those that the reader may see by name, the others without."""
    listed = list(found)
    things = _things(listed)
    seen = _seen(things, standing)
    return [
        EvidenceRow(*_named(thing, seen), _day(row, rows), _amount(row, rows))
        for row, thing in zip(listed, things, strict=True)
    ]


def reasoned(shown: list[EvidenceRow], found: Iterable[Patent], day: date) -> list[EvidenceRow]:
    """This function will put beside each row why the patent is of high value."""
    listed = list(found)
    why = reasons(listed, day)
    return [
        replace(row, reasons="；".join(f"{code} {ReasonCode(code).label}" for code in why[patent.pk]))
        for row, patent in zip(shown, listed, strict=True)
    ]


def _things(listed: list[Any]) -> list[Any]:
    """This function will give what rows of one table stand for; rows of a page are that themselves."""
    column = STANDS_FOR.get(type(listed[0]).__name__) if listed else None
    if column is None:
        return listed
    prefetch_related_objects(listed, column)
    return [getattr(row, column) for row in listed]


def _kind(thing: Any) -> type[Model]:
    return Matter if isinstance(thing, Matter) else type(thing)


def _seen(things: list[Any], standing: Standing) -> set[int]:
    if not things:
        return set()
    found = _kind(things[0])._default_manager.filter(pk__in=[thing.pk for thing in things])
    return set(found.visible_to(standing).values_list("pk", flat=True))  # type: ignore[attr-defined]  # all in PAGES have it


def _named(thing: Any, seen: set[int]) -> tuple[str, str]:
    if thing.pk not in seen:
        return _("（限经办人员查看）"), ""
    name, before = PAGES[_kind(thing)]
    return str(thing), reverse(name, args=[*before, thing.pk])


def _day(row: Any, rows: Rows) -> str:
    value = reduce(getattr, rows.on.split("__"), row) if rows.on else None
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return date_format(value, "Y-m-d") if value else ""


def _amount(row: Any, rows: Rows) -> str:
    if not rows.amount:
        return ""
    if getattr(row, "sealed", False):
        return _("密封")
    return number(getattr(row, rows.amount))


def highest(figures: Sequence[Figure]) -> Decimal:
    """This function will give the highest value of a trend, at least one: what bars are measured against."""
    return max([figure.value for figure in figures if figure.value is not None], default=Decimal(1)) or Decimal(1)
