"""我的单位: every sentence that binds one unit, what is asked of it now, what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from manas.engines.light import State
from manas.office.models import Unit, UnitName
from manas.office.queries import name_on
from manas.office.rules import Standing
from manas.plan.models import Obligation, Responsibility, Task, WorkPlan
from manas.plan.queries.ledger import ItemRow, Summary, ledger, summarize


@dataclass(frozen=True, slots=True)
class BindingSentence:
    obligation: Obligation
    rows: list[ItemRow]


@dataclass(frozen=True, slots=True)
class BindingTask:
    """A task with the unit's part in it."""

    part: Responsibility
    role_word: str
    summary: Summary
    sentences: list[BindingSentence]

    @property
    def task(self) -> Task:
        return self.part.task

    @property
    def called(self) -> str:
        """How the document names the unit, where one would not recognize it at once."""
        known = self.part.unit.short_name if self.part.unit else ""
        return "" if self.part.full_name.endswith(known) else self.part.name


@dataclass(frozen=True, slots=True)
class UnitPage:
    """`asked`: not done and waiting for the unit, the nearest day first; `late` is part of it."""

    unit: Unit
    official_name: UnitName | None
    summary: Summary
    tasks: list[BindingTask]
    asked: list[ItemRow]
    late: list[ItemRow]
    with_office: list[ItemRow]
    can_report: bool


def unit_page(plan: WorkPlan, unit: Unit, standing: Standing, today: date) -> UnitPage:
    """This function will gather what the plan asks of one unit."""
    rows = [r for r in ledger(plan, standing, today).rows if r.item.unit_id == unit.pk]
    parts = (
        Responsibility.objects.filter(task__plan=plan, unit=unit)
        .select_related("task", "unit")
        .order_by("task__position")
    )
    by_obligation: dict[int, list[ItemRow]] = {}
    for row in rows:
        by_obligation.setdefault(row.item.obligation_id, []).append(row)
    asked = sorted((r for r in rows if r.waits_for == "unit"), key=lambda r: r.item.due_on)
    return UnitPage(
        unit=unit,
        official_name=name_on(unit, today),
        summary=summarize(rows),
        tasks=[_task(part, by_obligation) for part in parts.prefetch_related("task__obligations")],
        asked=asked,
        late=[r for r in asked if r.light.state == State.LATE],
        with_office=[r for r in rows if r.waits_for == "office"],
        can_report=standing.reports_for(unit),
    )


def _task(part: Responsibility, by_obligation: dict[int, list[ItemRow]]) -> BindingTask:
    sentences = [BindingSentence(o, by_obligation.get(o.pk, [])) for o in part.task.obligations.all()]
    rows = [row for sentence in sentences for row in sentence.rows]
    return BindingTask(part, str(part.get_role_display()), summarize(rows), sentences)
