"""Indicators of one period as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from manas.engines.figures import Figure
from manas.engines.periods import Period
from manas.indicators.declared import INDICATORS
from manas.indicators.kept.queries import Book
from manas.indicators.values.tables import by_head
from manas.indicators.values.words import ABSENT, period_words
from manas.office.models import Unit
from manas.reports.sheet import Cell, list_workbook


def indicators_workbook(book: Book, units: Sequence[Unit], period: Period) -> bytes:
    """This function will write the table of all indicators into an xlsx workbook, with their definitions."""
    columns = [(_("类别"), 8), (_("指标"), 28), (_("计量单位"), 10)]
    columns += [(unit.short_name, 16) for unit in units] + [(_("定义"), 60), (_("依据"), 40)]
    return list_workbook(f"{_('指标')} {period_words(period)}", columns, _rows(book, units, period))


def _rows(book: Book, units: Sequence[Unit], period: Period) -> Iterator[list[Cell]]:
    for head, under in by_head(list(INDICATORS.values())).items():
        for indicator in under:
            named: list[Cell] = [str(head.label), str(indicator.name), str(indicator.measure)]
            meant: list[Cell] = [str(indicator.definition), str(indicator.basis)]
            yield [*named, *(_written(figure) for figure in book.row(indicator, units, period)), *meant]


def _written(figure: Figure) -> Cell:
    value = figure.value
    if value is None:
        return str(ABSENT[figure.known])
    return round(value, 2)
