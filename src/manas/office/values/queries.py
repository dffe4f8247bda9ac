"""The facts that ship, with what the office has set over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from manas.engines.calendar.days import Calendar, YearOfDays, with_region
from manas.engines.calendar.derive import Calendars
from manas.engines.calendar.model import Limit, Place, Rule, Span, Status, Term
from manas.facts import calendars as shipped
from manas.facts.deadlines import rule as rule_on
from manas.office.models import CalendarDay, CalendarYear, LocalValue

TERMS = "deadlines"
REGION = "650000"  # the region whose bodies' days off are known: Xinjiang

__all__ = ["Calendars", "LocalRules", "calendars", "local_rules"]


def calendars() -> Calendars:
    """This function will give the national calendar and the regional one laid over it, in two queries."""
    changes: dict[str, list[CalendarDay]] = defaultdict(list)
    for day in CalendarDay.objects.filter(withdrawn_at=None):
        changes[day.place].append(day)
    years: dict[str, dict[int, str]] = defaultdict(dict)
    for known in CalendarYear.objects.all():
        years[known.place][known.year] = known.document
    national = _changed(shipped.calendar(shipped.NATIONAL), changes[Place.NATIONAL], years[Place.NATIONAL])
    region = _changed(shipped.calendar(REGION), changes[Place.LOCAL], years[Place.LOCAL])
    return {Place.NATIONAL: national, Place.LOCAL: with_region(national, region)}


def _changed(calendar: Calendar, days: list[CalendarDay], declared: Mapping[int, str]) -> Calendar:
    """A day that the office entered wins over the file; a year that it declares is known whole from then on."""
    years = dict(calendar.years)
    for year, document in declared.items():
        known = years.get(year) or YearOfDays({}, {}, document, Status.READ)
        years[year] = replace(known, partial=False, source=document)
    for change in days:
        if change.day.year in years:
            years[change.day.year] = _with(years[change.day.year], change)
    return replace(calendar, years=years)


def _with(year: YearOfDays, change: CalendarDay) -> YearOfDays:
    off = {day: name for day, name in year.off.items() if day != change.day}
    worked = {day: name for day, name in year.worked.items() if day != change.day}
    if change.off:
        off[change.day] = change.name
    elif change.day.weekday() >= 5:  # a weekend day that is worked; a plain day off is just taken out
        worked[change.day] = change.name
    return replace(year, off=off, worked=worked)


@dataclass(frozen=True, slots=True)
class LocalRules:
    """Time limits with the terms that the office set, by key: each with its first and last day."""

    terms: Mapping[str, tuple[LocalValue, ...]]

    def rule(self, key: str, on: date) -> Rule:
        """This function will give the version of a rule for an event of `on`, with the office's term where it set one.

        NoSuchRule, NoVersionHolds as the facts raise them.
        """
        rule = rule_on(key, on)
        value = next((v for v in self.terms.get(key, ()) if _holds(v, on)), None)
        return rule if value is None else with_term(rule, value)


def _holds(value: LocalValue, on: date) -> bool:
    return value.valid_from <= on and (value.valid_to is None or on <= value.valid_to)


def with_term(rule: Rule, value: LocalValue) -> Rule:
    """This function will put the office's term into a rule whose length the law leaves open, and say where it stands."""
    term = Term(int(value.value["count"]), Span(value.value["span"]))
    return replace(rule, limits=(Limit(rule.left_open, term),), note=f"时限依据：{value.document}", status=Status.READ)


def local_rules() -> LocalRules:
    """This function will gather the terms that the office has set, in one query."""
    terms: dict[str, list[LocalValue]] = defaultdict(list)
    for value in LocalValue.objects.filter(family=TERMS).order_by("key", "-valid_from"):
        terms[value.key].append(value)
    return LocalRules({key: tuple(values) for key, values in terms.items()})
