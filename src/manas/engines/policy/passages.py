"""The printed blocks of the document in the order of the text: what a page shows one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manas.engines.policy.flow import Flow
from manas.engines.policy.front import Front
from manas.engines.policy.model import Passage, PassageKind
from manas.engines.policy.outline import Node

_NOTE = re.compile(
    r"^（?(?:此件|本文有删减|联系人|附件|附：|抄送|责任编辑|发布时间|发布日期|发布机构|索引号|主题分类|来源|浏览|打印|扫一扫|http)"
)


def passages(
    flow: Flow, front: Front, nodes: tuple[Node, ...], rows: tuple[tuple[int, int], ...] = ()
) -> tuple[Passage, ...]:
    """This function will divide the whole text into passages that follow each other and do not overlap.

    `rows` are the places of a table's rows in the flow; each row is one passage.
    """
    marks = _marks(flow, front)
    whole = dict(rows)
    headings = {node.number.start: index for index, node in enumerate(nodes)}
    borders = sorted(
        {0, *headings, *(place for start, end, _ in marks for place in (start, end)), *_heading_ends(nodes)}
        | {place for row in rows for place in row}
    )
    result: list[Passage] = []
    current: int | None = None
    kinds = {start: kind for start, _, kind in marks}
    for start, end in _blocks(flow, borders, whole):
        if start in headings:
            current = headings[start]
            result.append(Passage(PassageKind.HEADING, flow.span(start, end), current))
            continue
        kind = kinds.get(start) or (PassageKind.TABLE if start in whole else _kind(flow, start))
        result.append(Passage(kind, flow.span(start, end), current))
    return tuple(result)


def _kind(flow: Flow, start: int) -> PassageKind:
    return PassageKind.NOTE if _NOTE.match(flow.norm[start : start + 12]) else PassageKind.PARAGRAPH


def _heading_ends(nodes: tuple[Node, ...]) -> Iterator[int]:
    for node in nodes:
        if node.title_end < node.own_end and not node.sentence:
            yield node.title_end


def _marks(flow: Flow, front: Front) -> list[tuple[int, int, PassageKind]]:
    places = (
        (_with_ornament(flow, front.head_place), PassageKind.TITLE),
        (_with_ornament(flow, front.title_place), PassageKind.TITLE),
        (front.number_place, PassageKind.NUMBER),
        (_with_colon(flow, front.addressees_place), PassageKind.ADDRESSEES),
        (front.signature_place, PassageKind.SIGNATURE),
        (front.day_place, PassageKind.DATE),
    )
    return [(place[0], place[1], kind) for place, kind in places if place and place[1] > place[0]]


def _with_ornament(flow: Flow, title: tuple[int, int]) -> tuple[int, int]:
    """A title with the mark that is printed before it (【自治州】关于…)."""
    start, end = title
    return (0, end) if flow.norm.startswith("〔") and flow.line_end(0) > start else (start, end)


def _with_colon(flow: Flow, place: tuple[int, int] | None) -> tuple[int, int] | None:
    """A salutation with the colon that ends it."""
    return place and (place[0], place[1] + flow.norm.startswith("：", place[1]))


def _blocks(flow: Flow, borders: list[int], whole: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Stretches between borders, divided again at the ends of paragraphs."""
    for begin, finish in zip(borders, [*borders[1:], len(flow.norm)], strict=True):
        start = begin
        place = begin
        if whole.get(begin) == finish:
            yield begin, finish
            continue
        while place < finish:
            end = min(flow.line_end(place), finish)
            if end >= finish or _paragraph_ends(flow, place, end):
                if end > start:
                    yield start, end
                start = end
            place = end


def _paragraph_ends(flow: Flow, start: int, end: int) -> bool:
    if not flow.width:
        return True
    return not flow.is_full(start) and flow.norm[end - 1] in "。：！？）〕；"
