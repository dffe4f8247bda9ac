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
    """Where rows belong that stand for the unit at `path` alone: a given figure of a whole is not the sum of its parts."""

    def __init__(self, path: str) -> None:
        self.path = path

    def within(self, unit: Unit) -> Q:
        """This function will keep what was given for this very unit."""
        return Q(**{self.path: unit.pk})

    def sums(self, rows: QuerySet[Any], parts: Sequence[Q], amount: str, units: Sequence[Unit]) -> Sums:
        """This function will read what was given for each unit and part; of a unit without a row there is nothing, not nought."""
        measure, own = Sum(amount) if amount else Count("pk"), f"{self.path}_id"
        here = rows.filter(**{f"{self.path}__in": [unit.pk for unit in units]}).order_by()
        sums: Sums = defaultdict(Decimal)
        for n, part in enumerate(parts):
            for pk, value in here.filter(part).values_list(own).annotate(measure):
                sums[pk, n] += value or 0
        return sums


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
    end of a day (a stock). One of the two. `amount`: the column that is added up; without it rows are counted. `loaded`: whether
    what the rows come from was ever brought in; without it they are kept here from the beginning. `only`: a condition on them.
    `given`: whether a unit without a row owes one (a value from outside), so that it is missing and not nought.
    """

    of: Callable[[], QuerySet[Any]]
    place: Place | Among | Own
    on: str = ""
    standing: Callable[[date], Q] | None = None
    amount: str = ""
    loaded: Callable[[], bool] | None = None
    only: Q | None = None
    given: bool = False

    def those(self, only: Q) -> Rows:
        """This function will give the part of these rows that a share is of: counted with the whole in one statement."""
        return replace(self, only=only)

    def is_part_of(self, whole: Rows) -> bool:
        """This function will tell whether these are those of `whole` that fulfil a condition."""
        return self.only is not None and replace(self, only=None) == whole

    def when(self, period: Period) -> Q:
        """This function will keep the rows of a period."""
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
        if self.standing is not None:
            any_of = reduce(or_, times)
        else:
            any_of = self._between(min(one.first for one in periods), max(one.last for one in periods))
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
        if isinstance(self.of().model._meta.get_field(self.on), DateTimeField):
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
        return Adds.STOCK if self.counts.standing is not None else Adds.FLOW

    @property
    def parts(self) -> dict[str, Rows]:
        """This function will give its numerator and, of a ratio, its denominator by name."""
        return {"counts": self.counts} | ({"out_of": self.out_of} if self.out_of else {})
