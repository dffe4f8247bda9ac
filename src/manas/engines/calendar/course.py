"""The course of one limit: from its event to its last day, by one calendar, writing down each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from manas.engines.calendar.arithmetic import MONTHS, ended, same_number
from manas.engines.calendar.days import DAY, BeyondCalendar, Calendar
from manas.engines.calendar.model import Citation, Ending, Grant, Limit, Roll, Rule, Service, Span, Suspension, Term
from manas.engines.calendar.service import served_on
from manas.engines.calendar.steps import Step, StepKind
from manas.engines.calendar.suspended import Stop, counted_out, merged


class CannotDerive(ValueError):
    """What was given does not fit the rule; each kind says what is wrong."""


class NeedsMoment(CannotDerive):
    """A limit of hours runs from a moment, and only the day of the event was given."""


class NotExtendable(CannotDerive):
    """The rule knows no such extension, or not so long a one, or not so many."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of one case: the days or moments of its events, and what happened to its time."""

    events: Mapping[str, date | datetime]
    variant: str = ""
    extensions: Sequence[Grant] = ()
    suspensions: Sequence[Suspension] = ()
    service: Mapping[str, Service] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ended:
    """How one limit ends: on a day, at a moment, or not yet (then `remaining` is left)."""

    event: str
    began_on: date
    due_on: date | None
    due_at: datetime | None
    remaining: Term | None
    steps: tuple[Step, ...]


def run(rule: Rule, limit: Limit, case: Case, calendar: Calendar) -> Ended:
    """This function will run one limit of a rule in a case by a calendar.

    BeyondCalendar when a day of an unknown year decides; for a term that runs forward it carries the unrolled day.
    """
    return Course(rule, limit, case, calendar).ended()


@dataclass(slots=True)
class Course:
    """One limit on its way; `last` is the last day as far as it is known, and `steps` what was done so far."""

    rule: Rule
    limit: Limit
    case: Case
    calendar: Calendar
    steps: list[Step] = field(default_factory=list)

    def ended(self) -> Ended:
        """This function will take all steps in the order in which a person would."""
        began = self._served()
        term = self.limit.term
        if term and term.span is Span.HOUR:
            return self._in_hours(term)
        last = self._last_day(began, term)
        if term and term.count < 0:
            return self._done(began, self._rolled(last, back=True))
        last = self._extended(last)
        first = began if self.rule.counting.first_day_counted else began + DAY
        moved = self._moved(first, last)
        if isinstance(moved, Term):
            return Ended(self.limit.event, began, None, None, moved, tuple(self.steps))
        return self._done(began, self._rolled(moved, back=False))

    def _done(self, began: date, last: date) -> Ended:
        return Ended(self.limit.event, began, last, None, None, tuple(self.steps))

    def _note(self, kind: StepKind, citations: tuple[Citation, ...] = (), **said: object) -> None:
        step = Step(kind, self.limit.event, citations=citations)
        self.steps.append(replace(step, **said))  # type: ignore[arg-type]  # a step's fields, by the table at its kind

    def _served(self) -> date:
        """The day from which the limit runs: that of the event, or that on which its paper counts as served."""
        day = _day(self.case.events[self.limit.event])
        rule = self.case.service.get(self.limit.event)
        if rule is None:
            return day
        served = served_on(rule, day)
        self._note(StepKind.SERVED, rule.citations, from_on=day, to_on=served, term=rule.term)
        return served

    def _in_hours(self, term: Term) -> Ended:
        """Hours run on through nights and rest days; no text that was read moves the end of such a limit."""
        began = self.case.events[self.limit.event]
        if not isinstance(began, datetime):
            raise NeedsMoment(f"{self.rule.key} runs from the moment of {self.limit.event}")
        due = began + timedelta(hours=term.count)
        self._note(StepKind.ADDED, self.rule.citations, term=term, from_at=began, to_at=due)
        self._note(StepKind.HOURS_KEPT)
        return Ended(self.limit.event, began.date(), due.date(), due, None, tuple(self.steps))

    def _last_day(self, began: date, term: Term | None) -> date:
        if term is None:
            self._note(StepKind.DAY_ITSELF, self.rule.citations, to_on=began)
            return began
        counting = self.rule.counting
        if term.count < 0:
            self._note(StepKind.NOT_COUNTED, counting.citations, from_on=began, to_on=began - DAY)
            return self._added(began, term, StepKind.COUNTED_BACK)
        if counting.first_day_counted:
            self._note(StepKind.COUNTED, counting.citations, from_on=began)
            return self._added(began if term.span in MONTHS else began - DAY, term, StepKind.ADDED)
        self._note(StepKind.NOT_COUNTED, counting.citations, from_on=began, to_on=began + DAY)
        return self._added(began, term, StepKind.ADDED)

    def _added(self, day: date, term: Term, kind: StepKind) -> date:
        last = self._plus(day, term, self.rule.counting.ending if term.count > 0 else Ending.SAME_NUMBER)
        self._note(kind, self.rule.citations, from_on=day, to_on=last, term=term)
        if term.span in MONTHS:
            self._note_ending(day, term, last)
        if term.span is Span.WORKDAY:
            self._note_rest(min(day, last), max(day, last))
        return last

    def _plus(self, day: date, term: Term, ending: Ending = Ending.SAME_NUMBER) -> date:
        if term.span in MONTHS:
            return ended(day, term, ending)
        if term.span is Span.WORKDAY:
            return self.calendar.add_workdays(day, term.count)
        return day + timedelta(days=term.count)

    def _note_ending(self, day: date, term: Term, last: date) -> None:
        corresponding = same_number(day, term.count * MONTHS[term.span])
        if corresponding is None:
            self._note(StepKind.MONTH_END, self.rule.counting.citations, from_on=day, to_on=last)
        elif corresponding != last:
            self._note(StepKind.DAY_BEFORE, self.rule.counting.citations, from_on=corresponding, to_on=last)

    def _note_rest(self, first: date, last: date) -> None:
        """The rest days that were passed over, and the weekend days that were counted, between two days (the ends apart)."""
        rest = self.calendar.rest_days(first + DAY, last - DAY)
        worked = self.calendar.worked_weekends(first + DAY, last)
        if rest:
            self._note(StepKind.SKIPPED, days=rest)
        if worked:
            self._note(StepKind.WORKED, days=worked)

    def _extended(self, last: date) -> date:
        """Each extension runs from the unmoved end of what was before it."""
        _check(self.rule, self.case.extensions)
        for grant in self.case.extensions:
            longer = self._plus(last, grant.term)
            self._note(StepKind.EXTENDED, from_on=last, to_on=longer, term=grant.term, by=grant.by)
            last = longer
        return last

    def _moved(self, first: date, last: date) -> date | Term:
        """The last day after every suspension that falls into the running time, or what is left while one stands."""
        out, goes_on = counted_out(self.rule, self.case.suspensions)
        for entry in goes_on:
            self._note(StepKind.NOT_EXCLUDED, from_on=entry.from_on, to_on=entry.until_on, grounds=(entry.ground,))
        for stop in merged(out):
            stopped_on = max(stop.from_on, first)
            if stopped_on > last:
                continue
            if stop.until_on is None:
                left = self._length(stopped_on, last)
                self._note(StepKind.STANDING, from_on=stopped_on, term=left, grounds=stop.grounds)
                return left
            last = self._resumed(stop, stopped_on, stop.until_on, last)
        return last

    def _resumed(self, stop: Stop, stopped_on: date, until: date, last: date) -> date:
        lost = self._length(stopped_on, until - DAY)
        if lost.count == 0:
            return last
        moved = self._plus(last, lost)
        self._note(StepKind.SUSPENDED, from_on=stopped_on, to_on=until, last_on=moved, term=lost, grounds=stop.grounds)
        return moved

    def _length(self, first: date, last: date) -> Term:
        """How long a stretch is, both ends included: in working days for terms of working days, else in days."""
        if self.limit.term and self.limit.term.span is Span.WORKDAY:
            return Term(self.calendar.workdays_between(first, last), Span.WORKDAY)
        return Term(max((last - first).days + 1, 0), Span.DAY)

    def _rolled(self, last: date, *, back: bool) -> date:
        try:
            return self._roll(last, back=back)
        except BeyondCalendar as beyond:
            raise BeyondCalendar(beyond.year, beyond.calendar, None if back else last) from beyond

    def _roll(self, last: date, *, back: bool) -> date:
        """Where the last day is a rest day: move it, or keep it and say why. A rule that never moves asks no calendar."""
        roll = self.rule.counting.roll
        if roll is not Roll.NEXT_WORKDAY and not self.calendar.knows(last.year):
            return last
        if self.calendar.is_workday(last):
            return last
        if roll is not Roll.NEXT_WORKDAY:
            kept = StepKind.KEPT if roll is Roll.NEVER else StepKind.KEPT_SILENT
            self._note(kept, self.rule.counting.citations, from_on=last)
            return last
        moved = self.calendar.previous_workday(last) if back else self.calendar.next_workday(last)
        passed = self.calendar.rest_days(min(last, moved), max(last, moved))
        kind = StepKind.ROLLED_BACK if back else StepKind.ROLLED
        self._note(kind, self.rule.counting.citations, from_on=last, to_on=moved, days=passed)
        return moved


def _day(event: date | datetime) -> date:
    return event.date() if isinstance(event, datetime) else event


def _check(rule: Rule, grants: Sequence[Grant]) -> None:
    """Each grant must be one that the rule knows: given by its body, no longer and no oftener than it says."""
    allowed = {extension.by: extension for extension in rule.extensions}
    for grant in grants:
        extension = allowed.get(grant.by)
        if extension is None or sum(other.by == grant.by for other in grants) > extension.times:
            raise NotExtendable(f"{rule.key} cannot be extended so by {grant.by!r}")
        longest = extension.term
        if longest and (grant.term.span is not longest.span or grant.term.count > longest.count):
            raise NotExtendable(f"{rule.key} can be extended by {grant.by!r} for no more than {longest}")
