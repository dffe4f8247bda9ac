"""Targets: numbers with unit and direction, as needs ask for them and patents state them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.matching.targets import Direction, Verdict, judge, number, targets


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10),
        ("一百二十", 120),
        ("三点五", 3.5),
        ("十万", 100_000),
        ("二千五百", 2500),
        ("零点一", 0.1),
        ("12.5", 12.5),
        ("两", 2),
    ],
)
def test_a_number_is_read_in_either_digits(written: str, value: float) -> None:
    assert number(written) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("鲜果货架期延长到十天以上", ("鲜果货架期", Direction.AT_LEAST, "h", False), 240),
        ("好果率不低于九成", ("好果率", Direction.AT_LEAST, "%", False), 90),
        ("损耗＜10％", ("损耗", Direction.AT_MOST, "%", False), 10),
        ("损耗低于百分之十", ("损耗", Direction.AT_MOST, "%", False), 10),
        ("单标成本低于五分钱", ("单标成本", Direction.AT_MOST, "元", False), 0.05),
        ("换版时间缩短到十分钟", ("换版时间", Direction.AT_MOST, "h", False), 1 / 6),
        ("新水用量减少四成", ("新水用量", Direction.AT_LEAST, "%", True), 40),
        ("年运行费降低一半", ("年运行费", Direction.AT_LEAST, "%", True), 50),
        ("锌回收率提高三个百分点", ("锌回收率", Direction.AT_LEAST, "百分点", True), 3),
        ("储存温度-20℃", ("储存温度", Direction.ABOUT, "°C", False), -20),
    ],
)
def test_a_target_has_name_direction_unit_and_value(
    text: str, kind: tuple[str, Direction, str, bool], value: float
) -> None:
    (found,) = targets(text)
    assert (found.name, found.direction, found.unit, found.change) == kind
    assert found.value == pytest.approx(value)


def test_what_is_no_quantity_is_no_target() -> None:
    assert targets("一种装置,包括第一电机和两侧的支架") == ()


@pytest.mark.parametrize(
    ("patent", "verdict"),
    [
        ("该方法使果实货架期达到15天", Verdict.MET),
        ("该方法使果实货架期达到3天", Verdict.CONTRADICTED),
        ("货架期为3天,冷藏时货架期为12天", Verdict.MET),
        ("处理温度保持15天", Verdict.SILENT),
        ("货架期损失10%", Verdict.SILENT),
        ("", Verdict.SILENT),
    ],
)
def test_a_patent_meets_contradicts_or_is_silent(patent: str, verdict: Verdict) -> None:
    (wanted,) = targets("货架期≥10天")
    assert judge(wanted, patent).verdict is verdict


def test_how_much_something_falls_is_not_compared_with_where_it_stands() -> None:
    (wanted,) = targets("损耗低于10%")
    assert judge(wanted, "损耗降低30%").verdict is Verdict.SILENT
    assert judge(wanted, "损耗为8%").verdict is Verdict.MET


def test_the_words_of_a_target_are_read_again_as_the_same_target() -> None:
    (first,) = targets("室温十六度以上")
    assert targets(first.words) == (first,)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_at_least_is_met_by_as_much_or_more_and_by_nothing_less(wanted: int, stated: int) -> None:
    (target,) = targets(f"产量不低于{wanted}吨")
    assert (judge(target, f"产量为{stated}吨").verdict is Verdict.MET) == (stated >= wanted)
