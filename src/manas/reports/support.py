"""Money and policies by task (条件保障) as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from manas.plan.support.queries import TaskSupport
from manas.reports.sheet import Cell, list_workbook


def support_workbook(rows: Iterable[TaskSupport], year: int) -> bytes:
    """This function will write every fund of a year under its task into an xlsx workbook; a task without any has a row too."""
    heads = [
        (_("任务"), 40), (_("经费用途"), 40), (_("安排单位"), 16), (_("使用单位"), 16), (_("资金来源"), 14),
        (_("安排金额（元）"), 16), (_("到位（元）"), 16), (_("支出（元）"), 16), (_("依据文件"), 40), (_("配套政策"), 40),
    ]  # fmt: skip
    return list_workbook(f"{_('条件保障')}{year}", heads, _rows(rows))


def _rows(rows: Iterable[TaskSupport]) -> Iterator[list[Cell]]:
    for row in rows:
        policies = "；".join(str(policy) for policy in row.policies)
        for fund, stands in row.funds:
            yield [
                str(row.task), fund.name, fund.provider.short_name, fund.user.short_name,
                str(fund.get_source_display()), stands.arranged, stands.received, stands.paid, fund.document, policies,
            ]  # fmt: skip
        if not row.funds:
            yield [str(row.task), _("没有安排"), "", "", "", None, None, None, "", policies]
