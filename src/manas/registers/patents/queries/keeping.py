"""Who keeps the register."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from manas.office.models import Post, Role


def ip_offices(at: datetime) -> frozenset[int]:
    """This function will give the numbers of the units that are an office for intellectual property on the day of `at`."""
    posts = Post.objects.held_on(timezone.localtime(at).date()).filter(role=Role.OFFICE)
    return frozenset(posts.values_list("unit_id", flat=True))
