"""The plan at a glance: the matrix of tasks and units, the board of a leader, the breakdown table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from manas.engines.light import State
from manas.engines.policy.model import Role
from manas.office.models import Unit, UnitKind
from manas.office.rules import Standing
from manas.plan.models import Obligation, Responsibility, Task, TaskKind, WorkPlan
from manas.plan.queries.ledger import ItemRow, Ledger, Summary, ledger, summarize
from manas.plan.queries.living import TaskNote, task_notes

UPCOMING_DAYS = 30


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A unit's part in a task; `summary` is absent where the person may not see the unit's work."""

    code: str
    role: str
    role_word: str
    summary: Summary | None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    task: Task
    note: TaskNote
    cells: list[MatrixCell | None]


@dataclass(frozen=True, slots=True)
class MatrixHead:
    """A column; `opens`: the person may read the unit's work."""

    unit: Unit
    opens: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    heads: list[MatrixHead]
    rows: list[MatrixRow]


@dataclass(frozen=True, slots=True)
class UnitLine:
    unit: Unit
    summary: Summary
    tasks: int
    leads: int


@dataclass(frozen=True, slots=True)
class Board:
    """`late` and `upcoming` are work items; `departments` and `counties` every unit that the plan binds."""

    tasks: list[TaskNote]
    safeguards: list[TaskNote]
    late: list[ItemRow]
    upcoming: list[ItemRow]
    to_verify: list[ItemRow]
    departments: list[UnitLine]
    counties: list[UnitLine]
    summary: Summary
    today: date


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """One line of the breakdown table; a sentence without work items has `row` absent.

    `spans`: how many lines the sentence takes, told on its first line; 0 on the others.
    """

    obligation: Obligation
    row: ItemRow | None
    spans: int


@dataclass(frozen=True, slots=True)
class BreakdownTask:
    task: Task
    focus: str
    leads: str
    others: str
    light: TaskNote
    lines: list[BreakdownRow]


def matrix(plan: WorkPlan, standing: Standing, today: date) -> Matrix:
    """This function will cross tasks with the units that they bind."""
    book = ledger(plan, standing, today)
    tasks = list(plan.tasks.filter(kind=TaskKind.TASK).order_by("position"))
    parts = {(p.task_id, p.unit_id): p for p in _parts(plan)}
    units = _bound_units(plan)
    notes = task_notes(plan, tasks, book, standing)
    rows = [
        MatrixRow(t, notes[t.pk], [_cell(parts.get((t.pk, u.pk)), u, t, book, standing) for u in units]) for t in tasks
    ]
    return Matrix([MatrixHead(unit, standing.reads(unit)) for unit in units], rows)


def board(plan: WorkPlan, standing: Standing, today: date) -> Board:
    """This function will gather the five-minute page of a leader."""
    book = ledger(plan, standing, today)
    notes = list(task_notes(plan, list(plan.tasks.order_by("position")), book, standing).values())
    still_open = [r for r in book.rows if not r.done]
    soon = today + timedelta(days=UPCOMING_DAYS)
    parts: dict[int, list[Responsibility]] = defaultdict(list)
    for part in _parts(plan):
        if part.unit_id:
            parts[part.unit_id].append(part)
    lines = [_line(unit, parts[unit.pk], book) for unit in _bound_units(plan) if standing.reads(unit)]
    return Board(
        tasks=[n for n in notes if n.kind == TaskKind.TASK],
        safeguards=[n for n in notes if n.kind == TaskKind.SAFEGUARD],
        late=sorted((r for r in still_open if r.light.state == State.LATE), key=lambda r: r.item.due_on),
        upcoming=sorted((r for r in still_open if today <= r.item.due_on <= soon), key=lambda r: r.item.due_on),
        to_verify=[r for r in still_open if r.waits_for == "office"],
        departments=[line for line in lines if line.unit.kind != UnitKind.COUNTY_GOVERNMENT],
        counties=[line for line in lines if line.unit.kind == UnitKind.COUNTY_GOVERNMENT],
        summary=summarize(book.rows),
        today=today,
    )


def breakdown(plan: WorkPlan, standing: Standing, today: date) -> list[BreakdownTask]:
    """This function will lay out the task breakdown table (任务分解表), tasks first, then safeguards."""
    book = ledger(plan, standing, today)
    tasks = list(plan.tasks.select_related("heading__under").prefetch_related("obligations").order_by("position"))
    notes = task_notes(plan, tasks, book, standing)
    return [_breakdown_task(task, notes[task.pk], book) for task in tasks]


def _breakdown_task(task: Task, note: TaskNote, book: Ledger) -> BreakdownTask:
    lines: list[BreakdownRow] = []
    for obligation in task.obligations.all():
        rows = book.of_obligation(obligation.pk)
        lines += [BreakdownRow(obligation, row, 0 if n else len(rows)) for n, row in enumerate(rows)]
        lines += [] if rows else [BreakdownRow(obligation, None, 1)]
    named = note.units + note.defaults
    above = task.heading.under if task.heading else None
    return BreakdownTask(
        task=task,
        focus=f"{above.number}{above.title}" if above else "",
        leads="、".join(u.short for u in named if u.role == Role.LEAD),
        others="、".join(u.short for u in named if u.role != Role.LEAD),
        light=note,
        lines=lines,
    )


def _parts(plan: WorkPlan) -> list[Responsibility]:
    return list(Responsibility.objects.filter(task__plan=plan).select_related("unit"))


def _bound_units(plan: WorkPlan) -> list[Unit]:
    bound = Unit.objects.filter(responsibilities__task__plan=plan).distinct()
    return sorted(bound, key=lambda u: (u.kind == UnitKind.COUNTY_GOVERNMENT, u.position, u.pk))


def _cell(part: Responsibility | None, unit: Unit, task: Task, book: Ledger, standing: Standing) -> MatrixCell | None:
    if part is None:
        return None
    rows = [r for r in book.of_task(task.pk) if r.item.unit_id == unit.pk]
    seen = bool(rows) or standing.reads(unit)
    return MatrixCell(
        unit.code if standing.reads(unit) else "",
        part.role,
        str(part.get_role_display()),
        summarize(rows) if seen else None,
    )


def _line(unit: Unit, parts: list[Responsibility], book: Ledger) -> UnitLine:
    leads = sum(p.role == Role.LEAD for p in parts)
    return UnitLine(unit, summarize(book.of_unit(unit.pk)), len({p.task_id for p in parts}), leads)
