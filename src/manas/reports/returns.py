"""The returns of one period as a workbook: an item a row, four values side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from manas.indicators.declared import INDICATORS
from manas.indicators.models import Return, ReturnPeriod, ReturnValue
from manas.indicators.statistics.models import KNOWN
from manas.reports.sheet import Cell, list_workbook

WORDS = dict(KNOWN)


def returns_workbook(period: ReturnPeriod, returns: Sequence[Return]) -> bytes:
    """This function will write the returns of a period into an xlsx workbook."""
    heads = [
        (_("填报单位"), 16), (_("填报状态"), 12), (_("报表项目"), 28), (_("计量单位"), 10), (_("系统计算"), 14),
        (_("上报数"), 14), (_("审核数"), 14), (_("上级反馈数"), 14), (_("反馈文件"), 28), (_("填报说明"), 40),
    ]  # fmt: skip
    return list_workbook(f"{period.form.name} {period.period}", heads, _rows(returns))


def _rows(returns: Sequence[Return]) -> Iterator[list[Cell]]:
    for filled in returns:
        for value in filled.values.all():
            yield [filled.unit.short_name, str(filled.get_state_display()), *_cells(value)]


def _cells(value: ReturnValue) -> list[Cell]:
    item = value.item
    indicator = INDICATORS.get(item.indicator)
    return [
        str(indicator.name) if indicator else item.label,
        str(indicator.measure) if indicator else item.measure,
        _written(value.computed, value.computed_known) if indicator else "",
        _written(value.reported, value.reported_known),
        "" if value.verified is None else value.verified,
        "" if value.returned is None else value.returned,
        value.returned_source,
        value.comment,
    ]


def _written(value: Decimal | None, known: str) -> Cell:
    return str(WORDS[known]) if value is None else value
