"""Arranging money for a task, recording what came in and went out, reversing; naming policies that support a task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at
from manas.plan import rules
from manas.plan.models import Fund, FundMove, MoveKind, PlanState, SupportPolicy, Task
from manas.plan.support.queries import balance


class SupportRefused(Exception):
    """Nothing was changed; the message says why, to whoever tried."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """What a document arranges: for what, by whom, for whom, from which money, how much (yuan)."""

    year: int
    name: str
    provider: Unit
    user: Unit
    source: str
    amount: Decimal
    document: str
    arranged_on: date


@dataclass(frozen=True, slots=True)
class Issued:
    """A policy as its document names it."""

    issuer: Unit
    name: str
    number: str
    issued_on: date
    ends_on: date | None = None
    address: str = ""


@transaction.atomic
def arrange(*, task: Task, told: Arranged, actor: Person, at: datetime) -> Fund:
    """This function will enter money arranged for a task of a plan in force.

    Raises SupportRefused for whoever works neither for the provider nor for the user nor in the office, for units that the plan
    does not bind, for a day to come, and for what cannot be.
    """
    _bound(task, told.provider, told.user)
    standing = standing_at(actor, at)
    if not (rules.may_propose(standing, told.provider) or rules.may_propose(standing, told.user)):
        raise SupportRefused("由安排单位、使用单位或者知识产权局登记")
    _not_ahead(told.arranged_on, at)
    made = Fund(
        task=task,
        year=told.year,
        name=told.name.strip(),
        provider=told.provider,
        user=told.user,
        source=told.source,
        amount=told.amount,
        document=told.document.strip(),
        arranged_on=told.arranged_on,
        is_example=actor.is_example,
        entered_by=actor,
        entered_at=at,
    )
    _keep(made)
    _tell("登记经费安排", made, actor, at, {"amount": str(made.amount), "document": made.document})
    return made


@transaction.atomic
def record(*, fund: Fund, kind: str, amount: Decimal, on: date, voucher: str, actor: Person, at: datetime) -> FundMove:
    """This function will record money that came in or went out. Raises SupportRefused for more than was arranged or came in."""
    held = _held(fund, actor, at)
    _not_ahead(on, at)
    stands = balance(held)
    left = held.amount - stands.received if kind == MoveKind.RECEIVED else stands.received - stands.paid
    if amount > left:
        what = "安排" if kind == MoveKind.RECEIVED else "到位"
        raise SupportRefused(f"超过{what}金额，最多还能登记{left:,.2f}元")
    made = FundMove(fund=held, kind=kind, amount=amount, on=on, voucher=voucher.strip(), by=actor, at=at)
    _keep(made)
    _tell("登记经费收支", held, actor, at, {"kind": kind, "amount": str(amount), "voucher": made.voucher})
    return made


@transaction.atomic
def reverse(*, move: FundMove, reason: str, actor: Person, at: datetime) -> FundMove:
    """This function will take a mistaken happening back by its opposite, once, with the reason.

    Raises SupportRefused where money that came in was paid out already.
    """
    held = _held(move.fund, actor, at)
    if move.reverses_id is not None or FundMove.objects.filter(reverses=move).exists():
        raise SupportRefused("这笔收支已经冲正")
    if not reason.strip():
        raise SupportRefused("请填写冲正理由")
    stands = balance(held)
    if move.kind == MoveKind.RECEIVED and stands.received - move.amount < stands.paid:
        raise SupportRefused("这笔到位资金已有支出，请先冲正支出")
    made = FundMove(
        fund=held,
        kind=move.kind,
        amount=-move.amount,
        on=timezone.localdate(at),
        voucher=reason.strip()[:200],
        reverses=move,
        by=actor,
        at=at,
    )
    made.save()
    _tell("冲正经费收支", held, actor, at, {"kind": move.kind, "amount": str(made.amount), "reason": made.voucher})
    return made


@transaction.atomic
def withdraw(*, fund: Fund, reason: str, actor: Person, at: datetime) -> Fund:
    """This function will take an arrangement back. Raises SupportRefused without a reason, or while money of it stands."""
    held = _held(fund, actor, at)
    if not reason.strip():
        raise SupportRefused("请填写撤销理由")
    if balance(held).received:
        raise SupportRefused("已有资金到位，请先冲正")
    held.withdrawn_at, held.withdrawn_reason = at, reason.strip()[:200]
    held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _tell("撤销经费安排", held, actor, at, {"reason": held.withdrawn_reason})
    return held


@transaction.atomic
def name_policy(*, task: Task, told: Issued, actor: Person, at: datetime) -> SupportPolicy:
    """This function will say that a policy supports a task. Raises SupportRefused for others than its issuer and the office."""
    _bound(task, told.issuer)
    if not rules.may_propose(standing_at(actor, at), told.issuer):
        raise SupportRefused("由印发单位或者知识产权局登记")
    _not_ahead(told.issued_on, at)
    made = SupportPolicy(
        task=task,
        issuer=told.issuer,
        name=told.name.strip(),
        number=told.number.strip(),
        address=told.address,
        issued_on=told.issued_on,
        ends_on=told.ends_on,
        is_example=actor.is_example,
        entered_by=actor,
        entered_at=at,
    )
    _keep(made)
    journal.record(
        actor=actor, at=at, verb="登记配套政策", subject=made, unit=told.issuer, detail={"number": made.number}
    )
    return made


def _bound(task: Task, *units: Unit) -> None:
    if task.plan.state != PlanState.ADOPTED:
        raise SupportRefused("方案不在执行中")
    for unit in units:
        if not task.plan.owner.contains(unit):
            raise SupportRefused(f"{unit}不在方案执行范围内")


def _held(fund: Fund, actor: Person, at: datetime) -> Fund:
    """The fund, held: of two who pay at once the second sees what is left."""
    held = Fund.objects.select_for_update(of=("self",)).select_related("provider", "user").get(pk=fund.pk)
    standing = standing_at(actor, at)
    if not (rules.may_propose(standing, held.provider) or rules.may_propose(standing, held.user)):
        raise SupportRefused("由安排单位、使用单位或者知识产权局登记")
    if held.withdrawn_at is not None:
        raise SupportRefused("这项经费安排已经撤销")
    return held


def _not_ahead(day: date, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise SupportRefused("日期不能晚于今天")


def _keep(made: Fund | FundMove | SupportPolicy) -> None:
    try:
        made.full_clean()
    except ValidationError as fault:
        raise SupportRefused("；".join(fault.messages)) from fault
    made.save()


def _tell(verb: str, fund: Fund, actor: Person, at: datetime, detail: dict[str, object]) -> None:
    journal.record(actor=actor, at=at, verb=verb, subject=fund, unit=fund.user, detail={"name": fund.name, **detail})
