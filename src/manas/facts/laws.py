"""The laws, rules, treaties and guides that facts are taken from: `facts/laws.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from manas.engines.calendar.model import Citation, Status
from manas.facts.entries import Entry, keyed, shipped

_FIELDS = "key title short number adopted_on in_force_from in_force_to read_in status checked_on note".split()


@dataclass(frozen=True, slots=True)
class Law:
    """A document that facts are cited from, with the days it is in force (both inclusive, None: not known or open).

    `status` says how well the document itself is known: read, quoted by others, or from memory.
    """

    key: str
    title: str
    short: str
    number: str
    adopted_on: date | None
    in_force_from: date | None
    in_force_to: date | None
    source: str
    status: Status
    checked_on: date
    note: str = ""


class NoSuchLaw(KeyError):
    """No document is known by this key."""

    def __str__(self) -> str:
        return f"no law is known by the key {self.args[0]!r}"


@cache
def laws() -> dict[str, Law]:
    """This function will load every document, by its key."""
    sheet = shipped("laws.yaml")
    read_in = sheet.mapping("copies")
    found: dict[str, Law] = {}
    for entry in keyed(sheet, "laws"):
        if entry.key in found:
            raise entry.wrong("stands twice")
        found[entry.key] = _law(entry, {name: str(title) for name, title in read_in.items()}, sheet)
    return found


def law(key: str) -> Law:
    """This function will give a document by its key; NoSuchLaw when there is none."""
    if key not in laws():
        raise NoSuchLaw(key)
    return laws()[key]


def cited_as(citation: Citation) -> str:
    """This function will say in Chinese where a fact stands: 《市场监督管理行政处罚程序规定》第64条."""
    title = f"《{law(citation.law).title}》"
    article = citation.article
    return f"{title}第{article}条" if article[:1].isdigit() else f"{title}{article}"


def _law(entry: Entry, copies: dict[str, str], sheet: Entry) -> Law:
    entry.only(_FIELDS)
    copy = entry.text("read_in")
    if copy not in copies:
        raise entry.wrong(f"read_in names no copy: {copy}")
    return Law(
        entry.key,
        entry.text("title"),
        entry.text("short", entry.text("title")),
        entry.text("number", ""),
        entry.day("adopted_on"),
        entry.day("in_force_from"),
        entry.day("in_force_to"),
        copies[copy],
        entry.status(),
        entry.day("checked_on") or sheet.known_day("checked_on"),
        entry.text("note", ""),
    )
