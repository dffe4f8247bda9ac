"""Returns that nobody gave in time, as grounds of supervision."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from manas.indicators.statistics.queries import late_returns
from manas.office.models import Unit
from manas.plan.supervision.grounds import Ground


def late_return_grounds(root: Unit, today: date) -> list[Ground]:
    """This function will give the returns of a tree that are late on a day."""
    return [
        Ground(
            key=f"indicators.return:{late.filled.pk}",
            unit=late.filled.unit,
            words=f"未按期填报{late.filled.period}",
            due_on=late.due_on,
            address=reverse("unit-return", args=[late.filled.pk]),
        )
        for late in late_returns(root, today)
    ]
