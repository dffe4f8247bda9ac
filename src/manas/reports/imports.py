"""The report of an import: the counts, and what was wrong in which row, as a workbook or as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from manas.registers.models import ImportRun
from manas.reports.sheet import list_workbook


def faults_workbook(run: ImportRun) -> bytes:
    """This function will write the counts and faults of a run into an xlsx workbook."""
    columns = [(head, width) for head, width in zip(_heads(), (10, 18, 40, 60, 14), strict=True)]
    return list_workbook(_("导入报告"), columns, _rows(run))


def faults_csv(run: ImportRun) -> bytes:
    """This function will write the same as UTF-8 text with a mark, which every spreadsheet opens."""
    said = io.StringIO()
    writer = csv.writer(said)
    writer.writerow(_heads())
    writer.writerows([_harmless(cell) for cell in row] for row in _rows(run))
    return said.getvalue().encode("utf-8-sig")


def _heads() -> list[str]:
    return [_("行号"), _("列"), _("单元格内容"), _("错误原因"), _("处理")]


def _rows(run: ImportRun) -> Iterator[list[str | int]]:
    """The counts first: a report without faults says something too."""
    counts = ((_("数据行数"), run.total), (_("新增"), run.created), (_("更新"), run.changed))
    others = ((_("无变化"), run.unchanged), (_("未登记"), run.refused))
    counted = "，".join(f"{word} {count}" for word, count in (*counts, *others))
    yield [0, run.file_name, run.get_state_display(), f"{counted}。{run.trouble}", ""]
    for fault in run.faults.iterator(chunk_size=2000):
        done = _("整行未登记") if fault.refuses else _("该格未采用")
        yield [fault.line, fault.column, fault.said, fault.reason, done]


def _harmless(cell: str | int) -> str | int:
    """What a spreadsheet would take for a formula stays text: the file came from elsewhere."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
