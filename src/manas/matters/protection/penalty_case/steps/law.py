"""The articles that steps stand on, and who takes them."""

from __future__ import annotations

from manas.engines.flow.model import Basis
from manas.matters.docket.parties import Party

HANDLER, APPROVER, REVIEWER, POLICE = (Party.HANDLER,), (Party.APPROVER,), (Party.REVIEWER,), (Party.POLICE,)

# A limit that binds the party of the case is kept apart from those of the office: the party has no account here.
PARTY = Party.APPLICANT


def law(article: str) -> Basis:
    """This function will cite the law on administrative penalties."""
    return "penalty-law", article


def procedure(article: str) -> Basis:
    """This function will cite the rules of procedure of market supervision."""
    return "penalty-procedure", article


def transfer(article: str) -> Basis:
    """This function will cite the rules on sending suspected crimes to the police."""
    return "transfer-rules", article


def coercion(article: str) -> Basis:
    """This function will cite the law on administrative coercion."""
    return "enforcement-law", article


def publication(article: str) -> Basis:
    """This function will cite the rules on publishing penalties."""
    return "penalty-publication", article
