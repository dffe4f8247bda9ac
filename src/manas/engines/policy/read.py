"""From a document to a plan: the steps of the grammar in their order."""

from __future__ import annotations

import re
from datetime import date

from manas.engines.policy import figures, front, passages, references, source, structure, tasks
from manas.engines.policy.duties import Duties
from manas.engines.policy.flow import Flow, flow
from manas.engines.policy.model import Heading, Plan, Responsibility, Safeguard, Sentence, Span, Task
from manas.engines.policy.obligations import Obligations
from manas.engines.policy.outline import Node
from manas.engines.policy.tables import Cell, Row
from manas.engines.policy.tasks import Draft

_BEGINS = 24  # characters shown of what a marker covers
_GUIDING = re.compile(r"指导思想|总体思路|总体要求")
_GOALS = re.compile(r"(?:主要|工作|总体|发展|预期|年度|行动|建设)?目标")
_SEVERAL_YEARS = re.compile(r"20\d\d年?\s*[—\-－~至]|[—\-－~至]\s*20\d\d")


def read(data: bytes, *, name: str = "") -> Plan:
    """This function will read the bytes of a document (txt, html, md, docx, pdf with text) into a Plan.

    `name` is the file's name, which only helps to tell forms apart. Raises ReadError when the bytes hold no readable text.
    """
    loaded = source.load(data, name=name)
    return read_text(loaded.text, form=str(loaded.form), title_hint=loaded.title_hint, issued_hint=loaded.issued_hint)


def read_text(text: str, *, form: str = "txt", title_hint: str = "", issued_hint: date | None = None) -> Plan:
    """This function will read the kept text of a document into a Plan; text without structure gives an empty one.

    The hints come from a page's metadata and hold only where the text says nothing.
    """
    return _Reading(flow(text), form, title_hint, issued_hint).plan()


class _Reading:
    """One document on its way to a plan."""

    def __init__(self, read_flow: Flow, form: str, title_hint: str, issued_hint: date | None) -> None:
        self.flow = read_flow
        self.form = form
        self.front = front.read(read_flow)
        self.title = self.front.title or title_hint
        self.issued_on = self.front.issued_on or issued_hint
        self.found = structure.find(read_flow, self.front)
        self.duties = Duties(read_flow, self.found)
        self.said = Obligations(read_flow, _plan_year(self.title, self.issued_on), figures.horizon(self.title))

    def plan(self) -> Plan:
        built = tuple(self._row(each.row) if each.row else self._task(each) for each in self.found.division.drafts)
        guards = self._safeguards()
        said = [one for task in built for one in task.sentences] + [one for guard in guards for one in guard.sentences]
        return Plan(
            text=self.flow.text,
            form=self.form,
            title=self.title,
            issuer=self.front.issuer,
            issued_on=self.issued_on,
            doc_number=self.front.doc_number,
            addressees=self.front.addressees,
            guiding_idea=self._part(_GUIDING),
            goals=self._part(_GOALS),
            headings=tuple(self._heading(node) for node in self.found.nodes),
            passages=passages.passages(self.flow, self.front, self.found.nodes, self._rows()),
            focuses=self._focuses(built),
            tasks=built,
            safeguards=guards,
            targets=self.said.targets(self.flow.span(self.front.body, self.found.end), said),
            references=references.references(self.flow.text, Span(0, len(self.flow.text))),
            rules=self.duties.declared(),
            default_units=self.duties.by_default(),
            inherited_leads=self._inherited(),
        )

    def _heading(self, node: Node) -> Heading:
        span = self.flow.span(node.number.start, max(node.title_end, node.number.end))
        return Heading(node.level, self._number(node), self._title(node), node.parent, span)

    def _number(self, node: Node) -> str:
        return self.flow.show(node.number.start, node.number.end)

    def _title(self, node: Node) -> str:
        return self.flow.show(node.title_start, node.title_end)

    def _path(self, index: int | None) -> tuple[str, ...]:
        """The headings from the outermost down to `index`, as printed."""
        result: list[str] = []
        while index is not None:
            node = self.found.nodes[index]
            result.append(self._number(node) + self._title(node))
            index = node.parent
        return tuple(reversed(result))

    def _task(self, draft: Draft) -> Task:
        """A task from the stretch that a marker, or a numbered item, covers."""
        node = self.found.nodes[draft.node] if draft.node is not None else None
        begin = self._body(draft, node)
        begins = self.flow.show(begin, min(begin + _BEGINS, draft.end))
        said = self._sentences(draft, begin)
        held, is_open = self.duties.of_marker(draft.marker)
        return Task(
            path=self._path(draft.node) or (begins,),
            number=re.sub(r"[（）、.：第章条编部分篇]", "", self.flow.norm[node.number.start : node.number.end])
            if node
            else "",
            title=(self._title(node) if node else "") or begins,
            heading=draft.node,
            item=draft.item,
            begins=begins,
            responsibilities=held,
            open_list=is_open,
            sentences=said,
            deadlines=tuple(each for one in said for each in one.deadlines) + self.said.due_fields(draft.marker),
            marker=self.flow.span(draft.marker.start, draft.marker.end) if draft.marker else None,
            span=self.flow.span(draft.start, draft.end),
        )

    def _body(self, draft: Draft, node: Node | None) -> int:
        """Where the text of a task begins, after number and title (a title that is a sentence's first clause belongs to it)."""
        start = draft.start
        if node is not None and start == node.number.start:
            start = node.title_start if node.sentence else node.title_end
        while start < draft.end - 1 and self.flow.norm[start] in "。；：，、）〕":
            start += 1
        return start

    def _sentences(self, draft: Draft, begin: int) -> tuple[Sentence, ...]:
        """The sentences before and after the marker."""
        if draft.marker is None:
            return self.said.between(begin, draft.end)
        return self.said.between(begin, draft.marker.start) + self.said.between(draft.marker.end, draft.end)

    def _row(self, row: Row) -> Task:
        """A task from a row of a table: its cells say what and who."""
        work = "".join(self.flow.norm[start:end] for start, end in row.work)
        said = tuple(each for start, end in _joined(row.work) for each in self.said.between(start, end))
        held, is_open = self.duties.of_row(row)
        title = re.split(r"[，。；]", work)[0]
        group = "".join(self.flow.show(start, end) for start, end in row.group)
        return Task(
            path=(group, title) if group else (title,),
            number=str(row.number),
            title=title,
            heading=None,
            item=1,
            begins=work[:_BEGINS],
            responsibilities=held,
            open_list=is_open,
            sentences=said,
            deadlines=tuple(each for one in said for each in one.deadlines) + self.said.due_at(row.due),
            marker=None,
            span=self.flow.span(row.start, row.end),
        )

    def _rows(self) -> tuple[tuple[int, int], ...]:
        return tuple((each.row.start, each.row.end) for each in self.found.division.drafts if each.row)

    def _inherited(self) -> dict[str, tuple[Responsibility, ...]]:
        result: dict[str, tuple[Responsibility, ...]] = {}
        for index, marker in self.found.division.inherited:
            printed = self._path(index)[-1]
            result[printed] = result.get(printed, ()) + self.duties.inherited(marker)
        return result

    def _safeguards(self) -> tuple[Safeguard, ...]:
        """The items of the chapter that says how the plan is held up."""
        result = []
        for index, node in enumerate(self.found.nodes):
            parent = self.found.nodes[node.parent] if node.parent is not None else None
            if parent is None or parent.level > 2 or node.number.rank > 3:
                continue
            wanted = tasks.SAFEGUARDS if parent.level == 1 else tasks.SAFEGUARD_SECTION
            if wanted.search(self.flow.norm[parent.title_start : parent.title_end]):
                result.append(self._safeguard(index, node))
        return tuple(result)

    def _safeguard(self, index: int, node: Node) -> Safeguard:
        begin = node.title_start if node.sentence else min(node.title_end + 1, node.reach)
        said = self.said.between(begin, node.reach)
        return Safeguard(
            self._number(node), self._title(node), index, said, self.flow.span(node.number.start, node.reach)
        )

    def _part(self, wanted: re.Pattern[str]) -> Span | None:
        """What stands under the first heading of that name."""
        for node in self.found.nodes:
            if wanted.match(self.flow.norm, node.title_start, node.title_end):
                return self.flow.span(min(node.title_end, node.reach), node.reach)
        return None

    def _focuses(self, built: tuple[Task, ...]) -> tuple[int, ...]:
        """Headings that group tasks and set a focus (聚焦…)."""
        parents = {self.found.nodes[task.heading].parent for task in built if task.heading is not None}
        groups = [index for index in parents if index is not None]
        focused = [each for each in groups if self.flow.norm.startswith("聚焦", self.found.nodes[each].title_start)]
        return tuple(sorted(focused)) if len(focused) > 1 else ()


def _plan_year(title: str, issued_on: date | None) -> int | None:
    """The year that dates without one mean: the one in the title, else the year of issue."""
    years = re.findall(r"20\d\d", title)
    if len(years) == 1 and not _SEVERAL_YEARS.search(title):
        return int(years[0])
    return issued_on.year if issued_on else None


def _joined(cell: Cell) -> Cell:
    """The stretches of a cell, joined where one follows the other."""
    result: Cell = []
    for start, end in cell:
        if result and result[-1][1] == start:
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result
