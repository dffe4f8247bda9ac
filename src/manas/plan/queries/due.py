"""What the plans in force ask of the units for which somebody reports."""

from __future__ import annotations

from datetime import date

from manas.office.rules import Standing, under
from manas.plan.models import PlanState, WorkItem
from manas.plan.queries.ledger import ItemRow, rows_of


def items_due(standing: Standing, today: date) -> list[ItemRow]:
    """This function will give the work items that wait for this person's units, earliest first, in two queries."""
    items = (
        WorkItem.objects.standing()
        .filter(under("unit__path", standing.reportable()), obligation__task__plan__state=PlanState.ADOPTED)
        .select_related("unit", "obligation__task")
        .order_by("due_on", "pk")
    )
    return [row for row in rows_of(items, today) if row.waits_for == "unit"]
