"""任务分解表 as a workbook that is sent out on paper: merged cells, wrapped text, A4 across, head on every page."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from manas.plan.models import WorkPlan
from manas.plan.queries.overview import BreakdownRow, BreakdownTask

WIDTHS = (5, 18, 36, 12, 24, 30, 22, 11, 12, 11, 14)


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Format
    note: Format
    head: Format
    cell: Format
    day: Format
    figure: Format


def breakdown_workbook(plan: WorkPlan, tasks: list[BreakdownTask], today: date) -> bytes:
    """This function will write the table as xlsx; a task's cells and a sentence's span all lines that belong to them."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    formats = _formats(book)
    sheet = book.add_worksheet(_("任务分解表"))
    _page(sheet, plan, formats, today)
    line = 3
    for task in tasks:
        line = _task(sheet, formats, line, task)
    book.close()
    return target.getvalue()


def columns() -> tuple[str, ...]:
    """This function will give the heads of the table, in the reader's language."""
    return (
        _("序号"),
        _("任务"),
        _("责任语句"),
        _("牵头单位"),
        _("责任单位"),
        _("举措内容"),
        _("完成标准"),
        _("承办单位"),
        _("完成期限"),
        _("状态"),
        _("核验值"),
    )


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    base: dict[str, Any] = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
    lined = base | {"border": 1}
    return _Formats(
        title=book.add_format(base | {"font_name": "黑体", "font_size": 16, "align": "center"}),
        note=book.add_format(base | {"align": "right"}),
        head=book.add_format(lined | {"bold": True, "align": "center", "bg_color": "#EFEBE2"}),
        cell=book.add_format(lined),
        day=book.add_format(lined | {"num_format": "yyyy-mm-dd", "align": "center"}),
        figure=book.add_format(lined | {"num_format": "General", "align": "right"}),
    )


def _page(sheet: Worksheet, plan: WorkPlan, formats: _Formats, today: date) -> None:
    last = len(WIDTHS) - 1
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    sheet.set_row(0, 44)
    sheet.merge_range(0, 0, 0, last, f"{plan.document.title} {_('任务分解表')}", formats.title)
    sheet.merge_range(1, 0, 1, last, _("截至 %(day)s") % {"day": today.isoformat()}, formats.note)
    for at, words in enumerate(columns()):
        sheet.write_string(2, at, words, formats.head)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 2)
    sheet.set_footer(_("第 &P 页，共 &N 页"))
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)


def _task(sheet: Worksheet, formats: _Formats, first: int, task: BreakdownTask) -> int:
    """Gives the line after the task."""
    last = first + len(task.lines) - 1
    if last < first:
        return first
    for column, words in ((0, task.task.number), (1, task.task.title), (3, task.leads), (4, task.others)):
        _span(sheet, first, last, column, words, formats.cell)
    for line, row in enumerate(task.lines, start=first):
        if row.spans:
            _span(sheet, line, line + row.spans - 1, 2, row.obligation.text, formats.cell)
        _item(sheet, formats, line, row)
    return last + 1


def _item(sheet: Worksheet, formats: _Formats, line: int, found: BreakdownRow) -> None:
    row = found.row
    if row is None:
        for column in range(5, len(WIDTHS)):
            sheet.write_blank(line, column, None, formats.cell)
        return
    item = row.item
    for column, words in ((5, item.what), (6, item.measure), (7, item.unit.short_name)):
        sheet.write_string(line, column, words, formats.cell)
    sheet.write_datetime(line, 8, item.due_on, formats.day)
    sheet.write_string(line, 9, f"{row.light.mark} {row.light.word}", formats.cell)
    if row.verified is None:
        sheet.write_blank(line, 10, None, formats.cell)
    else:
        sheet.write_number(line, 10, float(row.verified), formats.figure)


def _span(sheet: Worksheet, first: int, last: int, column: int, words: str, cell: Format) -> None:
    if first == last:
        sheet.write_string(first, column, words, cell)
    else:
        sheet.merge_range(first, column, last, column, words, cell)
