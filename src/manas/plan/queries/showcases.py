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
    found = Showcase.objects.all().visible_to(standing)
    kept = found.filter(state=state) if state else found
    confirmed = Q(copies__confirmed_at__isnull=False)
    seen = confirmed | under("copies__unit__path", standing.readable())
    numbers = (
        kept.order_by()
        .values_list("pk")
        .annotate(
            seen=Count("copies", filter=seen, distinct=True), sure=Count("copies", filter=confirmed, distinct=True)
        )
    )
    counted = {pk: (copies, sure) for pk, copies, sure in numbers}
    return [ShowcaseLine(one, *counted[one.pk]) for one in kept.select_related("unit").order_by("-pk")]


def counts(standing: Standing) -> dict[str, int]:
    """This function will count the showcases that somebody may see by their state."""
    found = Showcase.objects.all().visible_to(standing).order_by().values_list("state")
    return dict(found.annotate(number=Count("pk")))


def copies_of(showcase: Showcase, standing: Standing) -> list[ShowcaseCopy]:
    """This function will give who took a showcase over, as far as one may see it."""
    copies = ShowcaseCopy.objects.all().visible_to(standing).filter(showcase=showcase)
    return list(copies.select_related("unit", "recorded_by", "confirmed_by"))
