"""Writing an order, receiving and answering it, verifying, closing; raising one that was not answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from manas.engines.calendar.days import BeyondCalendar
from manas.engines.calendar.model import Place
from manas.office.files.actions import keep
from manas.office.files.kinds import EVIDENCE
from manas.office.journal import actions as journal
from manas.office.models import Person, Post, Role, Unit
from manas.office.notices.actions import send, withdraw
from manas.office.queries import standing_at
from manas.office.rules import REPORTING, Standing
from manas.office.values.queries import calendars
from manas.plan.models import Level, OrderState, SupervisionOrder, SupervisionStep
from manas.plan.models.supervision import OPEN, UNANSWERED
from manas.plan.rules import root_of
from manas.plan.supervision.grounds import Ground, ground_of
from manas.plan.supervision.terms import days_on

ABOVE: Final = {Level.REMINDER: Level.ORDER, Level.ORDER: Level.INTERVIEW}

Files = Sequence[tuple[str, bytes]]


class SupervisionRefused(Exception):
    """Nothing was changed; the message says why, to whoever tried."""


def _supervises(standing: Standing, order: SupervisionOrder) -> bool:
    return standing.runs(order.unit)


def _answers(standing: Standing, order: SupervisionOrder) -> bool:
    return standing.reports_for(order.unit)


@dataclass(frozen=True, slots=True)
class Deed:
    """A step: what it is called, from which states to which, whose it is, and whether words are asked."""

    words: str
    sources: tuple[OrderState, ...]
    target: OrderState
    who: Callable[[Standing, SupervisionOrder], bool]
    told: str = ""


DEEDS: Final = {
    "receive": Deed(gettext_noop("签收"), (OrderState.ISSUED,), OrderState.RECEIVED, _answers),
    "reply": Deed(gettext_noop("回复"), UNANSWERED, OrderState.REPLIED, _answers, "请填写整改情况"),
    "send_back": Deed(gettext_noop("退回"), (OrderState.REPLIED,), OrderState.RECEIVED, _supervises, "请填写退回理由"),
    "close": Deed(gettext_noop("核实销号"), (OrderState.REPLIED,), OrderState.CLOSED, _supervises, "请填写核实情况"),
    "withdraw": Deed(gettext_noop("撤销"), OPEN, OrderState.WITHDRAWN, _supervises, "请填写撤销理由"),
}


@transaction.atomic
def issue(
    *, key: str, root: Unit, level: str, what: str, actor: Person, at: datetime, answer_by: date | None = None
) -> SupervisionOrder:
    """This function will write an order on a ground that records show today. Raises SupervisionRefused without one.

    A first order reminds or supervises; what comes after is `raise_order`'s. Without `answer_by` the working days of the level.
    """
    today = timezone.localdate(at)
    ground = ground_of(key, root, today)
    if ground is None or not standing_at(actor, at).runs(ground.unit):
        raise SupervisionRefused("记录没有显示逾期，不能督办")
    if level not in {Level.REMINDER, Level.ORDER}:
        raise SupervisionRefused("约谈以前应当先督办")
    if SupervisionOrder.objects.open().filter(ground_key=key).exists():
        raise SupervisionRefused("这件事已经在督办")
    return _written(ground, Level(level), what, answer_by or _answer_by(Level(level), ground.unit, today), actor, at)


@transaction.atomic
def raise_order(
    *, order: SupervisionOrder, what: str, actor: Person, at: datetime, answer_by: date | None = None
) -> SupervisionOrder:
    """This function will take an order one level up that was not answered in time, while records still show lateness."""
    held = _held(order)
    today = timezone.localdate(at)
    if not _supervises(standing_at(actor, at), held):
        raise SupervisionRefused("督办由知识产权局办理")
    if held.state not in UNANSWERED or held.answer_by >= today:
        raise SupervisionRefused("还没有超过回复期限，或者已经回复，不能升级")
    above = ABOVE.get(Level(held.level))
    ground = ground_of(held.ground_key, root_of(held.unit), today)
    if above is None or ground is None:
        raise SupervisionRefused("已经是最高层级" if above is None else "记录不再显示逾期，不能升级")
    _move(held, "raise", OrderState.RAISED, "", actor, at)
    withdraw(about=about(held), at=at)
    return _written(ground, above, what, answer_by or _answer_by(above, ground.unit, today), actor, at, follows=held)


@transaction.atomic
def act(
    *, order: SupervisionOrder, deed: str, actor: Person, at: datetime, text: str = "", files: Files = ()
) -> SupervisionOrder:
    """This function will do one step (DEEDS): out of turn, without right or without words it is refused."""
    held, step = _held(order), DEEDS[deed]
    if not step.who(standing_at(actor, at), held):
        raise SupervisionRefused(f"您不能{step.words}这件督办")
    if held.state not in step.sources:
        raise SupervisionRefused(f"督办现在是“{held.get_state_display()}”，不能{step.words}")
    if step.told and not text.strip():
        raise SupervisionRefused(step.told)
    made = _move(held, deed, step.target, text, actor, at)
    for name, data in files:
        made.files.add(keep(name=name, data=data, owner=held.unit, actor=actor, at=at, kinds=EVIDENCE))
    if held.state not in UNANSWERED:
        withdraw(about=about(held), at=at)
    if deed == "send_back":
        # What is answered anew has as many days as what is answered first.
        held.answer_by = max(held.answer_by, _answer_by(Level(held.level), held.unit, timezone.localdate(at)))
        held.save(update_fields=["answer_by"])
        _tell(held, f"back:{made.pk}", "督办回复被退回", text.strip(), at)
    return held


def about(order: SupervisionOrder) -> str:
    """This function will name an order for its notices."""
    return f"plan.supervisionorder:{order.pk}"


def _written(
    ground: Ground,
    level: Level,
    what: str,
    answer_by: date,
    actor: Person,
    at: datetime,
    follows: SupervisionOrder | None = None,
) -> SupervisionOrder:
    if not what.strip():
        raise SupervisionRefused("请填写督办要求")
    if answer_by <= timezone.localdate(at):
        raise SupervisionRefused("回复期限应在今天以后")
    made = _only(
        level=level, unit=ground.unit, item=ground.item, ground_key=ground.key, ground=ground.words[:400],
        ground_due_on=ground.due_on, ground_address=ground.address, what=what.strip()[:400], answer_by=answer_by,
        follows=follows, is_example=actor.is_example, issued_by=actor, issued_at=at,
    )  # fmt: skip
    said = {"level": str(level), "ground": made.ground, "answer_by": answer_by.isoformat()}
    journal.record(actor=actor, at=at, verb="签发督办件", subject=made, unit=made.unit, detail=said)
    _tell(made, "issued", f"{level.label}：{made.ground}", f"{made.what}（{answer_by}前回复）", at)
    return made


def _only(**values: object) -> SupervisionOrder:
    """Of two who write on one ground at once the second is told, as if it had come later."""
    try:
        with transaction.atomic():
            return SupervisionOrder.objects.create(**values)
    except IntegrityError:
        raise SupervisionRefused("这件事已经在督办") from None


def _move(
    held: SupervisionOrder, deed: str, target: OrderState, text: str, actor: Person, at: datetime
) -> SupervisionStep:
    held.state = target
    held.save(update_fields=["state"])
    made = SupervisionStep.objects.create(order=held, deed=deed, text=text.strip()[:2000], by=actor, at=at)
    said = {"deed": deed, "text": made.text}
    journal.record(actor=actor, at=at, verb="办理督办件", subject=held, unit=held.unit, detail=said)
    return made


def _answer_by(level: Level, unit: Unit, today: date) -> date:
    try:
        return calendars()[Place.LOCAL].add_workdays(today, days_on(level, root_of(unit), today))
    except BeyondCalendar:
        raise SupervisionRefused("工作日历还没有到那一年，请填写回复期限") from None


def _held(order: SupervisionOrder) -> SupervisionOrder:
    found = SupervisionOrder.objects.select_for_update(of=("self",)).select_related("unit__parent__parent")
    return found.get(pk=order.pk)


def _tell(order: SupervisionOrder, key: str, subject: str, body: str, at: datetime) -> None:
    roles = (*REPORTING, Role.LEADER) if order.level == Level.INTERVIEW else REPORTING
    posts = Post.objects.held_on(timezone.localdate(at)).filter(role__in=roles, unit=order.unit, person__is_active=True)
    people = [post.person for post in posts.select_related("person").order_by("pk")]
    address = reverse("supervision-order", args=[order.pk])
    send(
        recipients=people,
        key=f"{about(order)}:{key}",
        subject=subject,
        body=body,
        address=address,
        about=about(order),
        at=at,
    )
