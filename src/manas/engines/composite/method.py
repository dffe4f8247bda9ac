"""A method of assessment as data: which indicators under which groups, and what is done to their values on the way to a score."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Final

# Small-number rule: a share of fewer than five cases, or a place among fewer than five units, says more about chance.
FEW: Final = 5


class Direction(IntEnum):
    """Whether more of it is better, or less."""

    UP = 1
    DOWN = -1


class Scaling(StrEnum):
    """How values of different units become scores that can be added; only goalposts do not look at the other units."""

    GOALPOSTS = "goalposts"
    MIN_MAX = "min-max"
    Z_SCORE = "z-score"
    RANK = "rank"
    BORDA = "borda"
    PERCENT_RANK = "percent-rank"
    FRACTION_OF_MAX = "fraction-of-max"
    DISTANCE_TO_TARGET = "distance-to-target"


class Aggregation(StrEnum):
    """How the scores of a group's members become its own; Copeland only orders, by contests of two."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"
    COPELAND = "copeland"


class Estimate(StrEnum):
    """From what a missing value is estimated: the other units of the period, or the unit's own latest earlier value."""

    MEAN = "mean"
    MEDIAN = "median"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Goalposts:
    """Where the scale of one indicator begins and ends, announced beforehand, in the indicator's own unit.

    A value at `worst` has gone no part of the way, at `best` all of it; what lies beyond counts down to the share `least`
    and up to the share `most` (1.2: up to 120 % of the way). `worst` is above `best` where less is better.
    """

    worst: float
    best: float
    least: float = 0.0
    most: float = 1.0


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator in the lowest row; `denominator` is the column it is divided by, empty where it is not.

    A denominator below `smallest_denominator` gives a value, and no place among others; 0 for one that counts no cases
    (money, area). `target` is what the distance to a target is measured by.
    """

    key: str
    name: str
    parent: str
    weight: float = 1.0
    direction: Direction = Direction.UP
    goalposts: Goalposts | None = None
    denominator: str = ""
    smallest_denominator: float = float(FEW)
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What several indicators or groups add up to; the one without a parent is the whole."""

    key: str
    name: str
    parent: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Imputation:
    """How missing values are estimated; `among_peers`: from units of the same peer group only."""

    estimate: Estimate
    among_peers: bool = False


@dataclass(frozen=True, slots=True)
class Treatment:
    """When the values of an indicator have outliers (both limits reached), and what is done.

    Up to `points` extreme values are drawn in to the next value; if that is not enough and `logarithm` is set, the values as
    given are replaced by their logarithms. The limits are those of the index literature (skewness 2, kurtosis 3.5).
    """

    points: int = 5
    skewness: float = 2.0
    kurtosis: float = 3.5
    logarithm: bool = True


@dataclass(frozen=True, slots=True)
class Normalization:
    """The scaling, and the scores that its 0 and its 1 become: z-scores with low 10 and high 12 have mean 10 and deviation 2."""

    scaling: Scaling = Scaling.GOALPOSTS
    low: float = 0.0
    high: float = 100.0

    @property
    def relative(self) -> bool:
        """Whether a unit's score depends on the other units that happen to be assessed."""
        return self.scaling is not Scaling.GOALPOSTS


@dataclass(frozen=True, slots=True)
class Method:
    """A whole method. `aggregations` has one entry for each row above the indicators, from below; empty: arithmetic throughout.

    `screening` is the share of its applicable indicators that a unit must have values for, `availability` the share of its
    members that a group must have (0: any). Fewer than `least_units` units get no places by a scaling that depends on them.
    """

    indicators: tuple[Indicator, ...]
    groups: tuple[Group, ...]
    aggregations: tuple[Aggregation, ...] = ()
    normalization: Normalization = Normalization()
    imputation: Imputation | None = None
    treatment: Treatment | None = None
    screening: float = 0.0
    availability: float = 0.0
    least_units: int = FEW

    @property
    def members(self) -> tuple[Indicator | Group, ...]:
        """Indicators and groups together."""
        return (*self.indicators, *self.groups)


def without(method: Method, key: str) -> Method:
    """This function will give the method less one indicator or one group with all that is under it."""
    gone = {key}
    for _ in method.groups:
        gone |= {group.key for group in method.groups if group.parent in gone}
    return replace(
        method,
        indicators=tuple(one for one in method.indicators if one.key not in gone and one.parent not in gone),
        groups=tuple(group for group in method.groups if group.key not in gone),
    )
