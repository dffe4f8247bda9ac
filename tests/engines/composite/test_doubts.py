"""What might as well have been chosen: intervals of places, and which doubt moves them most."""

from dataclasses import replace

import numpy as np
import pytest

from manas.engines.composite.assess import assess
from manas.engines.composite.method import Aggregation, Estimate, Goalposts, Imputation, Normalization, Scaling
from manas.engines.composite.sensitivity import Uncertainty, drivers, intervals, moved_goalposts, noisy_weights
from manas.engines.composite.stages import Stages
from tests.engines.composite.small import FROM_ONE, METHOD, MIN_MAX, NAN, VALUES, small

A, G = Aggregation.ARITHMETIC, Aggregation.GEOMETRIC
MANY = [*VALUES, (10, 45, 3, 20), (150, 5, 15, 50), (90, 20, 12, 33)]


def generator(seed: int = 7) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_without_a_doubt_every_place_is_certain() -> None:
    found = intervals(Stages(small(), METHOD), Uncertainty(), generator(), draws=5)
    for places in (found.nominal, found.mean, found.median, found.low, found.high):
        assert places.tolist() == [2, 1, 4, 2]
    assert found.scores.tolist() == [pytest.approx([50, 85.9375, 21.875, 50])] * 3
    assert found.draws == 5


def test_two_alternatives_are_drawn_alike_often() -> None:
    """The third county is last by one set of weights, and first by the other, which counts nothing but its filings."""
    stages = Stages(small(VALUES[1:3]), METHOD)
    turned = ((1.0, 1e-12, 1.0, 1.0), (1.0, 1e-12))
    found = intervals(stages, Uncertainty(weights=(stages.nominal.weights, turned)), generator(), draws=2_000)
    assert found.nominal.tolist() == [1, 2]
    assert found.mean == pytest.approx([1.5, 1.5], abs=0.05)
    assert found.low.tolist() == [1, 1]
    assert found.high.tolist() == [2, 2]
    assert found.scores[1, 1] == pytest.approx((21.875 + 100) / 2, abs=3)


def test_the_same_seed_gives_the_same_interval() -> None:
    def drawn(seed: int) -> list[float]:
        stages, random = Stages(small(MANY), METHOD), generator(seed)
        doubts = Uncertainty(weights=noisy_weights(stages.nominal.weights, random, noise=(0.5, 0.5), count=20))
        return list(intervals(stages, doubts, random, draws=50).mean.tolist())

    assert drawn(1) == drawn(1) != drawn(2)


def test_a_rebuild_equals_a_method_made_for_it() -> None:
    """Cached stages give what an assessment from nothing gives, for every doubt at once."""
    values = [*MANY, (NAN, 10, 8, 40)]
    imputation, scale = Imputation(Estimate.MEDIAN), Normalization(Scaling.MIN_MAX, 1, 100)
    weights = ((1.0, 2.0, 3.0, 4.0), (2.0, 1.0))
    stages = Stages(small(values), FROM_ONE)
    doubts = Uncertainty(imputations=(imputation,), normalizations=(scale,), aggregations=((G, A),), weights=(weights,))
    found = intervals(stages, doubts, generator(), draws=3)
    indicators = tuple(replace(o, weight=w) for o, w in zip(FROM_ONE.indicators, weights[0], strict=True))
    whole, *groups = FROM_ONE.groups
    method = replace(
        FROM_ONE,
        indicators=indicators,
        groups=(whole, *(replace(o, weight=w) for o, w in zip(groups, weights[1], strict=True))),
        imputation=imputation,
        normalization=scale,
        aggregations=(G, A),
    )
    assert found.mean.tolist() == assess(small(values), method).ranks.tolist()
    assert found.nominal.tolist() == assess(small(values), FROM_ONE).ranks.tolist()


def test_no_interval_where_there_is_no_place() -> None:
    stages = Stages(small(), MIN_MAX)
    assert np.isnan(intervals(stages, Uncertainty(), generator(), draws=2).low).all()
    some = intervals(Stages(small([*VALUES[:3], (NAN,) * 4]), METHOD), Uncertainty(), generator(), draws=2)
    assert some.high.tolist() == pytest.approx([2, 1, 3, NAN], nan_ok=True)


def test_places_stay_within_their_periods() -> None:
    given = small(VALUES, units=["甲", "乙", "甲", "乙"], periods=["2025", "2025", "2026", "2026"])
    assert intervals(Stages(given, METHOD), Uncertainty(), generator(), draws=2).mean.tolist() == [2, 1, 2, 1]


def test_weights_move_by_no_more_than_their_noise() -> None:
    weights = ((1.0, 2.0), (4.0,))
    drawn = noisy_weights(weights, generator(), noise=(0.0, 0.25), count=300)
    assert {one[0] for one in drawn} == {(1.0, 2.0)}
    upper = np.array([one[1][0] for one in drawn])
    assert (np.abs(upper - 4) <= 1).all()
    assert (upper.min(), upper.max()) == (pytest.approx(3.0, abs=0.05), pytest.approx(5.0, abs=0.05))


def test_goalposts_move_by_a_share_of_their_distance() -> None:
    posts = (Goalposts(0, 100, most=1.2), None, Goalposts(60, 10))
    drawn = moved_goalposts(posts, generator(), share=0.1, count=300)
    worst, best = np.array([(one[0].worst, one[0].best) for one in drawn if one[0]]).T
    assert -10 <= worst.min() < -9
    assert 9 < worst.max() <= 10
    assert 90 <= best.min() < 91
    assert 109 < best.max() <= 110
    assert {one[1] for one in drawn} == {None}
    assert all(one[0] and one[0].most == 1.2 and one[2] and one[2].worst > one[2].best for one in drawn)


def test_places_by_goalposts_in_doubt() -> None:
    stages, random = Stages(small(MANY), METHOD), generator()
    doubts = Uncertainty(goalposts=moved_goalposts(stages.nominal.goalposts, random, share=0.45, count=50))
    found = intervals(stages, doubts, random, draws=200)
    assert (found.low <= found.nominal).all()
    assert (found.nominal <= found.high).all()
    assert found.low.tolist() != found.high.tolist()


def test_the_only_doubt_explains_everything() -> None:
    stages, random = Stages(small(MANY), METHOD), generator()
    weights = noisy_weights(stages.nominal.weights, random, noise=(0.9, 0.9), count=50)
    (one,) = drivers(stages, Uncertainty(weights=weights, aggregations=((A, A),)), random, base=4_000, resamples=20)
    assert one.choice == "weights"
    assert one.first == pytest.approx(1, abs=0.15)
    assert one.total == pytest.approx(1, abs=0.1)
    assert one.first_interval[0] < one.first < one.first_interval[1]
    assert one.total_interval[0] < one.total < one.total_interval[1]


def test_a_doubt_that_moves_nothing_comes_last_with_nothing() -> None:
    """Other scales of the same shape change no place; weights do."""
    stages, random = Stages(small(MANY), METHOD), generator()
    doubts = Uncertainty(
        normalizations=(Normalization(), Normalization(low=10, high=20)),
        weights=noisy_weights(stages.nominal.weights, random, noise=(0.9, 0.9), count=50),
    )
    found = drivers(stages, doubts, random, base=500, resamples=20)
    assert [one.choice for one in found] == ["weights", "normalization"]
    assert (found[1].first, found[1].total) == (0, 0)


def test_when_nothing_moves_nothing_drives() -> None:
    stages = Stages(small(MANY), METHOD)
    doubts = Uncertainty(normalizations=(Normalization(), Normalization(low=1)))
    (one,) = drivers(stages, doubts, generator(), base=20, resamples=5)
    assert (one.first, one.total, one.first_interval) == (0, 0, (0, 0))
