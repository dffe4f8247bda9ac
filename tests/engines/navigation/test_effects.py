"""What a patent says it is good for, read by words."""

import pytest

from manas.engines.navigation.effects import EFFECTS, effects


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("提高了采摘效率和果品质量，降低成本。", ("提高效率", "降低成本", "提高质量")),
        ("结构简单，操作方便，使用寿命长", ("延长寿命", "便于操作", "结构简化")),
        ("有效避免果实损伤；减少粉尘", ("减少损伤损耗", "减少污染")),
        ("延长保鲜期，节省人工", ("延长寿命", "节省人力")),
        ("本发明涉及一种高效率电机的成本核算方法", ()),
        ("降低，效率", ()),
        ("降低效率", ()),
        ("", ()),
    ],
)
def test_an_effect_is_a_change_and_what_changes_in_one_clause(text: str, named: tuple[str, ...]) -> None:
    assert effects(text) == named


def test_what_stands_far_behind_a_change_is_not_what_changes() -> None:
    assert effects("提高采摘效率") == ("提高效率",)
    assert effects("提高" + "果" * 17 + "效率") == ()


def test_no_word_says_two_effects() -> None:
    for column in range(3):
        words = [word for columns in EFFECTS.values() for word in columns[column].split()]
        assert sorted(words) == sorted(set(words))
