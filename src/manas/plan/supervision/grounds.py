"""Grounds: what records show to be late. Floors above add sources of their own; without a ground no order is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from manas.engines.light import State
from manas.office.models import Unit
from manas.plan.models import PlanState, SupervisionOrder, WorkItem
from manas.plan.models.supervision import UNANSWERED
from manas.plan.queries.ledger import rows_of


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that a unit owes after its day. `key` names it for good, `address` shows the record."""

    key: str
    unit: Unit
    words: str
    due_on: date
    address: str
    item: WorkItem | None = None

    def days_late(self, today: date) -> int:
        """This function will give how many days it is late."""
        return (today - self.due_on).days


Source = Callable[[Unit, date], list[Ground]]
SOURCES: list[Source] = []


def source(found: Source) -> Source:
    """This function will add a source of grounds: of a tree on a day, everything that is late by its records."""
    if found not in SOURCES:
        SOURCES.append(found)
    return found


@source
def late_items(root: Unit, today: date) -> list[Ground]:
    """This function will give the work items in force that are late."""
    items = WorkItem.objects.standing().filter(
        unit__path__startswith=root.path, due_on__lt=today, obligation__task__plan__state=PlanState.ADOPTED
    )
    rows = rows_of(items.select_related("unit", "obligation__task").order_by("due_on", "pk"), today)
    return [
        Ground(
            key=f"plan.workitem:{row.item.pk}",
            unit=row.item.unit,
            words=row.item.what,
            due_on=row.item.due_on,
            address=reverse("item", args=[row.item.pk]),
            item=row.item,
        )
        for row in rows
        if row.light.light.state == State.LATE
    ]


def grounds(root: Unit, today: date) -> list[Ground]:
    """This function will give every ground in a tree, the longest late first."""
    found = [ground for one in SOURCES for ground in one(root, today)]
    return sorted(found, key=lambda ground: (ground.due_on, ground.key))


def ground_of(key: str, root: Unit, today: date) -> Ground | None:
    """This function will find one ground as records show it today; nothing where it is late no more."""
    return next((ground for ground in grounds(root, today) if ground.key == key), None)


def to_write(root: Unit, today: date) -> list[Ground]:
    """This function will give the grounds for which no order is open."""
    taken = set(SupervisionOrder.objects.open().values_list("ground_key", flat=True))
    return [ground for ground in grounds(root, today) if ground.key not in taken]


def to_raise(root: Unit, today: date) -> list[SupervisionOrder]:
    """This function will propose the orders to be raised: open, unanswered, and past the day on which an answer was due."""
    late = SupervisionOrder.objects.filter(state__in=UNANSWERED, answer_by__lt=today, unit__path__startswith=root.path)
    return list(late.exclude(level="interview").select_related("unit").order_by("answer_by", "pk"))
