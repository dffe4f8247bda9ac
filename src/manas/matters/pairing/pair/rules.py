"""What of a pair is between its parties and the office."""

from __future__ import annotations

from manas.matters.docket.models import Matter
from manas.matters.docket.parties import Party, sits
from manas.office.rules import Standing

CLOSED_TALKS = frozenset({"demand_conditions", "supply_conditions", "agreed_terms", "fee_rule"})
PARTIES = (Party.APPLICANT, Party.PARTNER, Party.HANDLER, Party.APPROVER, Party.REVIEWER)


def hidden(standing: Standing, matter: Matter) -> frozenset[str]:
    """This function will keep what the two offered one another from everybody but them and the office: a county or a leader
    sees that terms were agreed, not which."""
    own_office = matter.lead_unit.path.startswith(standing.office_realms() or ("!",))
    if own_office or any(sits(party, standing, matter) for party in PARTIES):
        return frozenset()
    return CLOSED_TALKS
