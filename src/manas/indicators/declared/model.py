"""What an indicator is: one declaration, from which value, evidence, page, file and history follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import DateTimeField, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from manas.engines.figures import Adds
from manas.engines.periods import Period
from manas.office.models import Unit

LOCAL = ZoneInfo("Asia/Shanghai")
# The Chinese words of a declaration, looked up when they are shown.
Label = Any
OWN: Label = _("本系统定义")


class Head(TextChoices):
    """The five heads under which the plan sums up intellectual property."""

    CREATION = "creation", _("创造")
    USE = "use", _("运用")
    PROTECTION = "protection", _("保护")
    MANAGEMENT = "management", _("管理")
    SERVICE = "service", _("服务")


class Place:
    """Where rows belong: to the unit at `path`; those without one, to the unit at `otherwise`."""

    def __init__(self, path: str, otherwise: str = "") -> None:
        self.path, self.otherwise = path, otherwise

    def within(self, unit: Unit) -> Q:
        """This function will keep what belongs to a unit or to one below it."""
        here = Q(**{f"{self.path}__path__startswith": unit.path})
        if not self.otherwise:
            return here
        return here | Q(**{f"{self.path}": None, f"{self.otherwise}__path__startswith": unit.path})


class Among:
    """Where rows belong that have several places: to each unit whose part of `table` names them by `column`."""

    def __init__(self, table: Callable[[], QuerySet[Any]], column: str, path: str) -> None:
        self.table, self.column, self.path = table, column, path

    def within(self, unit: Unit) -> Q:
        """This function will keep what belongs to a unit or to one below it, each row once."""
        named = self.table().filter(**{f"{self.path}__path__startswith": unit.path})
        return Q(pk__in=named.values(self.column))


@dataclass(frozen=True)
class Rows:
    """Which rows of a table count, and when, and where.

    `on`: the column of the day or moment on which a row counts (what happens: a flow). `standing`: which rows there are at the
    end of a day (a stock). One of the two. `amount`: the column that is added up; without it rows are counted. `loaded`: whether
    what the rows come from was ever brought in; without it they are kept here from the beginning.
    """

    of: Callable[[], QuerySet[Any]]
    place: Place | Among
    on: str = ""
    standing: Callable[[date], Q] | None = None
    amount: str = ""
    loaded: Callable[[], bool] | None = None

    def during(self, period: Period) -> QuerySet[Any]:
        """This function will give the rows of a period, of all places."""
        rows = self.of()
        if self.standing is not None:
            return rows.filter(self.standing(period.last))
        if isinstance(rows.model._meta.get_field(self.on), DateTimeField):
            return rows.filter(**{f"{self.on}__gte": began(period.first), f"{self.on}__lt": ended(period.last)})
        return rows.filter(**{f"{self.on}__gte": period.first, f"{self.on}__lte": period.last})


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
