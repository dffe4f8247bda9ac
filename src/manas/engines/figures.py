"""数值: what is known of a figure, and how figures of parts become the figure of the whole.

A ratio of the whole is the ratio of the sums, never the mean of ratios; a stock takes the value of the last part in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

# Below so many in the denominator a rate says little of one unit beside another: it is shown, but never ranked.
LEAST_TO_RANK = 5


class Known(StrEnum):
    """What is known. Nought is a value; the other three are different ways to have none."""

    VALUE = "value"
    # Somebody owes it and has not given it.
    MISSING = "missing"
    # There is nothing it could be said of: a share of none.
    NOT_APPLICABLE = "not_applicable"
    # What it is counted from was never brought in.
    NOT_LOADED = "not_loaded"


class Adds(StrEnum):
    """How figures of one unit add over time; over units all of them add."""

    # What happens in a period: the year is the sum of its quarters.
    FLOW = "flow"
    # What there is on a day: the year has what its last quarter had.
    STOCK = "stock"


@dataclass(frozen=True)
class Figure:
    """A figure in its parts: numerator and, of a ratio, denominator. `absent` counts the parts of it that nobody knows."""

    known: Known
    numerator: Decimal = Decimal(0)
    denominator: Decimal | None = None
    scale: int = 1
    absent: int = 0

    @classmethod
    def counted(cls, numerator: Decimal, denominator: Decimal | None = None, scale: int = 1) -> Figure:
        """This function will give a figure that is known; a share of none is not applicable."""
        known = Known.NOT_APPLICABLE if denominator == 0 else Known.VALUE
        return cls(known, numerator, denominator, scale)

    @property
    def value(self) -> Decimal | None:
        """This function will give the value, exactly as the parts have it; nothing where there is none."""
        if self.known is not Known.VALUE:
            return None
        return self.numerator if self.denominator is None else self.numerator * self.scale / self.denominator

    @property
    def may_be_ranked(self) -> bool:
        """This function will tell whether it may stand in a ranking: known as a whole, and not a share of a handful."""
        handful = self.denominator is not None and self.denominator < LEAST_TO_RANK
        return self.known is Known.VALUE and not self.absent and not handful


def together(figures: Iterable[Figure]) -> Figure:
    """This function will give the figure of a whole from those of its parts (units, or periods of a flow).

    Numerators and denominators are added. Parts that have none (not applicable) take nothing away; parts that nobody gave, or
    that were never brought in, are counted as absent: with any other part known the whole is the sum of what is known.
    """
    parts = list(figures)
    given = [part for part in parts if part.known in {Known.VALUE, Known.NOT_APPLICABLE}]
    lacking = [part for part in parts if part not in given]
    absent = sum(part.absent for part in given) + sum(max(part.absent, 1) for part in lacking)
    if not given:
        return replace(lacking[0], absent=absent) if lacking else Figure(Known.NOT_APPLICABLE)
    denominators = [part.denominator for part in given if part.denominator is not None]
    added = Figure.counted(
        sum((part.numerator for part in given), Decimal(0)),
        sum(denominators, Decimal(0)) if denominators else None,
        given[0].scale,
    )
    alone = not denominators and all(part.known is Known.NOT_APPLICABLE for part in given)
    return replace(added, absent=absent, known=Known.NOT_APPLICABLE if alone else added.known)


def over_time(figures: Sequence[Figure], adds: Adds) -> Figure:
    """This function will give the figure of a period from those of its parts in order: their sum, or of a stock the last."""
    if not figures:
        raise ValueError("A period has at least one part.")
    return figures[-1] if adds is Adds.STOCK else together(figures)
