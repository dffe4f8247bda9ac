"""Who may: the office of the plan writes its reports, the leaders of the plan's unit and of those above it read them."""

from __future__ import annotations

from manas.office.models import Role
from manas.office.rules import Standing
from manas.plan import rules as plan_rules
from manas.plan.models import PlanState, WorkPlan


def may_write(standing: Standing, plan: WorkPlan) -> bool:
    """This function will tell whether somebody draws up, words and finishes the reports of a plan."""
    return plan_rules.may_edit(standing, plan)


def leads(standing: Standing, path: str) -> bool:
    """This function will tell whether somebody leads the unit at a path, or one above it."""
    return any(path.startswith(post.unit.path) for post in standing.posts_as(Role.LEADER))


def plans_of(standing: Standing) -> list[WorkPlan]:
    """This function will give the plans in force whose reports somebody may draw up, the latest first."""
    found = WorkPlan.objects.filter(state=PlanState.ADOPTED).select_related("owner", "document")
    return [plan for plan in found if may_write(standing, plan)]
