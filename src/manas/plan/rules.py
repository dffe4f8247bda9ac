"""Who may: pure answers on the plan and its ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manas.plan.models import PlanState

# A due day nearer than this many calendar days turns the light to "due soon": a month's warning.
DUE_SOON_DAYS = 30

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manas.office.models import Unit
    from manas.office.rules import Standing
    from manas.plan.models import WorkItem, WorkPlan


def may_draft(standing: Standing, owner: Unit) -> bool:
    """This function will tell whether the person may upload, correct and adopt plans that bind `owner`'s tree."""
    return standing.runs(owner)


def works_on(standing: Standing, plan: WorkPlan) -> bool:
    """This function will tell whether the plan binds the tree in which the person works; others only read its text."""
    return standing.works_here and any(plan.owner.contains(post.unit) for post in standing.posts)


def may_edit(standing: Standing, plan: WorkPlan) -> bool:
    return standing.runs(plan.owner)


def may_break_down(standing: Standing, plan: WorkPlan, leads: Iterable[Unit]) -> bool:
    """This function will tell whether the person may make work items: the office, or the task's lead unit."""
    return may_edit(standing, plan) or any(standing.reports_for(unit) for unit in leads)


def in_force(item: WorkItem) -> bool:
    """This function will tell whether work on the item still counts: not withdrawn, its plan not superseded."""
    return item.withdrawn_at is None and item.obligation.task.plan.state == PlanState.ADOPTED


def may_report(standing: Standing, item: WorkItem) -> bool:
    return in_force(item) and standing.reports_for(item.unit)


def may_verify(standing: Standing, item: WorkItem) -> bool:
    """The supervisor verifies; nobody verifies what they report themselves."""
    return in_force(item) and standing.runs(item.unit) and not standing.reports_for(item.unit)
