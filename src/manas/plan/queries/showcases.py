"""代表作: the lists and their counts, from one query each."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from manas.office.rules import Standing, under
from manas.plan.models import Showcase, ShowcaseCopy


@dataclass(frozen=True, slots=True)
class ShowcaseLine:
    """A showcase in a list, with how many units took it over that one may see, and how many of these are confirmed."""

    showcase: Showcase
    copies: int
    confirmed: int


def listed(standing: Standing, state: str = "") -> list[ShowcaseLine]:
    """This function will list the showcases that somebody may see, in one state or in all, the latest first."""
    found = Showcase.objects.all().visible_to(standing).select_related("unit")
    confirmed = Q(copies__confirmed_at__isnull=False)
    seen = confirmed | under("copies__unit__path", standing.readable())
    counted = found.annotate(
        seen=Count("copies", filter=seen, distinct=True), sure=Count("copies", filter=confirmed, distinct=True)
    )
    kept = counted.filter(state=state) if state else counted
    return [ShowcaseLine(one, one.seen, one.sure) for one in kept.order_by("-pk")]


def counts(standing: Standing) -> dict[str, int]:
    """This function will count the showcases that somebody may see by their state."""
    found = Showcase.objects.all().visible_to(standing).order_by().values_list("state")
    return dict(found.annotate(number=Count("pk")))


def copies_of(showcase: Showcase, standing: Standing) -> list[ShowcaseCopy]:
    """This function will give who took a showcase over, as far as one may see it."""
    return list(showcase.copies.all().visible_to(standing).select_related("unit", "recorded_by", "confirmed_by"))
