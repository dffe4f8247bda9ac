"""Numbers that open a heading: 一、 （一） 1. （1） 一是 ①, and which of the candidates truly count.

A number counts where a heading can begin and where it continues what was counted before; that keeps 12.5%, 第（一）项 and a
year at the start of a wrapped line from becoming headings, and lets numbering run on across chapters or begin anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from manas.engines.policy.flow import Flow

_CN = "一二三四五六七八九十百零〇"
_TOKEN = re.compile(
    rf"(?=[第一二三四五六七八九十百零〇\d（①-⑳])"
    rf"(?:(?P<part>第[{_CN}]{{1,4}}(?:章|编|部分|篇)[、：]?)"
    rf"|(?P<article>第[{_CN}]{{1,4}}条(?![款规的之、，]))"
    rf"|(?P<cn>[{_CN}]{{1,4}}[、.](?![{_CN}]、))"
    rf"|(?P<paren>（[{_CN}]{{1,4}}）[、.]?)"
    r"|(?P<arabic>\d{1,3}(?:\.{1,2}(?!\d)|\.(?=20\d\d年)|、))"
    r"|(?P<bracket>（\d{1,3}）[、.]?)"
    rf"|(?P<ordinal>[{_CN}]{{1,2}}(?:是|要)(?!否|指))"
    r"|(?P<circle>[①-⑳]))"
)
RANKS = {"part": 0, "article": 1, "cn": 1, "paren": 2, "arabic": 3, "bracket": 4, "ordinal": 5, "circle": 6}
HEADING_RANKS = 4  # ranks above this are lists inside a paragraph
_VALUES = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"〇": 0}
_AFTER_SENTENCE = frozenset("。！？）〕”；：—.")
_REFERS = frozenset("照据按本和及、》与违反适用")  # 按照第三条办理 refers to an article
_LONG_LINE = 240
_LEEWAY = 3  # an office may skip a number


@dataclass(frozen=True, slots=True)
class Number:
    """A counted heading number: `norm[start:end]` is the number as printed."""

    rank: int
    value: int
    start: int
    end: int


def chinese_value(numeral: str) -> int:
    """This function will give the value of a Chinese numeral below 1000 (三十二 → 32)."""
    total = digit = 0
    for mark in numeral:
        if mark == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif mark == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            digit = _VALUES[mark]
    return total + digit


def numbers(flow: Flow, inside_marker: Callable[[int], bool]) -> tuple[Number, ...]:
    """This function will find the heading numbers of the text in order; `inside_marker` tells of places that cannot hold one."""
    counted: list[Number] = []
    last: dict[int, int] = {}
    candidates = [each for each in _candidates(flow) if not inside_marker(each.start)]
    for position, candidate in enumerate(candidates):
        at_line = flow.begins_line(candidate.start)
        rest = candidates[position + 1 : position + 12]
        if not at_line and not _may_stand_inline(flow, candidate, counted, rest):
            continue
        if _continues(candidate, last, rest, at_line=at_line):
            counted.append(candidate)
            last[candidate.rank] = candidate.value
    return tuple(counted)


def _candidates(flow: Flow) -> Iterator[Number]:
    for found in _TOKEN.finditer(flow.norm):
        kind = found.lastgroup or ""
        numeral = re.sub(r"[第章条编部分篇（）、.：是要]", "", found.group())
        if kind == "circle":
            value = ord(numeral) - ord("①") + 1
        elif numeral.isdigit():
            value = int(numeral)
        else:
            value = chinese_value(numeral)
        yield Number(RANKS[kind], value, found.start(), found.end())


def _may_stand_inline(flow: Flow, candidate: Number, counted: list[Number], rest: list[Number]) -> bool:
    """Inside a line only where lines are whole documents, after a sentence, or right after the chapter's own title."""
    line = flow.line(candidate.start)
    if flow.line_end(candidate.start) - flow.starts[line] < _LONG_LINE or candidate.rank >= HEADING_RANKS:
        return False
    before = flow.norm[candidate.start - 1]
    if flow.norm[candidate.start] == "第":
        return before not in _REFERS
    if before in _AFTER_SENTENCE and (before not in "；：" or _opens_items(flow, candidate, rest)):
        return True
    if candidate.rank == 1:
        dated = re.search(r"\d[日]$", flow.norm[candidate.start - 2 : candidate.start])
        return bool(dated) or (bool(rest) and _heads(flow, candidate, rest[0]))
    previous = counted[-1] if counted else None
    return (
        previous is not None
        and previous.rank < candidate.rank
        and candidate.start - previous.end <= 46
        and "。" not in flow.norm[previous.end : candidate.start]
    )


def _opens_items(flow: Flow, candidate: Number, rest: list[Number]) -> bool:
    """A first number after a colon opens items of whole sentences, not a list whose members end in semicolons."""
    if candidate.value != 1:
        return False
    second = next((each for each in rest if each.rank == candidate.rank), None)
    return candidate.rank == 1 or second is None or flow.norm[second.start - 1] not in "；，、"


def _heads(flow: Flow, candidate: Number, following: Number) -> bool:
    """三、重点任务（一）…: a short title and the first number of the next level show a chapter."""
    between = flow.norm[candidate.end : following.start]
    return (
        candidate.rank < following.rank <= 3
        and following.value == 1
        and 2 <= len(between) <= 24
        and not _BREAK.search(between)
    )


_BREAK = re.compile(r"[。，；：、]")


def _continues(candidate: Number, last: dict[int, int], rest: list[Number], *, at_line: bool) -> bool:
    known = last.get(candidate.rank)
    if candidate.value == 1:
        return at_line or candidate.rank < 3 or _followed(candidate, rest)
    if known is None:
        return at_line and candidate.value <= _LEEWAY and candidate.rank < HEADING_RANKS
    if candidate.value == known + 1:
        return True
    return at_line and known <= candidate.value <= known + _LEEWAY


def _followed(first: Number, rest: list[Number]) -> bool:
    """A first number in running text counts only if its second is on the way."""
    return next((each.value == 2 for each in rest if each.rank == first.rank), False)
