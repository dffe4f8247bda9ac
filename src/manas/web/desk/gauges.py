"""Indicators as leaders read them: value, target, how much of the year is gone, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, groupby

from django.utils.translation import gettext as _

from manas.engines.figures import Adds, Figure, over_time
from manas.engines.periods import Period, Span
from manas.indicators import rules
from manas.indicators.declared import Indicator
from manas.indicators.kept.queries import Book, book
from manas.indicators.models import Target
from manas.indicators.sets.queries import Aims, aims
from manas.indicators.values.tables import back_from, of_task
from manas.indicators.values.words import number, period_words, rounded
from manas.office.models import Unit
from manas.office.rules import Standing
from manas.web.desk import indicator_view as view

QUARTERS = 8
# How far apart the points of a line stand, and how high it is, in its own measure.
STEP, HEIGHT = 12, 24


@dataclass(frozen=True, slots=True)
class Trend:
    """A line through the last quarters: the points of each run without a gap, where it ends, and the same in words."""

    runs: list[str]
    end: tuple[str, str] | None
    words: str


@dataclass(frozen=True, slots=True)
class Gauge:
    """One indicator of one unit, this year so far. `pace` compares a target with the time gone; `behind`: it is less."""

    indicator: Indicator
    cell: view.Cell
    value: Decimal | None
    pace: str
    behind: bool
    trend: Trend


@dataclass(frozen=True)
class Gauges:
    """The figures of some indicators for the units whose figures somebody sees; `first`: which stand for a task."""

    units: list[Unit]
    indicators: list[Indicator]
    first: dict[str, list[Indicator]]
    quarters: list[Period]
    found: Book
    aimed: Aims
    today: date

    def of(self, indicator: Indicator, unit: Unit) -> Gauge:
        """This function will give an indicator of a unit, its year added up from its quarters."""
        figures = [self.found.of(indicator, unit, quarter) for quarter in self.quarters]
        pairs = zip(self.quarters, figures, strict=True)
        so_far = over_time([figure for quarter, figure in pairs if quarter.year == self.today.year], indicator.adds)
        target = self.aimed.get((indicator.key, unit.pk))
        cell = view.aimed(view.cell(indicator, so_far, unit, Period(self.today.year)), so_far, target)
        pace, behind = _pace(indicator, so_far, target, self.today)
        return Gauge(indicator, cell, so_far.value, pace, behind, trend(self.quarters, figures))

    def of_task(self, task: str) -> list[Gauge]:
        """This function will give the indicators that stand for a task, for the prefecture."""
        return [self.of(indicator, self.units[0]) for indicator in self.first.get(task, [])]


def gauges(
    standing: Standing,
    today: date,
    at: datetime,
    *,
    indicators: Sequence[Indicator] = (),
    tasks: Sequence[str] = (),
    each: int = 1,
) -> Gauges | None:
    """This function will read the figures of the last quarters; nothing for somebody who sees none.

    Read are some indicators, and of every task the first `each` that speak for it: those with a target for the prefecture come
    before those without.
    """
    units = rules.places(standing)
    if not units:
        return None
    aimed, top = aims(standing, Period(today.year)), units[0].pk
    first = {
        task: sorted(of_task(task), key=lambda indicator: (indicator.key, top) not in aimed)[:each] for task in tasks
    }
    asked = list(dict.fromkeys([*indicators, *chain.from_iterable(first.values())]))
    quarters = back_from(Period.of(today, Span.QUARTER), QUARTERS)
    return Gauges(units, asked, first, quarters, book(asked, units, quarters, at), aimed, today)


def trend(periods: Sequence[Period], figures: Sequence[Figure]) -> Trend:
    """This function will draw figures as a line from nought to the highest; where there is no value the line is broken."""
    top = view.highest(figures)
    points = [
        None if figure.value is None else (str(n * STEP), f"{HEIGHT - 2 - figure.value / top * (HEIGHT - 4):.1f}")
        for n, figure in enumerate(figures)
    ]
    runs = [list(run) for there, run in groupby(points, key=lambda point: point is not None) if there]
    said = [
        f"{period_words(period)} {number(rounded(figure.value))}"
        for period, figure in zip(periods, figures, strict=True)
        if figure.value is not None
    ]
    return Trend([" ".join(",".join(point) for point in run if point) for run in runs], points[-1], "；".join(said))


def _pace(indicator: Indicator, so_far: Figure, target: Target | None, today: date) -> tuple[str, bool]:
    """Only what is counted up through a year can be held against the time that is gone."""
    counted_up = indicator.adds is Adds.FLOW and indicator.out_of is None and indicator.more_is_better
    if target is None or not counted_up or so_far.value is None or not target.value:
        return "", False
    year = Period(today.year)
    gone = Decimal((today - year.first).days + 1) / ((year.last - year.first).days + 1)
    reached = so_far.value / target.value
    words = _("完成目标的 %(reached)s%%，全年时间已过 %(gone)s%%")
    return words % {"reached": int(reached * 100), "gone": int(gone * 100)}, reached < min(gone, Decimal(1))
