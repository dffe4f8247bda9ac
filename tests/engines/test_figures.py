"""Four ways to be known, and how parts make a whole (K9)."""

from decimal import Decimal

import pytest

from manas.engines.figures import Adds, Figure, Known, over_time, together

MISSING, NOT_LOADED = Figure(Known.MISSING), Figure(Known.NOT_LOADED)


def share(part: int, whole: int) -> Figure:
    return Figure.counted(Decimal(part), Decimal(whole), scale=100)


def count(number: int) -> Figure:
    return Figure.counted(Decimal(number))


def test_nought_is_a_value_and_a_share_of_none_is_not() -> None:
    assert (count(0).known, count(0).value) == (Known.VALUE, Decimal(0))
    assert (share(0, 8).known, share(0, 8).value) == (Known.VALUE, Decimal(0))
    assert (share(0, 0).known, share(0, 0).value) == (Known.NOT_APPLICABLE, None)
    assert MISSING.value is None
    assert NOT_LOADED.value is None


def test_the_ratio_of_a_whole_is_the_ratio_of_sums_not_the_mean_of_ratios() -> None:
    assert together([share(1, 1), share(1, 9)]).value == 20


def test_townships_counties_prefecture_give_what_all_townships_give_at_once() -> None:
    counties = [[share(1, 2), share(3, 3)], [share(0, 0), share(2, 7)], [share(0, 4)]]
    by_counties = together(together(townships) for townships in counties)
    at_once = together(township for townships in counties for township in townships)
    assert by_counties == at_once
    assert by_counties.value == Decimal(6 * 100) / Decimal(16)


def test_quarters_of_a_flow_add_up_to_the_year() -> None:
    quarters = [count(3), count(0), count(4), count(1)]
    assert over_time(quarters, Adds.FLOW) == count(8)
    assert over_time([share(1, 2), share(0, 0), share(1, 8), share(0, 0)], Adds.FLOW).value == 20


def test_a_stock_takes_the_last() -> None:
    assert over_time([count(3), count(9), count(7)], Adds.STOCK) == count(7)
    assert over_time([count(3), MISSING], Adds.STOCK) == MISSING


def test_a_part_that_was_not_given_is_told_and_the_rest_still_added() -> None:
    whole = together([count(3), MISSING, count(4), NOT_LOADED])
    assert (whole.known, whole.value, whole.absent) == (Known.VALUE, Decimal(7), 2)
    assert together([whole, MISSING]).absent == 3


@pytest.mark.parametrize("nothing", [MISSING, NOT_LOADED])
def test_of_nothing_nothing_is_known(nothing: Figure) -> None:
    whole = together([nothing, nothing])
    assert (whole.known, whole.value, whole.absent) == (nothing.known, None, 2)


def test_a_share_of_none_takes_nothing_away() -> None:
    assert together([share(0, 0), share(3, 4)]) == share(3, 4)
    assert together([share(0, 0), share(0, 0)]).known is Known.NOT_APPLICABLE
    assert together([Figure(Known.NOT_APPLICABLE)]).known is Known.NOT_APPLICABLE
    assert together([]).known is Known.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("figure", "may"),
    [
        (share(2, 5), True),
        (share(2, 4), False),
        (count(1), True),
        (MISSING, False),
        (together([share(4, 9), MISSING]), False),
    ],
)
def test_a_share_of_a_handful_is_not_ranked(figure: Figure, *, may: bool) -> None:
    assert figure.may_be_ranked is may


def test_a_period_has_a_part() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        over_time([], Adds.FLOW)
