"""An example report of work: this quarter's, still being worded."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from manas.engines.periods import Period, Span
from manas.indicators.workreports.actions import draw_up
from manas.indicators.workreports.models import WorkReport
from manas.office.models import Person
from manas.plan.models import WorkPlan


def make_work_report(now: datetime) -> WorkReport:
    """This function will draw the quarter's report as a draft; it carries the mark 示例."""
    office = Person.objects.get(username="office")
    plan = WorkPlan.objects.select_related("owner", "document").earliest("pk")
    return draw_up(plan=plan, period=Period.of(timezone.localdate(now), Span.QUARTER), actor=office, at=now)
