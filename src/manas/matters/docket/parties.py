"""Who takes part in a matter: each party has a seat in it, and a way in which a person comes to sit there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Words
from manas.office.models import Unit
from manas.office.rules import under

if TYPE_CHECKING:
    from manas.matters.docket.models import Matter
    from manas.office.rules import Standing


class Party(StrEnum):
    APPLICANT = "applicant"
    HANDLER = "handler"
    APPROVER = "approver"
    REVIEWER = "reviewer"
    COUNTY = "county"
    PARTNER = "partner"
    POLICE = "police"


@dataclass(frozen=True, slots=True)
class Seat:
    """The column of a matter in which a party's unit or organization stands, and where a person's standing puts them."""

    label: Words
    column: str
    holds: Callable[[Standing], tuple[str, ...]] | None  # path prefixes; None: by membership of an organization


SEATS: dict[Party, Seat] = {
    Party.APPLICANT: Seat(_("申请人"), "applicant_organization", None),
    Party.HANDLER: Seat(_("承办人"), "lead_unit", lambda standing: standing.handles_at()),
    Party.APPROVER: Seat(_("审批负责人"), "lead_unit", lambda standing: standing.approves_at()),
    Party.REVIEWER: Seat(_("审核人员"), "lead_unit", lambda standing: standing.reviews_at()),
    Party.COUNTY: Seat(_("县(市)办件人员"), "county", lambda standing: standing.handles_at()),
    Party.PARTNER: Seat(_("合作机构"), "partner_organization", None),
    Party.POLICE: Seat(_("公安机关"), "partner_unit", lambda standing: standing.handles_at()),
}


def sits(party: str, standing: Standing, matter: Matter) -> bool:
    """This function will tell whether somebody of this standing is this party in this matter."""
    seat = SEATS[Party(party)]
    if seat.holds is not None:
        unit = getattr(matter, seat.column)
        return unit is not None and unit.path.startswith(seat.holds(standing) or ("!",))
    if getattr(matter, f"{seat.column}_id") in standing.organizations:
        return True
    return party == Party.APPLICANT and standing.person is not None and matter.applicant_person_id == standing.person.pk


def seats_of(standing: Standing) -> Q:
    """This function will make the filter "the awaited party is somebody of this standing"."""
    found = Q(pk__in=[])
    for party, seat in SEATS.items():
        found |= Q(awaits=party) & occupied(seat, standing)
    if standing.person is not None:
        found |= Q(awaits=Party.APPLICANT, applicant_person=standing.person)
    return found


def occupied(seat: Seat, standing: Standing) -> Q:
    """This function will make the filter "the seat belongs to a unit or organization of this standing"."""
    if seat.holds is None:
        return Q(**{f"{seat.column}__in": standing.organizations})
    return within(seat.column, seat.holds(standing))


def within(column: str, prefixes: tuple[str, ...]) -> Q:
    """This function will make the filter "the unit in `column` lies under one of `prefixes`"; no prefix finds nothing."""
    if not prefixes:
        return Q(pk__in=[])
    return Q(**{f"{column}__in": Unit.objects.filter(under("path", prefixes)).values("pk")})
