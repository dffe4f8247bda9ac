"""Which records a field of a step may name."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from manas.matters.docket.kinds import kind_of
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.people import holders
from manas.office.models import Organization, OrganizationKind, Person, Role, Unit, UnitKind

# Who answers technical questions and makes studies: a center, a university, a partner of the aid to the region, a broker.
INSTITUTIONS: Final = (
    OrganizationKind.UNIVERSITY,
    OrganizationKind.INSTITUTE,
    OrganizationKind.AGENCY,
    OrganizationKind.ASSOCIATION,
    OrganizationKind.OTHER,
)


def institutions(matter: Matter, day: date) -> QuerySet[Any]:  # noqa: ARG001  # the shape of all choices
    """This function will give the organizations that answer technical questions and make studies."""
    return Organization.objects.filter(kind__in=INSTITUTIONS, closed_on=None)


def choices(matter: Matter, field: str, model: type[Any], day: date) -> QuerySet[Any]:
    """This function will give what a field that names a record may be filled with; what the kind says comes first.

    Units are those of the lead unit's own government, people those who handle matters there, organizations those that
    exist.
    """
    own = kind_of(matter).choices.get(field)
    if own is not None:
        return own(matter, day)
    if model is Unit:
        units: QuerySet[Any] = Unit.objects.open_on(day).filter(path__startswith=_realm(matter))
        return units.filter(kind=UnitKind.COUNTY_GOVERNMENT) if field == "county" else units
    if model is Person:
        return Person.objects.filter(pk__in=[p.pk for p in holders(Role.HANDLER, matter.lead_unit, day)])
    if model is Organization:
        return Organization.objects.filter(closed_on=None)
    none: QuerySet[Any] = model._default_manager.none()
    return none


def _realm(matter: Matter) -> str:
    parent = matter.lead_unit.parent
    return parent.path if parent else matter.lead_unit.path
