"""What might as well have been chosen, drawn many times: how far a place moves, and which choice moves places most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from manas.engines.composite.assess import ranked
from manas.engines.composite.framework import Weights
from manas.engines.composite.method import Aggregation, Goalposts, Imputation, Normalization, Treatment
from manas.engines.composite.rank import places
from manas.engines.composite.stages import Choices, Stages
from manas.engines.composite.table import Array

Picks = npt.NDArray[np.int64]
INTERVAL: Final = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The alternatives of each choice, all as likely as each other; an empty tuple: the method's own, without a doubt."""

    imputations: tuple[Imputation | None, ...] = ()
    treatments: tuple[Treatment | None, ...] = ()
    normalizations: tuple[Normalization, ...] = ()
    goalposts: tuple[tuple[Goalposts | None, ...], ...] = ()
    aggregations: tuple[tuple[Aggregation, ...], ...] = ()
    weights: tuple[Weights, ...] = ()


# Which choice each list of alternatives is for.
CHOICE: Final = {
    "imputations": "imputation",
    "treatments": "treatment",
    "normalizations": "normalization",
    "goalposts": "goalposts",
    "aggregations": "aggregations",
    "weights": "weights",
}


@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """Places over all draws, one for each row: of the method itself, mean, median, and the ends of the 5–95 % interval.

    NaN where the method gives no place. `scores` are low end, mean and high end of the score of the whole (3 × rows).
    """

    nominal: Array
    mean: Array
    median: Array
    low: Array
    high: Array
    scores: Array
    draws: int


@dataclass(frozen=True, slots=True)
class Driver:
    """How much of the movement of places one doubt explains alone (`first`) and with all others (`total`), 0 to about 1.

    Each with the ends of its 5–95 % interval by resampling.
    """

    choice: str
    first: float
    total: float
    first_interval: tuple[float, float]
    total_interval: tuple[float, float]


def noisy_weights(
    weights: Weights, generator: np.random.Generator, *, noise: Sequence[float], count: int
) -> tuple[Weights, ...]:
    """This function will draw sets of weights, each weight moved by up to its row's share of itself, all moves alike likely."""
    drawn = []
    for _ in range(count):
        rows = []
        for row, share in zip(weights, noise, strict=True):
            moves = generator.uniform(-share, share, len(row)) if share else np.zeros(len(row))
            rows.append(tuple((np.array(row) * (1 + moves)).tolist()))
        drawn.append(tuple(rows))
    return tuple(drawn)


def moved_goalposts(
    goalposts: tuple[Goalposts | None, ...], generator: np.random.Generator, *, share: float, count: int
) -> tuple[tuple[Goalposts | None, ...], ...]:
    """This function will draw sets of goalposts, each end moved by up to a share of the distance between the two."""
    return tuple(tuple(post and _moved(post, generator, share) for post in goalposts) for _ in range(count))


def intervals(
    stages: Stages,
    doubts: Uncertainty,
    generator: np.random.Generator,
    draws: int = 1_200,
    added: Array | None = None,
) -> Interval:
    """This function will draw all doubts together and tell how far places move.

    `added` are points on top of the whole, one for each row (加减分): nothing about them is in doubt.
    """
    picks = _drawn(_lists(doubts), generator, draws)
    on_top = 0.0 if added is None else added
    scores = _rebuilt(stages, doubts, picks) + on_top
    periods = stages.prepared.table.periods
    ranks = places(scores, periods)
    nominal = ranked(stages, stages.scores(stages.nominal) + on_top)
    ranks[:, np.isnan(nominal)] = np.nan
    low, median, high = _quantiles(ranks, (INTERVAL[0], 0.5, INTERVAL[1]))
    score_low, score_high = _quantiles(scores, INTERVAL)
    return Interval(nominal, _means(ranks), median, low, high, np.array([score_low, _means(scores), score_high]), draws)


def drivers(
    stages: Stages, doubts: Uncertainty, generator: np.random.Generator, base: int = 1_000, resamples: int = 200
) -> tuple[Driver, ...]:
    """This function will tell which doubts move places most, by Sobol's indices of the mean movement, the strongest first.

    It takes base × (doubts + 2) rebuilds. First order after Saltelli et al. 2010 (Comput. Phys. Commun. 181:259), total after
    Jansen 1999. Doubts with a single alternative are no doubts.
    """
    lists = _lists(doubts)
    doubted = [place for place, length in enumerate(lists) if length > 1]
    one, other = (_drawn(lists, generator, base) for _ in range(2))
    of_one, of_other = _movement(stages, doubts, one), _movement(stages, doubts, other)
    crossed = []
    for place in doubted:
        mixed = one.copy()
        mixed[:, place] = other[:, place]
        crossed.append(_movement(stages, doubts, mixed))
    again = generator.integers(0, base, (resamples, base))
    names = [CHOICE[field.name] for field in fields(doubts)]
    found = [
        _driver(names[place], of_one, of_other, cross, again) for place, cross in zip(doubted, crossed, strict=True)
    ]
    return tuple(sorted(found, key=lambda driver: -driver.total))


def _moved(post: Goalposts, generator: np.random.Generator, share: float) -> Goalposts:
    worst, best = generator.uniform(-share, share, 2) * (post.best - post.worst)
    return replace(post, worst=float(post.worst + worst), best=float(post.best + best))


def _lists(doubts: Uncertainty) -> list[int]:
    return [len(getattr(doubts, field.name)) for field in fields(doubts)]


def _drawn(lists: Sequence[int], generator: np.random.Generator, draws: int) -> Picks:
    """Which alternative of each doubt each draw takes, draws × doubts; 0 where there is no doubt."""
    return np.column_stack([generator.integers(0, max(length, 1), draws) for length in lists])


def _rebuilt(stages: Stages, doubts: Uncertainty, picks: Picks) -> Array:
    """The scores of the whole of every draw, draws × rows."""
    return np.array([stages.scores(_choices(stages.nominal, doubts, row)) for row in picks.tolist()])


def _choices(nominal: Choices, doubts: Uncertainty, row: Sequence[int]) -> Choices:
    taken = {}
    for pick, (name, choice) in zip(row, CHOICE.items(), strict=True):
        alternatives = getattr(doubts, name)
        taken[choice] = alternatives[pick] if alternatives else getattr(nominal, choice)
    return Choices(**taken)


def _movement(stages: Stages, doubts: Uncertainty, picks: Picks) -> Array:
    """How far places move from those of the method itself, the mean over rows, for every draw."""
    periods = stages.prepared.table.periods
    nominal = places(stages.scores(stages.nominal), periods)
    ranks = places(_rebuilt(stages, doubts, picks), periods)
    return _means(np.abs(ranks - nominal).T)


def _driver(choice: str, one: Array, other: Array, cross: Array, again: Picks) -> Driver:
    first, total = _indices(one, other, cross)
    samples = np.array([_indices(one[row], other[row], cross[row]) for row in again])
    (first_low, total_low), (first_high, total_high) = np.quantile(samples, INTERVAL, axis=0).tolist()
    return Driver(choice, first, total, (first_low, first_high), (total_low, total_high))


def _indices(one: Array, other: Array, cross: Array) -> tuple[float, float]:
    both = np.concatenate([one, other])
    variance = both.var()
    if variance == 0:
        return 0.0, 0.0
    # Centered: the same in expectation, and far less noisy.
    return float(((other - both.mean()) * (cross - one)).mean() / variance), float(
        ((one - cross) ** 2).mean() / 2 / variance
    )


def _means(samples: Array) -> Array:
    """Means down the columns over what is known; NaN where nothing is."""
    known = ~np.isnan(samples)
    count = known.sum(axis=0)
    sums = np.where(known, samples, 0.0).sum(axis=0)
    return np.asarray(np.divide(sums, count, out=np.full(len(count), np.nan), where=count > 0))


def _quantiles(samples: Array, at: Sequence[float]) -> Array:
    """Quantiles down the columns over what is known (quantiles × columns); NaN where nothing is."""
    result = np.full((len(at), samples.shape[1]), np.nan)
    for place, column in enumerate(samples.T):
        known = column[~np.isnan(column)]
        if known.size:
            result[:, place] = np.quantile(known, at)
    return result
