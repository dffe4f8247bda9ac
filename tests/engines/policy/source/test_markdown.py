"""Markdown marks are taken off; words, numbers and lines stay."""

import time

import pytest

from manas.engines.policy.source import load
from manas.engines.policy.source.markdown import markdown_text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# 工作方案", "工作方案"),
        ("### （一）目标 ###", "（一）目标"),
        ("#不是标题", "#不是标题"),
        ("# 支持<br/>建筑业", "支持建筑业"),
        ("甲<br/>乙", "甲\n乙"),
        ("**一、总体要求**", "一、总体要求"),
        ("**发布日期**: 2025-10-31", "发布日期: 2025-10-31"),
        ("__要点__与 file_name_1", "要点与 file_name_1"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("*注*：说明", "注：说明"),
        ("~~旧文~~新文", "新文"),
        ("<ih3>一、市场。</ih3>优化", "一、市场。优化"),
        ("<note>（责任单位：省建设厅）</note>", "（责任单位：省建设厅）"),
        ("《<“十四五”规划>的意见》", "《<“十四五”规划>的意见》"),
        ("- [通知.pdf](/cms/a.pdf )", "通知.pdf"),
        ("见[网站](https://a.cn/b)", "见网站"),
        ("[责任单位：省建设厅](下同)", "[责任单位：省建设厅](下同)"),
        ("![印章](./a.png)正文", "正文"),
        ("---", ""),
        ("> 引文", "引文"),
        ("1. 第一项", "1. 第一项"),
        ("| 任务 | 单位 |", " 任务\n 单位"),
        ("`代码`", "代码"),
        (r"1\. 甲 \*", "1. 甲 *"),
        ("甲&amp;乙", "甲&乙"),
        ("　　正文  ", "　　正文"),
    ],
)
def test_marks_are_taken_off(line: str, expected: str) -> None:
    assert markdown_text(line) == expected


def test_the_rule_of_a_table_is_no_line() -> None:
    assert markdown_text("|甲|乙|\n|---|:-:|\n|1|2|") == "甲\n乙\n1\n2"


def test_comments_are_left_out_and_unclosed_ones_are_not() -> None:
    assert markdown_text("甲<!-- 乙\n丙 -->丁") == "甲丁"
    assert markdown_text("甲<!-- 乙") == "甲<!-- 乙"


def test_blank_lines_stay() -> None:
    assert load("# 甲\n\n**乙**\n\n丙".encode()).text == "甲\n\n乙\n\n丙"


@pytest.mark.parametrize(
    "hostile",
    ["<!--" * 1_000_000, "**a" * 1_000_000, "[" * 2_000_000, "[a](" * 500_000, "# " + "#" * 2_000_000 + "b", "|" * 2_000_000,
     "`" * 2_000_001, "-" * 2_000_000 + "a", ">" * 2_000_000, "<a " * 1_000_000, "*a b" * 700_000, "__a" * 900_000,
     " " * 3_000_000 + "a", "| " * 1_000_000 + "a", "![" * 1_000_000, "[a](http:" * 300_000, "\\" * 2_000_000],
)  # fmt: skip
def test_hostile_lines_take_linear_time(hostile: str) -> None:
    start = time.perf_counter()
    markdown_text(hostile)
    assert time.perf_counter() - start < 6
