"""What of a pair is between its parties and the office."""

from __future__ import annotations

from manas.matters.docket import rules as docket
from manas.matters.docket.models import Matter
from manas.office.rules import Standing

CLOSED_TALKS = frozenset({"demand_conditions", "supply_conditions", "agreed_terms", "fee_rule"})


def hidden(standing: Standing, matter: Matter) -> frozenset[str]:
    """This function will keep what the two offered one another from everybody but them and the office: a county or a leader
    sees that terms were agreed, not which."""
    return frozenset() if docket.is_between(standing, matter) else CLOSED_TALKS
