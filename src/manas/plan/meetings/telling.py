"""Telling the units: whoever reports for them gets a notice that leads to the meeting or visit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from manas.office.models import Post, Unit
from manas.office.notices.actions import send
from manas.office.rules import REPORTING
from manas.plan.models import GuidanceVisit, Meeting


def about(gathering: Meeting | GuidanceVisit) -> str:
    """This function will name a meeting or visit for its notices."""
    return f"{gathering._meta.label_lower}:{gathering.pk}"


def tell(
    gathering: Meeting | GuidanceVisit, units: Iterable[Unit], key: str, subject: str, body: str, at: datetime
) -> None:
    """This function will tell those who report for some units, each once under a key."""
    posts = Post.objects.held_on(timezone.localdate(at)).filter(role__in=REPORTING, person__is_active=True)
    found = posts.filter(unit__in=[unit.pk for unit in units]).select_related("person").order_by("pk")
    send(
        recipients=list(dict.fromkeys(post.person for post in found)),
        key=f"{about(gathering)}:{key}",
        subject=subject,
        body=body,
        address=reverse("meeting" if isinstance(gathering, Meeting) else "visit", args=[gathering.pk]),
        about=about(gathering),
        at=at,
    )
