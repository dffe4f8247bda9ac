"""Small calendars and rules to count by: years of weekends, with the days off and worked that a test names."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from manas.engines.calendar.days import Calendar, YearOfDays, with_region
from manas.engines.calendar.derive import Calendars
from manas.engines.calendar.model import (
    Choice,
    Citation,
    Counting,
    Ending,
    Limit,
    Place,
    Roll,
    Rule,
    Span,
    Status,
    Term,
)

READ_ON = date(2026, 11, 22)
CITED = (Citation("a-law", "5"),)
SPRING = {date(2026, 2, day): "春节" for day in range(15, 24)}
WORKED = {date(2026, 2, 14): "春节", date(2026, 2, 28): "春节"}


def year(
    off: Mapping[date, str] | None = None, worked: Mapping[date, str] | None = None, *, partial: bool = False
) -> YearOfDays:
    return YearOfDays(off or {}, worked or {}, "a notice", Status.READ, partial)


def national(years: Iterable[int] = range(2024, 2032), **known: YearOfDays) -> Calendar:
    """Years of weekends only, except those named (`y2026=year(…)`)."""
    named = {int(key[1:]): days for key, days in known.items()}
    return Calendar("national", "全国", Place.NATIONAL, {number: year() for number in years} | named)


COUNTRY = national(y2026=year(SPRING, WORKED))
REGION = Calendar(
    "region",
    "自治区",
    Place.LOCAL,
    {2026: year({date(2026, 5, 27): "古尔邦节", date(2026, 5, 28): "古尔邦节", date(2026, 5, 29): "古尔邦节"})},
)
CALENDARS: Calendars = {Place.NATIONAL: COUNTRY, Place.LOCAL: with_region(COUNTRY, REGION)}

FORWARD = Counting("C", False, Ending.SAME_NUMBER, Roll.NEXT_WORKDAY, Place.NATIONAL, CITED, Status.READ)


def counting(
    *,
    first_day_counted: bool = False,
    ending: Ending = Ending.SAME_NUMBER,
    roll: Roll = Roll.NEXT_WORKDAY,
    place: Place = Place.NATIONAL,
) -> Counting:
    return replace(FORWARD, first_day_counted=first_day_counted, ending=ending, roll=roll, place=place)


def rule(*limits: Limit, counted: Counting = FORWARD, choice: Choice = Choice.EARLIEST) -> Rule:
    return Rule("R", "期限", "d", "a", limits, counted, CITED, Status.READ, READ_ON, choice)


def lasting(count: int, span: Span, counted: Counting = FORWARD) -> Rule:
    """A rule with one limit, from the event `e`."""
    return rule(Limit("e", Term(count, span)), counted=counted)
