"""How orders stand: which were answered in time, which late, which not; by unit, by task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from manas.office.models import Unit
from manas.office.rules import Standing
from manas.plan.models import OrderState, SupervisionOrder, SupervisionStep, WorkPlan
from manas.plan.models.supervision import UNANSWERED, OrderQuerySet


class Answer(StrEnum):
    """How an order was answered: by the day that now holds for it, after it, not at all, or not yet."""

    IN_TIME = "in_time"
    LATE = "late"
    NONE = "none"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Course:
    """An order with its answer. The answer is the last one: what was sent back was none, and had days of its own."""

    order: SupervisionOrder
    answer: Answer
    replied_on: date | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What was issued to some units, and how it was answered; `closed` and `open` by the state of today."""

    issued: int
    in_time: int
    late: int
    unanswered: int
    waiting: int
    closed: int
    open: int


def issued_between(root: Unit, first: date, last: date) -> OrderQuerySet:
    """This function will give the orders issued in a tree from one day to another, both counted; withdrawn ones too."""
    found = SupervisionOrder.objects.filter(unit__path__startswith=root.path)
    return found.filter(issued_at__date__gte=first, issued_at__date__lte=last)


def courses(orders: OrderQuerySet, today: date) -> list[Course]:
    """This function will tell how each order was answered, in two queries; those that were withdrawn asked for nothing."""
    found = orders.exclude(state=OrderState.WITHDRAWN).select_related("unit", "issued_by").prefetch_related("steps")
    return [_course(order, today) for order in found.order_by("unit__position", "unit", "issued_at", "pk")]


def _course(order: SupervisionOrder, today: date) -> Course:
    replied = _replied(order.steps.all()) if order.state not in {*UNANSWERED, OrderState.RAISED} else None
    if replied is not None:
        return Course(order, Answer.IN_TIME if replied <= order.answer_by else Answer.LATE, replied)
    waits = order.state in UNANSWERED and order.answer_by >= today
    return Course(order, Answer.WAITING if waits else Answer.NONE, None)


def _replied(steps: Iterable[SupervisionStep]) -> date | None:
    days = [timezone.localdate(step.at) for step in steps if step.deed == "reply"]
    return days[-1] if days else None


def tally(found: Sequence[Course]) -> Tally:
    """This function will count orders by their answer."""
    answers = [one.answer for one in found]
    states = [one.order.state for one in found]
    ended = {OrderState.CLOSED, OrderState.RAISED}
    return Tally(
        issued=len(found),
        in_time=answers.count(Answer.IN_TIME),
        late=answers.count(Answer.LATE),
        unanswered=answers.count(Answer.NONE),
        waiting=answers.count(Answer.WAITING),
        closed=states.count(OrderState.CLOSED),
        open=sum(state not in ended for state in states),
    )


def by_unit(found: Iterable[Course]) -> list[tuple[Unit, list[Course]]]:
    """This function will put the orders of each unit together, in the order in which they come."""
    grouped: dict[Unit, list[Course]] = defaultdict(list)
    for one in found:
        grouped[one.order.unit].append(one)
    return list(grouped.items())


def orders_of_tasks(plan: WorkPlan, standing: Standing) -> dict[int, list[SupervisionOrder]]:
    """This function will give, by the key of a plan's task, the open orders on its work items that the person may read."""
    found = SupervisionOrder.objects.open().visible_to(standing).filter(item__obligation__task__plan=plan)
    grouped: dict[int, list[SupervisionOrder]] = defaultdict(list)
    for order in found.select_related("unit", "item__obligation").order_by("answer_by", "pk"):
        if order.item is not None:
            grouped[order.item.obligation.task_id].append(order)
    return dict(grouped)


def orders_of_unit(unit: Unit, standing: Standing) -> OrderQuerySet:
    """This function will give the open orders to a unit that the person may read, the nearest day first."""
    found = SupervisionOrder.objects.open().visible_to(standing).filter(unit=unit)
    return found.order_by("answer_by", "pk")
