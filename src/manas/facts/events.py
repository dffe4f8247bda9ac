"""The Chinese words for the events, grounds and actors of time limits: `facts/events.yaml`."""

from __future__ import annotations

from functools import cache

from manas.facts.entries import Entry, shipped


def events() -> dict[str, str]:
    """This function will give every event that a time limit runs from, by its key, in Chinese."""
    return _words("events")


def grounds() -> dict[str, str]:
    """This function will give every ground whose time is not counted, by its key, in Chinese."""
    return _words("grounds")


def actors() -> dict[str, str]:
    """This function will give everyone who acts within a limit or lengthens it, by key, in Chinese."""
    return _words("actors")


@cache
def anniversaries() -> dict[str, str]:
    """This function will give the events that come back each year, with the event whose day they come back on."""
    sheet = shipped("events.yaml")
    return {
        key: str(word["anniversary_of"]) for key, word in sheet.mapping("events").items() if "anniversary_of" in word
    }


@cache
def _words(name: str) -> dict[str, str]:
    sheet = shipped("events.yaml")
    sheet.only(("events", "grounds", "actors"))
    return {key: _word(Entry(sheet.file, key, values)) for key, values in sheet.mapping(name).items()}


def _word(entry: Entry) -> str:
    entry.only(("zh", "anniversary_of"))
    return entry.text("zh")
