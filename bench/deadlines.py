"""How many due days are derived in a second, by what makes a derivation longer: both calendars, a long term, suspensions.

One process, no database; medians of 15 rounds. `python bench/deadlines.py`
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import date, timedelta

from manas.engines.calendar.days import with_region
from manas.engines.calendar.derive import Calendars, derive, first_event
from manas.engines.calendar.model import Limit, Place, Rule, Span, Suspension, Term
from manas.facts import calendars
from manas.facts.deadlines import rule

ROUNDS = 15
DAYS = [date(2026, 1, 5) + timedelta(days=n) for n in range(180)]
REGION = "650000"
# A rule that time for testing does not count for, with a term of its own length for each case.
RULE, ON = "PEN-DECIDE", date(2026, 1, 5)


def known() -> Calendars:
    """This function will give the calendars that local bodies count by: the country's, and with the region's days off."""
    national = calendars.calendar(calendars.NATIONAL)
    return {Place.NATIONAL: national, Place.LOCAL: with_region(national, calendars.calendar(REGION))}


def lasting(count: int, span: Span) -> Rule:
    """This function will give the rule with another term."""
    own = rule(RULE, ON)
    return replace(own, limits=(Limit(first_event(own), Term(count, span)),))


def stays(day: date) -> list[Suspension]:
    """This function will give three stretches that do not count, two of which overlap."""
    spans = ((5, 12), (10, 17), (30, 36))
    return [Suspension("testing", day + timedelta(a), day + timedelta(b), formal=False) for a, b in spans]


def each_second(known_: Calendars, rule_: Rule, *, suspended: bool) -> float:
    """This function will give the derivations done in a second."""
    event, times = first_event(rule_), []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        for day in DAYS:
            derive(rule_, {event: day}, known_, suspensions=stays(day) if suspended else ())
        times.append(time.perf_counter() - begin)
    return len(DAYS) / statistics.median(times)


def main() -> None:
    """This function will print the table."""
    days = known()
    print("| term | derivations a second | with three suspensions |\n|---|---|---|")
    for count, span, words in (
        (10, Span.WORKDAY, "10 working days"),
        (60, Span.WORKDAY, "60 working days"),
        (90, Span.DAY, "90 days"),
        (3, Span.MONTH, "3 months"),
    ):
        found = [each_second(days, lasting(count, span), suspended=suspended) for suspended in (False, True)]
        print(f"| {words} | {found[0]:,.0f} | {found[1]:,.0f} |")


if __name__ == "__main__":
    main()
