"""When notices count as served, by body of law and channel: `facts/service.yaml`."""

from __future__ import annotations

from datetime import date
from functools import cache

from manas.engines.calendar.model import Channel, Service
from manas.facts.deadlines import SAME_DAY
from manas.facts.entries import Entry, keyed, shipped

_FIELDS = "key body channel term rebuttable cite status checked_on note valid_from valid_to".split()


class NoServiceRule(LookupError):
    """No rule is known by which such a notice counts as served on a day of issue: it is not guessed."""


@cache
def services() -> tuple[Service, ...]:
    """This function will give every rule of service in every version."""
    sheet = shipped("service.yaml")
    return tuple(_service(entry, sheet) for entry in keyed(sheet, "services"))


def service(body: str, channel: Channel, on: date) -> Service:
    """This function will give the rule for a notice of that body issued on that day; NoServiceRule when none is known."""
    for known in services():
        if (known.body, known.channel) == (body, channel) and known.holds_on(on):
            return known
    raise NoServiceRule(f"no rule of service for {body} by {channel} for a notice issued on {on}")


def _service(entry: Entry, sheet: Entry) -> Service:
    entry.only(_FIELDS)
    term = entry.text("term")
    return Service(
        entry.text("body"),
        entry.one_of(Channel, "channel"),
        None if term == SAME_DAY else entry.term(term),
        entry.truth("rebuttable") or False,
        entry.citations(),
        entry.status(),
        entry.day("checked_on") or sheet.known_day("checked_on"),
        entry.text("note", ""),
        entry.day("valid_from"),
        entry.day("valid_to"),
    )
