"""Who is bound by which treaty, and since when: `facts/treaties.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from manas.engines.calendar.model import Citation, Status
from manas.facts.entries import Entry, keyed, parsed, shipped
from manas.facts.laws import law

_PARTY = "code name member in_force_on status date_status".split()


@dataclass(frozen=True, slots=True)
class Party:
    """A country or office and one treaty; the day is None where it is not known or there is no membership.

    `status` is how well the membership is known, `date_status` how well its day.
    """

    code: str
    name: str
    member: bool
    in_force_on: date | None
    status: Status
    date_status: Status


@dataclass(frozen=True, slots=True)
class Treaty:
    key: str
    title: str
    citations: tuple[Citation, ...]
    checked_on: date
    parties: tuple[Party, ...]

    def party(self, code: str) -> Party | None:
        """This function will give what is known of a country by its code; None when nothing is known, which is no no."""
        return next((party for party in self.parties if party.code == code), None)

    def bound_on(self, code: str, day: date) -> bool | None:
        """This function will tell whether a country was bound on that day; None when that is not known."""
        party = self.party(code)
        if party is None or (party.member and party.in_force_on is None):
            return None
        return party.member and party.in_force_on is not None and party.in_force_on <= day


class NoSuchTreaty(KeyError):
    """No treaty is known by this key."""


def treaty(key: str) -> Treaty:
    """This function will give a treaty with its parties; NoSuchTreaty when there is none."""
    if key not in treaties():
        raise NoSuchTreaty(key)
    return treaties()[key]


@cache
def treaties() -> dict[str, Treaty]:
    """This function will give every treaty by its key."""
    return _treaties(shipped("treaties.yaml"))


def load(file: str, text: str) -> dict[str, Treaty]:
    """This function will read treaties from their text; FactsWrong names the file, the entry and the fault."""
    return _treaties(parsed(file, text))


def _treaties(sheet: Entry) -> dict[str, Treaty]:
    found: dict[str, Treaty] = {}
    for entry in keyed(sheet, "treaties"):
        entry.only(("key", "cite", "parties"))
        parties = tuple(_party(part) for part in entry.parts("parties"))
        if len({party.code for party in parties}) < len(parties):
            raise entry.wrong("a party stands twice")
        cited = entry.citations()
        found[entry.key] = Treaty(entry.key, law(cited[0].law).title, cited, sheet.known_day("checked_on"), parties)
    return found


def _party(part: Entry) -> Party:
    part.only(_PARTY)
    member, day = part.truth("member"), part.day("in_force_on")
    if member is None:
        raise part.wrong("member must be true or false")
    if day is not None and not member:
        raise part.wrong("who is no member has no day of entry")
    status = part.status()
    return Party(part.text("code"), part.text("name"), member, day, status, part.one_of(Status, "date_status", status))
