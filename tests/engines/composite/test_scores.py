"""Scores: every scaling, every mean, contests and places, by hand and by what must always hold."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from manas.engines.composite.aggregate import (
    CannotAggregate,
    aggregated,
    copeland,
    outranking,
    secant,
    shares,
    too_few,
    upward,
)
from manas.engines.composite.method import Aggregation, Direction, Goalposts, Indicator, Normalization, Scaling
from manas.engines.composite.normalize import normalized, sides_of
from manas.engines.composite.rank import places, ties
from tests.engines.composite.small import NAN, one_column

Array = npt.NDArray[np.float64]
UP = Indicator("a", "甲", "whole", goalposts=Goalposts(10, 50), target=35.0)
DOWN = replace(UP, direction=Direction.DOWN, goalposts=Goalposts(50, 10), target=15.0)
MEANS = [Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.HARMONIC]
RELATIVE = [scaling for scaling in Scaling if scaling is not Scaling.GOALPOSTS]
positive = st.floats(0.5, 100)
few = settings(max_examples=25, deadline=None)
values = arrays(np.float64, st.tuples(st.integers(2, 7), st.just(1)), elements=st.integers(-50, 50).map(float))


def scored(column: Array, scaling: Scaling, indicator: Indicator = UP, low: float = 0, high: float = 1) -> list[float]:
    scale = Normalization(scaling, low, high)
    return list(normalized(column, sides_of((indicator,)), scale, (indicator.goalposts,))[:, 0].tolist())


HAND = {
    (Scaling.GOALPOSTS, Direction.UP): [0.0, 0.25, 0.25, 1.0, NAN],
    (Scaling.GOALPOSTS, Direction.DOWN): [1.0, 0.75, 0.75, 0.0, NAN],
    (Scaling.MIN_MAX, Direction.UP): [0.0, 0.25, 0.25, 1.0, NAN],
    (Scaling.MIN_MAX, Direction.DOWN): [1.0, 0.75, 0.75, 0.0, NAN],
    (Scaling.RANK, Direction.UP): [1.0, 2.0, 2.0, 4.0, NAN],
    (Scaling.RANK, Direction.DOWN): [4.0, 2.0, 2.0, 1.0, NAN],
    (Scaling.BORDA, Direction.UP): [0.0, 1.0, 1.0, 3.0, NAN],
    (Scaling.PERCENT_RANK, Direction.UP): [0.0, 1 / 3, 1 / 3, 1.0, NAN],
    (Scaling.FRACTION_OF_MAX, Direction.UP): [0.2, 0.4, 0.4, 1.0, NAN],
    (Scaling.DISTANCE_TO_TARGET, Direction.UP): [0.0, 0.4, 0.4, 1.6, NAN],
    (Scaling.DISTANCE_TO_TARGET, Direction.DOWN): [40 / 35, 30 / 35, 30 / 35, 0.0, NAN],
    # mean 25, squares 225 + 25 + 25 + 625 = 900, over three: deviation √300
    (Scaling.Z_SCORE, Direction.UP): [-15 / 300**0.5, -5 / 300**0.5, -5 / 300**0.5, 25 / 300**0.5, NAN],
    (Scaling.Z_SCORE, Direction.DOWN): [15 / 300**0.5, 5 / 300**0.5, 5 / 300**0.5, -25 / 300**0.5, NAN],
}


@pytest.mark.parametrize(("scaling", "direction"), HAND)
def test_scalings_by_hand(scaling: Scaling, direction: Direction) -> None:
    column = one_column(10, 20, 20, 50, NAN)
    indicator = UP if direction is Direction.UP else DOWN
    assert scored(column, scaling, indicator) == pytest.approx(HAND[scaling, direction], nan_ok=True)


def test_every_scaling_is_reckoned_by_hand() -> None:
    assert {scaling for scaling, _ in HAND} == set(Scaling)


def test_low_and_high_are_what_nought_and_one_become() -> None:
    assert scored(one_column(10, 30, 50), Scaling.MIN_MAX, low=1, high=100) == [1.0, 50.5, 100.0]
    assert scored(one_column(1, 2, 3), Scaling.Z_SCORE, low=10, high=12) == [8.0, 10.0, 12.0]


def test_goalposts_cut_what_lies_beyond_as_far_as_they_say() -> None:
    column = one_column(-30, 10, 50, 54, 90)
    assert scored(column, Scaling.GOALPOSTS, low=0, high=100) == [0, 0, 100, 100, 100]
    wider = replace(UP, goalposts=Goalposts(10, 50, least=-0.5, most=1.2))
    assert scored(column, Scaling.GOALPOSTS, wider, 0, 100) == pytest.approx([-50, 0, 100, 110, 120])


@few
@given(column=values, other=st.integers(-50, 50))
def test_goalposts_do_not_look_at_the_other_units(column: Array, other: int) -> None:
    """Why they are the default: one more unit changes nobody's score."""
    assert scored(np.vstack([column, [[other]]]), Scaling.GOALPOSTS)[:-1] == scored(column, Scaling.GOALPOSTS)


def test_one_more_unit_turns_an_order_round_on_a_relative_scale() -> None:
    """Two units, two indicators, equal weights: a third unit that is best nowhere and worst once exchanges their places."""
    two, third = np.array([[10.0, 4.0], [6.0, 10.0], [0.0, 3.0]]), np.array([[0.0, -60.0]])
    sides = sides_of((UP, UP))
    scale = Normalization(Scaling.MIN_MAX)
    before = normalized(two, sides, scale, (None, None)).mean(axis=1)
    after = normalized(np.vstack([two, third]), sides, scale, (None, None)).mean(axis=1)
    assert before[0] < before[1]
    assert after[0] > after[1]


@pytest.mark.parametrize("scaling", RELATIVE)
def test_what_tells_nobody_apart_has_no_score(scaling: Scaling) -> None:
    flat = scored(one_column(0, 0, 0), scaling, replace(UP, target=0.0))
    ranks = scaling in {Scaling.RANK, Scaling.BORDA, Scaling.PERCENT_RANK}
    assert ranks or np.isnan(flat).all()
    assert np.isnan(scored(one_column(NAN, NAN), scaling)).all()


@pytest.mark.parametrize("scaling", [Scaling.MIN_MAX, Scaling.Z_SCORE, Scaling.RANK, Scaling.PERCENT_RANK])
@few
@given(column=values, factor=st.floats(0.01, 100), shift=st.floats(-100, 100))
def test_scores_do_not_depend_on_the_unit_of_measurement(
    scaling: Scaling, column: Array, factor: float, shift: float
) -> None:
    assert scored(column * factor + shift, scaling) == pytest.approx(scored(column, scaling), abs=1e-6, nan_ok=True)


@pytest.mark.parametrize("scaling", [one for one in Scaling if one is not Scaling.FRACTION_OF_MAX])
@pytest.mark.parametrize("indicator", [UP, DOWN])
@few
@given(column=values)
def test_better_values_never_score_less(scaling: Scaling, indicator: Indicator, column: Array) -> None:
    aimed = replace(indicator, target=60.0 * indicator.direction)
    ordered = np.sort(column * indicator.direction, axis=0) * indicator.direction
    found = np.array(scored(ordered, scaling, aimed))
    assert np.isnan(found).all() or (np.diff(found) >= 0).all()


@pytest.mark.parametrize("scaling", Scaling)
@few
@given(column=values, seed=st.integers(0, 99))
def test_the_order_of_units_does_not_matter(scaling: Scaling, column: Array, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(column))
    turned = scored(column[order], scaling)
    assert turned == pytest.approx(np.array(scored(column, scaling))[order].tolist(), abs=1e-9, nan_ok=True)


MATRIX = upward((1.0, 3.0, 2.0), (0, 0, 1))


def test_the_three_means_by_hand() -> None:
    members = np.array([[2.0, 4.0, 5.0], [NAN, 4.0, NAN], [2.0, NAN, NAN]])
    for aggregation, first in zip(MEANS, (3.5, (2 * 4**3) ** 0.25, 4 / (1 / 2 + 3 / 4)), strict=True):
        found = aggregated(members, MATRIX, aggregation)
        assert found[0].tolist() == pytest.approx([first, 5.0])
        assert found[1:].tolist() == [pytest.approx([x, NAN], nan_ok=True) for x in (4.0, 2.0)]


def test_weights_of_missing_members_go_to_the_others() -> None:
    assert shares(np.array([[2.0, 4.0, 5.0], [NAN, 4.0, NAN]]), MATRIX).tolist() == [[0.25, 0.75, 1.0], [0.0, 1.0, 0.0]]


@pytest.mark.parametrize("aggregation", MEANS[1:])
@pytest.mark.parametrize("bad", [0.0, -1.0])
def test_geometric_and_harmonic_means_want_positive_scores(aggregation: Aggregation, bad: float) -> None:
    with pytest.raises(CannotAggregate, match="得分为 0 或负数"):
        aggregated(np.array([[bad, 1.0, 1.0]]), MATRIX, aggregation)


@few
@given(x=positive, y=positive, weight=st.floats(0.1, 10))
def test_means_lie_in_their_order_between_the_members(x: float, y: float, weight: float) -> None:
    matrix = upward((1.0, weight), (0, 0))
    a, g, h = (float(aggregated(np.array([[x, y]]), matrix, one)[0, 0]) for one in MEANS)
    assert min(x, y) - 1e-9 <= h <= g + 1e-9
    assert g <= a + 1e-9 <= max(x, y) + 2e-9


@pytest.mark.parametrize("aggregation", MEANS)
@few
@given(x=positive, y=positive, more=st.floats(0, 10))
def test_a_better_member_never_lowers_its_group(aggregation: Aggregation, x: float, y: float, more: float) -> None:
    matrix = upward((1.0, 2.0), (0, 0))
    before, after = aggregated(np.array([[x, y], [x + more, y]]), matrix, aggregation)[:, 0]
    assert after >= before - 1e-12


@pytest.mark.parametrize("aggregation", MEANS)
def test_the_slope_between_two_scores_becomes_the_tangent_where_they_meet(aggregation: Aggregation) -> None:
    apart = secant(aggregation, np.array([4.0]), np.array([4.001]))
    meeting = secant(aggregation, np.array([4.0]), np.array([4.0 + 1e-9]))
    assert meeting == pytest.approx({"arithmetic": [1.0], "geometric": [0.25], "harmonic": [-0.0625]}[aggregation])
    assert apart == pytest.approx(meeting, rel=1e-3)


def test_groups_with_too_few_of_their_applicable_members() -> None:
    present = np.array([[True, False, True], [True, False, True]])
    applicable = np.array([[True, True, True], [True, False, True]])
    matrix = upward((1.0, 9.0, 2.0), (0, 0, 1))
    assert too_few(present, applicable, matrix, 0.6).tolist() == [[True, False], [False, False]]
    assert not too_few(present, applicable, matrix, 0.5).any()


def test_contests_by_hand() -> None:
    """Of weight 4, the first beats the second in 3, the second the third in 3, the third the first in 2: a draw."""
    members = np.array([[3.0, 1.0, 3.0], [2.0, 3.0, 2.0], [1.0, 2.0, 5.0]])
    weights = np.array([2.0, 1.0, 1.0])
    share = outranking(members, weights)
    assert share.tolist() == [[0.0, 0.75, 0.5], [0.25, 0.0, 0.75], [0.5, 0.25, 0.0]]
    assert copeland(members, weights).tolist() == [1.0, 0.0, -1.0]


def test_contests_compare_only_what_both_have() -> None:
    members = np.array([[3.0, NAN], [2.0, 9.0], [NAN, 1.0], [NAN, NAN]])
    share = outranking(members, np.array([1.0, 5.0]))
    assert share[:3, :3].tolist() == [
        pytest.approx(row, nan_ok=True) for row in ([0.0, 1.0, NAN], [0.0, 0.0, 1.0], [NAN, 0.0, 0.0])
    ]
    assert copeland(members, np.array([1.0, 5.0])).tolist() == pytest.approx([1.0, 0.0, -1.0, NAN], nan_ok=True)


def test_places_within_periods_with_ties_and_without_scores() -> None:
    scores = np.array([70.0, 90.0, 70.0, NAN, 50.0, 10.0, 20.0])
    periods = ["2025"] * 5 + ["2026"] * 2
    found = places(scores, periods)
    assert found.tolist() == pytest.approx([2.0, 1.0, 2.0, NAN, 4.0, 2.0, 1.0], nan_ok=True)
    assert ties("甲乙丙丁戊己庚", periods, found) == (("甲", "丙"),)


def test_places_of_several_draws_at_once() -> None:
    draws = np.array([[3.0, 1.0, 2.0, 9.0], [5.0, 5.0, NAN, 9.0]])
    periods = ["2025", "2025", "2025", "2026"]
    assert places(draws, periods)[0].tolist() == [1, 3, 2, 1]
    assert places(draws, periods)[1].tolist() == pytest.approx([1, 1, NAN, 1], nan_ok=True)


def test_a_difference_of_the_last_digits_is_a_tie() -> None:
    assert places(np.array([0.1 + 0.2, 0.3]) * 100, ["", ""]).tolist() == [1.0, 1.0]
    assert places(np.array([30.0, 30.00000001]), ["", ""]).tolist() == [2.0, 1.0]


@few
@given(scores=st.lists(st.integers(0, 5), min_size=1, max_size=9))
def test_a_place_is_one_more_than_how_many_are_better(scores: list[int]) -> None:
    found = places(np.array(scores, dtype=np.float64), [""] * len(scores))
    assert found.tolist() == [1 + sum(other > score for other in scores) for score in scores]
