"""How money stands by task and by fund; a task without any is a gap, which is not the same as nought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from manas.office.models import Unit
from manas.office.rules import Standing
from manas.plan.models import Fund, FundMove, MoveKind, Obligation, SupportPolicy, Task, WorkPlan

NOTHING = Decimal(0)
# How the plan itself calls what is to be supported first.
FIRST = "重点保障"


@dataclass
class Balance:
    """Yuan arranged, received and paid."""

    arranged: Decimal = NOTHING
    received: Decimal = NOTHING
    paid: Decimal = NOTHING

    def add(self, other: Balance) -> None:
        """This function will add another balance to this one."""
        self.arranged += other.arranged
        self.received += other.received
        self.paid += other.paid


@dataclass
class TaskSupport:
    """A task with its money of a year and the policies in force for it."""

    task: Task
    money: Balance = field(default_factory=Balance)
    funds: list[tuple[Fund, Balance]] = field(default_factory=list)
    policies: list[SupportPolicy] = field(default_factory=list)

    @property
    def is_gap(self) -> bool:
        """Whether nothing was arranged at all."""
        return not self.funds and not self.policies


def balance(fund: Fund) -> Balance:
    """This function will give how one fund stands."""
    return _balances([fund])[fund.pk]


def _balances(funds: Iterable[Fund]) -> dict[int, Balance]:
    found = {fund.pk: Balance(fund.amount) for fund in funds}
    moves = FundMove.objects.filter(fund__in=found).order_by().values_list("fund", "kind").annotate(Sum("amount"))
    for pk, kind, amount in moves:
        setattr(found[pk], str(MoveKind(kind)), amount)
    return found


def by_task(plan: WorkPlan, year: int, standing: Standing, today: date) -> list[TaskSupport]:
    """This function will give every task of a plan with its money of a year and its policies, as the reader may see them.

    What was arranged for a task of an earlier version of the plan stands under the task of the same key.
    """
    tasks = {task.key: TaskSupport(task) for task in plan.tasks.order_by("position")}
    funds = funds_of(plan, standing).filter(year=year)
    balances = _balances(funds)
    for fund in funds:
        if fund.task.key in tasks:
            one = tasks[fund.task.key]
            one.funds.append((fund, balances[fund.pk]))
            one.money.add(balances[fund.pk])
    policies = SupportPolicy.objects.in_force_on(min(date(year, 12, 31), today)).filter(task__plan__owner=plan.owner)
    for policy in policies.select_related("task", "issuer"):
        if policy.task.key in tasks:
            tasks[policy.task.key].policies.append(policy)
    return list(tasks.values())


def funds_of(plan: WorkPlan, standing: Standing) -> QuerySet[Fund]:
    """This function will give the money arranged for a plan and its earlier versions, as the reader may see it."""
    found = Fund.objects.visible_to(standing).standing().filter(task__plan__owner=plan.owner)
    return found.select_related("task", "provider", "user").order_by("task__position", "pk")


def whole(supports: Iterable[TaskSupport]) -> Balance:
    """This function will add up all tasks."""
    total = Balance()
    for one in supports:
        total.add(one.money)
    return total


def by_provider(supports: Iterable[TaskSupport]) -> list[tuple[Unit, Balance]]:
    """This function will add up by the unit that provides, in the order of the tree."""
    found: dict[Unit, Balance] = defaultdict(Balance)
    for fund, stands in (pair for one in supports for pair in one.funds):
        found[fund.provider].add(stands)
    return sorted(found.items(), key=lambda pair: (pair[0].position, pair[0].pk))


def named_first(plan: WorkPlan) -> list[Obligation]:
    """This function will give the sentences of the plan that say what is to be supported first."""
    return list(Obligation.objects.filter(Q(text__contains=FIRST), task__plan=plan).order_by("task__position", "pk"))
