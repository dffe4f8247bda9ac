"""What the rules have to say about a penalty case as it stands."""

from manas.matters.protection.penalty_case.queries.advice import advice

__all__ = ["advice"]
