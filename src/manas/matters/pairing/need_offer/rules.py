"""Who may offer an answer to a need, how often, and that the asker is not named before they took it."""

from __future__ import annotations

from typing import Final

from manas.matters.docket import rules as docket
from manas.matters.docket.models import Matter
from manas.matters.docket.parties import Party, sits
from manas.office.models import Organization
from manas.office.rules import Standing
from manas.registers.models import Confidentiality, NeedState, TechnologyNeed

# The project's own measure against flooding an office: no text speaks of it.
MOST_A_DAY: Final = 10


def is_open(need: TechnologyNeed) -> bool:
    """This function will tell whether everybody may answer a need: it is public and still looks for an answer."""
    return need.confidentiality == Confidentiality.PUBLIC and need.state == NeedState.OPEN


def may_offer(standing: Standing, need: TechnologyNeed) -> bool:
    """This function will tell whether the person may offer an answer: for an organization that is not the asker's own."""
    return is_open(need) and any(pk != need.organization_id for pk in standing.organizations)


def is_asker(organization: Organization, need: TechnologyNeed) -> bool:
    """This function will tell whether an organization would answer itself."""
    return organization.pk == need.organization_id


def hidden(standing: Standing, matter: Matter) -> frozenset[str]:
    """This function will keep who asks from whoever offers, until the asker took the offer: a public need names nobody."""
    offers = sits(Party.APPLICANT, standing, matter)
    inside = docket.works_on(standing, matter) or docket.oversees(standing, matter)
    if offers and not inside and matter.state != "taken":
        return frozenset({"partner_organization"})
    return frozenset()
