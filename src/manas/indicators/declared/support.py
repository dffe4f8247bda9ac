"""Money for tasks of the plan: arranged, received, paid. A reversal takes back what it reverses, on its own day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from manas.indicators.declared.model import Head, Indicator, Place, Rows
from manas.plan.models import Fund, FundMove, MoveKind


def arranged() -> QuerySet[Any]:
    """This function will give the money arranged that was not withdrawn."""
    return Fund.objects.standing()


def _moved(kind: MoveKind) -> Callable[[], QuerySet[Any]]:
    return lambda: FundMove.objects.filter(kind=kind).select_related("fund")


INDICATORS = (
    Indicator(
        "funds_arranged",
        _("任务经费安排金额"),
        _("本期安排用于方案任务的经费合计，按安排日期、使用单位计入，撤销的不计。"),
        Head.MANAGEMENT,
        _("元"),
        Rows(arranged, Place("user"), on="arranged_on", amount="amount"),
    ),
    Indicator(
        "funds_received",
        _("任务经费到位金额"),
        _("本期到位的任务经费合计，按发生日期、使用单位计入，冲正的相抵。"),
        Head.MANAGEMENT,
        _("元"),
        Rows(_moved(MoveKind.RECEIVED), Place("fund__user"), on="on", amount="amount"),
    ),
    Indicator(
        "funds_paid",
        _("任务经费支出金额"),
        _("本期支出的任务经费合计，按发生日期、使用单位计入，冲正的相抵。"),
        Head.MANAGEMENT,
        _("元"),
        Rows(_moved(MoveKind.PAID), Place("fund__user"), on="on", amount="amount"),
        more_is_better=None,
    ),
)
