"""What is done with a technology need: entered, changed, shown to somebody, answered, closed, opened again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from manas.office.journal import actions as journal
from manas.office.models import Organization, Person, Unit
from manas.office.queries import standing_at
from manas.registers.models import Confidentiality, NeedChange, NeedInvitation, NeedResult, NeedState, TechnologyNeed
from manas.registers.needs import rules
from manas.registers.needs.queries import word


class NeedRefused(Exception):
    """The deed cannot be done; the message says why, to whoever tried."""


@transaction.atomic
def enter(*, keeper: Unit, source: str, values: Mapping[str, Any], actor: Person, at: datetime) -> TechnologyNeed:
    """This function will put a need into the register of `keeper`; NeedRefused when a value is none that it can hold."""
    need = TechnologyNeed(keeper=keeper, source=source, created_at=at, changed_at=at, is_example=actor.is_example)
    for name, value in values.items():
        setattr(need, name, value)
    _proper(need)
    need.save()
    _record("登记技术需求", need, actor, at, {"title": need.title})
    return need


@transaction.atomic
def amend(*, need: TechnologyNeed, values: Mapping[str, Any], actor: Person, at: datetime) -> TechnologyNeed:
    """This function will change what a need says; each change is kept with the words before and after.

    Raises NeedRefused when the actor may not, the need is closed, or a value is none that it can hold.
    """
    held = _held(need)
    if not rules.may_amend(standing_at(actor, at), held):
        raise NeedRefused("这项需求现在不由您修改")
    before = {name: word(held, name) for name in rules.EDITABLE}
    for name in rules.EDITABLE:
        if name in values:
            setattr(held, name, values[name])
    _proper(held)
    changed = [name for name in rules.EDITABLE if word(held, name) != before[name]]
    NeedChange.objects.bulk_create(
        NeedChange(need=held, field=name, before=before[name], after=word(held, name), at=at, actor=actor)
        for name in changed
    )
    if changed:
        held.changed_at = at
        held.save()
        _record("修改技术需求", held, actor, at, {"fields": changed})
    return held


@transaction.atomic
def invite(*, need: TechnologyNeed, organization: Organization, actor: Person, at: datetime) -> NeedInvitation:
    """This function will show a need to an organization; one that was invited already stays so.

    Raises NeedRefused when the need is closed, or kept to the authority alone.
    """
    held = _open(need)
    if held.confidentiality == Confidentiality.AUTHORITY:
        raise NeedRefused("这项需求的公开范围是“仅主管部门”，请先与提出方商定扩大范围，再邀请其他单位")
    found = NeedInvitation.objects.filter(need=held, organization=organization, ended_at=None).first()
    if found is not None:
        return found
    made = NeedInvitation.objects.create(need=held, organization=organization, invited_at=at)
    _record("邀请答复技术需求", held, actor, at, {"organization": organization.pk})
    return made


@transaction.atomic
def accept(*, need: TechnologyNeed, organization: Organization, actor: Person, at: datetime) -> NeedInvitation:
    """This function will let an invited organization read the whole need; NeedRefused when nobody invited it."""
    invitation = _invitation(need, organization)
    if invitation.accepted_at is None:
        invitation.accepted_at = at
        invitation.save(update_fields=["accepted_at"])
        _record("接受技术需求邀请", need, actor, at, {"organization": organization.pk})
    return invitation


@transaction.atomic
def end_invitation(*, need: TechnologyNeed, organization: Organization, actor: Person, at: datetime) -> NeedInvitation:
    """This function will end what an invitation opened; NeedRefused when there is none."""
    invitation = _invitation(need, organization)
    invitation.ended_at = at
    invitation.save(update_fields=["ended_at"])
    _record("终止技术需求邀请", need, actor, at, {"organization": organization.pk})
    return invitation


@transaction.atomic
def note_answered(*, need: TechnologyNeed, actor: Person, at: datetime) -> TechnologyNeed:
    """This function will note that an answer has come in; NeedRefused when the need is closed."""
    return _move(_open(need), NeedState.ANSWERED, "", "", "技术需求已答复", actor, at)


@transaction.atomic
def close(*, need: TechnologyNeed, result: NeedResult, note: str, actor: Person, at: datetime) -> TechnologyNeed:
    """This function will close a need with what came of it; NeedRefused when it is closed already."""
    return _move(_open(need), NeedState.CLOSED, result, note, "办结技术需求", actor, at)


@transaction.atomic
def look_again(*, need: TechnologyNeed, actor: Person, at: datetime) -> TechnologyNeed:
    """This function will let a need look for answers again: the last one did not serve, or it was closed too early."""
    return _move(_held(need), NeedState.OPEN, "", "", "技术需求继续征集", actor, at)


def _move(
    need: TechnologyNeed, state: NeedState, result: str, note: str, verb: str, actor: Person, at: datetime
) -> TechnologyNeed:
    before = need.state
    need.state, need.result, need.result_note, need.changed_at = state, result, note[:500], at
    need.save(update_fields=["state", "result", "result_note", "changed_at"])
    _record(verb, need, actor, at, {"from": before, "to": str(state), "result": str(result)})
    return need


def _held(need: TechnologyNeed) -> TechnologyNeed:
    journal.hold()  # the journal first, as everybody does who writes here: no two can hold what the other needs
    TechnologyNeed.objects.select_for_update(no_key=True).get(pk=need.pk)
    return TechnologyNeed.objects.select_related("keeper", "county").get(pk=need.pk)


def _open(need: TechnologyNeed) -> TechnologyNeed:
    held = _held(need)
    if held.state == NeedState.CLOSED:
        raise NeedRefused("这项需求已经办结")
    return held


def _invitation(need: TechnologyNeed, organization: Organization) -> NeedInvitation:
    journal.hold()
    found = NeedInvitation.objects.select_for_update(no_key=True).filter(
        need=need, organization=organization, ended_at=None
    )
    invitation = found.first()
    if invitation is None:
        raise NeedRefused("这项需求没有邀请该单位")
    return invitation


def _proper(need: TechnologyNeed) -> None:
    try:
        need.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        names = {name: need._meta.get_field(name).verbose_name for name in error.message_dict}  # type: ignore[union-attr]  # columns
        raise NeedRefused("；".join(f"{names[n]}：{' '.join(m)}" for n, m in error.message_dict.items())) from None


def _record(verb: str, need: TechnologyNeed, actor: Person, at: datetime, detail: dict[str, Any]) -> None:
    journal.record(actor=actor, at=at, verb=verb, subject=need, unit=need.keeper, detail=detail)
