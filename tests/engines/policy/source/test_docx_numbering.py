"""Automatic numbers come out as Word prints them."""

import pytest

from manas.engines.policy.source import load
from manas.engines.policy.source.numbering import FORMATS
from tests.engines.policy.source.papers import W, level, listed, numbering, paragraph, word


@pytest.mark.parametrize(
    ("number_format", "value", "printed"),
    [
        ("chineseCounting", 1, "一"), ("chineseCounting", 10, "十"), ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"), ("chineseCounting", 99, "九十九"), ("chineseCounting", 105, "一○五"),
        ("chineseCountingThousand", 16, "十六"), ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"), ("chineseCountingThousand", 1003, "一千零三"),
        ("chineseCountingThousand", 12345, "12345"),
        ("japaneseCounting", 11, "十一"), ("japaneseCounting", 105, "百五"), ("japaneseCounting", 20, "二十"),
        ("ideographDigital", 10, "一〇"), ("ideographDigital", 23, "二三"),
        ("chineseLegalSimplified", 10, "壹拾"), ("chineseLegalSimplified", 23, "贰拾叁"),
        ("ideographTraditional", 3, "丙"), ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircle", 3, "③"), ("decimalEnclosedCircleChinese", 20, "⑳"), ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 12, "１２"), ("decimalZero", 7, "07"),
        ("upperLetter", 27, "AA"), ("lowerLetter", 3, "c"), ("upperRoman", 14, "XIV"), ("lowerRoman", 9, "ix"),
        ("decimal", 0, "0"), ("upperRoman", 4000, "4000"), ("ideographEnclosedCircle", 2, "㊁"),
    ],
)  # fmt: skip
def test_formats(number_format: str, value: int, printed: str) -> None:
    assert FORMATS[number_format](value) == printed


@pytest.mark.parametrize("number_format", FORMATS)
def test_every_format_prints_something_for_every_number(number_format: str) -> None:
    printed = [FORMATS[number_format](value) for value in range(1, 500)]
    assert all(printed) or number_format == "none"


def lines(body: str, numbers: str, styles: str = "") -> list[str]:
    return load(word(body, numbering=numbers, **({"styles": styles} if styles else {}))).text.split("\n")


OFFICIAL = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）")
)


def test_an_official_paper_counts_and_restarts() -> None:
    body = "".join(
        listed(words, at)
        for words, at in [("甲", 0), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 1), ("己", 2), ("庚", 0), ("辛", 1)]
    )
    printed = ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "1. 己", "二、庚", "（一）辛"]
    assert lines(body, numbering({0: OFFICIAL})) == printed


def test_a_level_that_never_restarts_runs_on() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')
    body = listed("甲", 0) + listed("乙", 1) + listed("丙", 0) + listed("丁", 1)
    assert lines(body, numbering({0: levels})) == ["一、甲", "1. 乙", "二、丙", "2. 丁"]


def test_numbers_of_several_levels_and_digits_only() -> None:
    levels = level(0, "chineseCounting", "第%1章", more='<w:suff w:val="space"/>')
    levels += level(1, "decimal", "%1.%2", more='<w:isLgl/><w:suff w:val="nothing"/>')
    assert lines(listed("甲", 0) + listed("乙", 1), numbering({0: levels})) == ["第一章甲", "1.1乙"]


def test_lists_of_one_definition_count_on_and_an_override_starts_anew() -> None:
    lists = {1: (0, ""), 2: (0, ""), 3: (0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')}
    body = "".join(listed(words, 0, number) for words, number in [("甲", 1), ("乙", 2), ("丙", 3), ("丁", 3)])
    assert lines(body, numbering({0: level(0, "decimal", "%1.")}, lists)) == ["1. 甲", "2. 乙", "5. 丙", "6. 丁"]


def test_a_style_carries_its_list_and_a_paragraph_may_refuse_it() -> None:
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="a">{number}</w:style>'
    styles += '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:styleId="c"><w:basedOn w:val="c"/></w:style></w:styles>'
    body = paragraph("甲", '<w:pStyle w:val="a"/>') + paragraph("乙", '<w:pStyle w:val="b"/>')
    body += paragraph("丙", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>') + paragraph(
        "丁", '<w:pStyle w:val="c"/>'
    )
    assert lines(body, numbering({0: level(0, "chineseCounting", "%1、")}), styles) == ["一、甲", "二、乙", "丙", "丁"]


def test_a_definition_may_only_link_to_a_list_style() -> None:
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="s"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    numbers = numbering({0: level(0, "decimal", "%1）"), 1: '<w:numStyleLink w:val="s"/>'}, {1: (0, ""), 2: (1, "")})
    assert lines(listed("甲", 0, 2) + listed("乙", 0, 2), numbers, styles) == ["1）甲", "2）乙"]


def test_bullets_and_empty_paragraphs_print_no_number() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "bullet", "\uf06c")
    assert lines(listed("甲", 0) + listed("", 0) + listed("乙", 1) + listed("丙", 0), numbering({0: levels})) == [
        "1. 甲",
        "",
        "乙",
        "3. 丙",
    ]


def test_nonsense_in_the_definition_does_not_stop_the_reading() -> None:
    levels = '<w:lvl w:ilvl="x"><w:start w:val="-9999999999"/><w:lvlText w:val="%9%1."/></w:lvl>'
    assert lines(listed("甲", 0) + listed("乙", 7, 99), numbering({0: levels})) == ["11. 甲", "乙"]
