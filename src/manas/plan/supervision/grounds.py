"""Grounds: what records show to be late. Floors above add sources of their own; without a ground no order is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.urls import reverse

from manas.engines.light import State
from manas.engines.policy.model import Role
from manas.office.models import Unit
from manas.plan.models import Obligation, PlanState, ReportState, Responsibility, SupervisionOrder, WorkItem
from manas.plan.models.supervision import UNANSWERED
from manas.plan.queries.ledger import ItemRow, rows_of
from manas.plan.supervision.terms import REDO, days_on


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


@source
def late_obligations(root: Unit, today: date) -> list[Ground]:
    """This function will give the sentences of plans in force past their day for which no work item is done.

    One for each unit that leads the task, or that is responsible where nobody leads. A sentence of which a work item is
    late is left out: the work item is the ground, and nobody is asked twice for one thing.
    """
    past = Obligation.objects.filter(
        due_on__lt=today, task__plan__state=PlanState.ADOPTED, task__plan__owner__path__startswith=root.path
    )
    items = WorkItem.objects.standing().filter(obligation__in=past).select_related("unit", "obligation__task")
    answered = {
        row.item.obligation_id for row in rows_of(items, today) if row.done or row.light.light.state == State.LATE
    }
    parts = Prefetch(
        "task__responsibilities", Responsibility.objects.exclude(unit=None).select_related("unit__merged_into")
    )
    found = past.exclude(pk__in=answered).select_related("task").prefetch_related(parts)
    return [
        Ground(
            key=f"plan.obligation:{one.pk}:{unit.pk}",
            unit=unit,
            words=one.text,
            due_on=one.due_on,
            address=reverse("obligation", args=[one.pk]),
        )
        for one in found.order_by("due_on", "pk")
        for unit in _bound(one.task.responsibilities.all())
        if one.due_on is not None and root.contains(unit)
    ]


def _bound(parts: Iterable[Responsibility]) -> list[Unit]:
    """The units that lead, or those responsible where none does, each once; for a merged one, the one that went on."""
    by_role: dict[str, dict[int, Unit]] = {}
    for part in parts:
        if part.unit is not None:
            by_role.setdefault(part.role, {})[part.unit.present.pk] = part.unit.present
    return list((by_role.get(Role.LEAD) or by_role.get(Role.RESPONSIBLE) or {}).values())


@source
def not_redone(root: Unit, today: date) -> list[Ground]:
    """This function will give the progress that was returned and not sent again in time, on work that is not late itself."""
    items = WorkItem.objects.standing().filter(
        unit__path__startswith=root.path,
        reports__state=ReportState.RETURNED,
        obligation__task__plan__state=PlanState.ADOPTED,
    )
    wait = days_on(REDO, root, today)
    rows = rows_of(items.distinct().select_related("unit", "obligation__task").order_by("due_on", "pk"), today)
    found = [(row.item, row.latest.on + timedelta(days=wait)) for row in rows if row.latest and _returned(row)]
    return [
        Ground(
            key=f"plan.workitem:{item.pk}:returned",
            unit=item.unit,
            words=f"进展被退回后没有重新提交：{item.what}",
            due_on=due,
            address=reverse("item", args=[item.pk]),
            item=item,
        )
        for item, due in found
        if due < today
    ]


def _returned(row: ItemRow) -> bool:
    late = row.light.light.state == State.LATE
    return row.latest is not None and row.latest.state == ReportState.RETURNED and not late and not row.done


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
    """This function will propose the orders to be raised: unanswered past their day, while records still show lateness."""
    found = SupervisionOrder.objects.filter(state__in=UNANSWERED, answer_by__lt=today, unit__path__startswith=root.path)
    late = list(found.exclude(level="interview").select_related("unit").order_by("answer_by", "pk"))
    standing = {ground.key for ground in grounds(root, today)} if late else set()
    return [order for order in late if order.ground_key in standing]
