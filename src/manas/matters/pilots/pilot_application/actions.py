"""What steps of an application upward bring about: days and quota held, the answer kept, the years reported."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from django.utils import timezone

from manas.matters.docket.actions import following
from manas.matters.docket.actions.days import not_ahead
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.models import Matter, Turn
from manas.matters.pilots.calls.models import TAKES, PilotCall
from manas.matters.pilots.pilot_application.models import PilotApplication, PilotReport
from manas.matters.pilots.pilot_application.queries import applications, report_due, taken, term_ends
from manas.office.models import Unit


def submitted(turn: Turn) -> None:
    """This function will refuse an application out of time, to the call of another prefecture, or by whom the call does not ask."""
    one = _application(turn.matter)
    call = _call(one)
    if not call.takes(_day(turn.at)):
        raise StepRefused(f"“{call.programme}”自{call.opens_on}至{call.closes_on}接受申报，现在不接受")
    if not one.lead_unit.path.startswith(call.owner.path):
        raise StepRefused(f"这项申报由{call.owner}推荐，不接受其他地区的申报")
    organization = one.applicant_organization
    if organization is None or organization.kind not in TAKES[call.applicants]:
        raise StepRefused(f"这项申报的主体是：{call.get_applicants_display()}，请以相应单位的名义申报")
    running = applications(call).filter(applicant_organization=organization, submitted_at__isnull=False, closed_at=None)
    if running.exclude(pk=one.pk).exists():
        raise StepRefused("本单位已经申报这一项，不能重复申报")
    following.checked(matter=one)


def resubmitted(turn: Turn) -> None:
    """This function will take corrections until the day on which the level above closes."""
    _in_time(_application(turn.matter), turn.at)


def ranked(turn: Turn) -> None:
    """This function will refuse a place that another application to the same call holds."""
    one = _application(turn.matter)
    holders = applications(_call(one)).filter(place=one.place).exclude(pk=one.pk)
    held = holders.exclude(state__in=("declined", "withdrawn")).first()
    if held is not None:
        raise StepRefused(f"第{one.place}位已经排给“{held.title}”")


def recommended(turn: Turn) -> None:
    """This function will take a place of the quota. Raises StepRefused when none is left, in all or for the county."""
    one = _application(turn.matter)
    _in_time(one, turn.at)
    # Two recommendations at once would each see the last place free: the call is held while one is counted.
    call = PilotCall.objects.select_for_update().get(pk=_call(one).pk)
    others = taken(call).exclude(pk=one.pk)
    _place_left(others.count(), call.quota, f"“{call.programme}”")
    share = call.shares.filter(county=one.county_id).first()
    if share is not None:
        _place_left(others.filter(county=one.county_id).count(), share.quota, str(cast(Unit, one.county)))
    one.recommended_on = _day(turn.at)
    one.save()


def recognized(turn: Turn) -> None:
    """This function will keep a recognition without yearly reports; what it renews ends with it."""
    _recognized(turn, reporting=False)


def recognized_reporting(turn: Turn) -> None:
    """This function will keep a recognition with yearly reports, the first due on the next day that the call names."""
    _recognized(turn, reporting=True)


def reported(turn: Turn) -> None:
    """This function will keep the report of a year. Raises StepRefused for a year that was reported, is to come, or before recognition."""
    one = _application(turn.matter)
    year, today = one.year or 0, _day(turn.at)
    since = cast(date, one.recognized_on)
    if one.report_due_on is None:
        raise StepRefused("这项认定的申报通知没有要求年度报告")
    if not since.year <= year <= today.year:
        raise StepRefused(f"只报送{since.year}年度至{today.year}年度的情况")
    if one.reports.filter(year=year).exists():
        raise StepRefused(f"{year}年度已经报送")
    PilotReport.objects.create(
        application=one, year=year, achieved=one.achieved, reported_by=turn.actor, reported_at=turn.at
    )
    one.year, one.achieved = None, ""
    one.report_due_on = report_due(_call(one), max(one.report_due_on, today))
    one.save()


def expired(turn: Turn) -> None:
    """This function will refuse to call expired what is still valid, or has no term."""
    one = _application(turn.matter)
    if one.valid_until is None:
        raise StepRefused("这项认定没有有效期")
    if _day(turn.at) <= one.valid_until:
        raise StepRefused(f"认定有效期至{one.valid_until}，尚未届满")


def _recognized(turn: Turn, *, reporting: bool) -> None:
    one = _application(turn.matter)
    call = _call(one)
    not_ahead(one, "recognized_on", turn.at)
    if reporting != (call.report_month is not None):
        raise StepRefused("申报通知要求年度报告的，登记“需年度报告”的认定结果；没有要求的，登记不需年度报告的")
    day = cast(date, one.recognized_on)
    one.valid_until = one.valid_until or term_ends(call, day)
    one.report_due_on = report_due(call, day)
    one.save()
    following.carry_on(matter=one, actor=turn.actor, at=turn.at)


def _place_left(taken: int, quota: int, whose: str) -> None:
    if taken >= quota:
        raise StepRefused(f"{whose}的推荐名额为{quota}个，已经用完，不能超名额推荐")


def _in_time(one: PilotApplication, at: datetime) -> None:
    call = _call(one)
    if _day(at) > call.above_closes_on:
        raise StepRefused(f"上级已于{call.above_closes_on}截止，不能再提交或者推荐")


def _call(one: PilotApplication) -> PilotCall:
    return cast(PilotCall, one.call)  # the first step asks for it


def _application(matter: Matter) -> PilotApplication:
    return cast(PilotApplication, matter)  # the docket hands every kind its own model


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
