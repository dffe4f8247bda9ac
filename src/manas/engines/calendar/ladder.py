"""The reminder ladder of a due day: rungs counted in working days, none on a rest day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from manas.engines.calendar.days import Calendar


@dataclass(frozen=True, slots=True)
class Rung:
    """A reminder `offset` working days from the due day (negative: before), and the day it falls on."""

    offset: int
    day: date


def rungs(due_on: date, offsets_in_workdays: Iterable[int], calendar: Calendar) -> tuple[Rung, ...]:
    """This function will place the rungs, earliest first; BeyondCalendar when one reaches a year that is not known.

    Offset 0 is the due day itself; where a due day was not moved off a rest day, the working day before it.
    """
    return tuple(Rung(offset, _placed(due_on, offset, calendar)) for offset in sorted(set(offsets_in_workdays)))


def _placed(due_on: date, offset: int, calendar: Calendar) -> date:
    return calendar.add_workdays(due_on, offset) if offset else calendar.previous_workday(due_on)
