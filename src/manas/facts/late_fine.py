"""What a fine that is not paid in time grows by: `facts/late_fine.yaml`."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from manas.engines.calendar.model import Citation, Status
from manas.engines.late_fine import LateFine
from manas.facts.entries import Entry, keyed, shipped

_FIELDS = "key daily most cite status note".split()


@cache
def late_fine() -> tuple[LateFine, tuple[Citation, ...], Status]:
    """This function will give the rule of late fines with where it stands and how well it is known."""
    entry = keyed(shipped("late_fine.yaml"), "late_fines")[0]
    entry.only(_FIELDS)
    return LateFine(_needed(entry, "daily"), _needed(entry, "most")), entry.citations(), entry.status()


def _needed(entry: Entry, name: str) -> Decimal:
    amount = entry.amount(name)
    if amount is None:
        raise entry.wrong(f"{name} is missing")
    return amount
