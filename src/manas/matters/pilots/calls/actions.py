"""Entering a call from above, and closing it before its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from manas.matters.pilots.calls import rules
from manas.matters.pilots.calls.models import PilotCall, PilotShare
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit, UnitKind
from manas.office.queries import standing_at


class CallRefused(Exception):
    """The deed cannot be done; the message says why, to whoever tried."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the document of a call says."""

    programme: str
    level: str
    applicants: str
    document_name: str
    document_number: str
    quota: int
    materials: str
    opens_on: date
    closes_on: date
    above_closes_on: date
    address: str = ""
    years_valid: int | None = None
    report_month: int | None = None
    report_day: int | None = None


@transaction.atomic
def announce(*, owner: Unit, asked: Asked, shares: Mapping[Unit, int], actor: Person, at: datetime) -> PilotCall:
    """This function will enter a call; `shares` are what counties may have of its quota at most.

    Raises CallRefused for days out of order, a day of report that no year has, shares of others, or a call that is there.
    """
    if not rules.may_announce(standing_at(actor, at), owner):
        raise CallRefused("申报通知由州知识产权局登记")
    _possible(owner, asked, shares)
    call = PilotCall(
        owner=owner,
        announced_by=actor,
        announced_at=at,
        is_example=actor.is_example,
        **{name: getattr(asked, name) for name in Asked.__dataclass_fields__},
    )
    try:
        call.full_clean(validate_constraints=False)
    except ValidationError as fault:
        raise CallRefused("；".join(fault.messages)) from fault
    call.save()
    PilotShare.objects.bulk_create(
        PilotShare(call=call, county=county, quota=quota) for county, quota in shares.items()
    )
    journal.record(actor=actor, at=at, verb="登记申报通知", subject=call, unit=owner)
    return call


@transaction.atomic
def close(*, call: PilotCall, reason: str, actor: Person, at: datetime) -> PilotCall:
    """This function will take no more applications to a call before its day; CallRefused when it is closed already."""
    held = PilotCall.objects.select_for_update().get(pk=call.pk)
    if not rules.may_announce(standing_at(actor, at), held.owner):
        raise CallRefused("申报通知由州知识产权局停止")
    if held.closed_at is not None:
        raise CallRefused("这项申报已经停止")
    if not reason.strip():
        raise CallRefused("停止申报必须写明理由")
    held.closed_at = at
    held.save(update_fields=["closed_at"])
    journal.record(
        actor=actor, at=at, verb="停止申报", subject=held, unit=held.owner, detail={"reason": reason.strip()}
    )
    return held


def _possible(owner: Unit, asked: Asked, shares: Mapping[Unit, int]) -> None:
    if not asked.opens_on <= asked.closes_on <= asked.above_closes_on:
        raise CallRefused("申报开始日、州内申报截止日、上级申报截止日应当依次不早于前一个")
    if (asked.report_month is None) != (asked.report_day is None) or not _in_every_year(asked):
        raise CallRefused("年度报告截止的月和日要一起填写，并且每年都有这一天")
    if PilotCall.objects.filter(owner=owner, document_number=asked.document_number, programme=asked.programme).exists():
        raise CallRefused("这项申报通知已经登记")
    for county, quota in shares.items():
        if county.kind != UnitKind.COUNTY_GOVERNMENT or not county.path.startswith(owner.path):
            raise CallRefused(f"{county}不是{owner}的县(市)")
        if quota > asked.quota:
            raise CallRefused(f"{county}的名额多于全部推荐名额")


def _in_every_year(asked: Asked) -> bool:
    if asked.report_month is None or asked.report_day is None:
        return True
    try:
        date(2023, asked.report_month, asked.report_day)  # a year without 29 February
    except ValueError:
        return False
    return True
