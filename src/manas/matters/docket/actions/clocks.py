"""The clocks of a matter: started, met, stopped and run again by its deeds; every day derived, none typed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from manas.engines.calendar.course import CannotDerive
from manas.engines.calendar.days import BeyondCalendar
from manas.engines.calendar.derive import LeftOpen, derive, first_event
from manas.engines.calendar.model import Extension, Grant, Rule, Span, Suspension, Term
from manas.engines.calendar.steps import Derivation
from manas.engines.flow.model import Clock, State, Step
from manas.facts.deadlines import NoVersionHolds
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import anchor
from manas.matters.docket.models import LimitState, Matter, Stay, TimeLimit, Turn
from manas.office.values.queries import Calendars, LocalRules, calendars, local_rules

OPEN = (LimitState.RUNNING, LimitState.STOPPED)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What every projection of limits needs: the calendars, and the terms that the office has set."""

    calendars: Calendars
    rules: LocalRules


def grounds() -> Grounds:
    """This function will gather the calendars and local terms as they are known now."""
    return Grounds(calendars(), local_rules())


def turned(*, matter: Matter, turn: Turn, step: Step, came_from: State, now_in: State) -> None:
    """This function will let a step do to the clocks what its flow says, and give the matter its next due day."""
    day = timezone.localtime(turn.at).date()
    _end(matter.limits.filter(state__in=OPEN, rule__in=step.ends), turn.at)
    _change_ground(matter, came_from, now_in, day)
    for clock in step.starts:
        _start(matter, turn, clock)
    if now_in.final:
        end_all(matter=matter, at=turn.at)
    project(matter)


def moved(*, matter: Matter, came_from: State, now_in: State, at: datetime) -> None:
    """This function will let the clocks follow a matter into a state of another version of its flow."""
    _change_ground(matter, came_from, now_in, timezone.localtime(at).date())
    project(matter)


def stop(*, matter: Matter, ground: str, formal: bool, at: datetime) -> None:
    """This function will let time stand still on a ground from this day on."""
    _open_stay(matter, ground, timezone.localtime(at).date(), formal=formal)
    project(matter)


def run_again(*, matter: Matter, ground: str, at: datetime) -> None:
    """This function will let time run again after it stood still on a ground."""
    _close_stay(matter, ground, timezone.localtime(at).date())
    project(matter)


def end_all(*, matter: Matter, at: datetime) -> None:
    """This function will end every open limit of a matter that is over: none of them applies any more."""
    matter.limits.filter(state__in=OPEN).update(state=LimitState.VOID, ended_at=at)
    for ground in matter.stays.filter(until_on=None).values_list("ground", flat=True):
        _close_stay(matter, ground, timezone.localtime(at).date())
    project(matter)


def lengthen(*, limit: TimeLimit, matter: Matter, given: Term | None = None) -> Extension:
    """This function will grant the next extension that the rule knows; `given` where the law leaves its length open.

    Raises StepRefused when the rule knows none, or none is left.
    """
    rule = rule_of(limit, local_rules())
    left = next((e for e in rule.extensions if sum(g["by"] == e.by for g in limit.extended) < e.times), None)
    if left is None:
        raise StepRefused(f"“{rule.name}”依法不能再延长")
    term = left.term or given
    if term is None:
        raise StepRefused("法律没有规定这次延长的长短，请写明天数")
    limit.extended = [*limit.extended, {"by": left.by, "count": term.count, "span": term.span.value}]
    limit.save(update_fields=["extended"])
    project(matter)
    limit.refresh_from_db()
    return left


def project(matter: Matter, known: Grounds | None = None) -> list[tuple[TimeLimit, date | None]]:
    """This function will derive every open limit of a matter anew; gives those that moved, with the day before.

    The matter's own due day is the earliest one that binds whoever it awaits.
    """
    known = known or grounds()
    stays = list(matter.stays.all())
    moved = []
    open_limits = list(matter.limits.filter(state__in=OPEN))
    for limit in open_limits:
        before = limit.due_on
        _put(limit, projected(limit, stays, known))
        if limit.due_on != before:
            moved.append((limit, before))
    due = earliest(open_limits, matter.awaits)
    if matter.due_on != due:
        matter.due_on = due
        Matter.objects.filter(pk=matter.pk).update(due_on=due)
    return moved


@dataclass(frozen=True, slots=True)
class Projected:
    """What a limit comes to: its derivation, or why there is none. `beyond` is a year whose holidays are not known;
    `safe_on` the day that is surely not too late then."""

    derivation: Derivation | None
    left_open: bool = False
    beyond: int | None = None
    safe_on: date | None = None


def projected(limit: TimeLimit, stays: Iterable[Stay], known: Grounds) -> Projected:
    """This function will derive a limit from what is on record of it; nothing is written."""
    rule = rule_of(limit, known.rules)
    stopped = [Suspension(stay.ground, stay.from_on, stay.until_on, stay.formal) for stay in stays]
    granted = [Grant(g["by"], Term(g["count"], Span(g["span"]))) for g in limit.extended]
    moment = timezone.localtime(limit.event_at)
    try:
        found = derive(
            rule,
            {first_event(rule): moment if _in_hours(rule) else moment.date()},
            known.calendars,
            variant=limit.variant,
            extensions=granted,
            suspensions=stopped,
        )
    except LeftOpen:
        return Projected(None, left_open=True)
    except BeyondCalendar as beyond:
        return Projected(None, beyond=beyond.year, safe_on=beyond.unrolled)
    return Projected(found)


def rule_of(limit: TimeLimit, rules: LocalRules) -> Rule:
    """This function will give the version of the rule that a limit runs by, with the term that the office set for it."""
    return rules.rule(limit.rule, timezone.localtime(limit.event_at).date())


def columns(found: Projected) -> dict[str, Any]:
    """This function will give what a limit keeps of its projection, by column."""
    derivation = found.derivation
    return {
        "due_on": derivation.due_on if derivation else found.safe_on,
        "due_at": derivation.due_at if derivation else None,
        "other_on": derivation.alternative.due_on if derivation and derivation.alternative else None,
        "beyond": found.beyond,
        "state": LimitState.STOPPED if derivation and derivation.due_on is None else LimitState.RUNNING,
    }


def earliest(limits: Iterable[TimeLimit], awaits: str) -> date | None:
    """This function will give the earliest day among the limits that bind whoever the matter awaits."""
    return min((limit.due_on for limit in limits if limit.due_on and limit.binds == awaits), default=None)


def _put(limit: TimeLimit, found: Projected) -> None:
    kept = columns(found)
    for name, value in kept.items():
        setattr(limit, name, value)
    limit.save(update_fields=list(kept))


def _start(matter: Matter, turn: Turn, clock: Clock) -> None:
    event_at = _event(matter, turn, clock)
    try:
        rule = local_rules().rule(clock.rule, timezone.localtime(event_at).date())
    except (NoVersionHolds, CannotDerive) as missing:
        raise StepRefused(f"期限规则“{clock.rule}”在这一天没有有效的版本") from missing
    if matter.limits.filter(rule=clock.rule, state__in=OPEN).exists():
        raise StepRefused(f"“{rule.name}”的期限还在计时，不能重新起算")
    TimeLimit.objects.create(
        matter=anchor(matter),
        rule=clock.rule,
        rule_from=rule.valid_from,
        variant=getattr(matter, clock.variant) if clock.variant else "",
        binds=clock.binds,
        began=turn,
        event_at=event_at,
    )


def _event(matter: Matter, turn: Turn, clock: Clock) -> datetime:
    day: date | datetime | None = getattr(matter, clock.since) if clock.since else None
    if day is None:
        return turn.at
    if isinstance(day, datetime):
        return day
    return timezone.make_aware(datetime.combine(day, time(12)))


def _in_hours(rule: Rule) -> bool:
    return any(limit.term is not None and limit.term.span is Span.HOUR for limit in rule.limits)


def _end(limits: QuerySet[TimeLimit], at: datetime) -> None:
    for limit in limits:
        limit.state, limit.ended_at = LimitState.MET, at
        limit.save(update_fields=["state", "ended_at"])


def _change_ground(matter: Matter, came_from: State, now_in: State, day: date) -> None:
    if came_from.ground != now_in.ground:
        _close_stay(matter, came_from.ground, day, formal=False)
        _open_stay(matter, now_in.ground, day, formal=False)


def _open_stay(matter: Matter, ground: str, day: date, *, formal: bool) -> None:
    if ground:
        Stay.objects.get_or_create(
            matter=anchor(matter), ground=ground, until_on=None, defaults={"from_on": day, "formal": formal}
        )


def _close_stay(matter: Matter, ground: str, day: date, *, formal: bool | None = None) -> None:
    if not ground:
        return
    stays = Stay.objects.filter(matter_id=matter.pk, ground=ground, until_on=None)
    (stays if formal is None else stays.filter(formal=formal)).update(until_on=day)
