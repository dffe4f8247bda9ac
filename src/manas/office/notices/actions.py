"""Telling people, withdrawing what no longer asks for anything, and handing notices over to mail and to other systems.

A notice stands in the list of its recipient in the transaction of the deed that it tells of. Mail and webhooks follow by
jobs. A delivery is marked before it is handed over and again afterwards, so that a worker that is killed between leaves a
trace: what it was about to hand over is sent once more where the other side knows a repetition (webhook), and is
shown to the administrator as uncertain where it does not (mail).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from manas.office.jobs.actions import MOST_ATTEMPTS, enqueue
from manas.office.journal import actions as journal
from manas.office.models import (
    Channel,
    Delivery,
    DeliveryState,
    Notice,
    NoticeChoice,
    Person,
    Post,
    Unit,
    Webhook,
)
from manas.office.models.notices import STUCK
from manas.office.notices import mail, webhooks
from manas.office.notices.outcome import Outcome
from manas.office.notices.webhooks import AddressRefused

HAND_OVER = "notices.hand_over"
CHANNELS: dict[str, Callable[[Delivery, datetime], Outcome]] = {
    Channel.EMAIL: mail.hand_over,
    Channel.WEBHOOK: webhooks.hand_over,
}


class NoticeRefused(Exception):
    """The deed is not done; the message says why."""


class NotHandedOver(Exception):
    """A delivery was surely not taken by the other side; its job is to be tried again."""


@transaction.atomic
def send(
    *, recipients: Iterable[Person], key: str, subject: str, body: str, address: str, about: str, at: datetime
) -> list[Notice]:
    """This function will tell each recipient once: whoever was told under this `key` before is passed over.

    `address` is a path inside the site, `about` names what it is about (``matters.matter:12``). Gives the new notices.
    """
    if not address.startswith("/") or address.startswith(("//", "/\\")):
        raise ValueError(f"a notice leads to a page of this site, not to {address!r}")
    told = []
    line = " ".join(subject.split())[:200]  # it becomes a header of a letter: one line
    for recipient in recipients:
        notice, is_new = Notice.objects.get_or_create(
            recipient=recipient,
            key=key,
            defaults={"subject": line, "body": body, "address": address, "about": about, "created_at": at},
        )
        if is_new:
            _deliver(notice, at)
            told.append(notice)
    return told


def _deliver(notice: Notice, at: datetime) -> None:
    """The list of the person at once; mail and webhooks, where they are wanted, by a job each."""
    ways: list[tuple[Channel, Webhook | None]] = []
    if NoticeChoice.objects.by_mail(notice.recipient).exists():
        ways.append((Channel.EMAIL, None))
    units = Post.objects.held_on(timezone.localtime(at).date()).filter(person=notice.recipient_id).values("unit")
    ways += [(Channel.WEBHOOK, webhook) for webhook in Webhook.objects.filter(active=True, unit__in=units)]
    Delivery.objects.create(
        notice=notice, channel=Channel.IN_APP, state=DeliveryState.SENT, changed_at=at, sent_at=at, attempts=1
    )
    for channel, webhook in ways:
        _ask(Delivery.objects.create(notice=notice, channel=channel, webhook=webhook, changed_at=at), at)


def _ask(delivery: Delivery, at: datetime) -> None:
    key = f"delivery:{delivery.pk}:{delivery.rounds}"
    enqueue(kind=HAND_OVER, key=key, arguments={"delivery": delivery.pk}, at=at)


@transaction.atomic
def withdraw(*, about: str, at: datetime) -> int:
    """This function will take back whatever is not yet read or sent about a thing that was dealt with.

    To be called in the transaction of the deed that answers. Gives the number of notices taken back.
    """
    open_notices = Notice.objects.filter(about=about, withdrawn_at__isnull=True)
    pks = list(open_notices.select_for_update().order_by("pk").values_list("pk", flat=True))
    Notice.objects.filter(pk__in=pks).update(withdrawn_at=at)
    waiting = Delivery.objects.filter(notice__in=pks, state=DeliveryState.WAITING)
    waiting.update(state=DeliveryState.WITHDRAWN, changed_at=at)
    return len(pks)


def hand_over(arguments: Mapping[str, object], at: datetime) -> None:
    """This function will hand one delivery over, as a job: arguments {"delivery": its number}.

    Raises NotHandedOver when it was surely not taken and is to be tried again.
    """
    delivery = _begin(int(str(arguments["delivery"])), at)
    if delivery is None:
        return
    outcome = CHANNELS[delivery.channel](delivery, at)
    if outcome.state == DeliveryState.WAITING and delivery.attempts >= MOST_ATTEMPTS * (delivery.rounds + 1):
        outcome = Outcome(DeliveryState.FAILED, outcome.error)
    _settle(delivery, outcome, at)
    if outcome.state == DeliveryState.WAITING:
        raise NotHandedOver(outcome.error)


@transaction.atomic
def _begin(pk: int, at: datetime) -> Delivery | None:
    """The delivery, marked as being handed over; nothing where there is nothing (more) to hand over.

    The notice is locked first, as `withdraw` does: an answer that is just being written is waited for.
    """
    notice = Delivery.objects.values_list("notice_id", flat=True).get(pk=pk)
    Notice.objects.select_for_update().get(pk=notice)
    delivery = (
        Delivery.objects.select_for_update(of=("self",)).select_related("notice__recipient", "webhook").get(pk=pk)
    )
    state, error = _next(delivery)
    if state is None:
        return None
    delivery.state, delivery.error, delivery.changed_at = state, error, at
    delivery.attempts += state == DeliveryState.HANDING
    delivery.save(update_fields=["state", "error", "changed_at", "attempts"])
    return delivery if state == DeliveryState.HANDING else None


def _next(delivery: Delivery) -> tuple[DeliveryState | None, str]:
    """What a delivery comes to when a worker takes it up."""
    withdrawn = delivery.notice.withdrawn_at is not None
    if delivery.state == DeliveryState.WAITING:
        return (DeliveryState.WITHDRAWN if withdrawn else DeliveryState.HANDING), ""
    if delivery.state == DeliveryState.HANDING:  # a worker was killed here, or is taken for dead
        if delivery.channel == Channel.WEBHOOK and not withdrawn:
            return DeliveryState.HANDING, ""
        return DeliveryState.UNCERTAIN, _("交付时执行者中断，不知道是否已经发出")
    return None, ""


def _settle(delivery: Delivery, outcome: Outcome, at: datetime) -> None:
    """Written by the worker that handed over, also where another has meanwhile taken it for dead.

    Its job is the other's by then: such a delivery may come to an end here, but not wait for a job that is over.
    """
    over = [] if outcome.state == DeliveryState.WAITING else [DeliveryState.UNCERTAIN]
    mine = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
    sent_at = at if outcome.state == DeliveryState.SENT else None
    mine.filter(state__in=[DeliveryState.HANDING, *over]).update(
        state=outcome.state, error=outcome.error[:300], changed_at=at, sent_at=sent_at
    )


@transaction.atomic
def send_again(*, delivery: Delivery, actor: Person, at: datetime) -> Delivery:
    """This function will send again what failed or is uncertain, because a person decided so.

    Raises NoticeRefused for any other delivery, and where what it tells of was dealt with meanwhile.
    """
    found = Delivery.objects.select_for_update(of=("self",)).select_related("notice").get(pk=delivery.pk)
    if found.state not in STUCK:
        raise NoticeRefused(_("只有失败或者不确定的投递可以重发"))
    if found.notice.withdrawn_at is not None:
        raise NoticeRefused(_("通知所说的事情已经办结，不再发送"))
    found.state, found.error, found.changed_at = DeliveryState.WAITING, "", at
    found.rounds += 1
    found.save(update_fields=["state", "error", "changed_at", "rounds"])
    _ask(found, at)
    journal.record(actor=actor, at=at, verb="重发通知", subject=found, detail={"channel": found.channel})
    return found


def read(*, notice: Notice, actor: Person, at: datetime) -> Notice:
    """This function will mark a notice as read by its recipient; the first reading counts."""
    if notice.recipient_id != actor.pk:
        raise NoticeRefused(_("这不是发给您的通知"))
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at)
    notice.refresh_from_db(fields=["read_at"])
    return notice


def read_all(*, actor: Person, at: datetime) -> int:
    """This function will mark all unread notices of a person as read, and give their number."""
    return Notice.objects.of(actor).unread().update(read_at=at)


@transaction.atomic
def choose(*, email: str, by_email: bool, actor: Person, at: datetime) -> NoticeChoice:
    """This function will keep a person's mail address and whether mail is wanted.

    Raises NoticeRefused for mail without an address.
    """
    if by_email and not email:
        raise NoticeRefused(_("要接收邮件，请填写电子邮箱"))
    actor.email = email
    actor.save(update_fields=["email"])
    choice, _new = NoticeChoice.objects.update_or_create(person=actor, defaults={"by_email": by_email})
    detail = {"email": email, "by_email": int(by_email)}
    journal.record(actor=actor, at=at, verb="设置通知方式", subject=choice, context=actor, detail=detail)
    return choice


@transaction.atomic
def add_webhook(*, unit: Unit, url: str, actor: Person, at: datetime) -> Webhook:
    """This function will let another system be told what a unit's people are told; its secret is made here.

    Raises NoticeRefused for an address that cannot be right, and for one that the unit has already.
    """
    try:
        webhooks.require_address(url)
    except AddressRefused as refusal:
        raise NoticeRefused(str(refusal)) from refusal
    webhook, is_new = Webhook.objects.get_or_create(unit=unit, url=url, defaults={"secret": secrets.token_hex(32)})
    if not is_new:
        raise NoticeRefused(_("这个单位已经登记了这个接口"))
    journal.record(actor=actor, at=at, verb="登记推送接口", subject=webhook, unit=unit, detail={"url": url})
    return webhook


@transaction.atomic
def switch_webhook(*, webhook: Webhook, active: bool, actor: Person, at: datetime) -> Webhook:
    """This function will close a webhook or open it again."""
    webhook.active = active
    webhook.save(update_fields=["active"])
    verb = "启用推送接口" if active else "停用推送接口"
    journal.record(actor=actor, at=at, verb=verb, subject=webhook, unit=webhook.unit)
    return webhook
