"""How long a publicly funded patent may lie idle: `facts/conversion.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from manas.engines.calendar.model import Citation, Status
from manas.facts.entries import keyed, shipped

_FIELDS = "key name years cite status consequence note".split()


@dataclass(frozen=True, slots=True)
class Unworked:
    """So many years without being worked, what then follows, where it stands, and how well it is known."""

    years: int
    consequence: str
    citations: tuple[Citation, ...]
    status: Status
    note: str


@cache
def unworked() -> Unworked:
    """This function will give the rule for publicly funded patents that nobody works."""
    entry = keyed(shipped("conversion.yaml"), "unworked")[0]
    entry.only(_FIELDS)
    years = entry.whole("years", 0)
    if years < 1:
        raise entry.wrong("years is missing")
    return Unworked(years, entry.text("consequence"), entry.citations(), entry.status(), entry.text("note", ""))
