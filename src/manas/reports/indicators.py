"""Indicators of one period as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from manas.engines.figures import Figure
from manas.indicators.declared import Head
from manas.indicators.values.tables import Line
from manas.indicators.values.words import ABSENT
from manas.office.models import Unit
from manas.reports.sheet import Cell, list_workbook


def indicators_workbook(table: Mapping[Head, Sequence[Line]], units: Sequence[Unit], period: str) -> bytes:
    """This function will write the table of all indicators into an xlsx workbook, with their definitions."""
    columns = [(_("类别"), 8), (_("指标"), 28), (_("计量单位"), 10)]
    columns += [(unit.short_name, 16) for unit in units] + [(_("定义"), 60), (_("依据"), 40)]
    return list_workbook(f"{_('指标')} {period}", columns, _rows(table))


def _rows(table: Mapping[Head, Sequence[Line]]) -> Iterator[list[Cell]]:
    for head, under in table.items():
        for line in under:
            named: list[Cell] = [str(head.label), str(line.indicator.name), str(line.indicator.measure)]
            meant: list[Cell] = [str(line.indicator.definition), str(line.indicator.basis)]
            yield [*named, *(_written(figure) for figure in line.figures), *meant]


def _written(figure: Figure) -> Cell:
    value = figure.value
    if value is None:
        return str(ABSENT[figure.known])
    return round(value, 2)
