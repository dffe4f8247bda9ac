"""Questions about applications upward: what may be applied for, what is recognized, until when, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from manas.matters.docket import rules
from manas.matters.docket.kinds import Advice, Level
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.following import continuable
from manas.matters.pilots.calls.models import PilotCall
from manas.matters.pilots.pilot_application.models import PilotApplication, PilotReport
from manas.office.rules import Standing

RECOGNIZED = ("recognized", "expired", "renewed", "revoked")
SOON = timedelta(days=90)
HOLDS_A_PLACE = Q(recommended_on__isnull=False) & ~Q(state="withdrawn")


def open_calls(matter: Matter, day: date) -> QuerySet[Any]:
    """This function will give the calls of the applicant's prefecture to which applications are taken on a day."""
    owners = [call.pk for call in PilotCall.objects.open_on(day).select_related("owner") if _covers(call, matter)]
    return PilotCall.objects.filter(pk__in=owners)


def renewable(matter: Matter, day: date) -> QuerySet[Any]:  # noqa: ARG001  # the shape of all choices
    """This function will give the recognitions of the applicant that this application may renew."""
    return continuable(matter)


def reports_of(matter: Matter) -> QuerySet[PilotReport]:
    """This function will give the yearly reports of a recognition, the oldest first."""
    return PilotReport.objects.filter(application_id=matter.pk)


def term_ends(call: PilotCall, day: date) -> date | None:
    """This function will give the last day of a recognition of `day`: the day before its anniversary; absent without a term."""
    if call.years_valid is None:
        return None
    return _in_year(day.year + call.years_valid, day.month, day.day) - timedelta(days=1)


def report_due(call: PilotCall, after: date) -> date | None:
    """This function will give the first day of reporting after `after`; absent where the call asks for no yearly report."""
    if call.report_month is None or call.report_day is None:
        return None
    due = date(after.year, call.report_month, call.report_day)
    return due if due > after else due.replace(year=after.year + 1)


def applications(call: PilotCall) -> QuerySet[PilotApplication]:
    """This function will give everything that was ever begun under a call."""
    return QuerySet(PilotApplication).filter(call=call)


def taken(call: PilotCall) -> QuerySet[PilotApplication]:
    """This function will give the applications that hold a place of a call's quota."""
    return applications(call).filter(HOLDS_A_PLACE)


def places_taken(calls: Iterable[PilotCall]) -> dict[int, int]:
    """This function will count the places taken of each call, by its number, in one query; a call without any is left out."""
    held: QuerySet[PilotApplication] = QuerySet(PilotApplication).filter(HOLDS_A_PLACE, call__in=calls).order_by()
    return dict(held.values_list("call_id").annotate(Count("pk")))


def places_by_county(call: PilotCall) -> dict[int | None, int]:
    """This function will count the places of a call that each county holds, by its number."""
    return dict(taken(call).order_by().values_list("county_id").annotate(Count("pk")))


def valid_on(day: date) -> Q:
    """This function will keep the recognitions that are in force on a day."""
    return Q(state="recognized", recognized_on__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day))


def register(standing: Standing) -> QuerySet[PilotApplication]:
    """This function will give what was ever recognized, as far as somebody of this standing may read it, the latest first."""
    found: QuerySet[PilotApplication] = QuerySet(PilotApplication).filter(rules.visible(standing), state__in=RECOGNIZED)
    return found.select_related("call", "county", "applicant_organization").order_by("-recognized_on", "-pk")


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:
    """This function will say what the call asks for, how the quota stands, and that a recognition ran out."""
    one, today = cast(PilotApplication, matter), timezone.localdate(at)
    if one.call is None:
        return ()
    if one.state == "recognized":
        return _of_term(one, today)
    if one.closed_at is not None:
        return ()
    asked = "、".join(line.strip() for line in one.call.materials.splitlines() if line.strip())
    return (Advice(Level.INFO, f"申报通知要求的材料：{asked}"), *_of_quota(one))


def paper_values(matter: Matter) -> Mapping[str, object]:
    """This function will give what the recommendation prints of the call."""
    call = cast(PilotCall, cast(PilotApplication, matter).call)
    return {
        "programme": call.programme,
        "document_name": call.document_name,
        "document_number": call.document_number,
    }


def _of_term(one: PilotApplication, today: date) -> tuple[Advice, ...]:
    if one.valid_until is None or today + SOON < one.valid_until:
        return ()
    over = today > one.valid_until
    text = f"认定有效期{'已于' if over else '至'}{one.valid_until}{'届满' if over else '，可以申报续期'}"
    return (Advice(Level.STOP if over else Level.WARNING, text),)


def _of_quota(one: PilotApplication) -> tuple[Advice, ...]:
    call = cast(PilotCall, one.call)
    return (Advice(Level.INFO, f"推荐名额{call.quota}个，已经推荐{taken(call).count()}个"),) if one.submitted_at else ()


def _covers(call: PilotCall, matter: Matter) -> bool:
    return matter.lead_unit.path.startswith(call.owner.path)


def _in_year(year: int, month: int, day: int) -> date:
    """The same day of another year; 29 February becomes 1 March where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 3, 1)
