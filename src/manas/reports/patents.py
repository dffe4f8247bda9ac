"""A list of patents as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from manas.registers.models import Patent
from manas.reports.sheet import Cell, list_workbook


def patents_workbook(patents: Iterable[Patent], title: str) -> bytes:
    """This function will write patents, read with their holders, into an xlsx workbook."""
    columns = [
        (_("申请号"), 18), (_("公开（公告）号"), 18), (_("专利名称"), 46), (_("专利类型"), 10), (_("法律状态"), 14),
        (_("专利权人"), 36), (_("申请日"), 12), (_("公开（公告）日"), 12), (_("授权公告日"), 12), (_("主分类号"), 14),
        (_("权利人所在地区"), 16), (_("财政资助形成"), 8), (_("已实施"), 8), (_("技术成熟度"), 8), (_("转化意愿"), 12),
        (_("来源"), 30),
    ]  # fmt: skip
    return list_workbook(title, columns, _rows(patents))


def _rows(patents: Iterable[Patent]) -> Iterator[list[Cell]]:
    for one in patents:
        holders = "；".join(holder.name for holder in one.holders.all())
        yield [
            one.application_number,
            one.publication_number,
            one.title,
            str(one.get_kind_display()),
            str(one.get_legal_status_display()),
            holders,
            one.filed_on,
            one.published_on,
            one.granted_on,
            one.ipc_main,
            one.region,
            _yes(one.publicly_funded),
            _yes(one.worked),
            one.maturity,
            str(one.get_willingness_display()),
            one.source + (_("（示例）") if one.is_example else ""),
        ]


def _yes(value: bool | None) -> str:  # noqa: FBT001  # the value of a cell
    return "" if value is None else _("是") if value else _("否")
