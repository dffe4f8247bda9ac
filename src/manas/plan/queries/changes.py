"""What changed since a day, told from the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from manas.office.journal.actions import label
from manas.office.models import JournalEntry, Unit
from manas.office.rules import Standing, under
from manas.plan.models import Task, WorkPlan

# A draft is its writer's own until it is sent; corrections are of the drafting, not of the work.
NOT_NEWS = ("填写进展", "校正方案", "撤销校正")
MOST = 500


@dataclass(frozen=True, slots=True)
class ChangeLine:
    at: datetime
    day: date
    verb: str
    actor_name: str
    unit: Unit | None
    task: Task | None
    item_id: int | None
    what: str
    detail: dict[str, Any]


def changes(plan: WorkPlan, standing: Standing, since: datetime) -> list[ChangeLine]:
    """This function will list the deeds on a plan since a moment that the person may read, the newest first.

    At most MOST lines: a longer list is not read.
    """
    readable = under("unit__path", standing.readable())
    entries = (
        JournalEntry.objects.filter(readable, context=label(plan), at__gte=since)
        .exclude(verb__in=NOT_NEWS)
        .filter(Q(unit__isnull=False))
        .select_related("unit")
        .order_by("-number")[:MOST]
    )
    tasks = {task.pk: task for task in plan.tasks.all()}
    return [_line(entry, tasks) for entry in entries]


def _line(entry: JournalEntry, tasks: dict[int, Task]) -> ChangeLine:
    detail = entry.detail
    return ChangeLine(
        at=entry.at,
        day=timezone.localtime(entry.at).date(),
        verb=entry.verb,
        actor_name=entry.actor_name,
        unit=entry.unit,
        task=tasks.get(detail.get("task", 0)),
        item_id=detail.get("item"),
        what=detail.get("what") or detail.get("title") or "",
        detail=detail,
    )
