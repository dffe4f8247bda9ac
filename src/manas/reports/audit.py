"""The journal as a workbook, for those who audit: who, when, what deed, on which record."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from manas.office.journal.queries import AuditLine

WIDTHS = (8, 20, 24, 16, 20, 24, 20)


def audit_columns() -> tuple[str, ...]:
    """This function will give the heads of the table, in the reader's language."""
    return (_("序号"), _("时间"), _("经办人"), _("代何人"), _("动作"), _("对象"), _("单位"))


def audit_workbook(lines: Iterable[AuditLine]) -> bytes:
    """This function will write the lines as xlsx, row by row; nothing in them is taken for a formula."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    )
    sheet = book.add_worksheet(_("操作日志"))
    head, moment = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    sheet.freeze_panes(1, 0)
    for column, (word, width) in enumerate(zip(audit_columns(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, word, head)
    for row, line in enumerate(lines, start=1):
        sheet.write_number(row, 0, line.number)
        sheet.write_datetime(row, 1, timezone.localtime(line.at).replace(tzinfo=None), moment)
        for column, word in enumerate((line.person, line.on_behalf_of, line.verb, line.subject, line.unit), start=2):
            sheet.write_string(row, column, word)
    book.close()
    return target.getvalue()
