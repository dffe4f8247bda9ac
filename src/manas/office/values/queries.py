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

__all__ = ["Calendars", "Change", "LocalRules", "calendars", "local_rules"]


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody is about to set or take back: laid over what stands, so that its effect is seen before it is done.

    `days`, `years` and `terms` are rows as they would stand (a term that stands already, by its number); `withdrawn` is
    the number of the day that would be taken back.
    """

    days: tuple[CalendarDay, ...] = ()
    years: tuple[CalendarYear, ...] = ()
    terms: tuple[LocalValue, ...] = ()
    withdrawn: tuple[int, ...] = ()


AS_IT_STANDS = Change()


def calendars(change: Change = AS_IT_STANDS) -> Calendars:
    """This function will give the national calendar and the regional one laid over it, in two queries."""
    own = own_calendars(change)
    return {**own, Place.LOCAL: with_region(own[Place.NATIONAL], own[Place.LOCAL])}


def own_calendars(change: Change = AS_IT_STANDS) -> Calendars:
    """This function will give the calendar of each place with its own days only, in two queries."""
    days: dict[str, list[CalendarDay]] = defaultdict(list)
    for day in (*CalendarDay.objects.filter(withdrawn_at=None).exclude(pk__in=change.withdrawn), *change.days):
        days[day.place].append(day)
    years: dict[str, dict[int, str]] = defaultdict(dict)
    for known in (*CalendarYear.objects.all(), *change.years):
        years[known.place][known.year] = known.document
    files = {Place.NATIONAL: shipped.NATIONAL, Place.LOCAL: REGION}
    return {place: _changed(shipped.calendar(key), days[place], years[place]) for place, key in files.items()}


def _changed(calendar: Calendar, days: list[CalendarDay], declared: Mapping[int, str]) -> Calendar:
    """A day that the office entered wins over the file; a year that it declares is known whole from then on."""
    years = dict(calendar.years)
    for year, document in declared.items():
        known = years.get(year) or YearOfDays({}, {}, document, Status.READ)
        years[year] = replace(known, partial=False, source=document)
    for change in days:
        # Of a year that nobody has declared, the days entered hold, but the year is not known whole.
        known = years.get(change.day.year) or YearOfDays({}, {}, change.document, Status.READ, partial=True)
        years[change.day.year] = _with(known, change)
    return replace(calendar, years=years)


def _with(year: YearOfDays, change: CalendarDay) -> YearOfDays:
    off = {day: name for day, name in year.off.items() if day != change.day}
    worked = {day: name for day, name in year.worked.items() if day != change.day}
    if change.off:
        off[change.day] = change.name
    elif change.day.weekday() >= 5:  # a weekend day that is worked; a plain day off is just taken out
        worked[change.day] = change.name
    return replace(year, off=off, worked=worked)


def stands(calendar: Calendar, day: date, *, off: bool) -> bool:
    """This function will tell whether a calendar's own days take a day off (or let it be worked) already."""
    year = calendar.years.get(day.year) or YearOfDays({}, {}, "", Status.READ)
    if off:
        return day in year.off
    return day in year.worked or (day.weekday() < 5 and day not in year.off)


@dataclass(frozen=True, slots=True)
class LocalRules:
    """Time limits with the terms that the office set, by key: each with its first and last day."""

    terms: Mapping[str, tuple[LocalValue, ...]]

    def rule(self, key: str, on: date) -> Rule:
        """This function will give the version of a rule for an event of `on`, with the office's term where it set one.

        NoSuchRule, NoVersionHolds as the facts raise them.
        """
        rule = rule_on(key, on)
        value = next((v for v in self.terms.get(key, ()) if v.holds_on(on)), None)
        return rule if value is None else with_term(rule, value)


def with_term(rule: Rule, value: LocalValue) -> Rule:
    """This function will put the office's term into a rule whose length the law leaves open, and say where it stands."""
    limit = Limit(rule.left_open, local_term(value))
    return replace(rule, limits=(limit,), note=f"时限依据：{value.document}", status=Status.READ)


def local_term(value: LocalValue) -> Term:
    """This function will read the term that the office set."""
    return Term(int(value.value["count"]), Span(value.value["span"]))


def local_rules(change: Change = AS_IT_STANDS) -> LocalRules:
    """This function will gather the terms that the office has set, in one query."""
    standing = LocalValue.objects.filter(family=TERMS).exclude(pk__in=[value.pk for value in change.terms if value.pk])
    terms: dict[str, list[LocalValue]] = defaultdict(list)
    for value in sorted((*standing, *change.terms), key=lambda value: value.valid_from, reverse=True):
        terms[value.key].append(value)
    return LocalRules({key: tuple(values) for key, values in terms.items()})


def value_on(family: str, key: str, day: date) -> LocalValue | None:
    """This function will give the value that the office set for a key and that holds on a day."""
    held = LocalValue.objects.filter(family=family, key=key, valid_from__lte=day).order_by("-valid_from").first()
    return held if held is not None and held.holds_on(day) else None
