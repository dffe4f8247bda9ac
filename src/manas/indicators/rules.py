"""Who may see figures: everybody who works on the plan, those of the whole prefecture; the rows behind, as each may read them."""

from __future__ import annotations

from django.db.models import QuerySet

from manas.office.models import Role, Unit, UnitKind
from manas.office.rules import REPORTING, Standing

REPORTING_KINDS = (UnitKind.DEPARTMENT, UnitKind.COUNTY_GOVERNMENT)


def realm(standing: Standing) -> str:
    """This function will give the path of the prefecture of somebody's first post that deals with the plan; empty without."""
    posts = standing.posts_as(Role.OFFICE, Role.LEADER, *REPORTING)
    return f"/{posts[0].unit.path.split('/')[1]}/" if posts else ""


def places(standing: Standing) -> list[Unit]:
    """This function will give the units whose figures somebody sees: their prefecture, then its counties."""
    root = realm(standing)
    if not root:
        return []
    kinds = (UnitKind.GOVERNMENT, UnitKind.COUNTY_GOVERNMENT)
    # What was merged is counted in the unit that it went into.
    found = Unit.objects.filter(path__startswith=root, kind__in=kinds, merged_into=None)
    return sorted(found, key=lambda unit: (unit.kind != UnitKind.GOVERNMENT, unit.position, unit.pk))


def office_of(standing: Standing) -> Unit | None:
    """This function will give the prefecture for whose figures somebody decides, if there is one."""
    units = places(standing)
    return units[0] if units and may_decide(standing, units[0]) else None


def reporting_units(owner: Unit) -> QuerySet[Unit]:
    """This function will give the units of a prefecture that are asked for figures and assessed by them."""
    return Unit.objects.filter(path__startswith=owner.path, kind__in=REPORTING_KINDS, closed_on=None)


def may_decide(standing: Standing, owner: Unit) -> bool:
    """This function will tell whether somebody decides on the sets of a prefecture: its office."""
    return any(owner.path.startswith(path) for path in standing.office_realms())
