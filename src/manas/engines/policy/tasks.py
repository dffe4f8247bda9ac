"""Tasks: which stretch of text each marker answers for, or, where a document has no markers, which items are its work."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass

from manas.engines.policy.flow import Flow
from manas.engines.policy.markers import Form, Marker
from manas.engines.policy.outline import Node
from manas.engines.policy.tables import Row

SAFEGUARDS = re.compile(
    r"保障措施|^保障(?:要素|条件|政策)$|^(?:强化|加强|完善|健全|落实|做好|切实|政策|工作|组织|实施|综合|相关|各项|措施|机制|推进|和|与|、|，)*保障(?:体系|机制|工作|与实施|和实施)?$"
    r"|组织(?:领导|实施|推进|落实|保障)|(?:工作|有关|相关|落实|实施|具体|保障)要求$|^(?:工作|推进|实施)机制$|(?:强化|抓好|狠抓|加强|确保|推进)(?:工作|任务|政策|责任|贯彻|组织)?落实(?:见效|到位)?$|^加强领导"
)
SAFEGUARD_SECTION = re.compile(r"(?:组织|工作|措施)保障$|保障措施$")
_PREAMBLE = re.compile(
    r"^总体(?:要求|思路|目标|考虑|安排)|指导思想|(?:基本|工作|实施|主要|总体)原则|^(?:主要|工作|发展|总体|预期|年度|行动|建设|创建|试点)*(?:目标|指标)(?:任务|和原则|要求)?$|^附则|^(?:适用|实施|试点)(?:范围|时间|期限|步骤|日期|对象)|"
    r"(?:时间|进度|步骤)安排$|^工作步骤|^基本(?:情况|思路)|(?:重要|重大)意义|^(?:工作|发展|起草|编制|政策)?(?:背景|术语|定义|依据|现状)|(?:实行|适用|实施)(?:范围|对象)$|^其他事项|名词解释|^空间布局$|(?:面临|发展)(?:的)?形势|发展基础|现实基础|^(?:组织|领导)机构|成员名单|联系方式|^附件"
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
    tree = _Tree(nodes, markers)
    holders = [(tree.holder(marker), marker) for marker in markers]
    inherited = tuple((node, marker) for node, marker in holders if node is not None and tree.stands_over(node, marker))
    passed = {marker.start for _, marker in inherited}
    held = [(node, marker) for node, marker in holders if marker.start not in passed]
    drafts = _marked(nodes, held, body)
    known = {draft.node for draft in drafts}
    work = [index for index in range(len(nodes)) if tree.is_leaf(index) and _is_work(flow, nodes, index)]
    if len(held) * _FEW >= len(work) and held:
        between = tree.between(known)
        work = [index for index in work if index in between]
    drafts += [
        Draft(index, 1, nodes[index].number.start, nodes[index].reach, None) for index in work if index not in known
    ]
    drafts.sort(key=lambda draft: draft.start)
    return Division(tuple(drafts), inherited)


class _Tree:
    """The headings by parent, and how many markers stand directly under each."""

    def __init__(self, nodes: tuple[Node, ...], markers: tuple[Marker, ...]) -> None:
        self._nodes = nodes
        self._children: defaultdict[int | None, list[int]] = defaultdict(list)
        for index, node in enumerate(nodes):
            self._children[node.parent].append(index)
        self._starts = [node.number.start for node in nodes]
        self._counts = Counter(self._direct(marker) for marker in markers)
        self._habit = self._closing_habit()

    def _direct(self, marker: Marker) -> int | None:
        index = bisect_right(self._starts, marker.start) - 1
        return index if index >= 0 else None

    def holder(self, marker: Marker) -> int | None:
        """The heading that a marker belongs to: the one it stands under, or the parent of the run of items it closes."""
        index = self._direct(marker)
        while index is not None:
            node = self._nodes[index]
            listing = node.number.rank >= 4 or (node.number.rank == 3 and (self._habit or marker.form is Form.LABELS))
            if node.parent is None or not listing or not self._closes_run(node.parent, index):
                return index
            index = node.parent
        return index

    def _closes_run(self, parent: int, index: int) -> bool:
        return (self._habit and len(self._children[parent]) == 1) or self._closes(parent, index)

    def _closes(self, parent: int, index: int) -> bool:
        """A marker under the last of several brothers, none of which has one."""
        brothers = self._children[parent]
        if len(brothers) < 2 or brothers[-1] != index or self._counts[index] > 1:
            return False
        return not any(self._counts[each] or self._marked_below(each) for each in brothers[:-1])

    def _marked_below(self, index: int) -> bool:
        return any(self._counts[child] for child in self._children.get(index, ()))

    def _closing_habit(self) -> bool:
        """Whether the document puts one marker after a run of items: then it stands under the last of them only."""
        closing = spread = 0
        for parent, brothers in list(self._children.items()):
            if parent is None or len(brothers) < 2 or self._nodes[brothers[0]].number.rank < 3:
                continue
            if self._counts[brothers[-1]] and self._closes(parent, brothers[-1]):
                closing += 1
            elif any(self._counts[each] for each in brothers):
                spread += 1
        return closing >= 3 and closing >= spread * 4

    def stands_over(self, index: int, marker: Marker) -> bool:
        """The marker stands in the heading itself and the heading has headings below it."""
        return marker.start <= self._nodes[index].title_end + 2 and index in self._children

    def is_leaf(self, index: int) -> bool:
        """No heading with a title stands below."""
        return not any(self._nodes[child].number.rank <= 3 for child in self._children.get(index, ()))

    def between(self, marked: set[int | None]) -> set[int]:
        """Single items left unmarked between brothers that all carry markers: tasks that name nobody."""
        result: set[int] = set()
        for brothers in self._children.values():
            have = [each for each in brothers if each in marked]
            missing = [each for each in brothers if each not in marked]
            if have and len(missing) * _FEW <= len(brothers):
                result |= {each for each in missing if have[0] < each < have[-1]}
        return result


def _marked(nodes: tuple[Node, ...], held: list[tuple[int | None, Marker]], body: int) -> list[Draft]:
    """A draft for every marker: it covers what stands between it and the marker before it under the same heading."""
    drafts: list[Draft] = []
    items: Counter[int | None] = Counter()
    reached: dict[int | None, int] = {}
    for node, marker in held:
        items[node] += 1
        begin = reached.get(node, nodes[node].number.start if node is not None else body)
        in_title = node is not None and marker.start <= nodes[node].title_end + 2
        end = nodes[node].reach if node is not None and in_title else marker.end
        reached[node] = marker.end
        drafts.append(Draft(node, items[node], min(begin, marker.start), max(end, marker.end), marker))
    return drafts


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
