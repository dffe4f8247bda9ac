"""Questions about one task."""

from __future__ import annotations

from manas.engines.policy.model import Role
from manas.office.models import Unit
from manas.plan.models import Task


def lead_units(task: Task) -> list[Unit]:
    """This function will give the units that lead a task; none where the document names none."""
    return [r.unit for r in task.responsibilities.filter(role=Role.LEAD).select_related("unit") if r.unit]
