"""What the rules have to say about a penalty case as it stands, and what lies in it."""

from manas.matters.protection.penalty_case.queries.advice import advice
from manas.matters.protection.penalty_case.queries.volumes import volumes

__all__ = ["advice", "volumes"]
