"""活方案: the document as issued, cut into runs, with what stands in the margin of each task."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Max

from manas.engines.light import State
from manas.engines.policy.model import Origin, Role
from manas.office.models import Unit, UnitKind
from manas.office.rules import Standing
from manas.plan import rules
from manas.plan.models import Deadline, Obligation, Passage, Responsibility, Target, Task, TaskKind, WorkPlan
from manas.plan.queries.alignment import Carried, carried_out, carries_out
from manas.plan.queries.ledger import Latest, Ledger, ledger, summarize
from manas.plan.queries.lights import ShownLight, show_many
from manas.plan.queries.matters import KindCount, matters_by_task
from manas.plan.queries.sweep import Sweep


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a block. `part`: "" plain, "heading" a title run in, "marker" the responsibility bracket."""

    text: str
    part: str = ""
    obligation_id: int | None = None
    light: ShownLight | None = None
    item_count: int = 0


@dataclass(frozen=True, slots=True)
class UnitNote:
    """A unit in the margin; `code` is empty for a group that names no unit. `opens`: the person may read its work."""

    code: str
    short: str
    full: str
    role: str
    role_word: str
    origin: str
    opens: bool
    light: ShownLight


@dataclass(frozen=True, slots=True)
class TaskNote:
    id: int
    kind: str
    number: str
    title: str
    light: ShownLight
    units: list[UnitNote]
    defaults: list[UnitNote]
    items_done: int
    items_total: int
    next_due: date | None
    next_due_days: int | None
    latest: Latest | None
    open_list: bool
    can_break_down: bool
    due_on: date | None = None  # the latest day that the document itself names
    targets: list[Target] = field(default_factory=list)
    matters: list[KindCount] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)  # tasks of plans below that carry this one out
    serves: list[Task] = field(default_factory=list)  # tasks of plans above that this one carries out


@dataclass(frozen=True, slots=True)
class Block:
    kind: str
    level: int
    number: str
    anchor: str
    text_runs: list[Run]
    tasks: list[TaskNote] = field(default_factory=list)
    dimmed: bool = False


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    level: int
    number: str
    title: str
    anchor: str
    lights: list[ShownLight]


@dataclass(frozen=True, slots=True)
class Counts:
    """`units` leaves the county governments out, which are `counties`."""

    tasks: int
    focuses: int
    safeguards: int
    units: int
    counties: int
    lights: list[tuple[ShownLight, int]]


@dataclass(frozen=True, slots=True)
class LivingPlan:
    plan: WorkPlan
    title: str
    issuer: str
    issued_on: date | None
    doc_number: str
    blocks: list[Block]
    contents: list[ContentsEntry]
    counts: Counts
    notes: list[TaskNote]
    can_edit: bool
    is_public: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the reader wants to see only: a unit's code, a light's state; empty means all."""

    unit: str = ""
    light: str = ""

    def leaves_out(self, note: TaskNote) -> bool:
        """This function will tell whether a task falls outside what the reader asked for."""
        named = {u.code for u in note.units + note.defaults}
        return bool((self.unit and self.unit not in named) or (self.light and note.light.state != self.light))


def living_plan(plan: WorkPlan, standing: Standing, today: date, narrow: Narrowing | None = None) -> LivingPlan:
    """This function will set the document with its margin, as this person may see it, in a fixed number of queries."""
    book = ledger(plan, standing, today)
    tasks = list(plan.tasks.order_by("position"))
    obligations = list(Obligation.objects.filter(task__plan=plan).order_by("start"))
    passages = list(plan.passages.select_related("under"))
    matters = matters_by_task(standing, today) if plan.is_of_government else {}
    carried, serves = carried_out(plan, standing, today), carries_out(plan)
    notes = {
        pk: replace(note, matters=matters.get(note.number, []), carried=carried.get(pk, []), serves=serves.get(pk, []))
        if note.kind == TaskKind.TASK
        else note
        for pk, note in task_notes(plan, tasks, book, standing).items()
    }
    narrow = narrow or Narrowing()
    blocks = [
        replace(block, dimmed=bool(block.tasks) and all(narrow.leaves_out(note) for note in block.tasks))
        for block in _blocks(plan, passages, tasks, obligations, notes, book)
    ]
    return LivingPlan(
        plan=plan,
        title=plan.document.title,
        issuer=plan.document.issuer,
        issued_on=plan.document.issued_on,
        doc_number=plan.document.number,
        blocks=blocks,
        contents=_contents(passages, tasks, notes),
        counts=_counts(plan, passages, notes),
        notes=list(notes.values()),
        can_edit=rules.may_edit(standing, plan),
        is_public=not rules.works_on(standing, plan),
    )


def task_notes(plan: WorkPlan, tasks: list[Task], book: Ledger, standing: Standing) -> dict[int, TaskNote]:
    """This function will give the margin note of every task by its primary key."""
    by_task: dict[int, list[Responsibility]] = defaultdict(list)
    for row in Responsibility.objects.filter(task__plan=plan).select_related("unit"):
        by_task[row.task_id].append(row)
    dues = dict(Deadline.objects.filter(task__plan=plan).values_list("task").annotate(Max("day")))
    targets: dict[int, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(obligation__task__plan=plan).select_related("obligation"):
        targets[target.obligation.task_id if target.obligation else 0].append(target)
    return {
        task.pk: replace(
            _note(plan, task, by_task[task.pk], book, standing), due_on=dues.get(task.pk), targets=targets[task.pk]
        )
        for task in tasks
    }


def _note(plan: WorkPlan, task: Task, parts: list[Responsibility], book: Ledger, standing: Standing) -> TaskNote:
    rows = book.of_task(task.pk)
    units = [_unit_note(part, standing, [r.light for r in rows if r.item.unit_id == part.unit_id]) for part in parts]
    units.sort(key=lambda u: u.role != Role.LEAD)
    summary = summarize(rows)
    leads = [p.unit for p in parts if p.unit and p.role == Role.LEAD]
    return TaskNote(
        id=task.pk,
        kind=task.kind,
        number=task.number,
        title=task.title,
        light=summary.light,
        units=[u for u in units if u.origin != Origin.DEFAULT],
        defaults=[u for u in units if u.origin == Origin.DEFAULT],
        items_done=summary.done,
        items_total=summary.total,
        next_due=summary.next_due,
        next_due_days=summary.next_days,
        latest=summary.latest,
        open_list=task.open_list,
        can_break_down=rules.may_break_down(standing, plan, leads),
    )


def _unit_note(part: Responsibility, standing: Standing, lights: list[ShownLight]) -> UnitNote:
    unit = part.unit
    return UnitNote(
        code=unit.code if unit else "",
        opens=unit is not None and standing.reads(unit),
        short=unit.short_name if unit else part.full_name,
        full=part.full_name if not unit or not part.generic else f"{unit.short_name}（{part.name}）",
        role=part.role,
        role_word=str(part.get_role_display()),
        origin=part.origin,
        light=show_many(lights),
    )


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of the text that is shown in its own way."""

    start: int
    end: int
    part: str
    obligation: Obligation | None = None


def _blocks(
    plan: WorkPlan,
    passages: list[Passage],
    tasks: list[Task],
    obligations: list[Obligation],
    notes: dict[int, TaskNote],
    book: Ledger,
) -> Iterator[Block]:
    text = plan.document.text
    cuts = [_Cut(o.start, o.end, "", o) for o in obligations]
    cuts += [_Cut(p.start, p.end, "heading") for p in _run_in(passages, text)]
    cuts += [_Cut(t.marker_start, t.marker_end, "marker") for t in tasks if t.marker_start is not None and t.marker_end]
    sweep = Sweep(cuts, lambda cut: (cut.start, cut.end))
    waiting = deque(sorted(tasks, key=lambda t: t.start))
    for group in _printed(passages, text):
        first, start, end = group[0], group[0].start, group[-1].end
        noted = []
        while waiting and waiting[0].start < end:
            noted.append(notes[waiting.popleft().pk])
        yield Block(
            kind="paragraph" if len(group) > 1 else first.kind,
            level=first.level,
            number=first.number,
            anchor=f"p{first.position}",
            text_runs=list(_runs(text, start, end, sweep.touching(start, end), book)),
            tasks=noted,
        )


def _run_in(passages: list[Passage], text: str) -> list[Passage]:
    """Headings that stand on one line with the text that they head."""
    return [group[0] for group in _printed(passages, text) if len(group) > 1]


def _printed(passages: list[Passage], text: str) -> Iterator[list[Passage]]:
    """Passages that stand on one printed line (a heading run in before its text) make one block."""
    group: list[Passage] = []
    for passage in passages:
        if group and (
            group[-1].kind != "heading" or "\n" in text[group[-1].end : passage.start] or passage.kind == "heading"
        ):
            yield group
            group = []
        group.append(passage)
    if group:
        yield group


def _runs(text: str, start: int, end: int, cuts: list[_Cut], book: Ledger) -> Iterator[Run]:
    at = start
    for cut in cuts:
        begin, stop = max(cut.start, at), min(cut.end, end)
        if begin >= stop:
            continue
        if begin > at:
            yield Run(text[at:begin])
        yield _run(text[begin:stop], cut, book)
        at = stop
    if at < end:
        yield Run(text[at:end])


def _run(words: str, cut: _Cut, book: Ledger) -> Run:
    if cut.obligation is None:
        return Run(words, cut.part)
    rows = book.of_obligation(cut.obligation.pk)
    return Run(words, cut.part, cut.obligation.pk, show_many(r.light for r in rows), len(rows))


def _contents(passages: list[Passage], tasks: list[Task], notes: dict[int, TaskNote]) -> list[ContentsEntry]:
    """Chapters and sections; the lights of the tasks under each, in order."""
    under: dict[int, list[ShownLight]] = defaultdict(list)
    by_pk = {p.pk: p for p in passages}
    for task in tasks:
        place = by_pk.get(task.heading_id) if task.heading_id else None
        while place is not None:
            under[place.pk].append(notes[task.pk].light)
            place = by_pk.get(place.under_id) if place.under_id else None
    return [
        ContentsEntry(p.level, p.number, p.title, f"p{p.position}", under[p.pk] if p.level > 1 else [])
        for p in passages
        if p.kind == "heading" and p.level <= 2
    ]


def _counts(plan: WorkPlan, passages: list[Passage], notes: dict[int, TaskNote]) -> Counts:
    tasks = [n for n in notes.values() if n.kind == TaskKind.TASK]
    bound = Unit.objects.filter(responsibilities__task__plan=plan).distinct()
    counties = sum(unit.kind == UnitKind.COUNTY_GOVERNMENT for unit in bound)
    shown = {n.light.state: n.light for n in tasks}
    lights = [(shown[s], sum(n.light.state == s for n in tasks)) for s in State if s in shown]
    return Counts(
        tasks=len(tasks),
        focuses=sum(p.is_focus for p in passages),
        safeguards=len(notes) - len(tasks),
        units=len(bound) - counties,
        counties=counties,
        lights=lights,
    )
