"""Days, counts and amounts in the words of official papers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.paper.figures import capitals, chinese_day, grouped, ordinal

DIGITS = {sign: at for at, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
SCALES = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(words: str) -> Decimal:
    """What the capital figures say, read sign by sign as a cashier would."""
    total, group, digit = Decimal(0), 0, 0
    for sign in words:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in SCALES:
            group, digit = group + digit * SCALES[sign], 0
        elif sign in "万亿":
            scale = 10**4 if sign == "万" else 10**8
            total, group, digit = (
                (total + group + digit) * scale if sign == "亿" else total + (group + digit) * scale,
                0,
                0,
            )
        elif sign == "元":
            total, group, digit = total + group + digit, 0, 0
        elif sign in "角分":
            total, digit = total + digit * Decimal("0.1" if sign == "角" else "0.01"), 0
    return total


def test_days() -> None:
    assert chinese_day(date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(
    ("count", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100"), (0, "0")]
)
def test_counts(count: int, words: str) -> None:
    assert ordinal(count) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10", "壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("12000", "壹万贰仟元整"),
        ("100000001", "壹亿零壹元整"),
        ("120000000000", "壹仟贰佰亿元整"),
        ("1000000200000", "壹万亿零贰拾万元整"),
        ("12000000000000", "壹拾贰万亿元整"),
    ],
)
def test_amounts_in_capitals(amount: str, words: str) -> None:
    assert capitals(Decimal(amount)) == words


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_capitals_say_the_amount(fen: int) -> None:
    amount = Decimal(fen) / 100
    assert read_back(capitals(amount)) == amount


@pytest.mark.parametrize("amount", ["-1", "0.001", "10000000000000000", "NaN", "Infinity"])
def test_amounts_without_capital_figures(amount: str) -> None:
    with pytest.raises(ValueError, match="no capital figures"):
        capitals(Decimal(amount))


def test_amounts_with_separators() -> None:
    assert grouped(Decimal(12000)) == "12,000.00"
