"""Tasks: which stretch of text each marker answers for, or, where a document has no markers, which items are its work."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from manas.engines.policy.flow import Flow
from manas.engines.policy.markers import Form, Marker
from manas.engines.policy.outline import Node
from manas.engines.policy.tables import Row

SAFEGUARDS = re.compile(
    r"保障措施|^保障(?:要素|条件|政策)$|^(?:强化|加强|完善|健全|落实|做好|切实|政策|工作|组织|实施|综合|相关|各项|措施|机制|推进|和|与|、|，)*保障(?:体系|机制|工作|与实施|和实施)?$"
    r"|组织(?:领导|实施|推进|落实|保障)|(?:工作|有关|相关|落实|实施|具体|保障)要求$|^(?:工作|推进|实施)机制$|(?:强化|抓好|狠抓|加强|确保|推进)(?:工作|任务|政策|责任|贯彻|组织)?落实(?:见效|到位)?$|^加强领导"
)
_PREAMBLE = re.compile(
    r"^总体(?:要求|思路|目标|考虑|安排)|指导思想|(?:基本|工作|实施|主要|总体)原则|^(?:主要|工作|发展|总体|预期|年度|行动|建设|创建|试点)*(?:目标|指标)(?:任务|和原则|要求)?$|^附则|^(?:适用|实施|试点)(?:范围|时间|期限|步骤|日期|对象)|"
    r"(?:时间|进度|步骤)安排$|^工作步骤|^基本(?:情况|思路)|(?:重要|重大)意义|^(?:工作|起草|编制|政策)?(?:背景|术语|定义|依据|现状)|^其他事项|名词解释|(?:面临|发展)(?:的)?形势|发展基础|现实基础|^(?:组织|领导)机构|成员名单|联系方式|^附件"
)
_FEW = 6


@dataclass(frozen=True, slots=True)
class Draft:
    """A task before its units are read: places are in the flow; `node` None where it stands under no heading."""

    node: int | None
    item: int
    start: int
    end: int
    marker: Marker | None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """The drafts in the order of the text, and the markers that stand in headings over other tasks."""

    drafts: tuple[Draft, ...]
    inherited: tuple[tuple[int, Marker], ...]


def from_rows(rows: tuple[Row, ...]) -> Division:
    """This function will make a task of every row of a task table."""
    return Division(tuple(Draft(None, 1, row.start, row.end, None, row) for row in rows), ())


def divide(flow: Flow, nodes: tuple[Node, ...], markers: tuple[Marker, ...], body: int) -> Division:
    """This function will say what the tasks are and how far each reaches."""
    children = _children(nodes)
    holders = _holders(nodes, markers, children)
    inherited = tuple((node, marker) for node, marker in holders if node is not None and _over_others(nodes, children, node, marker, holders))
    passed = {marker.start for _, marker in inherited}
    held = [(node, marker) for node, marker in holders if marker.start not in passed]
    drafts = _marked(flow, nodes, held, children, body)
    leaves = [index for index in range(len(nodes)) if not _has_titled_children(nodes, children, index)]
    work = [index for index in leaves if _is_work(flow, nodes, index)]
    known = {draft.node for draft in drafts}
    if len(held) * _FEW < len(work) or not held:
        drafts += [_unmarked(nodes, index) for index in work if index not in known]
    else:
        drafts += [_unmarked(nodes, index) for index in work if index not in known and _between(nodes, children, known, index)]
    drafts.sort(key=lambda draft: draft.start)
    return Division(tuple(drafts), inherited)


def _unmarked(nodes: tuple[Node, ...], index: int) -> Draft:
    return Draft(index, 1, nodes[index].number.start, nodes[index].reach, None)


def _between(nodes: tuple[Node, ...], children: dict[int | None, list[int]], marked: set[int | None], index: int) -> bool:
    """A single item left unmarked between brothers that all carry markers is a task that names nobody."""
    brothers = children[nodes[index].parent]
    have = [brother for brother in brothers if brother in marked]
    missing = len(brothers) - len(have)
    return bool(have) and missing * _FEW <= len(brothers) and have[0] < index < have[-1]


def _children(nodes: tuple[Node, ...]) -> dict[int | None, list[int]]:
    result: defaultdict[int | None, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        result[node.parent].append(index)
    return result


def _holders(
    nodes: tuple[Node, ...], markers: tuple[Marker, ...], children: dict[int | None, list[int]]
) -> list[tuple[int | None, Marker]]:
    """Each marker with the heading it stands under; one that closes a run of unmarked brothers belongs to their parent."""
    starts = [node.number.start for node in nodes]
    direct: list[tuple[int | None, Marker]] = []
    counts: defaultdict[int, int] = defaultdict(int)
    for marker in markers:
        index = bisect_right(starts, marker.start) - 1
        direct.append((index if index >= 0 else None, marker))
        if index >= 0:
            counts[index] += 1
    habit = _closing_habit(nodes, children, counts)
    return [(_raised(nodes, children, counts, index, marker, habit), marker) for index, marker in direct]


def _raised(
    nodes: tuple[Node, ...], children: dict[int | None, list[int]], counts: dict[int, int], index: int | None, marker: Marker, habit: bool
) -> int | None:
    """A marker under the last of several brothers, none of which has one, closes the run: it is the parent's."""
    while index is not None:
        node = nodes[index]
        listing = node.number.rank >= 4 or (node.number.rank == 3 and (habit or marker.form is Form.LABELS))
        alone = habit and len(children[node.parent]) == 1
        if node.parent is None or not listing or not (alone or _closes(children, counts, node.parent, index)):
            return index
        index = node.parent
    return index


def _closes(children: dict[int | None, list[int]], counts: dict[int, int], parent: int, index: int) -> bool:
    brothers = children.get(parent, [])
    if len(brothers) < 2 or brothers[-1] != index or counts.get(index, 0) > 1:
        return False
    before = brothers[:-1]
    return not any(counts.get(each) or any(counts.get(child) for child in children.get(each, [])) for each in before)


def _closing_habit(nodes: tuple[Node, ...], children: dict[int | None, list[int]], counts: dict[int, int]) -> bool:
    """Whether the document puts one marker after a run of numbered items: then it stands under the last of them only."""
    closing = spread = 0
    for parent, brothers in children.items():
        if parent is None or len(brothers) < 2 or nodes[brothers[0]].number.rank < 3:
            continue
        if _closes(children, counts, parent, brothers[-1]) and counts.get(brothers[-1]):
            closing += 1
        elif any(counts.get(each) for each in brothers):
            spread += 1
    return closing >= 3 and closing >= spread * 4


def _over_others(
    nodes: tuple[Node, ...], children: dict[int | None, list[int]], index: int, marker: Marker, holders: list[tuple[int | None, Marker]]
) -> bool:
    """The marker stands in the heading itself and the heading has headings below it."""
    node = nodes[index]
    if marker.start > node.title_end + 2 or not children.get(index):
        return False
    return True


def _marked(
    flow: Flow, nodes: tuple[Node, ...], held: list[tuple[int | None, Marker]], children: dict[int | None, list[int]], body: int
) -> list[Draft]:
    drafts: list[Draft] = []
    items: defaultdict[int | None, int] = defaultdict(int)
    reached: dict[int | None, int] = {}
    for node, marker in held:
        items[node] += 1
        begin = reached.get(node, nodes[node].number.start if node is not None else body)
        end = marker.end
        if node is not None and marker.start <= nodes[node].title_end + 2:
            end = nodes[node].reach
        reached[node] = marker.end
        drafts.append(Draft(node, items[node], min(begin, marker.start), max(end, marker.end), marker))
    return drafts


def _has_titled_children(nodes: tuple[Node, ...], children: dict[int | None, list[int]], index: int) -> bool:
    return any(nodes[child].number.rank <= 3 for child in children.get(index, []))


def _is_work(flow: Flow, nodes: tuple[Node, ...], index: int) -> bool:
    """A numbered item outside the general part and the safeguards."""
    node = nodes[index]
    if node.number.rank > 3:
        return False
    place: int | None = index
    while place is not None:
        title = flow.norm[nodes[place].title_start : nodes[place].title_end]
        if _PREAMBLE.search(title) and (place != index or node.level <= 2):
            return False
        if nodes[place].level == 1 and SAFEGUARDS.search(title):
            return False
        place = nodes[place].parent
    return True
