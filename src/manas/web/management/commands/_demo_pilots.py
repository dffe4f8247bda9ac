"""Invented calls from above, marked 示例: one open with an application under way, one of which something was recognized."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.pilots.calls.actions import Asked, announce
from manas.matters.pilots.calls.models import PilotCall
from manas.office.models import Membership, Person, Unit
from manas.plan.models import WorkPlan

COUNTY: Final = "gov653001"
MATERIALS: Final = "申报书\n知识产权管理制度\n近两年实施情况"


@transaction.atomic
def make_pilots(now: datetime) -> tuple[PilotCall, PilotCall]:
    """This function will enter two calls and carry an application of each as far as it goes."""
    owner = WorkPlan.objects.of_governments().select_related("owner").latest("pk").owner
    county = Unit.objects.get(code=COUNTY)
    before = now - timedelta(days=150)
    over = _called(owner, "示例优势企业", "示例〔1〕号", before, {county: 1}, reports=True)
    running = _called(owner, "示例商标品牌指导站", "示例〔2〕号", now - timedelta(days=10), {}, reports=False)
    one = _applied(over, county, before + timedelta(days=5))
    one = _step(one, "county_recommend", "artux-handler", before + timedelta(days=8), opinion="材料齐全，同意推荐。")
    one = _step(one, "rank", "handler", before + timedelta(days=12), place=1)
    one = _step(one, "recommend", "approver", before + timedelta(days=13))
    answered = before + timedelta(days=60)
    _attach(one, "decision", "handler", answered)
    _step(
        one,
        "recognize_reporting",
        "handler",
        answered,
        recognition_number="示例认定〔1〕号",
        recognized_on=timezone.localdate(answered),
    )
    _applied(running, county, now - timedelta(days=2))
    return over, running


def _called(
    owner: Unit, programme: str, number: str, at: datetime, shares: dict[Unit, int], *, reports: bool
) -> PilotCall:
    opens_on = timezone.localdate(at)
    asked = Asked(
        programme=programme,
        level="region",
        applicants="enterprise",
        document_name=f"关于组织申报{programme}的通知",
        document_number=number,
        quota=2,
        materials=MATERIALS,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=30),
        above_closes_on=opens_on + timedelta(days=45),
        years_valid=3 if reports else None,
        report_month=3 if reports else None,
        report_day=31 if reports else None,
    )
    return announce(owner=owner, asked=asked, shares=shares, actor=Person.objects.get(username="office"), at=at)


def _applied(call: PilotCall, county: Unit, at: datetime) -> Matter:
    firm = Person.objects.get(username="firm")
    organization = Membership.objects.get(person=firm, confirmed_at__isnull=False).organization
    values = {"title": f"申报{call.programme}（示例）", "call": call, "contact": "0908-0000001"}
    made = open_draft(
        kind=kinds()["pilot_application"], county=county, organization=organization, actor=firm, at=at, values=values
    )
    _attach(made, "application", "firm", at)
    return _step(made, "submit", "firm", at)


def _attach(matter: Matter, document: str, username: str, at: datetime) -> None:
    actor = Person.objects.get(username=username)
    attach(matter=matter, document=document, name="示例材料.txt", data="示例".encode(), actor=actor, at=at)


def _step(matter: Matter, key: str, username: str, at: datetime, opinion: str = "", **values: Any) -> Matter:
    matter.refresh_from_db()
    actor = Person.objects.get(username=username)
    return take(matter=matter, step=key, turn=matter.turn, actor=actor, at=at, values=values, opinion=opinion)
