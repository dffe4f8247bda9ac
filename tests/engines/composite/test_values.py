"""Values on their way to scores: states, division, completeness, estimates, outliers; every step reckoned by hand."""

from dataclasses import replace

import numpy as np
import pytest

from manas.engines.composite.impute import imputed
from manas.engines.composite.method import Estimate, Imputation, Treatment
from manas.engines.composite.prepare import completeness, prepared
from manas.engines.composite.shape import kurtosis, skewness
from manas.engines.composite.table import Misfit, State, Table, TableRefused, table
from manas.engines.composite.treat import Remedy, drawn_in, logarithm, passes, treated
from tests.engines.composite.small import COUNTIES, METHOD, NAN, VALUES, one_column, small

K, M, N, L, Z = State.KNOWN, State.MISSING, State.NOT_APPLICABLE, State.NOT_LOADED, State.NO_CASES


def refused(misfit: Misfit, about: str = "") -> pytest.RaisesExc[TableRefused]:
    return pytest.RaisesExc(TableRefused, check=lambda error: (error.misfit, error.about) == (misfit, about))


def test_zero_is_a_value_and_nothing_is_not() -> None:
    made = table(["甲"], ["a", "b"], [[0.0, NAN]])
    assert made.states.tolist() == [[K, M]]
    assert not made.values.flags.writeable


def test_tables_that_do_not_fit_are_refused() -> None:
    with refused(Misfit.SHAPE):
        table(["甲", "乙"], ["a"], [[1.0]])
    with refused(Misfit.SHAPE):
        table(["甲"], ["a"], [[1.0]], states=[[K, K]])
    with refused(Misfit.SHAPE):
        table(["甲"], ["a"], [[1.0]], periods=["2026", "2027"])
    with refused(Misfit.ROW_TWICE, "甲"):
        table(["甲", "甲"], ["a"], [[1.0], [2.0]])
    with refused(Misfit.COLUMN_TWICE, "a"):
        table(["甲"], ["a", "a"], [[1.0, 2.0]])
    with refused(Misfit.INFINITE, "a"):
        table(["甲"], ["a"], [[float("inf")]])
    with refused(Misfit.STATE, "a"):
        table(["甲"], ["a"], [[1.0]], states=[[N]])
    with refused(Misfit.STATE, "a"):
        table(["甲"], ["a"], [[NAN]], states=[[K]])
    with refused(Misfit.NO_COLUMN, "days"):
        prepared(table(["甲"], ["filed", "licensed", "cases"], [[1.0, 2.0, 3.0]]), METHOD)


def test_one_unit_may_stand_in_two_periods() -> None:
    assert table(["甲", "甲"], ["a"], [[1.0], [2.0]], periods=["2025", "2026"]).units == ("甲", "甲")


def test_a_share_of_nothing_is_no_zero() -> None:
    """Divided by a base: known by known, known by zero, missing, by a missing base, by one that does not apply."""
    first, *others = METHOD.indicators
    method = replace(METHOD, indicators=(replace(first, denominator="people"), *others))
    filed, people = [6.0, 6.0, NAN, 6.0, 0.0], [3.0, 0.0, 3.0, NAN, 4.0]
    values = [[f, 1, 1, 1, p] for f, p in zip(filed, people, strict=True)]
    states = [[M if np.isnan(cell) else K for cell in row] for row in values]
    states[3][4] = N
    given = table([*COUNTIES, "兵团"], ["filed", "licensed", "cases", "days", "people"], values, states=states)
    found = prepared(given, method)
    assert found.values[:, 0].tolist() == pytest.approx([2.0, NAN, NAN, NAN, 0.0], nan_ok=True)
    assert found.states[:, 0].tolist() == [K, Z, M, N, K]
    assert found.counted[:, 0].tolist() == pytest.approx(filed, nan_ok=True)
    assert found.bases[:, 0].tolist() == pytest.approx(people, nan_ok=True)
    assert np.isnan(found.bases[:, 1]).all()


def test_completeness_counts_what_applies() -> None:
    states = np.array([[K, K, K, K], [K, M, L, K], [K, N, Z, M], [N, N, N, Z], [K, N, N, Z]], dtype=np.uint8)
    assert completeness(states).tolist() == [1.0, 0.5, 0.5, 0.0, 1.0]


def test_units_with_too_little_data_are_set_aside() -> None:
    values = [list(map(float, row)) for row in VALUES]
    values[1][0], values[2][0], values[2][1] = NAN, NAN, NAN
    found = prepared(small(values), replace(METHOD, screening=0.75))
    assert found.table.units == ("阿图什市", "阿克陶县", "乌恰县")
    assert found.kept.tolist() == [True, True, False, True]
    assert found.shares.tolist() == [1.0, 0.75, 0.5, 1.0]
    assert found.values.shape == (3, 4)


def of_two_periods() -> Table:
    values = [[2.0], [4.0], [9.0], [NAN], [100.0], [NAN]]
    return table(
        ["甲", "乙", "丙", "丁", "甲", "丁"],
        ["a"],
        values,
        periods=["2025"] * 4 + ["2026"] * 2,
        peers=["市", "市", "县", "市", "县", "县"],
    )


@pytest.mark.parametrize(
    ("imputation", "fourth", "last"),
    [
        (Imputation(Estimate.MEAN), 5.0, 100.0),
        (Imputation(Estimate.MEDIAN), 4.0, 100.0),
        (Imputation(Estimate.MEAN, among_peers=True), 3.0, 100.0),
        (Imputation(Estimate.LATEST), NAN, NAN),
        (None, NAN, NAN),
    ],
)
def test_missing_values_are_estimated(imputation: Imputation | None, fourth: float, last: float) -> None:
    given = of_two_periods()
    values, states = imputed(given, given.values, given.states, imputation)
    assert values[:, 0].tolist() == pytest.approx([2.0, 4.0, 9.0, fourth, 100.0, last], nan_ok=True)
    assert states[3, 0] == (M if np.isnan(fourth) else State.IMPUTED)
    assert states[[0, 1, 2, 4], 0].tolist() == [K] * 4


def test_the_latest_value_is_the_units_own_of_an_earlier_period() -> None:
    periods = ["2026", "2024", "2025", "2025", "2027"]
    given = table(["甲", "甲", "甲", "乙", "甲"], ["a"], [[NAN], [7.0], [NAN], [1.0], [NAN]], periods=periods)
    values, states = imputed(given, given.values, given.states, Imputation(Estimate.LATEST))
    assert values[:, 0].tolist() == [7.0, 7.0, 7.0, 1.0, 7.0]
    assert states[:, 0].tolist() == [State.IMPUTED, K, State.IMPUTED, K, State.IMPUTED]


@pytest.mark.parametrize("state", [N, L, Z])
def test_only_what_is_missing_is_estimated(state: State) -> None:
    given = table(["甲", "乙"], ["a"], [[1.0], [NAN]], states=[[K], [state]])
    values, states = imputed(given, given.values, given.states, Imputation(Estimate.MEAN))
    assert np.isnan(values[1, 0])
    assert states[1, 0] == state


def test_nothing_is_estimated_from_nothing() -> None:
    given = table(["甲", "乙"], ["a"], [[NAN], [NAN]])
    values, states = imputed(given, given.values, given.states, Imputation(Estimate.MEDIAN))
    assert np.isnan(values).all()
    assert (states == M).all()


def test_skewness_and_kurtosis_as_a_spreadsheet_gives_them() -> None:
    """The examples of the help pages of SKEW and KURT: 3, 4, 5, 2, 3, 4, 5, 6, 4, 7."""
    values = np.array([3.0, 4, 5, 2, 3, 4, 5, 6, 4, 7])
    assert skewness(values) == pytest.approx(0.359543071407)
    assert kurtosis(values) == pytest.approx(-0.151799637208)


@pytest.mark.parametrize("values", [[], [1.0, 2.0], [5.0, 5.0, 5.0, 5.0]])
def test_too_few_or_equal_values_have_no_shape(values: list[float]) -> None:
    assert np.isnan(skewness(np.array(values)))
    assert np.isnan(kurtosis(np.array(values)))
    assert passes(np.array(values), Treatment())


def test_four_values_never_exceed_a_skewness_of_two() -> None:
    """Why there is a caution: with four counties no value counts as an outlier, however wild."""
    assert skewness(np.array([0.0, 0.0, 0.0, 1e9])) == pytest.approx(2.0)
    assert kurtosis(np.array([0.0, 0.0, 0.0, 1e9])) == pytest.approx(4.0)
    assert skewness(np.array([0.0, 0.0, 1e9])) == pytest.approx(3**0.5)


TAIL = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 1000.0]


def test_an_outlier_is_drawn_in_to_the_next_value() -> None:
    values, told = treated(one_column(*TAIL), ("",) * 10, Treatment())
    assert values[:, 0].tolist() == [*TAIL[:9], 9.0]
    (one,) = told
    assert (one.indicator, one.period, one.remedy, one.moved) == (0, "", Remedy.DRAWN_IN, 1)
    assert one.skewness[0] > 2 > one.skewness[1]
    assert one.kurtosis == (kurtosis(np.array(TAIL)), kurtosis(values[:, 0]))


def test_an_outlier_below_is_drawn_up() -> None:
    moved, count = drawn_in(-np.array(TAIL), Treatment())
    assert moved.tolist() == [-value for value in [*TAIL[:9], 9.0]]
    assert count == 1


def test_equal_outliers_move_together_and_count_together() -> None:
    values = np.array([*range(1, 31), 1000.0, 1000.0, 5000.0])
    moved, count = drawn_in(values, Treatment())
    assert moved.tolist() == [*range(1, 31), 30.0, 30.0, 30.0]
    assert count == 3


def test_what_drawing_in_cannot_cure_goes_on_a_logarithmic_scale() -> None:
    without_points = Treatment(points=0)
    values, (one,) = treated(one_column(*TAIL, 1e5), ("",) * 11, without_points)
    column = np.array([*TAIL, 1e5])
    assert values[:, 0].tolist() == np.log(column - 1 + 0.01 * (1e5 - 1)).tolist() == logarithm(column).tolist()
    assert (one.remedy, one.moved) == (Remedy.LOGARITHM, 11)


def test_without_a_logarithm_values_stay_and_it_is_told() -> None:
    values, (one,) = treated(one_column(*TAIL), ("",) * 10, Treatment(points=0, logarithm=False))
    assert values[:, 0].tolist() == TAIL
    assert (one.remedy, one.moved) == (Remedy.NOTHING_HELPED, 0)


def test_the_limits_are_those_of_the_index_literature() -> None:
    assert Treatment() == Treatment(points=5, skewness=2.0, kurtosis=3.5, logarithm=True)


def test_one_limit_alone_makes_no_outlier() -> None:
    column = np.array(TAIL)
    assert not passes(column, Treatment())
    assert passes(column, Treatment(skewness=skewness(column) + 0.01))
    assert passes(column, Treatment(kurtosis=kurtosis(column) + 0.01))


def test_each_period_is_treated_alone_and_missing_values_stay() -> None:
    values = one_column(*TAIL, NAN, *TAIL[:9])
    found, told = treated(values, ("2025",) * 11 + ("2026",) * 9, Treatment())
    assert [one.period for one in told] == ["2025"]
    assert np.isnan(found[10, 0])
    assert found[11:, 0].tolist() == TAIL[:9]
    assert values[9, 0] == 1000.0  # what was given is not touched
