"""The register of supervision (督办台账) as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from manas.plan.models import SupervisionOrder
from manas.reports.sheet import Cell, list_workbook


def supervision_workbook(orders: Iterable[SupervisionOrder]) -> bytes:
    """This function will write orders into an xlsx workbook, the last word of each side beside it."""
    heads = [
        (_("督办层级"), 8), (_("督办对象"), 16), (_("督办事由"), 40), (_("原定期限"), 12), (_("督办要求"), 40),
        (_("签发时间"), 12), (_("签发人"), 12), (_("回复期限"), 12), (_("督办状态"), 10), (_("回复情况"), 40), (_("核实情况"), 40),
    ]  # fmt: skip
    return list_workbook(_("督办台账"), heads, _rows(orders))


def _rows(orders: Iterable[SupervisionOrder]) -> Iterator[list[Cell]]:
    for order in orders:
        said = {step.deed: step.text for step in order.steps.all()}
        yield [
            str(order.get_level_display()), order.unit.short_name, order.ground, order.ground_due_on, order.what,
            timezone.localdate(order.issued_at), order.issued_by.name, order.answer_by, str(order.get_state_display()),
            said.get("reply", ""), said.get("close", said.get("withdraw", "")),
        ]  # fmt: skip
