"""When an open licence must not be declared and a patent not be transferred, and how high a fee normally is at most:
`facts/licensing.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from manas.engines.calendar.model import Citation, Status
from manas.facts.entries import Entry, keyed, shipped

_SHEET = ("family", "name", "source", "checked_on", "obstacles", "transfer", "rails")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A state of affairs in which an open licence must not be declared, or a patent not be transferred."""

    key: str
    name: str
    citations: tuple[Citation, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Rail:
    """How much is normal at most: yuan for `lump`, else per cent of the base that `key` names (net_sales, profit)."""

    key: str
    name: str
    most: Decimal
    citations: tuple[Citation, ...]
    status: Status


@cache
def obstacles() -> tuple[Obstacle, ...]:
    """This function will load the nine obstacles, in the order of the rules."""
    return tuple(_obstacle(entry) for entry in keyed(_sheet(), "obstacles"))


@cache
def transfer_obstacles() -> tuple[Obstacle, ...]:
    """This function will load what keeps a patent from being transferred."""
    return tuple(_obstacle(entry) for entry in keyed(_sheet(), "transfer"))


@cache
def rails() -> tuple[Rail, ...]:
    """This function will load the guard rails of the fee."""
    return tuple(_rail(entry) for entry in keyed(_sheet(), "rails"))


def _sheet() -> Entry:
    sheet = shipped("licensing.yaml")
    sheet.only(_SHEET)
    return sheet


def _obstacle(entry: Entry) -> Obstacle:
    entry.only(("key", "name", "status", "cite"))
    return Obstacle(entry.key, entry.text("name"), entry.citations(), entry.status())


def _rail(entry: Entry) -> Rail:
    entry.only(("key", "name", "most", "status", "cite"))
    most = entry.amount("most")
    if most is None:
        raise entry.wrong("most is missing")
    return Rail(entry.key, entry.text("name"), most, entry.citations(), entry.status())
