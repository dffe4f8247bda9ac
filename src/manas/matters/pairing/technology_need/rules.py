"""What whoever is asked for an answer may read of a need: as much as the register lets somebody invited read."""

from __future__ import annotations

from typing import cast

from manas.matters.docket import rules as docket
from manas.matters.docket.models import Matter
from manas.matters.docket.parties import Party, sits
from manas.matters.pairing.technology_need.models import NeedRequest
from manas.office.rules import Standing
from manas.registers.needs.rules import ALL, SHOWN, Audience

# What else tells who asks: the name that the matter bears, documents, and answers given before, which are addressed to them.
OF_THE_MATTER = frozenset({"applicant_name", "summary", "material", "solution", "answer"})


def readable(need: NeedRequest, audience: Audience) -> tuple[str, ...]:
    """This function will name the columns of a need that such an audience may read, as the register has it."""
    return SHOWN[need.confidentiality].get(audience, ())


def hidden(standing: Standing, matter: Matter) -> frozenset[str]:
    """This function will name what is kept from an organization that was asked for an answer: until it accepts, what only
    those who accept may read; nothing from the asker and the officials."""
    need = cast(NeedRequest, matter)  # the docket hands every kind its own model
    if sits(Party.APPLICANT, standing, need) or docket.works_on(standing, need) or docket.oversees(standing, need):
        return frozenset()
    if not sits(Party.PARTNER, standing, need):
        return frozenset()
    audience = Audience.INVITED if need.state == "handed" else Audience.ACCEPTED
    kept = frozenset(ALL) - frozenset(readable(need, audience))
    return kept | OF_THE_MATTER if "asker" in kept else kept
