"""Numbers as plans print them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.policy.numerals import plain, whole


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("7", 7),
        ("十", 10),
        ("十二", 12),
        ("三十", 30),
        ("三十一", 31),
        ("一百二十", 120),
        ("二〇二三", 2023),
        ("两", 2),
    ],
)
def test_western_and_chinese_digits(printed: str, value: int) -> None:
    assert whole(printed) == value


@pytest.mark.parametrize("printed", ["", "若干", "3.5", "٣"])
def test_what_is_no_whole_number_gives_none(printed: str) -> None:
    assert whole(printed) is None


@pytest.mark.parametrize(("printed", "value"), [("1,200.50", "1200.5"), ("0.50", "0.5"), ("007", "7"), ("0", "0")])
def test_a_plain_decimal_has_no_separators_and_no_idle_zeros(printed: str, value: str) -> None:
    assert plain(printed) == value


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_plain_keeps_the_value(number: Decimal) -> None:
    assert Decimal(plain(f"{number:,f}")) == number
