"""Telling the people of firms what they are asked, reminding them, and taking it back once they have answered."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from manas.engines.calendar.days import BeyondCalendar, Calendar
from manas.engines.calendar.ladder import rungs
from manas.engines.calendar.model import Place
from manas.office.models import Membership, Organization, Person
from manas.office.notices.actions import send, withdraw
from manas.office.values.queries import calendars
from manas.registers.models import PushAddressee, PushList

# Working days before (−) and after (+) the day that the paper names, as the office wishes it; no law says so.
LADDER: Final = (-5, -1, 0, 1)
REACH: Final = timedelta(days=15)


def about(push_list: PushList, organization: int) -> str:
    """This function will name what a firm is asked in a list, for its notices."""
    return f"registers.pushlist:{push_list.pk}:{organization}"


def people_of(organizations: Iterable[Organization], day: date) -> dict[int, list[Person]]:
    """This function will give the active people who act for each of the organizations on `day`, by its number."""
    found = Membership.objects.held_on(day).counting().filter(organization__in=organizations, person__is_active=True)
    people: dict[int, list[Person]] = {}
    for membership in found.select_related("person").order_by("pk"):
        people.setdefault(membership.organization_id, []).append(membership.person)
    return people


def asked(*, push_list: PushList, organizations: list[Organization], at: datetime) -> int:
    """This function will tell the people of firms that they are asked; gives how many were told."""
    return _tell(push_list, organizations, f"asked:{at.isoformat()}", "请评价推送给您单位的专利", at)


def reminded(*, push_list: PushList, organizations: list[Organization], day: date, at: datetime) -> int:
    """This function will remind the people of firms, once on a day; gives how many were told."""
    return _tell(push_list, organizations, f"remind:{day.isoformat()}", "尚未答复：推送给您单位的专利", at)


def settled(*, push_list: PushList, organization: int, at: datetime) -> None:
    """This function will take back what a firm was told, once nothing of the list waits for it any more."""
    if not PushAddressee.objects.filter(pushed__push_list=push_list, organization=organization).unanswered().exists():
        withdraw(about=about(push_list, organization), at=at)


def over(*, push_list: PushList, at: datetime) -> None:
    """This function will take back what firms were told of a list that has ended."""
    asked_here = PushAddressee.objects.filter(pushed__push_list=push_list)
    for organization in asked_here.order_by().values_list("organization", flat=True).distinct():
        withdraw(about=about(push_list, organization), at=at)


def remind_due(*, at: datetime) -> int:
    """This function will remind by itself, on the rungs of the lists whose paper names a day; gives how many were told.

    None on a day off, and on none whose calendar is not known.
    """
    today = timezone.localtime(at).date()
    calendar = calendars()[Place.LOCAL]
    if not calendar.knows(today.year) or not calendar.is_workday(today):
        return 0
    near = PushList.objects.filter(closed_at=None, due_on__range=(today - REACH, today + REACH))
    return sum(_remind_due(push_list, calendar, today, at) for push_list in near)


@transaction.atomic
def _remind_due(push_list: PushList, calendar: Calendar, today: date, at: datetime) -> int:
    held = PushList.objects.select_for_update(of=("self",), no_key=True).filter(pk=push_list.pk, closed_at=None).first()
    if held is None or held.due_on is None or not _rung_on(held.due_on, calendar, today):
        return 0
    waiting = PushAddressee.objects.filter(pushed__push_list=held).unanswered()
    organizations = list(Organization.objects.filter(pk__in=waiting.values("organization")))
    return reminded(push_list=held, organizations=organizations, day=today, at=at)


def _rung_on(due_on: date, calendar: Calendar, today: date) -> bool:
    days = []
    for offset in LADDER:
        with suppress(BeyondCalendar):
            days += [rung.day for rung in rungs(due_on, (offset,), calendar)]
    return today in days


def _tell(push_list: PushList, organizations: list[Organization], key: str, subject: str, at: datetime) -> int:
    people = people_of(organizations, timezone.localtime(at).date())
    due = f"，请在{push_list.due_on}前答复（{push_list.due_basis}）" if push_list.due_on else ""
    told = 0
    for organization, members in people.items():
        told += len(
            send(
                recipients=members,
                key=f"{about(push_list, organization)}:{key}",
                subject=subject,
                body=f"{push_list.title}{due}。请评价产业化前景、改进需求和合作意愿。",
                address=reverse("my-pushes"),
                about=about(push_list, organization),
                at=at,
            )
        )
    return told
