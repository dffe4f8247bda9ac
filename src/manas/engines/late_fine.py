"""加处罚款: what a fine that is not paid in time grows by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class LateFine:
    """`daily` is the share of the fine that a day of delay adds, `most` the multiple of the fine that it may not exceed."""

    daily: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Surcharge:
    """How many days are counted, and what they add, in yuan; `capped`: the law stopped it."""

    days: int
    amount: Decimal
    capped: bool


def surcharge(
    fine: Decimal, rule: LateFine, *, due_on: date, until: date, contested: tuple[date, date | None] | None = None
) -> Surcharge:
    """This function will compute what a fine due on `due_on` has grown by at the end of `until`; the due day itself is free.

    `contested` are the first and the last day of a reconsideration or a lawsuit, whose days are not counted; no last day:
    it still runs. Raises ValueError for a negative fine.
    """
    if fine < 0:
        raise ValueError(f"a fine cannot be negative: {fine}")
    first = due_on + timedelta(days=1)
    days = max((until - first).days + 1, 0) - _within(contested, first, until)
    most = fine * rule.most
    grown = (fine * rule.daily * days).quantize(_CENT, ROUND_HALF_UP)
    return Surcharge(days, min(grown, most), grown > most)


def _within(span: tuple[date, date | None] | None, first: date, last: date) -> int:
    """The days of `span` that lie between two days, both inclusive."""
    if span is None:
        return 0
    begins, ends = max(span[0], first), min(span[1] or last, last)
    return max((ends - begins).days + 1, 0)
