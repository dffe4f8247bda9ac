"""Planning a visit to a county, recording it with what the office promises, and the county's word on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from manas.office.models import Person, Role, Unit, UnitKind
from manas.office.notices.actions import withdraw
from manas.office.queries import standing_at
from manas.plan.meetings.decisions import into_ledger
from manas.plan.meetings.states import MeetingRefused, held, in_state, move, running, write_line
from manas.plan.meetings.telling import about, tell
from manas.plan.models import GuidanceVisit, Task, VisitState, WorkPlan


@dataclass(frozen=True, slots=True)
class Findings:
    """What a visit found, what was advised, and what the county asked for; written by who visited."""

    found: str
    advised: str
    asked: str = ""


@transaction.atomic
def plan_visit(
    *,
    plan: WorkPlan,
    county: Unit,
    held_on: date,
    subject: str,
    actor: Person,
    at: datetime,
    task: Task | None = None,
) -> GuidanceVisit:
    """This function will plan a visit of the actor's office to a county under the plan's owner."""
    kept = running(plan, actor, at)
    if county.kind != UnitKind.COUNTY_GOVERNMENT or county == kept.owner or not kept.owner.contains(county):
        raise MeetingRefused(f"{county}不是本方案范围内的县(市)")
    if task is not None and task.plan_id != kept.pk:
        raise MeetingRefused("任务不在本方案中")
    office = next(post.unit for post in standing_at(actor, at).posts_as(Role.OFFICE) if _serves(post.unit, kept))
    made = GuidanceVisit(
        plan=kept,
        office=office,
        county=county,
        held_on=held_on,
        subject=subject.strip(),
        task=task,
        is_example=actor.is_example,
        created_by=actor,
        created_at=at,
    )
    made.full_clean()
    made.save(force_insert=True)
    write_line(made, "安排联系指导", {"held_on": held_on.isoformat()}, actor, at)
    if held_on >= timezone.localdate(at):
        body = f"{held_on}，{office}。所需情况由系统记录生成，不用准备材料和报表。"
        tell(made, [county], "planned", f"联系指导：{made.subject}", body, at)
    return made


@transaction.atomic
def record(*, visit: GuidanceVisit, findings: Findings, actor: Person, at: datetime) -> GuidanceVisit:
    """This function will record a visit from its day on and ask the county for its word.

    What the office promised becomes work items of its own: all of it, or nothing changes.
    """
    kept = in_state(visit, VisitState.PLANNED, actor, at)
    if kept.held_on > timezone.localdate(at):
        raise MeetingRefused("还没有到指导的日期")
    if not findings.found.strip() or not findings.advised.strip():
        raise MeetingRefused("请填写了解到的需要和指导意见")
    items = [one.item_id for one in into_ledger(kept, actor, at)]
    kept.found, kept.advised, kept.asked = findings.found.strip(), findings.advised.strip(), findings.asked.strip()
    move(kept, VisitState.RECORDED, "记录联系指导", {"items": items}, actor, at)
    tell(kept, [kept.county], "recorded", f"请确认联系指导记录：{kept.subject}", "同意或者写明不同意见即可。", at)
    return kept


@transaction.atomic
def answer(*, visit: GuidanceVisit, agrees: bool, actor: Person, at: datetime, comment: str = "") -> GuidanceVisit:
    """This function will put the county's word beside the record: that it is right, or what is not, in words."""
    kept = held(visit)
    if not standing_at(actor, at).reports_for(kept.county):
        raise MeetingRefused("联系指导记录由受访县(市)确认")
    if kept.state != VisitState.RECORDED:
        raise MeetingRefused(f"记录现在是“{kept.get_state_display()}”，不用确认")
    if not agrees and not comment.strip():
        raise MeetingRefused("请写明不同意见")
    kept.comment, kept.answered_by, kept.answered_at = comment.strip(), actor, at
    state = VisitState.CONFIRMED if agrees else VisitState.COMMENTED
    move(kept, state, "确认联系指导", {"agrees": int(agrees), "comment": kept.comment[:200]}, actor, at)
    withdraw(about=about(kept), at=at)
    return kept


@transaction.atomic
def call_off(*, visit: GuidanceVisit, reason: str, actor: Person, at: datetime) -> GuidanceVisit:
    """This function will call a planned visit off, with a reason."""
    kept = in_state(visit, VisitState.PLANNED, actor, at)
    if not reason.strip():
        raise MeetingRefused("请填写取消理由")
    kept.cancelled_reason = reason.strip()[:200]
    move(kept, VisitState.CANCELLED, "取消联系指导", {"reason": kept.cancelled_reason}, actor, at)
    withdraw(about=about(kept), at=at)
    return kept


def _serves(office: Unit, plan: WorkPlan) -> bool:
    """Whether it is by this office that the plan is run: its government's tree holds the plan's owner."""
    return (office.parent or office).contains(plan.owner)
