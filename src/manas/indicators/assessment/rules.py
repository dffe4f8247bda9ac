"""Who may: the office assesses; those whom it assesses comment."""

from __future__ import annotations

from manas.indicators.assessment.models import Assessment
from manas.office.models import Role, Unit
from manas.office.rules import Standing


def may_comment(standing: Standing, assessment: Assessment, unit: Unit) -> bool:
    """This function will tell whether somebody speaks for an assessed unit: its liaison, or its leader."""
    if not assessment.method.units.filter(pk=unit.pk).exists():
        return False
    leads = any(post.unit_id == unit.pk for post in standing.posts_as(Role.LEADER))
    return leads or standing.reports_for(unit)


def own_units(standing: Standing, assessment: Assessment) -> list[Unit]:
    """This function will give the assessed units for which somebody speaks."""
    units = assessment.method.units.order_by("position", "pk")
    return [unit for unit in units if may_comment(standing, assessment, unit)]
