"""保护: cases, their time limits, aid."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from manas.indicators.declared.matters import HERE, KEPT, OF_MATTER, limits_met
from manas.indicators.declared.model import Head, Indicator, Place, Rows
from manas.matters.docket.models import Rating, TimeLimit
from manas.matters.protection.penalty_case.models import PenaltyCase
from manas.matters.services.rights_aid.models import RightsAid

# The limit of deciding a case begins when the case is filed, and only then.
TO_DECIDE = "PEN-DECIDE"
AID_OPINION = "AID-OPINION"


def filed() -> QuerySet[Any]:
    """This function will give the filings of cases, by the limit that each begins."""
    return TimeLimit.objects.filter(rule=TO_DECIDE)


def ratings() -> QuerySet[Any]:
    """This function will give the ratings of rights aid."""
    return Rating.objects.filter(matter__in=RightsAid.objects.values("pk"))


DECIDED = Rows(limits_met(TO_DECIDE), OF_MATTER, on="ended_at")

INDICATORS = (
    Indicator(
        "cases_filed",
        _("行政处罚立案数"),
        _("本期立案的知识产权行政处罚案件数。"),
        Head.PROTECTION,
        _("件"),
        Rows(filed, OF_MATTER, on="event_at"),
        tasks=("9",),
        more_is_better=None,
    ),
    Indicator(
        "cases_decided",
        _("行政处罚决定数"),
        _("本期作出处罚决定的知识产权案件数。"),
        Head.PROTECTION,
        _("件"),
        Rows(PenaltyCase.objects.all, HERE, on="decided_on"),
        tasks=("9",),
        more_is_better=None,
    ),
    Indicator(
        "fines",
        _("罚款金额"),
        _("本期作出的处罚决定中的罚款金额合计。"),
        Head.PROTECTION,
        _("元"),
        Rows(PenaltyCase.objects.all, HERE, on="decided_on", amount="fine"),
        tasks=("9",),
        more_is_better=None,
    ),
    Indicator(
        "cases_in_time",
        _("案件按期处理率"),
        _("本期作出处理决定的案件中，在法定办案期限内（含批准延长）作出的比例。"),
        Head.PROTECTION,
        "%",
        DECIDED.those(KEPT),
        out_of=DECIDED,
        scale=100,
        tasks=("9",),
        basis=_("期限依据《市场监督管理行政处罚程序规定》"),
    ),
    Indicator(
        "aid_received",
        _("维权援助申请数"),
        _("本期收到的知识产权维权援助申请件数。"),
        Head.PROTECTION,
        _("件"),
        Rows(lambda: RightsAid.objects.filter(merged_into=None), HERE, on="submitted_at"),
        tasks=("11",),
        more_is_better=None,
    ),
    Indicator(
        "aid_rating",
        _("维权援助满意度"),
        _("本期申请人评价的平均分（1至5分）。"),
        Head.PROTECTION,
        _("分"),
        Rows(ratings, Place("matter__county", "matter__lead_unit"), on="at", amount="score"),
        out_of=Rows(ratings, Place("matter__county", "matter__lead_unit"), on="at"),
        tasks=("11",),
    ),
)
