"""The last day on which an annuity can still be paid late, by the calendar of the national office."""

from __future__ import annotations

from datetime import date

from manas.engines.calendar.days import BeyondCalendar
from manas.engines.calendar.derive import derive
from manas.engines.calendar.model import Place
from manas.facts import calendars, deadlines

RULE, EVENT = "PAT-ANNUITY-GRACE", "annuity-due"


def grace_end(due_on: date) -> date | None:
    """This function will give the end of the grace of an annuity due on a day, moved where it is a rest day; None for a
    year whose rest days are not known, or a day for which no version of the rule is."""
    try:
        rule = deadlines.rule(RULE, due_on)
        return derive(rule, {EVENT: due_on}, {Place.NATIONAL: calendars.calendar("national")}).due_on
    except (BeyondCalendar, deadlines.NoVersionHolds):
        return None
