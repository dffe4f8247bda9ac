"""Reminding units of the returns they owe, until they have given them, and telling them what came back."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from manas.engines.calendar.days import BeyondCalendar, Calendar
from manas.engines.calendar.ladder import rungs
from manas.engines.calendar.model import Place
from manas.indicators.statistics.models import Return, ReturnState
from manas.indicators.statistics.queries import last_day
from manas.office.models import Person, Post, Unit
from manas.office.notices.actions import send, withdraw
from manas.office.rules import REPORTING
from manas.office.values.queries import calendars

# Working days before (−) and after (+) the last day, as the office wishes it; no law says so.
LADDER: Final = (-3, 0, 1, 5)
REACH: Final = timedelta(days=15)


def about(filled: Return) -> str:
    """This function will name a return for its notices."""
    return f"indicators.return:{filled.pk}"


def people_of(unit: Unit, day: date) -> list[Person]:
    """This function will give who fills in the returns of a unit on a day."""
    posts = Post.objects.held_on(day).filter(role__in=REPORTING, unit=unit, person__is_active=True)
    return [post.person for post in posts.select_related("person").order_by("pk")]


def given(*, filled: Return, at: datetime) -> None:
    """This function will take back what a unit was reminded of, once it has given it."""
    withdraw(about=about(filled), at=at)


def came_back(*, filled: Return, reason: str, at: datetime) -> int:
    """This function will tell a unit that its return came back, and why; gives how many were told."""
    return _tell(filled, f"back:{at.isoformat()}", "报表被退回", f"退回理由：{reason}", at)


def remind_due(*, at: datetime) -> int:
    """This function will remind of open returns on the rungs of their last day; none on a day off. Gives how many were told."""
    today, calendar = timezone.localtime(at).date(), calendars()[Place.LOCAL]
    if not calendar.knows(today.year) or not calendar.is_workday(today):
        return 0
    owed = Return.objects.filter(state=ReturnState.OPEN, period__locked_at=None)
    return sum(_remind(one.pk, calendar, today, at) for one in owed)


@transaction.atomic
def _remind(pk: int, calendar: Calendar, today: date, at: datetime) -> int:
    held = Return.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk, state=ReturnState.OPEN)
    filled = held.select_related("period__form", "unit").first()
    if filled is None:
        return 0
    due = last_day(filled)
    if abs(due - today) > REACH or not _rung_on(due, calendar, today):
        return 0
    subject = "请填报统计报表" if today <= due else "统计报表已逾期"
    return _tell(filled, f"remind:{today.isoformat()}", subject, f"截止日期{due}。", at)


def _rung_on(due: date, calendar: Calendar, today: date) -> bool:
    days = []
    for offset in LADDER:
        with suppress(BeyondCalendar):
            days += [rung.day for rung in rungs(due, (offset,), calendar)]
    return today in days


def _tell(filled: Return, key: str, subject: str, words: str, at: datetime) -> int:
    return len(
        send(
            recipients=people_of(filled.unit, timezone.localtime(at).date()),
            key=f"{about(filled)}:{key}",
            subject=subject,
            body=f"{filled.period.form}（{filled.period.period}）。{words}",
            address=reverse("unit-return", args=[filled.pk]),
            about=about(filled),
            at=at,
        )
    )
