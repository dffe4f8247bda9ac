"""Opening and locking periods; filling in, submitting, checking, approving, and taking each back in its order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from manas.engines.figures import Known
from manas.engines.periods import Period, Span
from manas.indicators.declared import INDICATORS
from manas.indicators.rules import may_decide
from manas.indicators.statistics import rules, telling
from manas.indicators.statistics.models import (
    FormState,
    PeriodException,
    Return,
    ReturnForm,
    ReturnPeriod,
    ReturnState,
    ReturnStep,
    ReturnValue,
)
from manas.indicators.statistics.queries import faults, last_day
from manas.indicators.values.queries import figures
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at
from manas.office.rules import Standing


class ReturnRefused(Exception):
    """Nothing was changed; the message says why, to whoever tried."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a return: from which states to which, by whom, and whether a reason is asked."""

    words: str
    sources: tuple[ReturnState, ...]
    target: ReturnState
    who: Callable[[Standing, Return], bool]
    reasoned: bool = False


# Up the tree, and down again: what stands above is taken back first, because each begins where the next one ended.
MOVES: dict[str, Move] = {
    "submit": Move(gettext_noop("上报"), (ReturnState.OPEN,), ReturnState.SUBMITTED, rules.may_fill),
    "recall": Move(gettext_noop("撤回上报"), (ReturnState.SUBMITTED,), ReturnState.OPEN, rules.may_fill),
    "check": Move(gettext_noop("审核"), (ReturnState.SUBMITTED,), ReturnState.CHECKED, rules.may_check),
    "uncheck": Move(
        gettext_noop("撤销审核"), (ReturnState.CHECKED,), ReturnState.SUBMITTED, rules.may_check, reasoned=True
    ),
    "refuse": Move(
        gettext_noop("退回填报"), (ReturnState.SUBMITTED,), ReturnState.OPEN, rules.may_check, reasoned=True
    ),
    "approve": Move(gettext_noop("批准"), (ReturnState.CHECKED,), ReturnState.APPROVED, rules.may_approve),
    "unapprove": Move(
        gettext_noop("撤销批准"), (ReturnState.APPROVED,), ReturnState.CHECKED, rules.may_approve, reasoned=True
    ),
    "send_back": Move(
        gettext_noop("退回填报"), (ReturnState.CHECKED,), ReturnState.OPEN, rules.may_approve, reasoned=True
    ),
}


@transaction.atomic
def open_period(*, form: ReturnForm, period: Period, actor: Person, at: datetime) -> ReturnPeriod:
    """This function will open a period: every unit of the form gets its return, filled in as far as records say."""
    _decides(form.owner, actor, at)
    if form.state != FormState.IN_FORCE:
        raise ReturnRefused("只有执行中的报表可以开放统计期")
    if period.span != Span(form.span):
        raise ReturnRefused(f"本报表为{form.get_span_display()}")
    if period.first > timezone.localdate(at):
        raise ReturnRefused("统计期还没有开始")
    if form.periods.filter(period=period.code).exists():
        raise ReturnRefused("这个统计期已经开放")
    due = period.last + timedelta(days=form.due_days)
    made = ReturnPeriod.objects.create(form=form, period=period.code, due_on=due, opened_at=at)
    units = list(form.units.all())
    returns = Return.objects.bulk_create([Return(period=made, unit=unit, computed_at=at) for unit in units])
    _fill(returns, made, {unit.pk: unit for unit in units})
    _tell("开放统计期", made, form.owner, actor, at, {"due_on": due.isoformat()})
    return made


@transaction.atomic
def lock_period(*, period: ReturnPeriod, actor: Person, at: datetime) -> ReturnPeriod:
    """This function will lock a period: nothing is given any more, but where an exception says so. Not before it is due."""
    _decides(period.form.owner, actor, at)
    held = ReturnPeriod.objects.select_for_update(of=("self",)).select_related("form__owner").get(pk=period.pk)
    if held.locked_at:
        raise ReturnRefused("统计期已经锁定")
    if timezone.localdate(at) <= held.due_on and held.returns.exclude(state=ReturnState.APPROVED).exists():
        raise ReturnRefused("还没有到截止日期，也没有全部批准")
    held.locked_at = at
    held.save()
    _tell("锁定统计期", held, held.form.owner, actor, at, {})
    return held


@transaction.atomic
def make_exception(
    *, period: ReturnPeriod, unit: Unit, due_on: date, reason: str, actor: Person, at: datetime
) -> PeriodException:
    """This function will let one unit give its return until another day; said again, the later counts."""
    _decides(period.form.owner, actor, at)
    if not reason.strip():
        raise ReturnRefused("请填写例外理由")
    if due_on < timezone.localdate(at):
        raise ReturnRefused("例外期限不能早于今天")
    if not period.returns.filter(unit=unit).exists():
        raise ReturnRefused(f"{unit}不填报本表")
    said = {"due_on": due_on, "reason": reason.strip(), "made_by": actor, "made_at": at}
    made, _new = PeriodException.objects.update_or_create(period=period, unit=unit, defaults=said)
    _tell("设定例外期限", period, unit, actor, at, {"due_on": due_on.isoformat(), "reason": made.reason})
    return made


@transaction.atomic
def compute_again(*, filled: Return, actor: Person, at: datetime) -> Return:
    """This function will count anew what records say; what the unit has changed stays as it gave it."""
    held = _held(filled)
    if not rules.may_fill(standing_at(actor, at), held):
        raise ReturnRefused("只有填报单位的联络员可以填报")
    _writable(held, at)
    _fill([held], held.period, {held.unit_id: held.unit})
    held.computed_at = at
    held.save()
    return held


@transaction.atomic
def fill_in(*, filled: Return, given: Mapping[int, Mapping[str, str]], actor: Person, at: datetime) -> Return:
    """This function will keep what a unit gives: by the number of an item `known`, `value` and `comment`, as typed.

    A figure that is not one is refused, and nothing is kept. What is doubtful is kept: it is told when it is submitted.
    """
    held = _held(filled)
    if not rules.may_fill(standing_at(actor, at), held):
        raise ReturnRefused("只有填报单位的联络员可以填报")
    _writable(held, at)
    for value in held.values.select_related("item").filter(item__in=given):
        said = given[value.item_id]
        value.reported_known, value.reported = _read(value, said)
        value.comment = said.get("comment", value.comment).strip()[:300]
        value.save()
    _tell("填写报表", held.period, held.unit, actor, at, {"unit": held.unit.code})
    return held


@transaction.atomic
def move(*, filled: Return, deed: str, actor: Person, at: datetime, reason: str = "") -> Return:
    """This function will do one step of a return (MOVES). Raises ReturnRefused out of turn, without right or reason.

    A unit without a leader is not checked by one: its return goes from the unit to the office, and back.
    """
    held, step = _held(filled), MOVES[deed]
    if not step.who(standing_at(actor, at), held):
        raise ReturnRefused(f"您不能{step.words}这张报表")
    low = _lowest(held, at)
    if held.state not in {low if one == ReturnState.CHECKED else one for one in step.sources}:
        raise ReturnRefused(f"报表现在是“{held.get_state_display()}”，不能{step.words}")
    if step.reasoned and not reason.strip():
        raise ReturnRefused("请填写理由")
    if deed in {"submit", "recall"}:
        _unlocked(held, at)
    if deed == "submit":
        _complete(held)
        held.submitted_at = at
    if deed == "approve":
        _verify(held)
    held.state = low if step.target == ReturnState.CHECKED and deed == "unapprove" else step.target
    held.approved_at = at if held.state == ReturnState.APPROVED else None
    held.save()
    if held.state == ReturnState.OPEN:
        held.values.update(verified=None)  # what was verified was another return
    if deed == "submit":
        telling.given(filled=held, at=at)
    if deed in {"refuse", "send_back"}:
        telling.came_back(filled=held, reason=reason.strip(), at=at)
    ReturnStep.objects.create(filled=held, deed=deed, by=actor, at=at, reason=reason.strip()[:200])
    said = {"unit": held.unit.code, "reason": reason.strip()[:200]}
    _tell(f"{step.words}报表", held.period, held.unit, actor, at, said)
    return held


@transaction.atomic
def verify_value(*, value: ReturnValue, verified: Decimal, reason: str, actor: Person, at: datetime) -> ReturnValue:
    """This function will let the office enter what it verified where that is not what was reported, with the reason."""
    held = _held(value.filled)
    if not rules.may_approve(standing_at(actor, at), held) or held.state != _lowest(held, at):
        raise ReturnRefused("只有报表轮到主管部门批准时可以填写审核数")
    if not reason.strip():
        raise ReturnRefused("请填写理由")
    before, value.verified = value.verified, verified
    value.save(update_fields=["verified"])
    said = {"item": str(value.item), "before": str(before), "after": str(verified), "reason": reason.strip()}
    _tell("填写审核数", held.period, held.unit, actor, at, said)
    return value


@transaction.atomic
def enter_returned(*, value: ReturnValue, returned: Decimal, source: str, actor: Person, at: datetime) -> ReturnValue:
    """This function will enter what the level above gave back for an item, with the paper that says so."""
    held = _held(value.filled)
    if not rules.may_approve(standing_at(actor, at), held):
        raise ReturnRefused("上级反馈数由知识产权局登记")
    if not source.strip():
        raise ReturnRefused("请填写反馈文件")
    before, value.returned, value.returned_source = value.returned, returned, source.strip()[:200]
    value.save(update_fields=["returned", "returned_source"])
    said = {"item": str(value.item), "before": str(before), "after": str(returned), "source": value.returned_source}
    _tell("登记上级反馈数", held.period, held.unit, actor, at, said)
    return value


def _fill(returns: list[Return], period: ReturnPeriod, units: Mapping[int, Unit]) -> None:
    """Counts every indicator of the form once for all units, and keeps it with each return."""
    kept = {(one.filled_id, one.item_id): one for one in ReturnValue.objects.filter(filled__in=returns)}
    values = []
    for item in period.form.items.all():
        counted = {} if item.asked else figures(INDICATORS[item.indicator], list(units.values()), period.time)
        for filled in returns:
            value = kept.get((filled.pk, item.pk)) or ReturnValue(filled=filled, item=item)
            if not item.asked:
                value.take(counted[filled.unit_id])
            values.append(value)
    for value in values:
        value.save()


def _read(value: ReturnValue, said: Mapping[str, str]) -> tuple[str, Decimal | None]:
    known = said.get("known") or Known.VALUE.value
    written = said.get("value", "").replace(",", "").replace("，", "").strip()
    if known not in {one.value for one in Known}:
        raise ReturnRefused("没有这种数据情况")
    if known != Known.VALUE or not written:
        return (known if known != Known.VALUE else Known.MISSING.value), None
    try:
        number = Decimal(written)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal(10) ** 14:
        raise ReturnRefused(
            f"“{value.item.label or INDICATORS[value.item.indicator].name}”填写的不是数：{written[:20]}"
        )
    return Known.VALUE.value, round(number, 4)


def _complete(held: Return) -> None:
    wrong = faults(held)
    if wrong:
        words = "；".join(f"{_name(one.item.indicator, one.item.label)}：{one.words}" for one in wrong)
        raise ReturnRefused(f"不能上报。{words}")


def _name(indicator: str, label: str) -> str:
    return label or str(INDICATORS[indicator].name)


def _verify(held: Return) -> None:
    """What the office has not put right is verified as it was reported."""
    for value in held.values.filter(verified=None):
        value.verified = value.reported
        value.save(update_fields=["verified"])


def _lowest(held: Return, at: datetime) -> ReturnState:
    """The state in which the office finds a return: checked, or as submitted where nobody checks."""
    leader = held.state == ReturnState.CHECKED or rules.has_leader(held, timezone.localdate(at))
    return ReturnState.CHECKED if leader else ReturnState.SUBMITTED


def _writable(held: Return, at: datetime) -> None:
    if held.state != ReturnState.OPEN:
        raise ReturnRefused("报表已经上报，需要修改请先撤回")
    _unlocked(held, at)


def _unlocked(held: Return, at: datetime) -> None:
    excepted = held.period.exceptions.filter(unit=held.unit, due_on__gte=timezone.localdate(at)).exists()
    if held.period.locked_at and not excepted:
        raise ReturnRefused(f"统计期已经锁定（截止{last_day(held)}），需要补报请向知识产权局申请例外期限")


def _decides(owner: Unit, actor: Person, at: datetime) -> None:
    if not may_decide(standing_at(actor, at), owner):
        raise ReturnRefused("统计期由知识产权局管理")


def _held(filled: Return) -> Return:
    found = Return.objects.select_for_update(of=("self",)).select_related("period__form__owner", "unit")
    return found.get(pk=filled.pk)


def _tell(
    verb: str, period: ReturnPeriod, unit: Unit, actor: Person, at: datetime, detail: Mapping[str, object]
) -> None:
    said = {"form": period.form.name, "period": period.period, **detail}
    journal.record(actor=actor, at=at, verb=verb, subject=period, unit=unit, detail=said)
