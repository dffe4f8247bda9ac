"""Invented values from above and from the statistics department, marked 示例: population, and one of every official figure."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from manas.engines.periods import Period
from manas.indicators.given.actions import Paper, enter
from manas.indicators.given.models import GivenValue
from manas.indicators.given.official import OFFICIAL, POPULATION
from manas.indicators.given.reading import Told
from manas.office.models import Person, Unit
from manas.plan.models import WorkPlan

WHOLE, COUNTY = Decimal(60), Decimal(15)


def make_given(now: datetime) -> list[GivenValue]:
    """This function will enter round numbers for this year and the last; nobody takes them for real ones."""
    at, office = now - timedelta(days=50), Person.objects.get(username="office")
    owner = WorkPlan.objects.of_governments().select_related("owner").latest("pk").owner
    counties = Unit.objects.filter(parent=owner, kind="county")
    year = Period(timezone.localdate(now).year)
    told = [
        *(Told(POPULATION, county, one, COUNTY) for county in counties for one in (year.before, year)),
        *(Told(POPULATION, owner, one, WHOLE) for one in (year.before, year)),
        *(Told(key, owner, year.before, Decimal(10)) for key in OFFICIAL if key != POPULATION),
    ]
    paper = Paper("示例反馈数据", "示例〔2026〕1号", timezone.localdate(at))
    return enter(owner=owner, told=told, paper=paper, actor=office, at=at)
