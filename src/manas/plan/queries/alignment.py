"""对照: what a county's plan carries out of the plan above it, what nobody does, and what is a county's own idea."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from manas.engines.alignment import Likeness, TaskText, alike
from manas.office.models import Unit
from manas.office.rules import Standing
from manas.plan.models import Alignment, Obligation, PlanState, Task, TaskKind, Verdict, WorkItem, WorkPlan
from manas.plan.queries.ledger import ItemRow, rows_of
from manas.plan.queries.lights import ShownLight, show_many


@dataclass(frozen=True, slots=True)
class Carried:
    """A task below that carries out a task above; without a light where the person may not read its plan's work."""

    task: Task
    plan: WorkPlan
    unit: Unit
    light: ShownLight | None


@dataclass(frozen=True, slots=True)
class Column:
    """One plan below. `serving` tasks carry something out, `own` carry out nothing above; `covered` tasks above it serves."""

    plan: WorkPlan
    unit: Unit
    tasks: int
    serving: int
    own: list[Task]
    covered: int


@dataclass(frozen=True, slots=True)
class Row:
    """A task above with what each plan below does for it, in the order of the columns."""

    task: Task
    cells: list[list[Carried]]

    @property
    def served(self) -> bool:
        return any(self.cells)


@dataclass(frozen=True, slots=True)
class AlignmentMatrix:
    columns: list[Column]
    rows: list[Row]

    @property
    def unserved(self) -> list[Task]:
        """The tasks above that no plan below carries out."""
        return [row.task for row in self.rows if not row.served]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A task above that reads like the task below: how like (per cent), and the phrases that both use."""

    upper: Task
    percent: int
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task below: what was judged of it, and what is proposed and not judged yet."""

    task: Task
    confirmed: list[Alignment]
    rejected: list[Alignment]
    proposals: list[Proposal]
    others: list[Task]


def plans_above(plan: WorkPlan) -> list[WorkPlan]:
    """This function will give the plans with whose tasks those of `plan` can be compared; the nearest government first."""
    if plan.state == PlanState.REFERENCE:
        return []
    parts = plan.owner.path.strip("/").split("/")
    paths = ["/" + "/".join(parts[:n]) + "/" for n in range(1, len(parts) + 1)]
    over = Q(owner__path__in=paths[:-1], state=PlanState.ADOPTED)
    kept = Q(owner__path__in=paths, state=PlanState.REFERENCE)
    found = WorkPlan.objects.filter(over | kept).select_related("document", "owner")
    return sorted(found, key=lambda one: (one.state != PlanState.ADOPTED, -len(one.owner.path), -one.pk))


def plans_below(plan: WorkPlan) -> list[WorkPlan]:
    """This function will give the plans in force whose tasks can be compared with those of `plan`."""
    related = ("document", "owner")
    below = list(WorkPlan.objects.below(plan.owner).select_related(*related))
    if plan.state != PlanState.REFERENCE:
        return below
    beside = WorkPlan.objects.filter(owner=plan.owner, state=PlanState.ADOPTED).order_by("pk")
    return [*beside.select_related(*related), *below]


def carried_out(plan: WorkPlan, standing: Standing, today: date) -> dict[int, list[Carried]]:
    """This function will give, by the number of each task of `plan`, the tasks below that carry it out.

    Only what a person confirmed, of plans that are in force; in three queries, however many there are.
    """
    pairs = list(
        Alignment.objects.confirmed()
        .filter(upper__plan=plan, task__plan__state=PlanState.ADOPTED)
        .select_related("task__plan__owner", "task__plan__document")
        .order_by("task__plan__owner__position", "task__plan", "task__position")
    )
    lights = _lights([pair.task for pair in pairs], standing, today)
    found: dict[int, list[Carried]] = defaultdict(list)
    for pair in pairs:
        below = pair.task.plan
        found[pair.upper_id].append(Carried(pair.task, below, below.owner, lights.get(pair.task_id)))
    return found


def carries_out(plan: WorkPlan) -> dict[int, list[Task]]:
    """This function will give, by the number of each task of `plan`, the tasks above that it carries out."""
    states = [PlanState.ADOPTED, PlanState.REFERENCE]
    pairs = Alignment.objects.confirmed().filter(task__plan=plan, upper__plan__state__in=states)
    found: dict[int, list[Task]] = defaultdict(list)
    for pair in pairs.select_related("upper__plan__document").order_by("upper__plan", "upper__position"):
        found[pair.task_id].append(pair.upper)
    return found


def alignment_matrix(plan: WorkPlan, standing: Standing, today: date) -> AlignmentMatrix:
    """This function will cross the tasks of `plan` with the plans below it: what is carried out, what is not, what is own."""
    below = plans_below(plan)
    carried = carried_out(plan, standing, today)
    rows = [Row(task, _cells(carried.get(task.pk, []), below)) for task in _tasks([plan])]
    by_plan: dict[int, list[Task]] = defaultdict(list)
    for task in _tasks(below):
        by_plan[task.plan_id].append(task)
    return AlignmentMatrix([_column(one, by_plan[one.pk], rows, n) for n, one in enumerate(below)], rows)


def worksheet(plan: WorkPlan, upper: WorkPlan) -> list[TaskLine]:
    """This function will lay out a plan's tasks beside those of the plan above: judged, proposed by their texts, others."""
    tasks, above = _tasks([plan]), _tasks([upper])
    texts = _texts([*tasks, *above])
    found = alike([texts[task.pk] for task in tasks], [texts[task.pk] for task in above])
    judged: dict[int, list[Alignment]] = defaultdict(list)
    for alignment in (
        Alignment.objects.standing().filter(task__plan=plan, upper__plan=upper).select_related("upper", "decided_by")
    ):
        judged[alignment.task_id].append(alignment)
    return [_line(task, judged[task.pk], above, likely) for task, likely in zip(tasks, found, strict=True)]


def _line(task: Task, judged: list[Alignment], above: list[Task], likely: Iterable[Likeness]) -> TaskLine:
    done = {alignment.upper_id for alignment in judged}
    return TaskLine(
        task=task,
        confirmed=[one for one in judged if one.verdict == Verdict.CONFIRMED],
        rejected=[one for one in judged if one.verdict == Verdict.REJECTED],
        proposals=[
            Proposal(above[one.place], round(one.score * 100), one.shared)
            for one in likely
            if above[one.place].pk not in done
        ],
        others=[one for one in above if one.pk not in done],
    )


def _tasks(plans: list[WorkPlan]) -> list[Task]:
    return list(Task.objects.filter(plan__in=plans, kind=TaskKind.TASK).order_by("plan", "position"))


def _texts(tasks: list[Task]) -> dict[int, TaskText]:
    said: dict[int, list[str]] = defaultdict(list)
    for pk, text in Obligation.objects.filter(task__in=tasks).order_by("position").values_list("task", "text"):
        said[pk].append(text)
    return {task.pk: TaskText(task.title, "".join(said[task.pk])) for task in tasks}


def _cells(carried: list[Carried], below: list[WorkPlan]) -> list[list[Carried]]:
    return [[one for one in carried if one.plan.pk == plan.pk] for plan in below]


def _column(plan: WorkPlan, tasks: list[Task], rows: list[Row], at: int) -> Column:
    serving = {one.task.pk for row in rows for one in row.cells[at]}
    return Column(
        plan=plan,
        unit=plan.owner,
        tasks=len(tasks),
        serving=len(serving),
        own=[task for task in tasks if task.pk not in serving],
        covered=sum(bool(row.cells[at]) for row in rows),
    )


def _lights(tasks: list[Task], standing: Standing, today: date) -> dict[int, ShownLight]:
    """The light of each task whose plan's work the person may read."""
    items = WorkItem.objects.visible_to(standing).standing().filter(obligation__task__in=tasks)
    rows: dict[int, list[ItemRow]] = defaultdict(list)
    for row in rows_of(items.select_related("unit", "obligation__task"), today):
        rows[row.item.obligation.task_id].append(row)
    return {
        task.pk: show_many(row.light for row in rows[task.pk])
        for task in tasks
        if rows[task.pk] or standing.reads(task.plan.owner)
    }
