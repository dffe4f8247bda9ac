"""An invented plan of 阿图什市 beside the prefecture's, some tasks compared; a showcase that was copied; products of counties."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from manas.office.models import Person, Unit
from manas.plan.actions import drafting, ledger, showcases
from manas.plan.actions.adopting import adopt
from manas.plan.actions.aligning import judge
from manas.plan.actions.showcases import Source, Told
from manas.plan.models import Obligation, Report, ReportState, Showcase, Verdict, WorkItem, WorkPlan
from manas.plan.specialty.actions import Named, name_specialty

FILE: Final = "demo-county-plan.txt"
COUNTY: Final = "gov653001"
OTHER_COUNTY: Final = "gov653023"
# The number of the county's task, that of the prefecture's; the rest stays open for whoever tries it.
CONFIRMED: Final = (("1", "1"), ("2", "7"), ("3", "10"))
# Task, what is done, how it is told, days from now to its end, what was reported.
ITEMS: Final = (
    ("1", "走访林果企业，汇总技术需求（示例）", "需求清单报市人民政府", 30, "已走访6家企业。"),
    ("2", "指导合作社申请使用地理标志专用标志（示例）", "新增用标主体不少于2家", -8, ""),
)


@transaction.atomic
def make_county_plans(now: datetime) -> tuple[WorkPlan, Showcase]:
    """This function will put the county's plan in force and publish a showcase; everything carries the mark 示例."""
    office, artux = Person.objects.get(username="office"), Person.objects.get(username="artux")
    plan = WorkPlan.objects.of_governments().earliest("pk")
    began = now - timedelta(days=120)
    draft = drafting.upload(
        data=(settings.EXAMPLES / FILE).read_bytes(),
        name=FILE,
        owner=Unit.objects.get(code=COUNTY),
        actor=office,
        at=began,
    )
    lower = adopt(plan=draft, actor=office, at=began)
    for own, upper in CONFIRMED:
        task, above = lower.tasks.get(number=own, kind="task"), plan.tasks.get(number=upper, kind="task")
        judge(task=task, upper=above, verdict=Verdict.CONFIRMED, actor=office, at=began + timedelta(days=2))
    for number, what, measure, days, report in ITEMS:
        item = _item(lower, number, what, measure, now + timedelta(days=days), office, began + timedelta(days=3))
        if report:
            written = ledger.write_report(item=item, text=report, actor=artux, at=now - timedelta(days=5))
            ledger.submit_report(report=written, actor=artux, at=now - timedelta(days=5))
    _specialties(lower, artux, office, now)
    return lower, _showcases(office, artux, now)


def _specialties(lower: WorkPlan, artux: Person, office: Person, now: datetime) -> None:
    """Two counties have a product, the others none yet."""
    sentence = Obligation.objects.filter(task__plan=lower, text__contains="无花果").first()
    figs = Named("无花果", "林果、木纳格", sentence, "示例文件1号", timezone.localdate(now - timedelta(days=90)))
    name_specialty(county=Unit.objects.get(code=COUNTY), named=figs, actor=artux, at=now)
    berries = Named("沙棘", "", None, "示例文件2号", timezone.localdate(now - timedelta(days=60)))
    name_specialty(county=Unit.objects.get(code=OTHER_COUNTY), named=berries, actor=office, at=now)


def _item(plan: WorkPlan, number: str, what: str, measure: str, due: datetime, actor: Person, at: datetime) -> WorkItem:
    obligation = Obligation.objects.filter(task__plan=plan, task__number=number, task__kind="task").earliest("position")
    unit = Unit.objects.filter(responsibilities__task=obligation.task).earliest("responsibilities__position")
    due_on = timezone.localdate(due)
    return ledger.plan_item(
        obligation=obligation,
        unit=unit,
        year=due_on.year,
        what=what,
        measure=measure,
        due_on=due_on,
        actor=actor,
        at=at,
    )


def _showcases(office: Person, artux: Person, now: datetime) -> Showcase:
    """One that was published and copied, one that still waits."""
    accepted = Report.objects.filter(state=ReportState.ACCEPTED, completes=True, item__unit__code="nyncj")
    report = accepted.select_related("item__unit").earliest("pk")
    at = now - timedelta(days=40)
    told = Told(
        "组团申报区域品牌认证（示例）",
        "由农业农村部门统一比对标准、统一准备材料，企业只提供一次资料，集中送审。",
        "推荐的6家企业全部受理。",
    )
    made = showcases.propose(source=Source(report=report), unit=report.item.unit, told=told, actor=office, at=at)
    made = showcases.accept(showcase=made, actor=office, at=at + timedelta(days=1))
    made = showcases.publish(showcase=made, checked=True, actor=office, at=at + timedelta(days=2))
    county = Unit.objects.get(code=COUNTY)
    copy = showcases.take_over(
        showcase=made,
        unit=county,
        taken_on=timezone.localdate(at + timedelta(days=10)),
        result="按同样办法组织2家合作社申报。",
        actor=artux,
        at=now - timedelta(days=10),
    )
    showcases.confirm_copy(copy=copy, actor=office, at=now - timedelta(days=8))
    item = WorkItem.objects.filter(unit=county, withdrawn_at=None).earliest("pk")
    waiting = Told("技术需求上门收集（示例）", "由联络员上门，按一张表收集。", "形成需求清单。")
    showcases.propose(source=Source(item=item), unit=county, told=waiting, actor=artux, at=now - timedelta(days=1))
    return made
