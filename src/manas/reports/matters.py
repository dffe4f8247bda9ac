"""A list of matters as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

import xlsxwriter
from django.utils.translation import gettext as _


class Row(Protocol):
    """What a line of the list shows."""

    @property
    def number(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def state(self) -> str: ...

    @property
    def applicant(self) -> str: ...

    @property
    def county(self) -> str: ...

    @property
    def handler(self) -> str: ...

    @property
    def submitted_on(self) -> date | None: ...

    @property
    def due_on(self) -> date | None: ...

    @property
    def closed_on(self) -> date | None: ...


COLUMNS = (
    ("number", 22),
    ("title", 44),
    ("kind", 16),
    ("state", 14),
    ("applicant", 26),
    ("county", 14),
    ("handler", 16),
    ("submitted_on", 12),
    ("due_on", 12),
    ("closed_on", 12),
)


def matters_workbook(rows: Iterable[Row], title: str) -> bytes:
    """This function will write the rows into an xlsx workbook: one sheet, a head that stays, dates as dates."""
    heads = (
        _("办件编号"), _("事项"), _("种类"), _("状态"), _("申请人"), _("所在县(市)"), _("承办人"), _("提交日期"), _("办理期限"),
        _("办结日期"),
    )  # fmt: skip
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001  # no moment of its own
    sheet = book.add_worksheet(title[:31])
    bold, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    for column, ((_name, width), head) in enumerate(zip(COLUMNS, heads, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, bold)
    for line, row in enumerate(rows, start=1):
        for column, (name, _width) in enumerate(COLUMNS):
            value = getattr(row, name)
            if isinstance(value, date):
                sheet.write_datetime(line, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
            elif value:
                sheet.write_string(line, column, value)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()
