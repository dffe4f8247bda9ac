"""Measures of quality: known rankings have known figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.matching.quality import figure, ndcg, recall, reciprocal_rank

RANKING = st.lists(st.integers(0, 30), unique=True, max_size=20)
LEVELS = st.dictionaries(st.integers(0, 30), st.integers(0, 2), max_size=10)


def test_the_reciprocal_rank_is_that_of_the_first_relevant_document() -> None:
    assert reciprocal_rank([7, 5, 3], {5: 1, 3: 2}) == 0.5
    assert reciprocal_rank([7, 5, 3], {5: 0}) == 0.0
    assert reciprocal_rank(list(range(20)), {10: 1}) == 0.0


def test_recall_is_the_share_of_what_is_relevant() -> None:
    assert recall([1, 2, 3], {1: 1, 9: 1, 2: 0}) == 0.5
    assert recall([1], {}) == 0.0


def test_a_gain_counts_less_further_down_and_a_level_of_two_three_times() -> None:
    assert ndcg([1, 2], {1: 2, 2: 1}) == 1.0
    assert ndcg([2, 1], {1: 2, 2: 1}) == pytest.approx((1 + 3 / 1.584962500721156) / (3 + 1 / 1.584962500721156))
    assert ndcg([3], {1: 2}) == 0.0


@given(RANKING, LEVELS)
def test_every_measure_lies_between_nothing_and_one(ranked: list[int], levels: dict[int, int]) -> None:
    assert all(0 <= measure(ranked, levels) <= 1 + 1e-9 for measure in (reciprocal_rank, recall, ndcg))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_an_interval_lies_within_the_values_and_comes_out_the_same_again(values: list[float]) -> None:
    found = figure(values)
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
    assert found == figure(values)
