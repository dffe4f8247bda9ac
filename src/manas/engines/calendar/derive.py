"""The last day of a time limit: derived from its rule, the events of a case and a calendar, with every step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from manas.engines.calendar.course import CannotDerive, Case, Ended, run
from manas.engines.calendar.days import BeyondCalendar, Calendar
from manas.engines.calendar.model import Choice, Grant, Limit, Place, Roll, Rule, Service, Span, Suspension
from manas.engines.calendar.steps import Derivation, Step, StepKind

Calendars = Mapping[Place, Calendar]


class MissingEvent(CannotDerive):
    """None of the events that the rule runs from is given; `events` are their keys."""

    def __init__(self, rule: str, events: tuple[str, ...]) -> None:
        self.events = events
        super().__init__(f"{rule} runs from {', '.join(events)}")


class UnknownVariant(CannotDerive):
    """The rule knows no case of that name."""


class LeftOpen(CannotDerive):
    """No law fixes the length of this limit; it can be derived only after an office has set its own."""


def limits(rule: Rule, variant: str = "") -> tuple[Limit, ...]:
    """This function will give the limits of a rule in the case that `variant` names; UnknownVariant, LeftOpen."""
    found = {"": rule.limits, **{case.key: case.limits for case in rule.variants}}
    if variant not in found:
        raise UnknownVariant(f"{rule.key} knows no case {variant!r}")
    if not found[variant]:
        raise LeftOpen(f"no law fixes the length of {rule.key}")
    return found[variant]


def first_event(rule: Rule) -> str:
    """This function will give the key of the event whose day chooses the version of the rule."""
    return rule.limits[0].event if rule.limits else rule.left_open


def derive(
    rule: Rule,
    events: Mapping[str, date | datetime],
    calendars: Calendars,
    *,
    variant: str = "",
    extensions: Sequence[Grant] = (),
    suspensions: Sequence[Suspension] = (),
    service: Mapping[str, Service] | None = None,
) -> Derivation:
    """This function will derive the last day of a limit and the steps that lead to it.

    `events`: the day (or, for limits of hours, the moment) of each event by its key; an event named in `service` gives the
    day on which its paper was issued. A body of the region counts by the national days and by those with the regional
    ones; which of them the law means is not settled, so the earlier binds and the other stands as `alternative`.
    BeyondCalendar names a year whose holidays are not known; CannotDerive and its kinds say what does not fit the rule.
    """
    case = Case(events, variant, extensions, suspensions, service or {})
    national = _derived(rule, case, calendars[Place.NATIONAL])
    if rule.counting.place is Place.NATIONAL or Place.LOCAL not in calendars:
        return national
    local = calendars[Place.LOCAL]
    return _bound(national, _derived(rule, case, local), local)


def _derived(rule: Rule, case: Case, calendar: Calendar) -> Derivation:
    wanted = limits(rule, case.variant)
    given = [limit for limit in wanted if limit.event in case.events]
    missing = tuple(limit.event for limit in wanted if limit.event not in case.events)
    if not given:
        raise MissingEvent(rule.key, missing)
    binding, steps = _binding(rule.choice, _all_ended(rule, given, case, calendar))
    return Derivation(
        rule,
        calendar.place,
        binding.event,
        binding.began_on,
        binding.due_on,
        binding.due_at,
        (*(Step(StepKind.MISSING, event) for event in missing), *steps),
        binding.remaining,
        missing,
        tuple(case.service[limit.event] for limit in given if limit.event in case.service),
    )


def _all_ended(rule: Rule, given: list[Limit], case: Case, calendar: Calendar) -> list[Ended]:
    """Every limit run to its end. When one leaves the calendar, what is safe for all of them travels with the failure."""
    ended: list[Ended] = []
    beyond: list[BeyondCalendar] = []
    for limit in given:
        try:
            ended.append(run(rule, limit, case, calendar))
        except BeyondCalendar as failure:
            beyond.append(failure)
    if not beyond:
        return ended
    days = [*(one.due_on for one in ended), *(failure.unrolled for failure in beyond)]
    known = [day for day in days if day is not None]
    chosen = (min if rule.choice is Choice.EARLIEST else max)(known) if len(known) == len(days) else None
    raise BeyondCalendar(beyond[0].year, beyond[0].calendar, chosen)


def _binding(choice: Choice, ended: list[Ended]) -> tuple[Ended, tuple[Step, ...]]:
    """The limit that binds. While one of them stands still, nobody can say which it will be: the day is not known."""
    steps = tuple(step for one in ended for step in one.steps)
    standing = [one for one in ended if one.due_on is None]
    if standing or len(ended) == 1:
        return (standing or ended)[0], steps
    pick, kind = (min, StepKind.EARLIEST) if choice is Choice.EARLIEST else (max, StepKind.LATEST)
    binding = pick(ended, key=lambda one: one.due_on or date.max)
    return binding, (*steps, Step(kind, binding.event, to_on=binding.due_on))


def _bound(national: Derivation, local: Derivation, calendar: Calendar) -> Derivation:
    """The earlier of two derivations, the other beside it; years whose regional notice is not known are said."""
    unknown = tuple(Step(StepKind.REGION_UNKNOWN, year=year) for year in _unknown_years(local, calendar))
    if local.due_on == national.due_on or local.due_on is None or national.due_on is None:
        return replace(national, steps=(*national.steps, *unknown))
    earlier, later = sorted((national, local), key=lambda one: one.due_on or date.max)
    bound = Step(StepKind.BOUND, earlier.event, from_on=national.due_on, to_on=local.due_on, last_on=earlier.due_on)
    return replace(earlier, steps=(*earlier.steps, *unknown, bound), alternative=later)


def _unknown_years(local: Derivation, calendar: Calendar) -> tuple[int, ...]:
    """The years without a regional notice that the way to the day passes through, if rest days matter to it at all."""
    last = local.due_on or local.began_on
    ends, first = max(last, local.began_on), min(last, local.began_on)
    asked = local.rule.counting.roll is Roll.NEXT_WORKDAY
    if any(limit.term and limit.term.span is Span.WORKDAY for limit in _of_event(local)):
        return calendar.years_without_region(first, ends)
    return calendar.years_without_region(last, last) if asked and local.due_on and local.due_at is None else ()


def _of_event(derivation: Derivation) -> list[Limit]:
    rule = derivation.rule
    every = [*rule.limits, *(limit for case in rule.variants for limit in case.limits)]
    return [limit for limit in every if limit.event == derivation.event]
