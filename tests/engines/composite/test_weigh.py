"""Suggested weights, against examples published with their answers."""

import numpy as np
import pytest

from manas.engines.composite.weigh import CannotWeigh, by_conflict, by_entropy, by_judgement, by_spread

# Wang and Chin 2011, Information Sciences 181:5240: six things judged two by two.
JUDGED = [
    [1, 4, 3, 1, 3, 4],
    [1 / 4, 1, 7, 3, 1 / 5, 1],
    [1 / 3, 1 / 7, 1, 1 / 5, 1 / 5, 1 / 6],
    [1, 1 / 3, 5, 1, 1, 1 / 3],
    [1 / 3, 5, 5, 1, 1, 3],
    [1 / 4, 1, 6, 3, 1 / 3, 1],
]
# Tus and Aytac Adali 2019, Opsearch 56:528.
OFFERS = [
    [5000, 3, 3, 4, 3, 2],
    [680, 5, 3, 2, 2, 1],
    [2000, 3, 2, 3, 4, 3],
    [600, 4, 3, 1, 2, 2],
    [800, 2, 4, 3, 3, 4],
]
# Jahan and Edwards 2013, Materials & Design 49:1000.
MATERIALS = [
    [0, 0, 0],
    [0.39, 0.3, 0.77],
    [0.17, 0.36, 0.8],
    [0.35, 0.29, 0.93],
    [0.3, 0.4, 0.94],
    [0.84, 0.71, 1],
    [1, 1, 0.99],
]


def test_judgements_of_two() -> None:
    found = by_judgement(JUDGED)
    assert found.weights == pytest.approx([0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391], abs=5e-5)
    assert found.inconsistency == pytest.approx(0.229, abs=5e-4)
    assert not found.acceptable


def test_judgements_that_agree() -> None:
    weights = np.array([0.5, 0.3, 0.2])
    found = by_judgement(weights[:, None] / weights)
    assert found.weights == pytest.approx(weights)
    assert found.inconsistency == pytest.approx(0, abs=1e-12)
    assert found.acceptable
    assert by_judgement([[1, 3], [1 / 3, 1]]).weights == pytest.approx([0.75, 0.25])
    assert by_judgement([[1]]).weights == (1.0,)
    assert by_judgement(np.ones((10, 10))).weights == pytest.approx([0.1] * 10)


@pytest.mark.parametrize("judgements", [[[1, 2]], [], np.ones((11, 11)), [[1, 2], [2, 1]], [[1, -1], [-1, 1]], [[2]]])
def test_judgements_that_make_no_sense(judgements: object) -> None:
    with pytest.raises(CannotWeigh, match="判断矩阵"):
        by_judgement(judgements)


def test_entropy_by_hand() -> None:
    """One indicator is spread evenly and says nothing; of the other all lies with one unit."""
    assert by_entropy(np.array([[1.0, 4.0, 3.0], [1.0, 0.0, 1.0]])) == pytest.approx(
        np.array([0, 1, 1 - 0.8112781244591328]) / (2 - 0.8112781244591328)
    )


@pytest.mark.parametrize(
    "values", [[[1.0, -1.0], [1.0, 2.0]], [[0.0, 1.0], [0.0, 2.0]], [[1.0, 2.0]], [[1.0, 2.0], [1.0, 2.0]]]
)
def test_entropy_wants_something_to_tell_units_apart(values: list[list[float]]) -> None:
    with pytest.raises(CannotWeigh):
        by_entropy(np.array(values))


def test_spread() -> None:
    assert by_spread(np.array(MATERIALS)) == pytest.approx([0.35, 0.31, 0.34], abs=0.005)
    with pytest.raises(CannotWeigh, match="没有差别"):
        by_spread(np.ones((3, 2)))


def test_conflict() -> None:
    offers = np.array(OFFERS)
    scaled = (offers - offers.min(axis=0)) / np.ptp(offers, axis=0)
    assert by_conflict(scaled) == pytest.approx([0.157, 0.249, 0.168, 0.121, 0.154, 0.151], abs=6e-4)
    with pytest.raises(CannotWeigh, match="没有差别"):
        by_conflict(np.array([[1.0, 2.0], [1.0, 3.0]]))
    with pytest.raises(CannotWeigh, match="没有差别"):
        by_conflict(np.array([[1.0, 1.0], [3.0, 3.0]]))
