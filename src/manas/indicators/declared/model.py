"""What an indicator is: one declaration, from which value, evidence, page, file and history follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    BooleanField,
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Sum,
    TextChoices,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from manas.engines.figures import Adds
from manas.engines.periods import Period
from manas.office.models import Unit

LOCAL = ZoneInfo("Asia/Shanghai")
# The Chinese words of a declaration, looked up when they are shown.
Label = Any
# What rows come to, by the number of a unit and the place of a period; what is not in it is nought.
Sums = defaultdict[tuple[int, int], Decimal]
OWN: Label = _("本系统定义")


class Head(TextChoices):
    """The five heads under which the plan sums up intellectual property."""

    CREATION = "creation", _("创造")
    USE = "use", _("运用")
    PROTECTION = "protection", _("保护")
    MANAGEMENT = "management", _("管理")
    SERVICE = "service", _("服务")


def _below(units: Sequence[Unit]) -> list[int]:
    """The numbers of units and all below them: few, and a database that is told them finds rows better than by paths."""
    paths = tuple(unit.path for unit in units)
    return [pk for pk, path in Unit.objects.values_list("pk", "path") if path.startswith(paths)]


def _above(units: Sequence[Unit]) -> dict[int, tuple[int, ...]]:
    """Of every unit, which of `units` it is or lies below: what it has counts for those."""
    every = Unit.objects.values_list("pk", "path")
    return {pk: tuple(unit.pk for unit in units if path.startswith(unit.path)) for pk, path in every}


class Place:
    """Where rows belong: to the unit at `path`; those without one, to the unit at `otherwise`."""

    def __init__(self, path: str, otherwise: str = "") -> None:
        self.path, self.otherwise = path, otherwise

    def within(self, unit: Unit) -> Q:
        """This function will keep what belongs to a unit or to one below it."""
        below = _below([unit])
        here = Q(**{f"{self.path}__in": below})
        return here | Q(**{self.path: None, f"{self.otherwise}__in": below}) if self.otherwise else here

    def sums(self, rows: QuerySet[Any], parts: Sequence[Q], amount: str, units: Sequence[Unit]) -> Sums:
        """This function will measure parts of rows by unit: one statement by each row's own unit, added up along the tree."""
        above = _above(units)
        own = Coalesce(f"{self.path}_id", f"{self.otherwise}_id") if self.otherwise else F(f"{self.path}_id")
        measures = [Sum(amount, filter=part or None) if amount else Count("pk", filter=part or None) for part in parts]
        columns = {f"part_{n}": measure for n, measure in enumerate(measures)}
        sums: Sums = defaultdict(Decimal)
        found = rows.annotate(own=own).order_by().values("own").annotate(**columns).values_list("own", *columns)
        for pk, *measured in found:
            for unit in above.get(pk, ()):
                for n, value in enumerate(measured):
                    sums[unit, n] += value or 0
        return sums


class Own:
    """Where rows belong that somebody gave for one unit and one period: a figure of a whole is not the sum of its parts.

    `adds`: what was given for a unit that is merged by now is added to the one it went into; a rate cannot be.
    """

    def __init__(self, path: str, period: str, *, adds: bool = False) -> None:
        self.path, self.period, self.adds = path, period, adds

    def within(self, unit: Unit) -> Q:
        """This function will keep what was given for this very unit, and what is added to it."""
        return Q(**{f"{self.path}__in": [unit.pk, *self._merged([unit])[unit.pk]]})

    def sums(self, rows: QuerySet[Any], parts: Sequence[Q], amount: str, units: Sequence[Unit]) -> Sums:
        """This function will read what was given for each unit and part; of a unit without a row there is nothing, not nought.

        Nothing either where a unit that was merged later should have had a row of that period and has none.
        """
        merged = self._merged(units)
        asked = {unit.pk for unit in units}.union(*merged.values())
        here = rows.filter(**{f"{self.path}__in": asked}).order_by()
        sums: Sums = defaultdict(Decimal)
        for n, part in enumerate(parts):
            found = here.filter(part).values_list(f"{self.path}_id", self.period, amount)
            given = {pk: (Period.read(period), value) for pk, period, value in found}
            for unit in (unit for unit in units if unit.pk in given):
                last, later = given[unit.pk][0].last, merged[unit.pk]
                if all(pk in given for pk, closed_on in later.items() if closed_on > last):
                    sums[unit.pk, n] = sum((given[pk][1] for pk in (unit.pk, *later) if pk in given), Decimal(0))
        return sums

    def _merged(self, units: Sequence[Unit]) -> dict[int, dict[int, date]]:
        """Of each unit the numbers of those that went into it, with the day from which each is no more."""
        found = Unit.objects.exclude(merged_into=None).order_by("path") if self.adds else Unit.objects.none()
        into: dict[int, dict[int, date]] = defaultdict(dict)
        # By path what went first comes last: A into B, B into C leaves A in C as well.
        for unit in reversed(found):
            if unit.merged_into_id is not None and unit.closed_on is not None:
                into[unit.merged_into_id] |= {unit.pk: unit.closed_on} | into[unit.pk]
        return {unit.pk: into[unit.pk] for unit in units}


class Among:
    """Where rows belong that have several places: to each unit whose part of `table` names them by `column`."""

    def __init__(self, table: Callable[[], QuerySet[Any]], column: str, path: str) -> None:
        self.table, self.column, self.path = table, column, path

    def within(self, unit: Unit) -> Q:
        """This function will keep what belongs to a unit or to one below it, each row once."""
        return Q(pk__in=self._named([unit]).values(self.column))

    def sums(self, rows: QuerySet[Any], parts: Sequence[Q], amount: str, units: Sequence[Unit]) -> Sums:
        """This function will measure parts of rows by unit: read one by one, for a row of two counties is one row above."""
        above, named = _above(units), self._named(units)
        places = defaultdict[int, set[int]](set)
        for key, own in named.values_list(self.column, self.path).distinct():
            places[key].update(above[own])
        columns = {
            f"part_{n}": ExpressionWrapper(part, BooleanField()) if part else Value(True)
            for n, part in enumerate(parts)
        }
        sums: Sums = defaultdict(Decimal)
        found = rows.filter(pk__in=named.values(self.column)).order_by().annotate(**columns)
        for key, measured, *within in found.values_list("pk", amount or Value(1), *columns):
            for n in (n for n, holds in enumerate(within) if holds):
                for unit in places[key]:
                    sums[unit, n] += measured or 0
        return sums

    def _named(self, units: Sequence[Unit]) -> QuerySet[Any]:
        below = Q(**{f"{self.path}__in": _below(units)})
        # Said outright: PostgreSQL forgets that most rows name nobody, and would read a million to find a few.
        return self.table().filter(below, **{f"{self.path.partition('__')[0]}__isnull": False})


@dataclass(frozen=True)
class Rows:
    """Which rows of a table count, and when, and where.

    `on`: the column of the day or moment on which a row counts (what happens: a flow). `standing`: which rows there are at the
    end of a day (a stock). `given_for`: which rows somebody outside gave for a period; a unit without one owes it, so that it is
    missing and not nought. One of the three. `amount`: the column that is added up; without it rows are counted. `loaded`: whether
    what the rows come from was ever brought in; without it they are kept here from the beginning. `only`: a condition on them.
    """

    of: Callable[[], QuerySet[Any]]
    place: Place | Among | Own
    on: str = ""
    standing: Callable[[date], Q] | None = None
    given_for: Callable[[Period], Q] | None = None
    amount: str = ""
    loaded: Callable[[], bool] | None = None
    only: Q | None = None

    @property
    def given(self) -> bool:
        """Whether the rows are what somebody outside gave."""
        return self.given_for is not None

    def those(self, only: Q) -> Rows:
        """This function will give the part of these rows that a share is of: counted with the whole in one statement."""
        return replace(self, only=only)

    def is_part_of(self, whole: Rows) -> bool:
        """This function will tell whether these are those of `whole` that fulfil a condition."""
        return self.only is not None and replace(self, only=None) == whole

    def when(self, period: Period) -> Q:
        """This function will keep the rows of a period."""
        if self.given_for is not None:
            return self.given_for(period)
        if self.standing is not None:
            return self.standing(period.last)
        return self._between(period.first, period.last)

    def during(self, period: Period) -> QuerySet[Any]:
        """This function will give the rows of a period, of all places."""
        found = self.of().filter(self.when(period))
        return found.filter(self.only) if self.only else found

    def sums(self, units: Sequence[Unit], periods: Sequence[Period], *shares: Q) -> list[Sums]:
        """This function will count, or add up, for every unit and each period by its place among `periods`: these, then their shares.

        However many they are, they are measured in one statement.
        """
        times = [self.when(period) for period in periods]
        first, last = min(one.first for one in periods), max(one.last for one in periods)
        any_of = self._between(first, last) if self.on else reduce(or_, times)
        rows = self.of().filter(any_of)
        rows = rows.filter(self.only) if self.only else rows
        # Of one period every row that is left lies in it: no need to ask each again.
        times = times if len(times) > 1 else [Q()]
        found = self.place.sums(
            rows, [*times, *(time & share for share in shares for time in times)], self.amount, units
        )
        sums: list[Sums] = [defaultdict(Decimal) for _these in (None, *shares)]
        for (unit, n), value in found.items():
            sums[n // len(times)][unit, n % len(times)] = value
        return sums

    def _between(self, first: date, last: date) -> Q:
        column = F(self.on).resolve_expression(self.of().query)
        if isinstance(column.output_field, DateTimeField):
            return Q(**{f"{self.on}__gte": began(first), f"{self.on}__lt": ended(last)})
        return Q(**{f"{self.on}__gte": first, f"{self.on}__lte": last})


def began(day: date) -> datetime:
    """This function will give the moment at which a day begins here."""
    return datetime.combine(day, time.min, LOCAL).astimezone(UTC)


def ended(day: date) -> datetime:
    """This function will give the moment at which a day is over here."""
    return began(day + timedelta(days=1))


@dataclass(frozen=True)
class Indicator:
    """指标: what it is called and means, from which rows it is counted, and for which tasks of the plan it speaks.

    Its value is `counts`, or `counts` × `scale` / `out_of`; `measure` is its unit (件, 万元, %). `more_is_better` is absent where
    neither is: the number of cases says nothing alone. `basis` names who fixed the definition, and how that is known.
    """

    key: str
    name: Label
    definition: Label
    head: Head
    measure: Label
    counts: Rows
    out_of: Rows | None = None
    scale: int = 1
    tasks: tuple[str, ...] = ()
    more_is_better: bool | None = True
    basis: Label = OWN

    @property
    def adds(self) -> Adds:
        """This function will tell how it adds over time."""
        return Adds.FLOW if self.counts.on else Adds.STOCK

    @property
    def parts(self) -> dict[str, Rows]:
        """This function will give its numerator and, of a ratio, its denominator by name."""
        return {"counts": self.counts} | ({"out_of": self.out_of} if self.out_of else {})
