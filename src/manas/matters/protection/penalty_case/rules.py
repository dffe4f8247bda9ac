"""Who may be named in a penalty case, beside those who handle matters in the unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from manas.matters.docket.models import Matter
from manas.matters.docket.queries.people import holders
from manas.matters.protection.penalty_case.models import PenaltyCase
from manas.office.models import Person, Role


def hosts(matter: Matter, day: date) -> QuerySet[Any]:
    """This function will give who may lead the hearing: people of the unit who did not investigate the case."""
    officers = (matter.officer_one_id, matter.officer_two_id) if isinstance(matter, PenaltyCase) else ()
    working = [
        person.pk
        for role in (Role.REVIEWER, Role.HANDLER, Role.APPROVER)
        for person in holders(role, matter.lead_unit, day)
        if person.pk not in officers
    ]
    return Person.objects.filter(pk__in=working)


CHOICES: Mapping[str, Callable[[Matter, date], QuerySet[Any]]] = MappingProxyType({"hearing_host": hosts})
