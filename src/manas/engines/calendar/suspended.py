"""The ledger of time that does not count: what stands in it twice counts once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from manas.engines.calendar.model import Rule, Suspension


class SuspensionBackwards(ValueError):
    """A suspension that ends before it begins."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Days on which nothing counts: from `from_on`, until it runs again on `until_on` (None: not yet)."""

    from_on: date
    until_on: date | None
    grounds: tuple[str, ...]


def counted_out(rule: Rule, suspensions: Iterable[Suspension]) -> tuple[list[Suspension], list[Suspension]]:
    """This function will part the ledger: what the rule counts out, and what goes on counting."""
    out: list[Suspension] = []
    goes_on: list[Suspension] = []
    for entry in sorted(suspensions, key=lambda entry: entry.from_on):
        (out if entry.formal or entry.ground in rule.excluded else goes_on).append(entry)
    return out, goes_on


def merged(suspensions: Sequence[Suspension]) -> tuple[Stop, ...]:
    """This function will join suspensions that overlap or touch, in the order of their days."""
    stops: list[Stop] = []
    for entry in sorted(suspensions, key=lambda entry: entry.from_on):
        if entry.until_on is not None and entry.until_on < entry.from_on:
            raise SuspensionBackwards(f"{entry.ground}: {entry.from_on} to {entry.until_on}")
        last = stops[-1] if stops else None
        if last and (last.until_on is None or entry.from_on <= last.until_on):
            stops[-1] = Stop(last.from_on, _later(last.until_on, entry.until_on), _both(last.grounds, entry.ground))
        else:
            stops.append(Stop(entry.from_on, entry.until_on, (entry.ground,)))
    return tuple(stops)


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _both(grounds: tuple[str, ...], ground: str) -> tuple[str, ...]:
    return grounds if ground in grounds else (*grounds, ground)
