"""How a list of units is taken apart and what its names share."""

from __future__ import annotations

import pytest

from manas.engines.policy import units
from manas.engines.policy.units import Locale

ANYWHERE = Locale()


def full(text: str, locale: Locale = ANYWHERE) -> list[str]:
    return [each.full for each in units.parse(text, locale).units]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("自治州文旅局、体育局、林草局", ["自治州文旅局", "自治州体育局", "自治州林草局"]),
        ("省财政厅、商务厅，兰州海关、省税务局", ["省财政厅", "省商务厅", "兰州海关", "省税务局"]),
        ("市教育局、民政局，国网某市供电公司", ["市教育局", "市民政局", "国网某市供电公司"]),
        ("市场监管厅广告处、特种设备处", ["市场监管厅广告处", "市场监管厅特种设备处"]),
        ("各市、县〔区〕粮食局、档案局", ["各市、县〔区〕粮食局", "各市、县〔区〕档案局"]),
    ],
)
def test_shared_beginnings_are_given_to_the_names_that_lack_them(written: str, meant: list[str]) -> None:
    assert full(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("东乡市、西乡市、南乡市政府", ["东乡市政府", "西乡市政府", "南乡市政府"]),
        ("河东区、河西区、山北县人民政府", ["河东区人民政府", "河西区人民政府", "山北县人民政府"]),
        ("临江经开区、高坪新区管委会", ["临江经开区管委会", "高坪新区管委会"]),
        ("河东区、临港新片区管委会", ["河东区", "临港新片区管委会"]),
        ("广州、佛山、惠州等市人民政府", ["广州市人民政府", "佛山市人民政府", "惠州市人民政府"]),
    ],
)
def test_a_shared_ending_is_given_to_bare_places(written: str, meant: list[str]) -> None:
    assert full(written) == meant


@pytest.mark.parametrize(
    "group",
    [
        "各市、县〔市、区〕政府",
        "各市〔州〕、县〔市、区、特区〕人民政府",
        "各县〈市〉区人民政府",
        "各县、市、区政府",
        "中、省驻市有关单位",
    ],
)
def test_level_words_with_marks_between_them_are_one_group(group: str) -> None:
    listed = units.parse(group)
    assert [each.name for each in listed.units] == [group]
    assert listed.units[0].generic or group.startswith("中")


@pytest.mark.parametrize(
    "name",
    [
        "省人力资源和社会保障厅",
        "市规划和自然资源局",
        "市文化体育和旅游局",
        "市委组织部（市人才办）",
        "市“绿水青山、蓝天白云”行动领导小组",
    ],
)
def test_a_name_that_looks_like_two_stays_one(name: str) -> None:
    assert full(name) == [name]


def test_and_joins_two_units_only_where_both_are_names() -> None:
    assert full("省气象局和东江市、西江市政府") == ["省气象局", "东江市政府", "西江市政府"]
    assert full("市粮食局以及各有关部门") == ["市粮食局", "各有关部门"]
    assert full("省直各部门及各市、县级政府") == ["省直各部门", "各市、县级政府"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("市水利局、气象局等", ["市水利局", "市气象局"]),
        ("市水利局等有关部门（单位）", ["市水利局"]),
        ("市水利局等部门及各县（市）人民政府", ["市水利局", "各县（市）人民政府"]),
        ("市水利局等市级有关单位，各区人民政府", ["市水利局", "市级有关单位", "各区人民政府"]),
    ],
)
def test_an_open_list_keeps_its_names_and_says_that_it_is_open(written: str, meant: list[str]) -> None:
    listed = units.parse(written)
    assert [each.full for each in listed.units] == meant
    assert listed.open_list


def test_a_closed_list_is_not_open() -> None:
    assert not units.parse("市水利局、市气象局").open_list


def test_the_level_word_of_the_document_completes_a_list_that_has_none() -> None:
    assert full("粮食局、档案局", Locale(level="市")) == ["市粮食局", "市档案局"]
    assert full("粮食局、档案局") == ["粮食局", "档案局"]


def test_a_document_that_repeats_its_level_word_shares_nothing() -> None:
    assert full("市粮食局、某某发展中心", Locale(level="市", shares=False)) == ["市粮食局", "某某发展中心"]


def test_the_name_of_the_region_stands_for_itself() -> None:
    assert full("市粮食局、青山投资集团", Locale(places=("青山",))) == ["市粮食局", "青山投资集团"]


def test_places_count_within_the_string_that_was_given() -> None:
    text = "市粮食局、市档案局"
    assert [text[each.start : each.end] for each in units.parse(text).units] == ["市粮食局", "市档案局"]


@pytest.mark.parametrize("text", ["加强协调", "进一步", "的通知", "", "。"])
def test_running_text_is_no_unit(text: str) -> None:
    assert not units.is_unit(text)
