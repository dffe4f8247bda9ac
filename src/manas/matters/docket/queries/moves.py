"""What a changed calendar or local term does to open limits: which of them come to another day. Nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from manas.matters.docket.actions.clocks import OPEN, Grounds, columns, projected, rule_of
from manas.matters.docket.models import Stay, TimeLimit
from manas.office.values.queries import Change, calendars, local_rules


@dataclass(frozen=True, slots=True)
class Shift:
    """A limit that comes to something else: the columns that it would keep, and the day that it kept so far."""

    limit: TimeLimit
    before: date | None
    kept: Mapping[str, Any]

    @property
    def after(self) -> date | None:
        return self.kept["due_on"]  # type: ignore[no-any-return]  # a day, as the column keeps it

    @property
    def moves(self) -> bool:
        """Whether its day changes; a limit may also only learn that its year is known now."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Move:
    """A due day that would move, as somebody may see who does not read business: which matter, which limit, which days."""

    number: str
    limit: str
    before: date | None
    after: date | None


def open_limits() -> list[TimeLimit]:
    """This function will give every open limit, matter by matter."""
    return list(TimeLimit.objects.filter(state__in=OPEN).order_by("matter_id", "pk"))


def shifts(limits: Sequence[TimeLimit], known: Grounds) -> list[Shift]:
    """This function will derive limits anew and give those that come to something else, in two queries at most."""
    stays: dict[int, list[Stay]] = defaultdict(list)
    for stay in Stay.objects.filter(matter__limits__state__in=OPEN).distinct().order_by("from_on", "pk"):
        stays[stay.matter_id].append(stay)
    derived = ((limit, columns(projected(limit, stays[limit.matter_id], known))) for limit in limits)
    return [Shift(limit, limit.due_on, kept) for limit, kept in derived if _differs(limit, kept)]


def foreseen(change: Change) -> list[Move]:
    """This function will tell which open due days a change would move, by the number of their matter."""
    known = Grounds(calendars(change), local_rules(change))
    limits = list(TimeLimit.objects.filter(state__in=OPEN).select_related("matter").order_by("matter_id", "pk"))
    return [
        Move(shift.limit.matter.number or "", rule_of(shift.limit, known.rules).name, shift.before, shift.after)
        for shift in shifts(limits, known)
        if shift.moves
    ]


def _differs(limit: TimeLimit, kept: Mapping[str, Any]) -> bool:
    return any(getattr(limit, name) != value for name, value in kept.items())
