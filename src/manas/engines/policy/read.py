"""From a document to a plan: the steps of the grammar in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from manas.engines.policy import dates, figures, front, markers, numbering, outline, passages, references, rules, sentences, source, tables, tasks, units
from manas.engines.policy.flow import Flow, flow
from manas.engines.policy.front import Front
from manas.engines.policy.markers import Marker
from manas.engines.policy.model import (
    Deadline,
    DeclaredRule,
    DefaultUnits,
    Heading,
    Origin,
    Plan,
    Responsibility,
    Role,
    Safeguard,
    Sentence,
    Span,
    Target,
    Task,
)
from manas.engines.policy.outline import Node
from manas.engines.policy.rules import Kind, Rule
from manas.engines.policy.tasks import Draft

_LEVELS = ("自治区", "自治州", "省", "市", "州", "县", "区", "盟", "旗")
# What a sentence must hold before the grammars of figures, dates and references are asked.
_COUNTED = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千万两][个项家件%％成倍万亿]|百分之|翻番|全覆盖")
_TIMED = re.compile(r"[年月日天周]|季度|小时|分钟|时")
_QUOTED = re.compile(r"[《〈<“\"「『]")
_HABIT = 4  # a bare list of units in brackets is a marker where brackets at the end of items are the habit
_BEGINS = 24  # characters shown of what a marker covers


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


@dataclass(frozen=True, slots=True)
class _Found:
    """What the grammar found before units and sentences are read."""

    markers: tuple[Marker, ...]
    rules: tuple[Rule, ...]
    nodes: tuple[Node, ...]
    division: tasks.Division
    end: int


class _Reading:
    """One document on its way to a plan."""

    def __init__(self, read_flow: Flow, form: str, title_hint: str, issued_hint: date | None) -> None:
        self.flow = read_flow
        self.form = form
        self.front: Front = front.read(read_flow, title_hint)
        self.title = self.front.title or title_hint
        self.issued_on = self.front.issued_on or issued_hint
        self.plan_year = _plan_year(self.title, self.issued_on)
        self.horizon = figures.horizon(self.title)
        self.found = _structure(read_flow, self.front)
        self.locale = _locale(read_flow, self.front, self.found.markers)

    def plan(self) -> Plan:
        headings = tuple(self._heading(node) for node in self.found.nodes)
        built = tuple(self._task(draft) for draft in self.found.division.drafts)
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
            guiding_idea=self._part(r"指导思想|总体思路|总体要求"),
            goals=self._part(r"(?:主要|工作|总体|发展|预期|年度|行动|建设)?目标"),
            headings=headings,
            passages=passages.passages(self.flow, self.front, self.found.nodes),
            focuses=self._focuses(built),
            tasks=built,
            safeguards=guards,
            targets=self._targets(said),
            references=references.references(self.flow.text, Span(0, len(self.flow.text))),
            rules=self._rules(),
            default_units=self._defaults(),
            inherited_leads=self._inherited(),
        )

    def _heading(self, node: Node) -> Heading:
        number = self.flow.show(node.number.start, node.number.end)
        span = self.flow.span(node.number.start, max(node.title_end, node.number.end))
        return Heading(node.level, number, self.flow.show(node.title_start, node.title_end), node.parent, span)

    def _printed(self, index: int) -> str:
        node = self.found.nodes[index]
        return self.flow.show(node.number.start, node.number.end) + self.flow.show(node.title_start, node.title_end)

    def _path(self, index: int | None) -> tuple[str, ...]:
        result: list[str] = []
        while index is not None:
            result.append(self._printed(index))
            index = self.found.nodes[index].parent
        return tuple(reversed(result))

    def _row_task(self, row: tables.Row) -> Task:
        """A task from a row of a table: its cells say what and who."""
        first = self._cell(row.work)[0][:1]
        said = tuple(each for start, end in _stretches(row.work) for each in self._said(start, end))
        held: list[Responsibility] = []
        is_open = False
        for column, cell in row.parties.items():
            text, places = self._cell(cell)
            listed = units.parse(text, self.locale)
            is_open = is_open or listed.open_list
            held.extend(self._from_cell(places, each, tables.ROLES[column]) for each in listed.units)
        work, _ = self._cell(row.work)
        title = re.split(r"[，。；]", work)[0] if first else ""
        group = "".join(self.flow.show(start, end) for start, end in row.group)
        return Task(
            path=(group, title) if group else (title,),
            number=str(row.number),
            title=title,
            heading=None,
            item=1,
            begins=work[:_BEGINS],
            responsibilities=_once(held),
            open_list=is_open,
            sentences=said,
            deadlines=tuple(each for one in said for each in one.deadlines),
            marker=None,
            span=self.flow.span(row.start, row.end),
        )

    def _cell(self, cell: tables.Cell) -> tuple[str, list[int]]:
        places = [place for start, end in cell for place in range(start, end)]
        return "".join(self.flow.norm[place] for place in places), places

    def _from_cell(self, places: list[int], each: units.Named, role: Role) -> Responsibility:
        span = Span(self.flow.at[places[each.start]], self.flow.at[places[each.end - 1]] + 1)
        return Responsibility(each.name, each.full, role, Origin.MARKER, each.generic, span)

    def _task(self, draft: Draft) -> Task:
        if draft.row is not None:
            return self._row_task(draft.row)
        node = self.found.nodes[draft.node] if draft.node is not None else None
        said = self._sentences(draft)
        due = tuple(each for one in said for each in one.deadlines) + self._due_fields(draft.marker)
        held, is_open = self._responsibilities(draft.marker)
        begin = self._body_start(draft, node)
        title = self.flow.show(node.title_start, node.title_end) if node else ""
        return Task(
            path=self._path(draft.node) or (self.flow.show(begin, begin + _BEGINS),),
            number=re.sub(r"[（）、.：第章编部分篇]", "", self.flow.norm[node.number.start : node.number.end]) if node else "",
            title=title or self.flow.show(begin, begin + _BEGINS),
            heading=draft.node,
            item=draft.item,
            begins=self.flow.show(begin, min(begin + _BEGINS, draft.end)),
            responsibilities=held,
            open_list=is_open,
            sentences=said,
            deadlines=due,
            marker=self.flow.span(draft.marker.start, draft.marker.end) if draft.marker else None,
            span=self.flow.span(draft.start, draft.end),
        )

    def _body_start(self, draft: Draft, node: Node | None) -> int:
        start = draft.start
        if node is not None and start == node.number.start:
            start = node.title_start if node.sentence else node.title_end
        while start < draft.end and self.flow.norm[start] in "。；：，、）〕 ":
            start += 1
        return min(start, max(draft.end - 1, 0)) if draft.end else start

    def _sentences(self, draft: Draft) -> tuple[Sentence, ...]:
        """The sentences before and after the marker, without number, title and marker."""
        node = self.found.nodes[draft.node] if draft.node is not None else None
        begin = self._body_start(draft, node)
        if draft.marker is None:
            return self._said(begin, draft.end)
        return self._said(begin, draft.marker.start) + self._said(draft.marker.end, draft.end)

    def _said(self, begin: int, end: int) -> tuple[Sentence, ...]:
        if end <= begin:
            return ()
        return tuple(self._sentence(span) for span in sentences.split(self.flow.text, self.flow.span(begin, end)))

    def _sentence(self, span: Span) -> Sentence:
        text = self.flow.text
        said = text[span.start : span.end]
        return Sentence(
            text=said,
            span=span,
            deadlines=dates.deadlines(text, span, self.plan_year) if _TIMED.search(said) else (),
            targets=self._counted(span),
            references=references.references(text, span) if _QUOTED.search(said) else (),
        )

    def _counted(self, span: Span) -> tuple[Target, ...]:
        if not _COUNTED.search(self.flow.text, span.start, span.end):
            return ()
        return figures.targets(self.flow.text, span, self.plan_year, horizon=self.horizon)

    def _due_fields(self, marker: Marker | None) -> tuple[Deadline, ...]:
        fields = marker.due if marker else ()
        said = (dates.deadline_field(self.flow.text, self.flow.span(start, end), self.plan_year) for start, end in fields)
        return tuple(dict.fromkeys(each for one in said for each in one))  # a field may be found by verb and by label

    def _responsibilities(self, marker: Marker | None) -> tuple[tuple[Responsibility, ...], bool]:
        if marker is None:
            return (), False
        held: list[Responsibility] = []
        is_open = False
        for clause in marker.clauses:
            listed = units.parse(self.flow.norm[clause.start : clause.end], self.locale)
            is_open = is_open or listed.open_list
            roles = self._roles(marker, clause.role, listed, first=clause is marker.clauses[0])
            held.extend(self._held(clause.start, each, role) for each, role in zip(listed.units, roles, strict=True))
        return _once(held), is_open

    def _roles(self, marker: Marker, role: Role, listed: units.UnitList, *, first: bool) -> list[Role]:
        """The roles of one list: as said, or by a rule declared before."""
        plain = [role] * len(listed.units)
        said = any(clause.role is Role.LEAD for clause in marker.clauses)
        if role is not Role.RESPONSIBLE or said or not first or not plain:
            return plain
        kinds = {rule.kind for rule in self.found.rules if rule.start <= marker.end + 2}
        if Kind.PERSON in kinds and marker.form is markers.Form.PERSON or Kind.RESPONSIBLE_LEADS in kinds:
            return [Role.LEAD] * len(plain)
        if Kind.COMMA_LEADS in kinds and listed.comma:
            group = listed.units[0].group
            return [Role.LEAD if each.group == group else role for each in listed.units]
        if Kind.FIRST_LEADS in kinds:
            plain[0] = Role.LEAD
        return plain

    def _held(self, offset: int, each: units.Named, role: Role, origin: Origin = Origin.MARKER) -> Responsibility:
        flow_ = self.flow
        start, end = offset + each.start, offset + each.end
        name = flow_.raw[start:end]
        full = each.full.replace(each.name, name, 1) if each.name in each.full else each.full
        return Responsibility(name, full, role, origin, each.generic, flow_.span(start, end))

    def _rules(self) -> tuple[DeclaredRule, ...]:
        return tuple(
            DeclaredRule(self.flow.show(rule.start, rule.end), self.flow.span(rule.start, rule.end)) for rule in self.found.rules
        )

    def _defaults(self) -> tuple[DefaultUnits, ...]:
        result = []
        for rule in self.found.rules:
            if rule.units is None:
                continue
            start, end = rule.units
            listed = units.parse(self.flow.norm[start:end], self.locale)
            held = tuple(self._held(start, each, Role.RESPONSIBLE, Origin.DEFAULT) for each in listed.units)
            first = sum(draft.start <= rule.start for draft in self.found.division.drafts)
            result.append(DefaultUnits(held, self.flow.show(rule.start, rule.end), first, self.flow.span(rule.start, rule.end)))
        return tuple(result)

    def _inherited(self) -> dict[str, tuple[Responsibility, ...]]:
        result: dict[str, tuple[Responsibility, ...]] = {}
        for index, marker in self.found.division.inherited:
            held, _ = self._responsibilities(marker)
            leads = tuple(each for each in held if each.role is Role.LEAD) or held
            moved = tuple(Responsibility(e.name, e.full, e.role, Origin.HEADING, e.generic, e.span) for e in leads)
            result[self._printed(index)] = result.get(self._printed(index), ()) + moved
        return result

    def _safeguards(self) -> tuple[Safeguard, ...]:
        """The items of the chapter that says how the plan is held up."""
        result = []
        for index, node in enumerate(self.found.nodes):
            parent = self.found.nodes[node.parent] if node.parent is not None else None
            if parent is None or parent.level != 1 or node.number.rank > 3:
                continue
            if tasks.SAFEGUARDS.search(self.flow.norm[parent.title_start : parent.title_end]):
                result.append(self._safeguard(index, node))
        return tuple(result)

    def _safeguard(self, index: int, node: Node) -> Safeguard:
        begin = node.title_start if node.sentence else node.title_end
        number = self.flow.show(node.number.start, node.number.end)
        title = self.flow.show(node.title_start, node.title_end)
        said = self._said(begin + (not node.sentence and begin < node.reach), node.reach)
        return Safeguard(number, title, index, said, self.flow.span(node.number.start, node.reach))

    def _part(self, wanted: str) -> Span | None:
        """What stands under the first heading of that name."""
        for node in self.found.nodes:
            if re.match(rf"^(?:{wanted})", self.flow.norm[node.title_start : node.title_end]):
                return self.flow.span(min(node.title_end, node.reach), node.reach)
        return None

    def _focuses(self, built: tuple[Task, ...]) -> tuple[int, ...]:
        """Headings that group tasks and set a focus (聚焦…), where all brothers do."""
        parents = {self.found.nodes[task.heading].parent for task in built if task.heading is not None}
        groups = [index for index in parents if index is not None]
        focused = [i for i in groups if self.flow.norm.startswith("聚焦", self.found.nodes[i].title_start)]
        return tuple(sorted(focused)) if len(focused) > 1 else ()

    def _targets(self, read_already: list[Sentence]) -> tuple[Target, ...]:
        """Every figure to reach in the plan's body: those of the sentences read already, and those between them."""
        body = self.flow.span(self.front.body, self.found.end)
        found = [target for sentence in read_already for target in sentence.targets]
        for gap in _gaps(body, sorted((each.span for each in read_already), key=lambda span: span.start)):
            if _COUNTED.search(self.flow.text, gap.start, gap.end):
                for span in sentences.split(self.flow.text, gap):
                    found.extend(self._counted(span))
        return tuple(sorted(dict.fromkeys(found), key=lambda target: target.span.start))


def _gaps(body: Span, covered: list[Span]) -> list[Span]:
    """What of `body` lies between the spans of `covered` (sorted by start)."""
    result: list[Span] = []
    place = body.start
    for span in covered:
        if span.start > place:
            result.append(Span(place, min(span.start, body.end)))
        place = max(place, span.end)
    return [gap for gap in [*result, Span(place, body.end)] if gap.end > gap.start]


def _structure(read_flow: Flow, read_front: Front) -> _Found:
    found = markers.find(read_flow)
    declared = rules.read(read_flow, found)
    kinds = {rule.kind for rule in declared}
    if Kind.PERSON in kinds:
        found = tuple(sorted(found + markers.persons(read_flow), key=lambda each: each.start))
    bare = markers.bare(read_flow, found)
    if len(bare) + len(found) >= _HABIT or Kind.COMMA_LEADS in kinds or Kind.FIRST_LEADS in kinds:
        found = tuple(sorted(found + bare, key=lambda each: each.start))
    found = tuple(each for each in found if each.start >= read_front.body)
    inside = _inside(found)
    counted = tuple(n for n in numbering.numbers(read_flow, inside) if n.start >= read_front.body)
    annexes = _annexes(read_flow, found, counted)
    counted = tuple(each for each in counted if each.start < annexes)
    end = min(_tail(read_flow, found, counted), annexes, _signed(read_flow, read_front, found, counted))
    found = tuple(each for each in found if each.start < end)
    rows = tables.rows(read_flow, read_front.body)
    if len(rows) > len(found):
        counted = tuple(each for each in counted if each.start < rows[0].start)
        nodes = outline.outline(read_flow, counted, {}, rows[0].start)
        return _Found((), declared, nodes, tasks.from_rows(rows), end)
    nodes = outline.outline(read_flow, counted, {each.start: each.end for each in found}, end)
    return _Found(found, declared, nodes, tasks.divide(read_flow, nodes, found, read_front.body), end)


def _signed(
    read_flow: Flow, read_front: Front, found: tuple[Marker, ...], counted: tuple[numbering.Number, ...]
) -> int:
    """Where office and day sign below the last item: they belong to no sentence of it."""
    after = max([each.end for each in found[-1:]] + [each.end for each in counted[-1:]], default=0)
    places = [place[0] for place in (read_front.signature_place, read_front.day_place) if place]
    return min((place for place in places if place > after), default=len(read_flow.norm))


def _inside(found: tuple[Marker, ...]) -> Callable[[int], bool]:
    places = {place for each in found for place in range(each.start, each.end)}
    return places.__contains__


_ANNEXES = re.compile(r"附件：?(?:1[.、]?|一、|$)|附：1")


def _annexes(read_flow: Flow, found: tuple[Marker, ...], counted: tuple[numbering.Number, ...]) -> int:
    """Where the list of annexes begins: after the last marker and the last chapter or section."""
    after = max([each.end for each in found[-1:]] + [each.end for each in counted if each.rank <= 2], default=0)
    for place in _ANNEXES.finditer(read_flow.norm, after):
        if read_flow.begins_line(place.start()):
            return place.start()
    return len(read_flow.norm)


_TAIL = re.compile(r"附件(?:[：1一]|$)|附：|（?此件|抄送|责任编辑|政策解读|相关附件|扫一扫|二维码")


def _tail(read_flow: Flow, found: tuple[Marker, ...], counted: tuple[numbering.Number, ...]) -> int:
    """Where the plan's text ends: at the list of annexes and the page's foot, after everything numbered."""
    after = max([each.end for each in found[-1:]] + [each.end for each in counted[-1:]], default=len(read_flow.norm))
    for place in _TAIL.finditer(read_flow.norm, after):
        if read_flow.begins_line(place.start()) or read_flow.norm[place.start() - 1] in "。）〕":
            return place.start()
    return len(read_flow.norm)


def _plan_year(title: str, issued_on: date | None) -> int | None:
    years = re.findall(r"20\d\d", title)
    if len(years) == 1 and not re.search(r"20\d\d年?\s*[—\-－~至]|[—\-－~至]\s*20\d\d", title):
        return int(years[0])
    return issued_on.year if issued_on else None


def _locale(read_flow: Flow, read_front: Front, found: tuple[Marker, ...]) -> units.Locale:
    """The level word that most lists begin with, and the names of the region that issues the plan."""
    lists = [
        units.parse(read_flow.norm[clause.start : clause.end]).units for marker in found for clause in marker.clauses
    ]
    return units.Locale(_level(lists), _places(read_front), _shares(lists))


def _level(lists: list[tuple[units.Named, ...]]) -> str:
    heads: Counter[str | None] = Counter(units.prefix_of(each[0].name) for each in lists if each and not each[0].generic)
    level, count = max(((each, heads[each]) for each in _LEVELS), key=lambda pair: pair[1])
    return level if count >= 5 and count * 5 >= (count + heads[None]) * 4 else ""


def _shares(lists: list[tuple[units.Named, ...]]) -> bool:
    """Whether lists leave out the level word after the first name; an office that repeats it every time does not."""
    repeated: set[str] = set()
    left_out: set[str] = set()
    for listed in lists:
        known: set[int] = set()
        for each in listed:
            prefix = units.prefix_of(each.name)
            if each.group in known:
                (repeated if prefix in _LEVELS else left_out if each.full != each.name else set()).add(each.name)
            elif prefix in _LEVELS:
                known.add(each.group)
    return len(left_out) * 4 >= len(repeated)


def _places(read_front: Front) -> tuple[str, ...]:
    names = [read_front.issuer, read_front.title]
    found = (re.match(r"(?:中共)?([\u4e00-\u9fa5]{2,4}?)(?:省|市|自治州|自治区|州|县|区|旗)", name) for name in names)
    return tuple(sorted({each[1] for each in found if each}))


def _stretches(cell: tables.Cell) -> list[tuple[int, int]]:
    """The stretches of a cell, joined where one follows the other."""
    result: list[tuple[int, int]] = []
    for start, end in cell:
        if result and result[-1][1] == start:
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def _once(held: list[Responsibility]) -> tuple[Responsibility, ...]:
    """Every unit once, in the role named first."""
    seen: dict[str, Responsibility] = {}
    for each in held:
        seen.setdefault(each.full, each)
    return tuple(seen.values())
