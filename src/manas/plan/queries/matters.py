"""The matters that carry out a plan's tasks, counted as the list behind each figure shows them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.inbox import Filters, filtered
from manas.office.models import Unit
from manas.office.rules import Standing


@dataclass(frozen=True, slots=True)
class KindCount:
    """Matters of one kind that somebody may read: running, of these late, and closed this year."""

    key: str
    label: str
    running: int
    late: int
    closed: int


def matters_by_task(standing: Standing, today: date) -> dict[str, list[KindCount]]:
    """This function will count, by the number of the task that they carry out, the matters that somebody may read.

    One query, the very one of the list that each figure opens; kinds without a matter say so with noughts. Nobody signed
    in, and nobody without a post, sees any.
    """
    if not standing.works_here:
        return {}
    by_task: dict[str, list[KindCount]] = defaultdict(list)
    lines = _counted(filtered(standing, Filters(), walked=standing.oversees), today)
    for kind, line in zip(kinds().values(), lines, strict=True):
        for number in kind.tasks:
            by_task[number].append(line)
    return dict(by_task)


def matters_of_county(county: Unit, standing: Standing, today: date) -> list[KindCount]:
    """This function will count the matters of a county that somebody may read; kinds of which nothing moved are left out."""
    lines = _counted(filtered(standing, Filters(county=county.pk)), today)
    return [line for line in lines if line.running or line.closed]


def _counted(found: QuerySet[Matter], today: date) -> list[KindCount]:
    """A line for every kind, in one query."""
    running = Q(closed_at__isnull=True)
    figures = (
        found.order_by()
        .values("kind")
        .annotate(
            running=Count("pk", filter=running),
            late=Count("pk", filter=running & Q(due_on__lt=today)),
            closed=Count("pk", filter=Q(closed_at__year=today.year)),
        )
    )
    counted = {row["kind"]: (row["running"], row["late"], row["closed"]) for row in figures}
    return [KindCount(kind.key, str(kind.label), *counted.get(kind.key, (0, 0, 0))) for kind in kinds().values()]
