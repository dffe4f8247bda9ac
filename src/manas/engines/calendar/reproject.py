"""What a corrected calendar does to a due day, and which of its days did it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from manas.engines.calendar.days import BeyondCalendar, Calendar
from manas.engines.calendar.derive import Calendars, derive
from manas.engines.calendar.model import Grant, Place, Rule, Service, Suspension
from manas.engines.calendar.steps import Derivation


class Change(StrEnum):
    OFF_ADDED = "off-added"
    OFF_REMOVED = "off-removed"
    WORKED_ADDED = "worked-added"
    WORKED_REMOVED = "worked-removed"
    YEAR_KNOWN = "year-known"
    YEAR_UNKNOWN = "year-unknown"


@dataclass(frozen=True, slots=True)
class Cause:
    """One change of a calendar: of a day with the name of its holiday, or of a whole year (its 1 January)."""

    change: Change
    place: Place
    day: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A due day moved from `was_on` to `is_on` (None: it could or can not be derived), because of `causes`."""

    was_on: date | None
    is_on: date | None
    causes: tuple[Cause, ...]
    derivation: Derivation | None


def reproject(
    rule: Rule,
    events: Mapping[str, date | datetime],
    before: Calendars,
    after: Calendars,
    *,
    variant: str = "",
    extensions: Sequence[Grant] = (),
    suspensions: Sequence[Suspension] = (),
    service: Mapping[str, Service] | None = None,
) -> Moved | None:
    """This function will tell how a due day moves when `before` becomes `after`; None when it stays where it is.

    The causes are the changed days between the event and the later of the two due days, those of both calendars.
    """

    def derived(calendars: Calendars) -> Derivation | None:
        try:
            return derive(
                rule,
                events,
                calendars,
                variant=variant,
                extensions=extensions,
                suspensions=suspensions,
                service=service,
            )
        except BeyondCalendar:
            return None

    old, new = derived(before), derived(after)
    was, now = (one.due_on if one else None for one in (old, new))
    if was == now:
        return None
    days = [day for one in (old, new) if one for day in (one.began_on, one.due_on) if day]
    return Moved(was, now, tuple(_causes(before, after, min(days), max(days))), new)


def changes(before: Calendar, after: Calendar) -> tuple[Cause, ...]:
    """This function will list what a corrected calendar changed, day by day."""
    return tuple(sorted(_changes(before, after), key=lambda cause: (cause.day, cause.change)))


def _causes(before: Calendars, after: Calendars, first: date, last: date) -> Iterator[Cause]:
    """The changes on the way; a regional calendar stands on the national one, so the same change counts once."""
    seen: set[tuple[Change, date]] = set()
    for place in sorted(set(before) & set(after), key=list(Place).index):
        for cause in changes(before[place], after[place]):
            key = (cause.change, cause.day)
            if key not in seen and _lies_between(cause, first, last):
                seen.add(key)
                yield cause


def _lies_between(cause: Cause, first: date, last: date) -> bool:
    if cause.change in {Change.YEAR_KNOWN, Change.YEAR_UNKNOWN}:
        return first.year <= cause.day.year <= last.year
    return first <= cause.day <= last


def _changes(before: Calendar, after: Calendar) -> Iterator[Cause]:
    for year in sorted(set(before.years) | set(after.years)):
        if before.knows(year) != after.knows(year):
            change = Change.YEAR_KNOWN if after.knows(year) else Change.YEAR_UNKNOWN
            yield Cause(change, after.place, date(year, 1, 1))
        elif before.knows(year):
            old, new = before.years[year], after.years[year]
            yield from _differing(old.off, new.off, Change.OFF_ADDED, Change.OFF_REMOVED, after.place)
            yield from _differing(old.worked, new.worked, Change.WORKED_ADDED, Change.WORKED_REMOVED, after.place)


def _differing(
    old: Mapping[date, str], new: Mapping[date, str], added: Change, removed: Change, place: Place
) -> Iterator[Cause]:
    yield from (Cause(added, place, day, name) for day, name in new.items() if day not in old)
    yield from (Cause(removed, place, day, name) for day, name in old.items() if day not in new)
