"""Targets beside figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from manas.engines.figures import Figure
from manas.engines.periods import Period, Span
from manas.indicators.declared import INDICATORS
from manas.indicators.models import IndicatorSet, SetState, Target
from manas.indicators.values.queries import figures
from manas.office.models import Unit
from manas.office.rules import Standing

Aims = dict[tuple[str, int], Target]


@dataclass(frozen=True, slots=True)
class Reached:
    """A target with the figure of its year so far; `met` is absent where there is no value, or neither way is better."""

    target: Target
    figure: Figure
    met: bool | None


def aims(standing: Standing, period: Period) -> Aims:
    """This function will give the targets in force for a year, by indicator and the unit's number; none for shorter periods."""
    if period.span is not Span.YEAR:
        return {}
    sets = IndicatorSet.objects.visible_to(standing).filter(state=SetState.IN_FORCE)
    found = Target.objects.filter(indicator_set__in=sets, year=period.year).order_by("pk")
    return {(target.indicator, target.unit_id): target for target in found}


def met(target: Target, figure: Figure) -> bool | None:
    """This function will tell whether a figure reaches its target."""
    more = INDICATORS[target.indicator].more_is_better
    if figure.value is None or more is None:
        return None
    return figure.value >= target.value if more else figure.value <= target.value


def reached(indicator_set: IndicatorSet) -> list[Reached]:
    """This function will give every target of a set with the figure of its year: one query or two an indicator and year."""
    targets = list(indicator_set.targets.select_related("unit"))
    found = {
        (key, year): figures(INDICATORS[key], _units(targets, key, year), Period(year))
        for key, year in {(target.indicator, target.year) for target in targets}
    }
    return [
        Reached(target, figure, met(target, figure))
        for target in targets
        for figure in [found[target.indicator, target.year][target.unit_id]]
    ]


def _units(targets: Iterable[Target], key: str, year: int) -> list[Unit]:
    return [target.unit for target in targets if (target.indicator, target.year) == (key, year)]
