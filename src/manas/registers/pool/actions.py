"""Deeds on a pushed list: say what it is, ask firms, take a question back, answer, remind, end it, open it again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from manas.office.journal import actions as journal
from manas.office.models import Organization, Person
from manas.office.queries import standing_at
from manas.registers.models import (
    ImportState,
    PushAddressee,
    PushAnswer,
    PushedPatent,
    PushList,
    Will,
)
from manas.registers.pool import rules, telling


class PoolRefused(Exception):
    """The deed is not done; the message says why, to whoever tried."""


@transaction.atomic
def describe(
    *,
    push_list: PushList,
    title: str,
    segment: str,
    pushed_on: date | None,
    due_on: date | None,
    due_basis: str,
    actor: Person,
    at: datetime,
) -> PushList:
    """This function will say what a list is called, what it is about, when it was pushed and until when its paper asks.

    Raises PoolRefused for a due day without its paper, one before the list was pushed, and for who does not run it.
    """
    held = _held(push_list, actor, at)
    if not title.strip():
        raise PoolRefused("请填写推送批次名称")
    if due_on is not None and not due_basis.strip():
        raise PoolRefused("填写答复期限的，请写明是哪份文件规定的；文件没有规定的不填")
    if due_on is not None and pushed_on is not None and due_on < pushed_on:
        raise PoolRefused("答复期限不能早于推送日期")
    held.title, held.segment, held.pushed_on = title.strip(), segment.strip(), pushed_on
    held.due_on, held.due_basis = due_on, due_basis.strip() if due_on else ""
    held.save()
    _record("修改推送批次", held, actor, at, {"title": held.title, "due_on": due_on.isoformat() if due_on else None})
    return held


@transaction.atomic
def ask(
    *,
    push_list: PushList,
    patents: Collection[PushedPatent],
    organizations: Collection[Organization],
    actor: Person,
    at: datetime,
) -> int:
    """This function will ask each firm about each patent of the list, and tell its people; gives how many questions are new.

    Raises PoolRefused for a list that is closed or being taken back, a firm that is closed or elsewhere, and for who does
    not run the list.
    """
    held = _open(push_list, actor, at)
    _require_local(held, organizations)
    of_list = PushedPatent.objects.filter(push_list=held, pk__in=[one.pk for one in patents])
    numbers = list(of_list.values_list("pk", flat=True))
    known = set(PushAddressee.objects.filter(pushed__in=numbers).values_list("pushed", "organization"))
    fresh = [
        PushAddressee(pushed_id=number, organization=organization, assigned_by=actor, assigned_at=at)
        for organization in organizations
        for number in numbers
        if (number, organization.pk) not in known
    ]
    PushAddressee.objects.bulk_create(fresh, batch_size=1000)
    if fresh:
        asked = {one.organization_id: one.organization for one in fresh}
        telling.asked(push_list=held, organizations=list(asked.values()), at=at)
        _record("转送推送专利", held, actor, at, {"organizations": sorted(asked), "questions": len(fresh)})
    return len(fresh)


@transaction.atomic
def take_back(*, addressee: PushAddressee, actor: Person, at: datetime) -> None:
    """This function will take a question back that was put to the wrong firm; PoolRefused when it was answered."""
    push_list = _open(addressee.pushed.push_list, actor, at)
    if addressee.answers.exists():
        raise PoolRefused("这家单位已经答复，不能撤回")
    _record("撤回推送专利", push_list, actor, at, {"organization": addressee.organization_id})
    addressee.delete()
    telling.settled(push_list=push_list, organization=addressee.organization_id, at=at)


@transaction.atomic
def answer(
    *,
    addressee: PushAddressee,
    prospect: str,
    improvement: str,
    will: str,
    reason: str,
    reason_note: str,
    actor: Person,
    at: datetime,
) -> PushAnswer:
    """This function will keep what a firm says of a patent; an earlier answer stays on record as replaced.

    Raises PoolRefused when the list is closed, when what belongs to the answer is missing, and for anybody else.
    """
    journal.hold()
    push_list = PushList.objects.select_for_update(of=("self",), no_key=True).get(pk=addressee.pushed.push_list_id)
    if not rules.may_answer(standing_at(actor, at), addressee):
        raise PoolRefused("只有被征求意见的单位的成员可以答复")
    if push_list.closed_at is not None:
        raise PoolRefused("这批推送已经截止答复")
    _require_whole(will, improvement, reason)
    replaced = PushAnswer.objects.filter(addressee=addressee, replaced_at=None).update(replaced_at=at)
    made = PushAnswer.objects.create(
        addressee=addressee,
        prospect=prospect,
        improvement=improvement.strip(),
        will=will,
        reason=reason if will == Will.UNWILLING else "",
        reason_note=reason_note.strip() if will == Will.UNWILLING else "",
        actor=actor,
        at=at,
    )
    telling.settled(push_list=push_list, organization=addressee.organization_id, at=at)
    detail = {"organization": addressee.organization_id, "prospect": prospect, "will": will}
    _record("修改推送答复" if replaced else "答复推送专利", push_list, actor, at, detail)
    return made


@transaction.atomic
def remind(*, push_list: PushList, actor: Person, at: datetime) -> int:
    """This function will remind the firms that have not answered, of those whose answers the actor sees, once a day each.

    Gives how many people were told. Raises PoolRefused for a closed list and for who reminds nobody.
    """
    journal.hold()
    standing = standing_at(actor, at)
    held = PushList.objects.select_for_update(of=("self",), no_key=True).get(pk=push_list.pk)
    if not rules.may_remind(standing) or not PushList.objects.visible_to(standing).filter(pk=held.pk).exists():
        raise PoolRefused("您不能催办这批推送")
    if held.closed_at is not None:
        raise PoolRefused("这批推送已经截止答复")
    asked = PushAddressee.objects.overseen_by(standing).filter(pushed__push_list=held)
    waiting = Organization.objects.filter(pk__in=asked.unanswered().values("organization"))
    told = telling.reminded(push_list=held, organizations=list(waiting), day=timezone.localtime(at).date(), at=at)
    if told:
        _record("催办推送答复", held, actor, at, {"people": told})
    return told


@transaction.atomic
def close(*, push_list: PushList, actor: Person, at: datetime) -> PushList:
    """This function will end a list: nobody answers or is reminded any more. PoolRefused when it has ended."""
    held = _open(push_list, actor, at)
    held.closed_at = at
    held.save(update_fields=["closed_at"])
    telling.over(push_list=held, at=at)
    _record("截止推送答复", held, actor, at)
    return held


@transaction.atomic
def reopen(*, push_list: PushList, actor: Person, at: datetime) -> PushList:
    """This function will let firms answer again; PoolRefused when they may already."""
    held = _held(push_list, actor, at)
    if held.closed_at is None:
        raise PoolRefused("这批推送还没有截止答复")
    held.closed_at = None
    held.save(update_fields=["closed_at"])
    _record("恢复推送答复", held, actor, at)
    return held


def _held(push_list: PushList, actor: Person, at: datetime) -> PushList:
    """The list as it is now, held until the deed is done; the journal first, as everybody does who writes here."""
    journal.hold()
    held = (
        PushList.objects.select_for_update(of=("self",), no_key=True)
        .select_related("keeper", "run")
        .get(pk=push_list.pk)
    )
    if not rules.may_run(standing_at(actor, at), held):
        raise PoolRefused("只有登记这批推送的知识产权局可以办理")
    return held


def _open(push_list: PushList, actor: Person, at: datetime) -> PushList:
    held = _held(push_list, actor, at)
    if held.closed_at is not None:
        raise PoolRefused("这批推送已经截止答复")
    if held.run is not None and held.run.state == ImportState.UNDOING:
        raise PoolRefused("这批推送正在撤销导入")
    return held


def _require_local(push_list: PushList, organizations: Collection[Organization]) -> None:
    known = {one.pk for one in rules.candidates(push_list)}
    if strange := next((one for one in organizations if one.pk not in known), None):
        raise PoolRefused(f"{strange}不是本地在册的企业、合作社或者个体工商户")


def _require_whole(will: str, improvement: str, reason: str) -> None:
    if will == Will.CONDITIONS and not improvement.strip():
        raise PoolRefused("改进后愿意合作的，请写明需要怎样改进")
    if will == Will.UNWILLING and not reason:
        raise PoolRefused("不愿意合作的，请选择原因")


def _record(
    verb: str, push_list: PushList, actor: Person, at: datetime, detail: dict[str, object] | None = None
) -> None:
    journal.record(actor=actor, at=at, verb=verb, subject=push_list, unit=push_list.keeper, detail=detail)
