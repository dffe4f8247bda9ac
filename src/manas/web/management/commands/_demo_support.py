"""Invented money and a policy for tasks of the plan, marked 示例; most tasks have none, and it shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from manas.office.models import Person, Unit
from manas.plan.models import Fund, WorkPlan
from manas.plan.support.actions import Arranged, Issued, arrange, name_policy, record

COUNTY = "gov653001"


@transaction.atomic
def make_support(now: datetime) -> Fund:
    """This function will arrange money for two tasks, let some of it come in and go out, and name a policy."""
    plan = WorkPlan.objects.of_governments().select_related("owner").earliest("pk")
    office, at = Person.objects.get(username="office"), now - timedelta(days=70)
    market, county = Unit.objects.get(code="scjgj"), Unit.objects.get(code=COUNTY)
    day = timezone.localdate(at)
    made = []
    for number, name, user, amount in (
        ("4", "专利转化专项（示例）", market, 300_000),
        ("7", "地理标志保护（示例）", county, 120_000),
    ):
        told = Arranged(day.year, name, market, user, "prefecture", Decimal(amount), "示例财〔1〕号", day)
        task = plan.tasks.get(number=number, kind="task")
        made.append(arrange(task=task, told=told, actor=office, at=at))
    for kind, amount in (("received", 200_000), ("paid", 85_000)):
        record(fund=made[0], kind=kind, amount=Decimal(amount), on=day, voucher="示例凭证", actor=office, at=at)
    policy = Issued(market, "专利转化奖补办法（示例）", "示例〔3〕号", day)
    name_policy(task=plan.tasks.get(number="4", kind="task"), told=policy, actor=office, at=at)
    return made[0]
