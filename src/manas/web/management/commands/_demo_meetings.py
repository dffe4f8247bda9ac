"""Example meetings: an annual one whose three decisions are in the ledger, one to come; a visit to each of two counties."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from manas.office.models import Person, Unit, UnitKind
from manas.plan.actions import ledger
from manas.plan.meetings import actions, visits
from manas.plan.meetings.actions import Call
from manas.plan.meetings.decisions import Wording, write_down
from manas.plan.meetings.visits import Findings
from manas.plan.models import GuidanceVisit, Meeting, Obligation, WorkPlan

# Unit, task and sentence (from 1), what, how success is told, days from now: one is done, one is late, one is running.
DECIDED: Final = (
    ("kjj", "1", 1, "汇总援疆省市可引进技术清单并分送各县(市)（示例）", "清单分送四县(市)", 30),
    ("scjgj", "2", 2, "汇总各县(市)“一县一品”建设方案（示例）", "四县(市)方案汇总成册", -6),
    ("gov653001", "6", 4, "商标品牌指导站延伸到两个乡镇（示例）", "两个乡镇有固定服务日", 45),
)
DONE: Final = "gov653001"


@transaction.atomic
def make_meetings(now: datetime) -> tuple[Meeting, GuidanceVisit]:
    """This function will make two meetings and two visits that carry the mark 示例. Gives what is still to come and to confirm."""
    plan, office = WorkPlan.objects.of_governments().earliest("pk"), Person.objects.get(username="office")
    _annual(plan, office, now)
    _visit(plan, office, "gov653001", "商标品牌指导站运行", "6", now, answered_by=Person.objects.get(username="artux"))
    waiting = _visit(plan, office, "gov653024", "口岸企业维权联络", "9", now, answered_by=None)
    return _to_come(plan, office, now), waiting


def _units(plan: WorkPlan) -> list[Unit]:
    counties = Unit.objects.within(plan.owner).filter(kind=UnitKind.COUNTY_GOVERNMENT)
    return [*counties, *Unit.objects.filter(code__in=["kjj", "nyncj", "scjgj"])]


def _sentence(plan: WorkPlan, number: str, position: int) -> Obligation:
    return Obligation.objects.get(task__plan=plan, task__kind="task", task__number=number, position=position - 1)


def _annual(plan: WorkPlan, office: Person, now: datetime) -> None:
    began = now - timedelta(days=40)
    asked = Call(
        kind="annual",
        title="知识产权强州建设年度工作会议（示例）",
        held_on=timezone.localdate(began),
        agenda="总结年度任务落实情况，部署下一步重点工作（示例）",
        units=_units(plan),
        place="州政府三楼会议室",
    )
    meeting = actions.call(plan=plan, asked=asked, actor=office, at=began - timedelta(days=7))
    meeting = actions.hold(meeting=meeting, actor=office, at=began)
    for code, number, position, what, measure, days in DECIDED:
        wording = Wording(
            unit=Unit.objects.get(code=code),
            what=what,
            measure=measure,
            due_on=timezone.localdate(now + timedelta(days=days)),
            obligation=_sentence(plan, number, position),
        )
        write_down(of=meeting, wording=wording, actor=office, at=began)
    summary = "会议听取各单位任务落实情况，研究了进度滞后的事项。（示例）"
    issued = began + timedelta(days=2)
    meeting = actions.issue(meeting=meeting, summary=summary, actor=office, at=issued)
    artux, item = Person.objects.get(username="artux"), meeting.decisions.get(unit__code=DONE).item
    if item is not None:
        told = {"text": "两个乡镇已有固定服务日。（示例）", "completes": True, "actor": artux}
        report = ledger.write_report(item=item, at=now - timedelta(days=9), **told)  # type: ignore[arg-type]  # by name
        ledger.submit_report(report=report, actor=artux, at=now - timedelta(days=9))
        ledger.accept_report(report=report, actor=office, at=now - timedelta(days=8))


def _to_come(plan: WorkPlan, office: Person, now: datetime) -> Meeting:
    asked = Call(
        kind="promotion",
        title="知识产权强县(市)建设推进会（示例）",
        held_on=timezone.localdate(now + timedelta(days=14)),
        agenda="核对上次议定事项；“一市一案”“一县一品”推进（示例）",
        units=_units(plan),
        place="州政府三楼会议室",
    )
    return actions.call(plan=plan, asked=asked, actor=office, at=now)


def _visit(
    plan: WorkPlan, office: Person, code: str, subject: str, number: str, now: datetime, *, answered_by: Person | None
) -> GuidanceVisit:
    at = now - timedelta(days=5)
    visit = visits.plan_visit(
        plan=plan,
        county=Unit.objects.get(code=code),
        held_on=timezone.localdate(at),
        subject=f"{subject}（示例）",
        task=plan.tasks.get(kind="task", number=number),
        actor=office,
        at=at,
    )
    promised = Wording(
        unit=visit.office,
        what=f"派业务人员协助{subject}（示例）",
        measure="协助两次，问题清单逐项办结",
        due_on=timezone.localdate(now + timedelta(days=60)),
        obligation=_sentence(plan, "9", 1),
    )
    write_down(of=visit, wording=promised, actor=office, at=at)
    findings = Findings("缺少熟悉业务的人员（示例）", "先把现有服务点用起来（示例）", "请派员指导（示例）")
    visit = visits.record(visit=visit, findings=findings, actor=office, at=at)
    if answered_by is None:
        return visit
    return visits.answer(visit=visit, agrees=True, actor=answered_by, at=at + timedelta(days=1))
