"""What of the plan still holds a unit open."""

from __future__ import annotations

from manas.office.models import Unit
from manas.plan.models import Decision, GuidanceVisit, PlanState, Report, ReportState, VisitState, WorkItem, WorkPlan


def open_work(unit: Unit) -> list[str]:
    """This function will say, a sentence each, what keeps a unit from being closed: a plan it issued, work not done."""
    plans = WorkPlan.objects.filter(owner=unit, state=PlanState.ADOPTED).count()
    done = Report.objects.filter(state=ReportState.ACCEPTED, completes=True).values("item")
    items = WorkItem.objects.filter(unit=unit, obligation__task__plan__state=PlanState.ADOPTED).standing()
    count = items.exclude(pk__in=done).count()
    decided = Decision.objects.filter(unit=unit, item__isnull=True).exclude(visit__state=VisitState.CANCELLED).count()
    visited = GuidanceVisit.objects.filter(county=unit, state__in=[VisitState.PLANNED, VisitState.RECORDED]).count()
    return [
        *([f"其印发的{plans}件方案仍在执行"] if plans else []),
        *([f"承办的{count}件举措尚未办结，请先办结或撤销"] if count else []),
        *([f"有{decided}项议定或承诺的事项尚未记入台账"] if decided else []),
        *([f"有{visited}次联系指导尚未确认"] if visited else []),
    ]
