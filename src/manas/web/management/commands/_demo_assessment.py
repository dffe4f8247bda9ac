"""An example method of assessment: last year published, the quarter that was approved laid open for comments."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from manas.engines.periods import Period, Span
from manas.indicators.assessment import actions, methods
from manas.indicators.models import Assessment
from manas.office.models import Person, Unit, UnitKind

# Indicator, points, worst, best: examples, no office has announced them.
ROWS: Final = (
    ("patents_in_force", 20, 0, 5),
    ("licenses_recorded", 20, 0, 2),
    ("pledge_amount", 20, 0, 3_000_000),
    ("items_in_time", 25, 0, 100),
    ("aid_brought_in", 15, 0, 5),
)


@transaction.atomic
def make_assessment(now: datetime) -> Assessment:
    """This function will sign the example method and assess by it; it carries the mark 示例."""
    owner, office = Unit.objects.get(parent=None, kind=UnitKind.GOVERNMENT), Person.objects.get(username="office")
    counties = Unit.objects.filter(path__startswith=owner.path, kind=UnitKind.COUNTY_GOVERNMENT)
    at = now - timedelta(days=40)
    who = {"actor": office, "at": at}
    method = methods.draw_up_method(
        name="县(市)知识产权工作考核办法（示例）",
        basis="工作方案保障措施（四）（示例）",
        owner=owner,
        units=counties,
        actor=office,
        at=at,
    )
    for key, points, worst, best in ROWS:
        methods.put_indicator(
            method=method,
            indicator=key,
            points=Decimal(points),
            worst=Decimal(worst),
            best=Decimal(best),
            actor=office,
            at=at,
        )
    bonus = methods.put_addition(
        method=method, label="获得国家级示范认定", most=Decimal(5), source="考核办法第八条（示例）", actor=office, at=at
    )
    method = methods.sign(method=method, actor=office, at=at)
    this = Period(timezone.localdate(now).year)
    year = actions.draw(method=method, period=this.before, **who)  # type: ignore[arg-type]  # by name
    actions.grant(
        assessment=year,
        addition=bonus,
        unit=counties[0],
        points=Decimal(2),
        source="认定文件（示例）",
        actor=office,
        at=at,
    )
    actions.ask_comments(assessment=year, actor=office, at=at)
    actions.publish(assessment=year, actor=office, at=at)
    last = Period.of(timezone.localdate(now), Span.QUARTER).before
    quarter = actions.draw(method=method, period=last.before, **who)  # type: ignore[arg-type]  # by name
    return actions.ask_comments(assessment=quarter, actor=office, at=at)
