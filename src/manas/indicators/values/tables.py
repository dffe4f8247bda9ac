"""Which indicators speak for a task, and which periods lie behind one."""

from __future__ import annotations

from manas.engines.periods import Period
from manas.indicators.declared import INDICATORS, Head, Indicator


def of_task(task: str) -> list[Indicator]:
    """This function will give the indicators that speak for a task of the plan, by its number."""
    return [indicator for indicator in INDICATORS.values() if task in indicator.tasks]


def by_head(indicators: list[Indicator]) -> dict[Head, list[Indicator]]:
    """This function will put indicators under their heads."""
    table: dict[Head, list[Indicator]] = {}
    for indicator in indicators:
        table.setdefault(indicator.head, []).append(indicator)
    return table


def back_from(last: Period, count: int) -> list[Period]:
    """This function will give `count` periods of one length, the earliest first, `last` at the end."""
    periods = [last]
    while len(periods) < count:
        periods.append(periods[-1].before)
    return periods[::-1]
