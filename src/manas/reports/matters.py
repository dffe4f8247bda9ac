"""A list of matters as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from manas.reports.sheet import list_workbook


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
    """This function will write the rows into an xlsx workbook."""
    heads = (
        _("办件编号"), _("事项"), _("种类"), _("状态"), _("申请人"), _("所在县(市)"), _("承办人"), _("提交日期"), _("办理期限"),
        _("办结日期"),
    )  # fmt: skip
    columns = [(head, width) for (_name, width), head in zip(COLUMNS, heads, strict=True)]
    return list_workbook(title, columns, ([getattr(row, name) for name, _width in COLUMNS] for row in rows))
