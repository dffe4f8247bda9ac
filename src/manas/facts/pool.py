"""The fields in which the national system of stock patents (存量专利盘活) asks: `facts/pool.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from manas.engines.calendar.model import Status
from manas.facts.entries import Entry, keyed, shipped

_SHEET = ("family", "name", "source", "checked_on", "fields")


class Part(StrEnum):
    """What a field is for: telling the patent, what its holder says in the template, what a firm answers."""

    NAMING = "naming"
    TEMPLATE = "template"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class PoolField:
    """A field of the national system: its key here, its name there, and how well both are known."""

    key: str
    name: str
    part: Part
    status: Status


@cache
def pool_fields() -> tuple[PoolField, ...]:
    """This function will load the fields, in the order in which a table has them."""
    sheet = shipped("pool.yaml")
    sheet.only(_SHEET)
    return tuple(_field(entry) for entry in keyed(sheet, "fields"))


def _field(entry: Entry) -> PoolField:
    entry.only(("key", "name", "part", "status"))
    return PoolField(entry.key, entry.text("name"), entry.one_of(Part, "part"), entry.status())
