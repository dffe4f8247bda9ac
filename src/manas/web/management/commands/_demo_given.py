"""Invented values from above and from the statistics department, marked 示例: population, and one of every official figure."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from manas.engines.periods import Period
from manas.indicators.given.actions import Paper, enter
from manas.indicators.given.models import GivenValue, ReasonCode
from manas.indicators.given.naming import name_high_value
from manas.indicators.given.official import OFFICIAL, POPULATION
from manas.indicators.given.reading import Told
from manas.office.models import Person, Unit
from manas.plan.models import WorkPlan
from manas.registers.models import LegalStatus, Patent, PatentHolder, PatentKind

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
    _name_one(owner, paper, office, at)
    return enter(owner=owner, told=told, paper=paper, actor=office, at=at)


def _name_one(owner: Unit, paper: Paper, office: Person, at: datetime) -> None:
    """One local invention in force stands on an invented list, so that a figure is not nought and shows its reason."""
    local = PatentHolder.objects.filter(organization__county__path__startswith=owner.path)
    held = Patent.objects.filter(
        pk__in=local.values("patent"),
        kind=PatentKind.INVENTION,
        legal_status=LegalStatus.IN_FORCE,
        granted_on__isnull=False,
    ).first()
    if held is not None:
        name_high_value(owner=owner, patent=held, code=ReasonCode.EMERGING, paper=paper, actor=office, at=at)
