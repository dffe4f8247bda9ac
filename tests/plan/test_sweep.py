"""A window that moves over a text meets each stretch that it touches, and no other."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from manas.plan.queries.sweep import Sweep

STRETCHES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1])), max_size=20)


@given(STRETCHES, st.lists(st.integers(0, 80), min_size=2, max_size=10, unique=True).map(sorted))
def test_each_window_meets_what_overlaps_it(stretches: list[tuple[int, int]], borders: list[int]) -> None:
    sweep = Sweep(stretches, lambda stretch: stretch)
    for start, end in itertools.pairwise(borders):
        assert sweep.touching(start, end) == sorted(s for s in stretches if s[0] < end and s[1] > start)
