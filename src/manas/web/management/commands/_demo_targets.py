"""An example set of indicators in force, with targets for this year."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from manas.indicators.models import IndicatorSet
from manas.indicators.sets.actions import draw_up, put_in_force, set_target
from manas.office.models import Person, Unit
from manas.plan.models import WorkPlan

FILE: Final = "demo-targets.yaml"


@transaction.atomic
def make_targets(now: datetime) -> IndicatorSet:
    """This function will put the example set in force; it carries the mark 示例."""
    told = yaml.safe_load((settings.EXAMPLES / FILE).read_text(encoding="utf-8"))
    at, office = now - timedelta(days=60), Person.objects.get(username="office")
    plan = WorkPlan.objects.of_governments().select_related("owner").latest("pk")
    made = draw_up(name=told["name"], basis=told["basis"], owner=plan.owner, plan=plan, actor=office, at=at)
    year = timezone.localdate(now).year
    for indicator, units in told["targets"].items():
        for code, (baseline, value) in units.items():
            set_target(
                indicator_set=made,
                indicator=indicator,
                unit=Unit.objects.get(code=code),
                year=year,
                value=Decimal(value),
                baseline=Decimal(baseline),
                baseline_year=year - 1,
                actor=office,
                at=at,
            )
    return put_in_force(indicator_set=made, actor=office, at=at)
