"""Telling people what waits for them, and applicants how their matter goes; reminding of what falls due."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cache

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from manas.engines.calendar.days import BeyondCalendar, Calendar
from manas.engines.calendar.ladder import Rung, rungs
from manas.engines.calendar.model import Place
from manas.facts.deadlines import rule as rule_of
from manas.matters.docket.kinds import flow_of, kinds
from manas.matters.docket.models import LimitState, Matter, TimeLimit, Turn
from manas.matters.docket.parties import Party
from manas.matters.docket.queries.people import holders, people_of
from manas.office.models import Person, Role
from manas.office.notices.actions import send, withdraw
from manas.office.values.queries import calendars

# Working days before (−) and after (+) the due day. What is late is told to those who approve, then to the leaders too.
LADDER = (-5, -1, 0, 1, 3)
REACH = timedelta(days=30)
CONVENTION = "（届满前提前提醒的天数是本系统的做法，没有全国统一规定。）"
RAISED: dict[int, tuple[Role, ...]] = {1: (Role.APPROVER,), 3: (Role.APPROVER, Role.LEADER)}


def about(matter: Matter) -> str:
    """This function will name a matter for its notices."""
    return f"matters.matter:{matter.pk}"


def turned(*, matter: Matter, turn: Turn, at: datetime) -> None:
    """This function will take back what was said before and tell who must act now, and the applicant what they may know."""
    withdraw(about=about(matter), at=at)
    day = timezone.localtime(at).date()
    if matter.awaits and not matter.suspended:
        waiting = [person for person in people_of(matter.awaits, matter, day) if person.pk != turn.actor_id]
        _send(waiting, matter, f"turn:{turn.number}", f"待办：{matter.title}", _news(matter, turn), at)
    if turn.told or matter.closed_at is not None:
        applicant = [p for p in people_of(Party.APPLICANT, matter, day) if p.pk != turn.actor_id]
        others = [person for person in applicant if matter.awaits != Party.APPLICANT]
        _send(others, matter, f"told:{turn.number}", f"进展：{matter.title}", _news(matter, turn), at, news=True)


def remind(*, at: datetime) -> int:
    """This function will send what the ladders of running limits ask for on this day; a rung is sent once, and none on a
    day off. It gives the number of limits that it reminded of."""
    today = timezone.localtime(at).date()
    calendar = calendars()[Place.LOCAL]
    if not calendar.knows(today.year) or not calendar.is_workday(today):
        return 0
    near = Q(due_on__range=(today - REACH, today + REACH))
    for rule, days in early().items():
        near |= Q(rule=rule, due_on__range=(today, today + timedelta(days=max(days))))
    open_limits = TimeLimit.objects.filter(near, state=LimitState.RUNNING, matter__suspended=False)
    related = "county", "lead_unit", "handler", "applicant_person", "partner_unit", "partner_organization"
    found = open_limits.select_related("began", *(f"matter__{name}" for name in related))
    return sum(_remind(limit, calendar, today, at) for limit in found.iterator(chunk_size=500))


def _remind(limit: TimeLimit, calendar: Calendar, today: date, at: datetime) -> bool:
    if limit.due_on is None:
        return False
    days = early().get(limit.rule, ())
    ahead = [Rung(-day, limit.due_on - timedelta(days=day)) for day in sorted(days, reverse=True)]
    due = [rung for rung in (*ahead, *_rungs(limit.due_on, calendar)) if rung.day <= today]
    if not due or not _fresh(due[-1].day, limit, today):
        return False
    return _say(limit, due[-1].offset, today, at)


@cache
def early() -> dict[str, tuple[int, ...]]:
    """This function will give the rules of which flows want to be reminded early, with the days before their end."""
    flows = (flow for kind in kinds().values() for flow in kind.flows)
    return {clock.rule: clock.early for flow in flows for step in flow.steps for clock in step.starts if clock.early}


@transaction.atomic
def _say(limit: TimeLimit, offset: int, today: date, at: datetime) -> bool:
    """The matter is held and its limit looked at again: nobody is reminded of what was answered a moment ago."""
    matter = limit.matter
    Matter.objects.select_for_update(no_key=True).get(pk=matter.pk)
    still = TimeLimit.objects.filter(pk=limit.pk, state=LimitState.RUNNING, due_on=limit.due_on)
    due_on = limit.due_on
    if due_on is None or not still.filter(matter__suspended=False).exists():
        return False
    name = rule_of(limit.rule, timezone.localtime(limit.event_at).date()).name
    known = people_of(limit.binds, matter, today)
    # Whoever may not read a matter that is kept to those who handle it is not told of it either.
    for role in (role for role in RAISED.get(offset, ()) if not matter.confidential or role is not Role.LEADER):
        known += [person for person in holders(role, matter.lead_unit, today) if person not in known]
    headline = _headline(name, due_on, today)
    body = f"{matter.title}\n{CONVENTION}" if -offset in early().get(limit.rule, ()) else matter.title
    _send(known, matter, f"limit:{limit.pk}:{due_on}:{offset}", headline, body, at)
    return True


def _rungs(due_on: date, calendar: Calendar) -> list[Rung]:
    """The rungs that can be counted: those beyond the last known year wait until its days are known."""
    found: list[Rung] = []
    for offset in LADDER:
        with suppress(BeyondCalendar):
            found += rungs(due_on, (offset,), calendar)
    return found


def _fresh(rung: date, limit: TimeLimit, today: date) -> bool:
    """A rung that fell on a day when nobody sent anything is sent late, but not one from before the limit began.

    A limit may run towards a day that is known beforehand: it begins when it was set.
    """
    began = min(limit.event_at, limit.began.at)
    return timezone.localtime(began).date() <= rung <= today


def _headline(name: str, due: date, today: date) -> str:
    day = f"{due.year}年{due.month}月{due.day}日"
    if today > due:
        return f"已超期：{name}应于{day}前办理"
    return f"今日到期：{name}" if today == due else f"将于{day}到期：{name}"


def _news(matter: Matter, turn: Turn) -> str:
    state = flow_of(matter).state(matter.state)
    words = [f"{matter.number or '草稿'}：{turn.label}。", str(state.told) or str(state.label)]
    return "\n".join([*words, turn.opinion] if turn.told and turn.opinion else words)


def _send(
    people: list[Person], matter: Matter, key: str, subject: str, body: str, at: datetime, *, news: bool = False
) -> None:
    """News stays when the next deed is done; what asks for something is taken back by it."""
    if people:
        send(
            recipients=people,
            key=f"{about(matter)}:{key}",
            subject=subject,
            body=body,
            address=reverse("matter", args=[matter.pk]),
            about=f"{about(matter)}:news" if news else about(matter),
            at=at,
        )
