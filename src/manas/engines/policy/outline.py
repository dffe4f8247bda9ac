"""The tree of headings: what each number is called, where its title ends, which heading it stands under."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from manas.engines.policy.flow import Flow
from manas.engines.policy.numbering import HEADING_RANKS, Number

_SENTENCE_END = re.compile(r"[。！？；]")
_COMMA = re.compile("，")
_PAIRS = {"“": "”", "（": "）", "《": "》"}
_LONGEST_TITLE = 90
_LONGEST_LINE = 60  # a heading on a line of its own that is longer is a sentence
_SHORT = 30
_TITLED = 46
_ENOUGH = 3  # brothers that can outvote the document
# Titles that a flattened text runs together with what follows them.
_FIXED_TITLES = re.compile(
    r"(?:总体要求|总体思路|总体目标|指导思想|基本原则|主要目标|工作目标|发展目标|目标任务|重点任务|主要任务|工作任务|工作要求|保障措施|组织实施|组织保障|"
    r"有关要求|工作原则|工作重点|主要措施|重点工作)"
    r"(?=以|到|坚持|按照|认真|深入|全面|紧紧|围绕|根据|通过|为|20\d\d|（一）|1\.|贯彻|树立|立足|聚焦|高举|经过|力争|建立|建成|实现)"
)


@dataclass(frozen=True, slots=True)
class Node:
    """A heading in the flow: number, title `norm[title_start:title_end]`, and its reach up to the next of its rank or above."""

    number: Number
    title_start: int
    title_end: int
    parent: int | None
    level: int
    own_end: int  # where the next heading of any rank begins
    reach: int  # where the next heading of its rank or above begins
    sentence: bool  # the number is followed by a whole sentence, the title is its first clause


def outline(flow: Flow, counted: tuple[Number, ...], brackets: dict[int, int], end: int) -> tuple[Node, ...]:
    """This function will give the headings in order; `brackets` maps where a marker begins to where it ends."""
    kept = [number for number in counted if number.rank <= HEADING_RANKS and number.start < end]
    firsts = _Firsts(flow, kept, brackets, end)
    reaches = _reaches(kept, end)
    nodes: list[Node] = []
    stack: list[int] = []
    for position, number in enumerate(kept):
        while stack and nodes[stack[-1]].number.rank >= number.rank:
            stack.pop()
        title_start, title_end, sentence = firsts.title(position)
        parent = stack[-1] if stack else None
        own_end = kept[position + 1].start if position + 1 < len(kept) else end
        nodes.append(Node(number, title_start, title_end, parent, len(stack) + 1, own_end, reaches[position], sentence))
        stack.append(position)
    return tuple(nodes)


def _reaches(kept: list[Number], end: int) -> list[int]:
    """For every number, where the next one of its rank or above begins."""
    result = [end] * len(kept)
    open_: list[int] = []
    for position, number in enumerate(kept):
        while open_ and kept[open_[-1]].rank >= number.rank:
            result[open_.pop()] = number.start
        open_.append(position)
    return result


def _parents(kept: list[Number]) -> list[int | None]:
    result: list[int | None] = []
    stack: list[int] = []
    for position, number in enumerate(kept):
        while stack and kept[stack[-1]].rank >= number.rank:
            stack.pop()
        result.append(stack[-1] if stack else None)
        stack.append(position)
    return result


class _Firsts:
    """Titles: a line of their own, a first sentence, or the first clause of a sentence. Brothers are treated alike."""

    def __init__(self, flow: Flow, kept: list[Number], brackets: dict[int, int], end: int) -> None:
        self._flow = flow
        self._kept = kept
        self._brackets = sorted(brackets.items())
        self._limits = [number.start for number in kept[1:]] + [end][: len(kept)]
        self._openings = self._first_brackets()
        self._raw = [self._opening(position) for position in range(len(kept))]
        self._parents = _parents(kept)
        self._lenient = self._vote()

    def _first_brackets(self) -> list[int]:
        result, cursor = [], 0
        for number, limit in zip(self._kept, self._limits, strict=True):
            while cursor < len(self._brackets) and self._brackets[cursor][0] < number.end:
                cursor += 1
            start = self._brackets[cursor][0] if cursor < len(self._brackets) else limit
            result.append(min(start, limit))
        return result

    def _opening(self, position: int) -> tuple[int, int, str]:
        """Start, end and kind ("line", "run-in", "sentence") of what follows the number."""
        number, flow = self._kept[position], self._flow
        limit = min(self._openings[position], number.end + 400)
        start = number.end
        while start < limit and flow.norm[start] in "、.，：· ":
            start += 1
        line_end = min(_title_line_end(flow, number, start, limit), limit)
        stop = _outside(flow.norm, _SENTENCE_END, start, limit)
        if stop < 0 or stop >= line_end:
            return start, min(line_end, start + _LONGEST_TITLE if stop >= 0 else line_end), "line"
        fixed = _FIXED_TITLES.match(flow.norm, start, stop)
        if fixed and not flow.width:
            return start, fixed.end(), "line"
        body_follows = limit - stop > 3
        return start, stop, "run-in" if body_follows else "sentence"

    def _vote(self) -> dict[tuple[int, int | None], bool]:
        """Per rank and per brothers: most begin with a short sentence, so a longer first sentence is a title too."""
        votes: defaultdict[tuple[int, int | None], list[bool]] = defaultdict(list)
        for number, parent, (start, end, kind) in zip(self._kept, self._parents, self._raw, strict=True):
            titled = kind == "line" or (kind == "run-in" and end - start <= _SHORT)
            votes[number.rank, None].append(titled)
            if parent is not None:
                votes[number.rank, parent].append(titled)
        return {
            key: sum(cast) * 3 >= len(cast) * 2 for key, cast in votes.items() if key[1] is None or len(cast) >= _ENOUGH
        }

    def title(self, position: int) -> tuple[int, int, bool]:
        start, end, kind = self._raw[position]
        bracketed = end == self._openings[position] and end - start > _TITLED
        if kind == "line" and not bracketed and end - start <= _LONGEST_LINE:
            return start, _trimmed(self._flow, start, end), False
        rank = self._kept[position].rank
        lenient = self._lenient[rank, None] and self._lenient.get((rank, self._parents[position]), True)
        commas = self._flow.norm.count("，", start, end)
        if end - start > (_TITLED if lenient else _SHORT) or (commas and not lenient):
            comma = _outside(self._flow.norm, _COMMA, start, end)
            return start, _trimmed(self._flow, start, comma if comma > start + 3 else end), True
        return start, _trimmed(self._flow, start, end), kind == "sentence"


def _outside(norm: str, wanted: re.Pattern[str], start: int, end: int) -> int:
    """The first place of `wanted` outside quotation marks and brackets, or -1; an opening mark left alone hides nothing."""
    first = -1
    for found in wanted.finditer(norm, start, end):
        first = found.start() if first < 0 else first
        before = norm[start : found.start()]
        if all(before.count(mark) == before.count(_PAIRS[mark]) for mark in _PAIRS):
            return found.start()
        if found.start() - start > _LONGEST_TITLE:
            break
    return first


def _trimmed(flow: Flow, start: int, end: int) -> int:
    while end > start and flow.norm[end - 1] in "。；：，、.（〔":
        end -= 1
    return end


def _title_line_end(flow: Flow, number: Number, start: int, limit: int) -> int:
    """Where the line of the heading ends; a wrapped line goes on while it is full or broken inside a phrase."""
    end = flow.line_end(number.start)
    if not flow.width:
        return end if end > start else flow.line_end(start)
    while end < limit and _broken(flow, start, end, number.rank):
        end = flow.line_end(end)
    return end


def _broken(flow: Flow, start: int, end: int, rank: int) -> bool:
    """Whether the line that ends at `end` breaks off: full, at a comma, or only because of a quotation mark."""
    if end <= start or flow.norm[end - 1] in "，、：“《（":
        return True
    if flow.norm[end - 1] in "。；！？":
        return False
    if flow.is_full(end - 1):
        return True
    text = flow.norm[start:end]
    if text.count("“") > text.count("”") or text.count("（") > text.count("）"):
        return True
    closes = flow.norm[end - 1] in "”》" and (end - start < _SHORT or "，" in text)
    quoted = flow.norm[end : end + 1] in ("“", "”", "》", "）") or closes
    stop = flow.norm.find("。", end, end + 40)
    return quoted and (rank >= 3 or 0 <= stop - start <= _SHORT + 6)
