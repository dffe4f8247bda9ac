"""Suggested subclasses: from titles, from neighbors, from both, and none from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from manas.engines.matching.ipc import Titles, code_of, in_words, key_of, suggest, words_shared
from manas.engines.matching.model import Need

TITLES = {
    "A01D": "收获；割草（联合收割机入A01D41/00）",
    "A01D46/00": "水果、蔬菜、啤酒花或类似作物的采摘",
    "A01D46/26": "用于摇动树木的装置",
    "A23B": "食品的保存（干燥机入F26B）",
    "A23B7/00": "水果或蔬菜的保存",
    "A23B7/04": "冷冻",
    "F26B": "从固体材料或制品中消除液体的干燥",
}


def suggested(text: str, neighbors: Sequence[tuple[float, Sequence[str]]] = ()) -> list[str]:
    return [one.subclass for one in suggest(Need(text), Titles.of(TITLES), neighbors)]


def test_titles_suggest_the_subclass_that_they_speak_of() -> None:
    assert suggested("水果采摘用的摇动装置")[0] == "A01D"
    assert suggested("水果冷冻保存")[0] == "A23B"


def test_what_a_title_refers_elsewhere_does_not_count_for_it() -> None:
    assert suggested("干燥机")[0] == "F26B"


def test_neighbors_alone_suggest_where_no_table_is_loaded() -> None:
    found = suggest(Need("任何"), None, [(2.0, ["B03B5/00"]), (1.0, ["C22B1/00", "C22B3/00"])])
    assert [one.subclass for one in found] == ["B03B", "C22B"]
    assert found[0].title == ""


def test_where_titles_are_loaded_neighbors_do_not_vote() -> None:
    assert suggested("水果采摘", neighbors=[(2.0, ["B03B5/00"])]) == suggested("水果采摘")


def test_what_is_to_be_done_counts_more_than_what_it_is_done_to() -> None:
    titles = Titles.of({"C12G": "果酒", "C12G1/00": "水果果酒", "A23B": "保存", "A23B7/00": "保存", "A01D": "采摘"})
    plain = Need("水果果酒原料,希望保存")
    (best, *_) = suggest(replace(plain, function=("保存", "长期保存", "低温保存")), titles)
    assert best.subclass == "A23B"
    assert suggest(replace(plain, function=("果酒",)), titles)[0].subclass == "C12G"


def test_nothing_suggests_nothing() -> None:
    assert suggest(Need("量子"), Titles.of(TITLES)) == []
    assert suggest(Need("量子"), None) == []


def test_a_suggestion_names_the_terms_that_it_shares() -> None:
    (best, *_) = suggest(Need("食品的保存"), Titles.of(TITLES))
    assert (best.subclass, best.title) == ("A23B", "食品的保存")
    assert set(best.shared) >= {"食品", "保存"}


def test_a_symbol_is_told_from_its_subclass_down_and_an_old_one_as_far_as_it_is_known() -> None:
    words = Titles.of(TITLES).words
    assert in_words("A23B7/04", words) == "食品的保存 › 水果或蔬菜的保存 › 冷冻"
    assert in_words("A23B9/99", words) == "食品的保存"
    assert in_words("H01L21/00", words) == ""


@pytest.mark.parametrize(
    "code", ["A01B", "A01D46/26", "A23B7/04", "A61K36/002", "H99Z9999/999999", "A01B1/10", "A01B1/100"]
)
def test_a_code_is_read_again_from_the_number_that_it_was_written_as(code: str) -> None:
    assert code_of(key_of(code)) == code


def test_numbers_stand_in_the_order_of_the_table_and_what_is_no_symbol_has_none() -> None:
    codes = ["A01B", "A01B1/00", "A01B1/02", "A01B1/10", "A01B3/00", "A01B33/00", "A01C1/00"]
    assert sorted(codes, key=key_of) == codes
    with pytest.raises(ValueError, match="no subclass or group"):
        key_of("A01")


def test_a_suggestion_names_its_best_groups() -> None:
    (best, *_) = suggest(Need("水果冷冻保存"), Titles.of(TITLES))
    assert (best.subclass, best.groups) == ("A23B", ("A23B7/04", "A23B7/00"))


def test_pairs_that_overlap_are_one_word_and_binding_characters_none() -> None:
    assert words_shared("水果或蔬菜的机械采收", ["水果", "机械", "械采", "采收", "菜的"]) == ("水果", "机械采收")
    assert words_shared("PM2.5 检测", ["pm2.5"]) == ("pm2.5",)
    assert words_shared("无关", ["水果"]) == ()
