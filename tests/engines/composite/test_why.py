"""Why a score is what it is, and what drives a difference: every decomposition sums to what it takes apart."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from manas.engines.composite.assess import assess
from manas.engines.composite.contribution import CannotDecompose, contributions, reasons, row_of
from manas.engines.composite.difference import CannotCompare, Difference, between_methods, between_rows
from manas.engines.composite.method import (
    Aggregation,
    Estimate,
    Goalposts,
    Imputation,
    Method,
    Normalization,
    Scaling,
    Treatment,
)
from manas.engines.composite.table import State, TableRefused
from manas.engines.composite.treat import Remedy
from tests.engines.composite.small import FROM_ONE, METHOD, MIN_MAX, NAN, VALUES, small

A, G, H, C = Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.HARMONIC, Aggregation.COPELAND
EXACTLY = 1e-12
few = settings(max_examples=40, deadline=None)
cells = st.one_of(st.floats(0, 60), st.just(NAN))
rows_of_values = arrays(np.float64, (3, 4), elements=cells)
composed = st.lists(st.sampled_from([A, G, H]), min_size=2, max_size=2).map(tuple)


def whole(difference: Difference) -> float:
    leaves, *_ = difference.rows
    return sum(one.by_score for one in leaves) + sum(one.by_share for row in difference.rows for one in row)


def by_score(difference: Difference, row: int = 0) -> dict[str, float]:
    return {one.key: one.by_score for one in difference.rows[row]}


def with_denominator() -> Method:
    first, *others = METHOD.indicators
    return replace(METHOD, indicators=(replace(first, denominator="cases", goalposts=Goalposts(0, 40)), *others))


def test_points_by_hand() -> None:
    """The second county: 25, 100, 100, 100 with shares 3/16, 9/16, 1/8, 1/8 of the whole."""
    found = contributions(assess(small(), METHOD))
    assert found.to_group[0][1].tolist() == [6.25, 75.0, 50.0, 50.0]
    assert found.to_group[1][1].tolist() == [60.9375, 25.0]
    assert found.to_whole[0][1].tolist() == [4.6875, 56.25, 12.5, 12.5]
    assert found.shares[0][1].tolist() == [0.1875, 0.5625, 0.125, 0.125]
    assert found.to_whole[1].tolist() == found.to_group[1].tolist()


def test_points_of_a_geometric_mean_by_hand() -> None:
    """25 and 100 with shares 1/4 and 3/4: score 100·(1/4)^(1/4) = 70.71; the full one keeps its 75, the other loses all 29.29."""
    method = replace(METHOD, normalization=Normalization(low=1e-9), aggregations=(G, A))
    found = contributions(assess(small(), method))
    assert found.to_group[0][1].tolist() == pytest.approx([25 - (100 - 50 * 2**0.5), 75, 50, 50])


@few
@given(values=rows_of_values, aggregations=composed)
def test_points_sum_to_the_score(values: np.ndarray, aggregations: tuple[Aggregation, ...]) -> None:
    found = assess(small(values.tolist()), replace(FROM_ONE, aggregations=aggregations))
    points = contributions(found)
    for row in range(2):
        assert np.nansum(points.to_whole[row], axis=1) == pytest.approx(np.nan_to_num(found.scores), rel=EXACTLY)
        for place, group in enumerate(found.levels[row + 1].T):
            members = np.array(found.stages.tree.parents[row]) == place
            assert np.nansum(points.to_group[row][:, members], axis=1) == pytest.approx(
                np.nan_to_num(group), rel=EXACTLY
            )
    standing = np.nansum(points.shares[0], axis=1)
    assert standing[~np.isnan(found.scores)] == pytest.approx(1.0, rel=EXACTLY)


def test_a_missing_member_adds_nothing_and_hands_its_share_on() -> None:
    found = contributions(assess(small(((NAN, 25, NAN, NAN),)), METHOD))
    assert found.shares[0][0].tolist() == [0, 1, 0, 0]
    assert found.to_whole[0][0].tolist() == [0, 50, 0, 0]
    assert found.to_whole[1][0].tolist() == [50, 0]
    assert found.to_group[0][0].tolist() == pytest.approx([0, 50, NAN, NAN], nan_ok=True)


def test_without_a_score_there_are_no_points() -> None:
    found = contributions(assess(small(((NAN, NAN, NAN, NAN),)), METHOD))
    assert np.isnan(found.to_whole[0]).all()
    assert np.isnan(found.to_whole[1]).all()


def test_the_way_of_every_value() -> None:
    values = ((100, NAN, 10, 35), (50, 50, 20, 10), (200, 0, 5, 60), (100, 25, 4, 99))
    found = assess(small(values), replace(with_denominator(), imputation=Imputation(Estimate.MEDIAN)))
    first, second, _, fourth = reasons(found, contributions(found), row_of(found, "阿图什市"))
    assert (first.key, first.state, first.counted, first.base, first.value) == ("filed", State.KNOWN, 100, 10, 10)
    assert (first.estimated, first.treated, first.remedy, first.score, first.rank) == (None, None, None, 25, 2)
    assert (first.share, first.points) == (0.1875, 4.6875)
    assert (second.state, second.counted, second.value, second.estimated) == (State.IMPUTED, None, None, 25)
    assert (second.score, second.rank, second.points) == (50, None, 28.125)
    assert (fourth.base, fourth.score, fourth.rank) == (None, 50, 2)
    last = reasons(found, contributions(found), 3)[0]
    assert (last.value, last.base, last.rank) == (25, 4, None)


def test_an_outlier_tells_what_it_was_and_became() -> None:
    values = [(place, place, place, place) for place in range(1, 10)] + [(1000, 10, 10, 10)]
    found = assess(small(values), replace(MIN_MAX, treatment=Treatment()))
    first, second, *_ = reasons(found, contributions(found), 9)
    assert (first.value, first.treated, first.remedy, first.score) == (1000, 9, Remedy.DRAWN_IN, 100)
    assert (second.value, second.treated, second.remedy) == (10, None, None)
    assert reasons(found, contributions(found), 8)[0].remedy is None


def test_nobody_is_found_who_was_not_assessed() -> None:
    found = assess(small(), METHOD)
    assert row_of(found, "乌恰县") == 3
    with pytest.raises(TableRefused, match="“喀什市”在这一时期没有参加考核"):
        row_of(found, "喀什市")


def test_contests_are_not_taken_apart() -> None:
    found = assess(small(), replace(METHOD, aggregations=(A, C)))
    with pytest.raises(CannotDecompose, match="科普兰法"):
        contributions(found)
    with pytest.raises(CannotDecompose):
        between_rows(found, 0, 1)


def test_what_drives_the_difference_of_two_counties() -> None:
    """Second less first: 35.9375 = −25·3/16 + 50·9/16 + 50/8 + 50/8."""
    found = between_rows(assess(small(), METHOD), 1, 0)
    assert found.total == 35.9375
    assert by_score(found) == {"filed": -4.6875, "licensed": 28.125, "cases": 6.25, "days": 6.25}
    assert by_score(found, 1) == {"creation": 23.4375, "protection": 12.5}
    assert {one.by_share for row in found.rows for one in row} == {0.0}


@few
@given(values=rows_of_values, aggregations=composed)
def test_effects_sum_to_the_difference_and_turn_with_it(
    values: np.ndarray, aggregations: tuple[Aggregation, ...]
) -> None:
    found = assess(small(values.tolist()), replace(FROM_ONE, aggregations=aggregations))
    for one, other in ((0, 1), (2, 0)):
        if np.isnan(found.scores[[one, other]]).any():
            continue
        there, back = between_rows(found, one, other), between_rows(found, other, one)
        assert whole(there) == pytest.approx(there.total, abs=1e-10)
        assert by_score(back) == pytest.approx({key: -effect for key, effect in by_score(there).items()}, abs=1e-10)
        tree = found.stages.tree
        for group, effect in enumerate(there.rows[1]):
            under = [one for one, parent in zip(there.rows[0], tree.parents[0], strict=True) if parent == group]
            assert sum(one.by_score + one.by_share for one in under) == pytest.approx(effect.by_score, abs=1e-10)


def test_a_side_without_a_value_differs_by_share() -> None:
    """Without licences the first county's group is its filings alone: 50 against (50 + 3×100)/4."""
    found = between_rows(assess(small(((100, NAN, 10, 35), (100, 50, 10, 35))), METHOD), 0, 1)
    filed, licensed, *others = found.rows[0]
    assert found.total == -0.75 * 37.5
    assert [(one.by_score, one.by_share) for one in others] == [(0, 0), (0, 0)]
    assert filed.by_score == licensed.by_score == 0
    # Shares differ by 3/4 either way; 50 and 100 lie 18.75 below and 31.25 above the middle of both groups, which weigh 3/4.
    assert (filed.by_share, licensed.by_share) == (-0.75 * 0.75 * 18.75, -0.75 * 0.75 * 31.25)
    assert filed.by_share + licensed.by_share == found.total


def test_a_side_without_a_whole_group_differs_by_the_group_alone() -> None:
    found = between_rows(assess(small(((100, 25, NAN, NAN), (100, 25, 20, 10))), METHOD), 0, 1)
    assert found.total == -12.5
    assert {(one.by_score, one.by_share) for one in found.rows[0]} == {(0, 0)}
    # 50 and 100 lie 6.25 below and 43.75 above the middle of 50 and 62.5.
    assert [one.by_share for one in found.rows[1]] == [-0.25 * 6.25, -0.25 * 43.75]


def test_a_difference_needs_two_scores() -> None:
    found = assess(small((VALUES[0], (NAN, NAN, NAN, NAN))), METHOD)
    with pytest.raises(CannotCompare, match="没有总分"):
        between_rows(found, 0, 1)


def test_two_years_of_one_county() -> None:
    given = small(VALUES[:2], units=["乌恰县", "乌恰县"], periods=["2025", "2026"])
    found = assess(given, METHOD)
    now, before = row_of(found, "乌恰县", "2026"), row_of(found, "乌恰县", "2025")
    assert between_rows(found, now, before).total == 35.9375


def weighing(method: Method, *weights: float) -> Method:
    pairs = zip(method.indicators, weights, strict=True)
    return replace(method, indicators=tuple(replace(one, weight=weight) for one, weight in pairs))


def test_what_drives_the_difference_of_two_methods() -> None:
    """Only the weights differ: filings and licences now count alike."""
    found = between_methods(small(), METHOD, weighing(METHOD, 1, 1, 1, 1))
    assert list(found.effects) == ["weights"]
    assert found.total.tolist() == [0, 0.75 * (81.25 - 62.5), 0.75 * (25 - 50), 0]
    assert found.effects["weights"].tolist() == found.total.tolist()


def test_every_choice_has_its_part_in_the_difference() -> None:
    values = [*VALUES, (0, 60, 3, 15), (NAN, 10, 1, 70)]
    first = replace(FROM_ONE, aggregations=(A, A))
    second = replace(
        weighing(FROM_ONE, 1, 1, 2, 1),
        imputation=Imputation(Estimate.MEAN),
        normalization=Normalization(Scaling.MIN_MAX, 1, 100),
        aggregations=(G, A),
    )
    there, back = between_methods(small(values), first, second), between_methods(small(values), second, first)
    expected = assess(small(values), first).scores - assess(small(values), second).scores
    assert there.total.tolist() == expected.tolist()
    assert set(there.effects) == {"imputation", "scale", "aggregations", "weights"}
    assert sum(there.effects.values()) == pytest.approx(expected, abs=1e-10)
    for aspect, effect in there.effects.items():
        assert effect == pytest.approx(-back.effects[aspect], abs=1e-10)


def test_the_same_method_makes_no_difference() -> None:
    found = between_methods(small(), METHOD, METHOD)
    assert found.total.tolist() == [0, 0, 0, 0]
    assert dict(found.effects) == {}


@pytest.mark.parametrize(
    "other",
    [
        with_denominator(),
        replace(METHOD, screening=0.5),
        replace(METHOD, availability=0.5),
        replace(METHOD, indicators=METHOD.indicators[1:]),
    ],
)
def test_methods_that_ask_for_other_things_are_not_taken_apart(other: Method) -> None:
    with pytest.raises(CannotCompare, match="不能逐项分解"):
        between_methods(small(), METHOD, other)
