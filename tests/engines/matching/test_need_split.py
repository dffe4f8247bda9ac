"""Splitting: a need proposes its elements, and says what it leaves unsaid."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from manas.engines.matching.model import Element
from manas.engines.matching.need import ADVICE, Gap, quality, split, wanted_targets

TITLE = "杏子机械去核"
TEXT = (
    "山区杏子成熟集中,人工去核每人每天不足三十公斤且果肉损伤大。希望引进适合合作社的自动去核和分级设备,"
    "去核率不低于九成五,果肉损失低于百分之五,可由两人操作。"
)


def test_the_elements_of_a_need_are_proposed() -> None:
    need = split(TEXT, "杏子干燥")
    assert need.object == ("杏子",)
    assert need.problem == ("人工去核每人每天不足三十公斤且果肉损伤大",)
    assert need.function == ("自动去核", "分级", "干燥")
    assert "合作社" in need.scene
    assert [target.unit for target in wanted_targets(need)][:2] == ["%", "%"]


def test_numbers_of_what_is_wrong_today_are_no_targets() -> None:
    assert not any("公斤" in line for line in split(TEXT, TITLE).performance)


def test_a_full_need_lacks_nothing() -> None:
    assert quality(split(TEXT, "杏子干燥")) == ()


def test_a_poor_need_is_told_what_it_lacks() -> None:
    assert set(quality(split("想要好技术"))) == set(Gap)


def test_every_gap_has_its_advice() -> None:
    assert set(ADVICE) == set(Gap)


def test_an_element_may_be_rewritten_and_the_text_stays() -> None:
    need = replace(split(TEXT, TITLE), object=("鲜杏",))
    assert need.of(Element.OBJECT) == ("鲜杏",)
    assert need.text == TEXT


@given(st.text(max_size=120), st.text(max_size=20))
def test_any_text_can_be_split_and_is_kept_as_it_is(text: str, title: str) -> None:
    need = split(text, title)
    assert (need.text, need.title) == (text, title)
    assert all(part.strip() for element in Element for part in need.of(element))
