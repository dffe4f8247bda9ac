"""管理: whether what the plan asks for is done in time, and what was supervised is answered."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from manas.indicators.declared.matters import KEPT, OF_MATTER, limits_met
from manas.indicators.declared.model import Head, Indicator, Place, Rows
from manas.indicators.statistics.models import PeriodException, Return, ReturnState
from manas.plan.models import (
    OrderState,
    PlanState,
    Report,
    ReportState,
    SupervisionOrder,
    SupervisionStep,
    WorkItem,
)

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


def orders() -> QuerySet[Any]:
    """This function will give the orders of supervision that were not withdrawn."""
    return SupervisionOrder.objects.exclude(state=OrderState.WITHDRAWN)


def answered_in_time() -> QuerySet[Any]:
    """This function will give those answered by the day that holds for them; of several answers the last one counts."""
    replies = SupervisionStep.objects.filter(order=OuterRef("pk"), deed="reply")
    return orders().filter(
        Exists(replies),
        ~Exists(replies.filter(at__date__gt=OuterRef("answer_by"))),
        state__in=(OrderState.REPLIED, OrderState.CLOSED),
    )


def returns() -> QuerySet[Any]:
    """This function will give the returns that units owe."""
    return Return.objects.select_related("period__form", "unit")


def handed_in_time() -> QuerySet[Any]:
    """This function will give those handed in by the day of their period, or by the unit's exception."""
    excepted = PeriodException.objects.filter(period=OuterRef("period"), unit=OuterRef("unit")).values("due_on")
    until = Coalesce(Subquery(excepted), F("period__due_on"))
    return returns().exclude(state=ReturnState.OPEN).filter(submitted_at__date__lte=until)


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
    Indicator(
        "orders_issued",
        _("督办件数"),
        _("本期签发的督办件数，含提醒和约谈，撤销的不计。"),
        Head.MANAGEMENT,
        _("件"),
        Rows(orders, UNIT, on="issued_at"),
        more_is_better=None,
    ),
    Indicator(
        "orders_answered",
        _("督办件按期回复率"),
        _("回复期限在本期的督办件中，在期限内回复的比例；被退回的以最后一次回复为准，撤销的不计。"),
        Head.MANAGEMENT,
        "%",
        Rows(answered_in_time, UNIT, on="answer_by"),
        out_of=Rows(orders, UNIT, on="answer_by"),
        scale=100,
    ),
    Indicator(
        "returns_in_time",
        _("报表按时上报率"),
        _("截止日期在本期的统计报表中，在截止日期前上报的比例；有例外期限的按例外期限。"),
        Head.MANAGEMENT,
        "%",
        Rows(handed_in_time, UNIT, on="period__due_on"),
        out_of=Rows(returns, UNIT, on="period__due_on"),
        scale=100,
    ),
)
