"""任务对照表 as a workbook: tasks × plans below, then what nobody carries out and what counties do of their own accord."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from manas.plan.models import WorkPlan
from manas.plan.queries.alignment import AlignmentMatrix, Carried, Column

BASE: dict[str, Any] = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}


def alignment_workbook(plan: WorkPlan, page: AlignmentMatrix, today: date) -> bytes:
    """This function will write the alignment as xlsx: a sheet of the matrix, a sheet of coverage and gaps."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    head = book.add_format(BASE | {"border": 1, "bold": True, "align": "center", "bg_color": "#EFEBE2"})
    cell = book.add_format(BASE | {"border": 1})
    title = book.add_format(BASE | {"font_name": "黑体", "font_size": 14})
    sheet = _sheet(book.add_worksheet(_("任务对照表")), f"{plan.document.title} {_('任务对照表')} {today}", title)
    _table(sheet, head, cell, [_("任务"), *(str(one.unit) for one in page.columns)], [
        [str(row.task), *(_words(one) for one in row.cells)] for row in page.rows
    ])  # fmt: skip
    gaps = _sheet(book.add_worksheet(_("覆盖与缺口")), f"{_('覆盖与缺口')} {today}", title)
    _table(gaps, head, cell, [_("单位"), _("任务"), _("承接"), _("覆盖上级任务"), _("自主开展")], [
        _gap(one, len(page.rows)) for one in page.columns
    ])  # fmt: skip
    gaps.write_string(len(page.columns) + 4, 0, _("尚无县(市)承接"), head)
    for line, task in enumerate(page.unserved, start=len(page.columns) + 5):
        gaps.write_string(line, 0, str(task), cell)
    book.close()
    return target.getvalue()


def _sheet(sheet: Worksheet, words: str, title: Format) -> Worksheet:
    sheet.write_string(0, 0, words, title)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 12, 26)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 1)
    return sheet


def _table(sheet: Worksheet, head: Format, cell: Format, heads: list[str], lines: list[list[str]]) -> None:
    for line, words in enumerate([heads, *lines], start=2):
        for column, said in enumerate(words):
            sheet.write_string(line, column, said, head if line == 2 else cell)


def _words(carried: list[Carried]) -> str:
    return "\n".join(f"{one.light.mark + ' ' if one.light else ''}{one.task}" for one in carried)


def _gap(column: Column, all_tasks: int) -> list[str]:
    own = "\n".join(str(task) for task in column.own)
    return [str(column.unit), str(column.tasks), str(column.serving), f"{column.covered}/{all_tasks}", own]
