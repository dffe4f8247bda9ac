"""A whole assessment: four counties by fixed goalposts, what is withheld, and what the reader is warned of."""

from dataclasses import replace

import numpy as np
import pytest

from manas.engines.composite.assess import SENTENCES, Assessment, Caution, Warned, assess, indicator_ranks
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
from manas.engines.composite.stages import Stages
from manas.engines.composite.table import State, table
from tests.engines.composite.small import COUNTIES, FROM_ONE, KEYS, METHOD, MIN_MAX, NAN, VALUES, small

K, M, N, L = State.KNOWN, State.MISSING, State.NOT_APPLICABLE, State.NOT_LOADED
FIVE = (*VALUES, (0, 0, 0, 61))


def cautions(assessment: Assessment) -> list[tuple[Caution, str, int]]:
    return [(one.caution, one.about, one.count) for one in assessment.warned]


def divided(least: float) -> Method:
    """The first indicator as a share of the cases, which must be so many for a place."""
    first, *others = METHOD.indicators
    share = replace(first, denominator="cases", smallest_denominator=least, goalposts=Goalposts(0, 40))
    return replace(METHOD, indicators=(share, *others))


def test_four_counties_by_fixed_goalposts() -> None:
    """Creation weighs 3 to 1, licences 3 to 1 of it: (50 + 3×50)/4 = 50, (25 + 3×100)/4 = 81.25, 25; protection 50, 100, 12.5."""
    found = assess(small(), METHOD)
    assert found.levels[0].tolist() == [[50, 50, 50, 50], [25, 100, 100, 100], [100, 0, 25, 0], [50, 50, 50, 50]]
    assert found.levels[1].tolist() == [[50, 50], [81.25, 100], [25, 12.5], [50, 50]]
    assert len(found.levels) == 3
    assert found.scores.tolist() == [50, 85.9375, 21.875, 50]
    assert found.ranks.tolist() == [2, 1, 4, 2]
    assert found.ties == (("阿图什市", "乌恰县"),)
    assert found.warned == ()


def test_relative_scales_give_four_units_scores_and_no_places() -> None:
    found = assess(small(), MIN_MAX)
    assert not np.isnan(found.scores).any()
    assert np.isnan(found.ranks).all()
    assert np.isnan(indicator_ranks(found)).all()
    assert found.ties == ()
    assert cautions(found) == [(Caution.RELATIVE_AND_FEW, "", 4)]
    assert found.warned[0].sentence().startswith("只有 4 个单位，却按单位之间的相对高低计分")


def test_five_units_are_enough_for_places_by_a_relative_scale() -> None:
    found = assess(small(FIVE), MIN_MAX)
    assert found.ranks.tolist() == [2, 1, 4, 2, 5]
    assert found.warned == ()
    assert np.isnan(assess(small(FIVE), replace(MIN_MAX, least_units=6)).ranks).all()


def test_units_are_counted_period_by_period() -> None:
    given = small((*FIVE, *VALUES), units=[*"甲乙丙丁戊", *"甲乙丙丁"], periods=["2025"] * 5 + ["2026"] * 4)
    found = assess(given, MIN_MAX)
    assert np.isnan(found.ranks).tolist() == [False] * 5 + [True] * 4
    assert cautions(found) == [(Caution.RELATIVE_AND_FEW, "", 4)]


def test_outliers_cannot_be_told_among_four() -> None:
    method = replace(MIN_MAX, treatment=Treatment())
    assert (Caution.OUTLIERS_AND_FEW, "", 4) in cautions(assess(small(), method))
    assert assess(small(FIVE), method).warned == ()


def test_a_share_of_fewer_than_five_cases_has_a_score_and_no_place() -> None:
    given = small(((100, 25, 10, 35), (50, 50, 4, 10), (200, 0, 5, 60), (60, 1, 0, 35)))
    found = assess(given, divided(5.0))
    assert found.levels[0][:, 0].tolist() == pytest.approx([25, 31.25, 100, NAN], nan_ok=True)
    assert indicator_ranks(found)[:, 0].tolist() == pytest.approx([2, NAN, 1, NAN], nan_ok=True)
    assert indicator_ranks(assess(given, divided(0.0)))[:, 0].tolist() == pytest.approx([3, 2, 1, NAN], nan_ok=True)
    assert indicator_ranks(found)[:, 3].tolist() == [2, 1, 4, 2]


def test_an_estimated_value_has_no_place() -> None:
    given = small(((NAN, 25, 10, 35), *VALUES[1:]))
    found = assess(given, replace(METHOD, imputation=Imputation(Estimate.MEAN)))
    assert found.values[0, 0] == pytest.approx(350 / 3)
    assert indicator_ranks(found)[:, 0].tolist() == pytest.approx([NAN, 3, 1, 2], nan_ok=True)


def test_missing_is_not_zero() -> None:
    missing, zero = (assess(small(((first, 25, 10, 35),)), METHOD) for first in (NAN, 0.0))
    assert missing.levels[1].tolist() == [[50, 50]]
    assert zero.levels[1].tolist() == [[37.5, 50]]


def test_what_does_not_apply_is_not_asked_for() -> None:
    """Of two indicators one does not apply: the other alone is all there is to have. Missing, it is half of what is due."""
    values = ((100, NAN, 10, 35),)
    strict = replace(METHOD, availability=0.6, screening=1.0)
    found = assess(small(values, states=[[K, N, K, K]]), strict)
    assert found.levels[1].tolist() == [[50, 50]]
    half = assess(small(values, states=[[K, M, K, K]]), replace(strict, screening=0.0))
    assert half.levels[1][0].tolist() == pytest.approx([NAN, 50], nan_ok=True)
    assert half.scores.tolist() == pytest.approx([NAN], nan_ok=True)
    assert cautions(half) == [(Caution.NO_SCORE, "阿图什市", 0)]


def test_a_group_that_does_not_apply_is_not_asked_for_either() -> None:
    found = assess(small(((100, 25, NAN, NAN),), states=[[K, K, N, N]]), replace(METHOD, availability=1.0))
    assert found.scores.tolist() == [50]


def test_a_group_of_which_one_member_applies_is_asked_for() -> None:
    given = small(((NAN, NAN, 10, 35),), states=[[M, N, K, K]])
    assert np.isnan(assess(given, replace(METHOD, availability=1.0)).scores).all()
    assert assess(given, METHOD).scores.tolist() == [50]


def test_units_without_enough_data_are_named() -> None:
    found = assess(small(((NAN, NAN, NAN, 35), *VALUES[1:])), replace(METHOD, screening=0.5))
    assert cautions(found) == [(Caution.SCREENED_OUT, "阿图什市", 0)]
    assert found.prepared.table.units == COUNTIES[1:]
    assert found.ranks.tolist() == [1, 3, 2]


def test_values_beyond_the_goalposts_and_sources_not_loaded_are_told() -> None:
    values = ((300, 25, NAN, 35), (50, 50, NAN, 5), (200, 0, 5, 61), (100, 25, 10, 35))
    states = [[K, K, L, K], [K, K, L, K], [K] * 4, [K] * 4]
    told = cautions(assess(small(values, states=states), replace(METHOD, imputation=Imputation(Estimate.MEAN))))
    assert told == [
        (Caution.BEYOND_GOALPOSTS, "filed", 1),
        (Caution.NOT_LOADED, "cases", 2),
        (Caution.BEYOND_GOALPOSTS, "days", 2),
    ]


def test_an_indicator_that_tells_nobody_apart_is_told() -> None:
    found = assess(small([(7, *row[1:]) for row in FIVE]), MIN_MAX)
    assert cautions(found) == [(Caution.TELLS_NOBODY_APART, "filed", 5)]
    assert found.levels[1][:, 0].tolist() == found.levels[0][:, 1].tolist()


def test_every_caution_has_a_sentence_that_names_what_it_is_about() -> None:
    assert set(SENTENCES) == set(Caution)
    assert Warned(Caution.NOT_LOADED, "cases", 2).sentence("办案量").startswith("“办案量”有 2 个数值的来源尚未载入")


def test_nobody_at_all_is_no_error() -> None:
    found = assess(table([], KEYS, np.empty((0, 4))), METHOD)
    assert found.scores.tolist() == []


def test_contests_at_the_top() -> None:
    method = replace(METHOD, aggregations=(Aggregation.ARITHMETIC, Aggregation.COPELAND))
    found = assess(small(), method)
    assert found.scores.tolist() == [0, 3, -3, 0]
    assert found.ranks.tolist() == [2, 1, 4, 2]


@pytest.mark.parametrize("method", [METHOD, FROM_ONE, MIN_MAX])
def test_units_in_another_order_have_the_same_scores_and_places(method: Method) -> None:
    order = [3, 0, 4, 2, 1]
    given = small([FIVE[row] for row in order], units=[str(row) for row in order])
    straight, turned = assess(small(FIVE), method), assess(given, method)
    assert turned.scores.tolist() == pytest.approx(straight.scores[order].tolist())
    assert turned.ranks.tolist() == straight.ranks[order].tolist()


def test_every_step_is_done_once_for_the_same_choices() -> None:
    stages = Stages(small(FIVE), replace(MIN_MAX, treatment=Treatment()))
    again = replace(stages.nominal, weights=((1.0, 1.0, 1.0, 1.0), (1.0, 2.0)))
    other = replace(stages.nominal, normalization=Normalization(Scaling.RANK))
    assert stages.scores(stages.nominal) is not stages.scores(again)
    assert stages.normalized(stages.nominal) is stages.normalized(again)
    assert stages.normalized(other) is not stages.normalized(again)
    assert stages.treated(other) is stages.treated(again)
    upper = replace(stages.nominal, weights=(stages.nominal.weights[0], (1.0, 2.0)))
    assert stages.level(upper, 1) is stages.level(stages.nominal, 1)
