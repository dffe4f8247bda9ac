"""管理: whether what the plan asks for is done in time."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from manas.indicators.declared.matters import KEPT, OF_MATTER, limits_met
from manas.indicators.declared.model import Head, Indicator, Place, Rows
from manas.plan.models import PlanState, Report, ReportState, WorkItem

UNIT = Place("unit")


def items() -> QuerySet[Any]:
    """This function will give the work items of plans in force that were not withdrawn."""
    return WorkItem.objects.filter(withdrawn_at=None, obligation__task__plan__state=PlanState.ADOPTED)


def done_in_time() -> QuerySet[Any]:
    """This function will give those whose completion was handed in on the last day or before, and accepted since."""
    finished = Report.objects.filter(
        item=OuterRef("pk"),
        state=ReportState.ACCEPTED,
        completes=True,
        submitted_at__date__lte=OuterRef("due_on"),
    )
    return items().filter(Exists(finished))


def decided() -> QuerySet[Any]:
    """This function will give the reports of progress that were decided on."""
    return Report.objects.filter(decided_at__isnull=False)


REPORTS_DECIDED = Rows(decided, Place("item__unit"), on="decided_at")
LIMITS_MET = Rows(limits_met(), OF_MATTER, on="ended_at")

INDICATORS = (
    Indicator(
        "items_in_time",
        _("任务举措按期完成率"),
        _("本期到期的举措中，在期限内申请办结并经核验通过的比例；撤销的举措不计。"),
        Head.MANAGEMENT,
        "%",
        Rows(done_in_time, UNIT, on="due_on"),
        out_of=Rows(items, UNIT, on="due_on"),
        scale=100,
    ),
    Indicator(
        "reports_accepted",
        _("填报一次通过率"),
        _("本期核验的进展填报中通过的比例。"),
        Head.MANAGEMENT,
        "%",
        REPORTS_DECIDED.those(Q(state=ReportState.ACCEPTED)),
        out_of=REPORTS_DECIDED,
        scale=100,
    ),
    Indicator(
        "limits_kept",
        _("办件时限遵守率"),
        _("本期办理的各环节中，行政机关和承办机构在期限内办结的比例；申请人自己的期限不计。"),
        Head.MANAGEMENT,
        "%",
        LIMITS_MET.those(KEPT),
        out_of=LIMITS_MET,
        scale=100,
    ),
)
