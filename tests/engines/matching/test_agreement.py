"""How far two judges agree."""

import pytest

from manas.engines.matching.agreement import agreement


def test_the_textbook_example_of_cohen() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.7 seen, 0.5 by chance, kappa 0.4."""
    first = [1] * 25 + [0] * 25
    second = [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    found = agreement(first, second)
    assert (found.both, found.same) == (50, 0.7)
    assert found.kappa == pytest.approx(0.4)
    assert found.weighted == pytest.approx(0.4)  # of two levels the square changes nothing


def test_lying_two_levels_apart_costs_four_times_as_much() -> None:
    near = agreement([0, 1, 2, 2], [0, 1, 2, 1])
    far = agreement([0, 1, 2, 2], [0, 1, 2, 0])
    assert near.same == far.same == 0.75
    assert near.weighted is not None
    assert far.weighted is not None
    # By hand, 1-1-2 against 1-2-1: (6 + 2 + 12) / 4 expected; against 2-1-1: (5 + 3 + 18) / 4.
    assert near.weighted == pytest.approx(1 - 1 / 5)
    assert far.weighted == pytest.approx(1 - 4 / 6.5)


def test_full_agreement_is_one_and_one_word_alone_proves_nothing() -> None:
    assert agreement([0, 1, 2], [0, 1, 2]).kappa == 1.0
    found = agreement([1, 1], [1, 1])
    assert (found.same, found.kappa, found.weighted) == (1.0, None, None)


@pytest.mark.parametrize(("first", "second"), [([], []), ([1], [1, 2]), ([3], [0])])
def test_what_cannot_be_compared_is_refused(first: list[int], second: list[int]) -> None:
    with pytest.raises(ValueError, match="equally many levels"):
        agreement(first, second)
