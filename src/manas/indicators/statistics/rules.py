"""Who may: the office designs, opens, locks and approves; a unit's liaison fills in, its leader checks."""

from __future__ import annotations

from datetime import date

from manas.indicators.rules import may_decide
from manas.indicators.statistics.models import Return
from manas.office.models import Post, Role
from manas.office.rules import Standing


def may_fill(standing: Standing, filled: Return) -> bool:
    """This function will tell whether somebody gives the figures of this unit."""
    return standing.reports_for(filled.unit)


def may_check(standing: Standing, filled: Return) -> bool:
    """This function will tell whether somebody leads the very unit: the first step of approval."""
    return any(post.unit_id == filled.unit_id for post in standing.posts_as(Role.LEADER))


def may_approve(standing: Standing, filled: Return) -> bool:
    """This function will tell whether somebody is of the office that asks: the last step."""
    return may_decide(standing, filled.period.form.owner)


def has_leader(filled: Return, day: date) -> bool:
    """This function will tell whether the unit has somebody on a day who checks; without, the office approves at once."""
    return Post.objects.held_on(day).filter(role=Role.LEADER, unit=filled.unit_id).exists()
