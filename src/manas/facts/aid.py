"""Who is known to aid whom: `facts/aid.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from manas.engines.calendar.model import Status
from manas.facts.entries import Entry, keyed, shipped

_FIELDS = "key unit province city since status source".split()


@dataclass(frozen=True, slots=True)
class KnownPartner:
    """An outside province, or a city of it, that aids the unit of this code; `since` is a year, a month, a day or unknown."""

    key: str
    unit: str
    province: str
    city: str
    since: str
    source: str
    status: Status


@cache
def known_partners() -> tuple[KnownPartner, ...]:
    """This function will load every partnership that is known, in the order of the file."""
    sheet = shipped("aid.yaml")
    sheet.only(("checked_on", "partnerships"))
    return tuple(_partner(entry) for entry in keyed(sheet, "partnerships"))


def _partner(entry: Entry) -> KnownPartner:
    entry.only(_FIELDS)
    return KnownPartner(
        entry.key,
        entry.text("unit"),
        entry.text("province"),
        entry.text("city", ""),
        entry.text("since", ""),
        _source(Entry(entry.file, f"{entry.key}: source", entry.mapping("source"))),
        entry.status(),
    )


def _source(entry: Entry) -> str:
    """The title with the clause and the address, as far as they are known."""
    entry.only(("title", "clause", "url"))
    told = [entry.text("title"), *(entry.text(name) for name in ("clause", "url") if entry.values.get(name))]
    return "，".join(told)
