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
    from manas.plan.models import Showcase, ShowcaseCopy, WorkItem, WorkPlan


def may_draft(standing: Standing, owner: Unit) -> bool:
    """This function will tell whether the person may upload, correct and adopt plans that bind `owner`'s tree."""
    return standing.runs(owner)


def works_on(standing: Standing, plan: WorkPlan) -> bool:
    """This function will tell whether the plan binds the tree in which the person works, or one that they look after.

    Others only read its text.
    """
    bound = any(plan.owner.contains(post.unit) for post in standing.posts)
    return standing.works_here and (bound or standing.reads(plan.owner))


def may_edit(standing: Standing, plan: WorkPlan) -> bool:
    return standing.runs(plan.owner)


def may_break_down(standing: Standing, plan: WorkPlan, leads: Iterable[Unit]) -> bool:
    """This function will tell whether the person may make work items: the office, or the task's lead unit.

    What is kept for reference obliges nobody here.
    """
    if plan.state == PlanState.REFERENCE:
        return False
    return may_edit(standing, plan) or any(standing.reports_for(unit) for unit in leads)


def in_force(item: WorkItem) -> bool:
    """This function will tell whether work on the item still counts: not withdrawn, its plan not superseded."""
    return item.withdrawn_at is None and item.obligation.task.plan.state == PlanState.ADOPTED


def may_report(standing: Standing, item: WorkItem) -> bool:
    return in_force(item) and standing.reports_for(item.unit)


def may_verify(standing: Standing, item: WorkItem) -> bool:
    """Whose office runs the plan verifies; nobody verifies what they report themselves.

    A county's office does not verify what the county owes to the prefecture's plan.
    """
    return in_force(item) and may_edit(standing, item.obligation.task.plan) and not standing.reports_for(item.unit)


def stands_above(upper: WorkPlan, plan: WorkPlan) -> bool:
    """This function will tell whether tasks of `plan` can be compared with those of `upper`.

    A plan in force of a government above, or a document kept for reference by the plan's own government or one above.
    """
    if upper.state == PlanState.REFERENCE:
        return upper.owner.contains(plan.owner)
    return upper.state == PlanState.ADOPTED and upper.owner_id != plan.owner_id and upper.owner.contains(plan.owner)


def may_align(standing: Standing, plan: WorkPlan) -> bool:
    """This function will tell whether the person may compare a plan with those above: who runs it, while it is in force."""
    return plan.state == PlanState.ADOPTED and may_edit(standing, plan)


def may_propose(standing: Standing, unit: Unit) -> bool:
    """This function will tell whether the person may say what a unit wants to be known by, a showcase or a product.

    Its liaison, or the office.
    """
    return standing.reports_for(unit) or standing.runs(unit)


def may_vet(standing: Standing, showcase: Showcase) -> bool:
    """This function will tell whether the person may vet a showcase: the office of the whole prefecture."""
    return standing.runs(root_of(showcase.unit))


def may_copy(standing: Standing, unit: Unit) -> bool:
    """This function will tell whether the person may say that a unit took a showcase over: its own liaison."""
    return standing.reports_for(unit)


def may_confirm_copy(standing: Standing, copy: ShowcaseCopy) -> bool:
    """This function will tell whether the person may confirm what came of a copy; nobody confirms what they wrote."""
    return standing.runs(copy.unit) and not standing.reports_for(copy.unit)


def root_of(unit: Unit) -> Unit:
    """This function will give the government of the whole prefecture that a unit belongs to."""
    return unit if unit.parent is None else root_of(unit.parent)
