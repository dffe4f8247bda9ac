"""Two counties assessed by two indicators, in the small cast."""

from datetime import UTC, date, datetime
from decimal import Decimal

from manas.engines.periods import Period, Span
from manas.indicators.assessment import actions, methods
from manas.indicators.models import Assessment, AssessmentMethod
from manas.office.models import Unit
from manas.registers.events.actions import enter
from tests.cast import Cast

QUARTER = Period(2026, Span.QUARTER, 1)
NOW = datetime(2026, 4, 2, 2, tzinfo=UTC)
# Indicator, points, worst, best.
ROWS = (("events_held", 60, 0, 4), ("cases_filed", 0, 0, 1), ("aid_brought_in", 40, 0, 10))


def drawn_up(cast: Cast, name: str = "县市考核", **changed: object) -> AssessmentMethod:
    given = {"basis": "工作方案保障措施四", "owner": cast.government, "units": [cast.north, cast.south]}
    return methods.draw_up_method(**{**given, "name": name, "actor": cast.office, "at": NOW, **changed})  # type: ignore[arg-type]  # by name


def put(cast: Cast, method: AssessmentMethod, key: str, points: int, worst: int = 0, best: int = 4) -> None:
    methods.put_indicator(
        method=method, indicator=key, points=Decimal(points), worst=Decimal(worst), best=Decimal(best),
        actor=cast.office, at=NOW,
    )  # fmt: skip


def signed(cast: Cast, name: str = "县市考核", **changed: object) -> AssessmentMethod:
    method = drawn_up(cast, name, **changed)
    for key, points, worst, best in ROWS:
        if points:
            put(cast, method, key, points, worst, best)
    methods.put_addition(
        method=method, label="获得国家级示范", most=Decimal(5), source="考核办法第八条", actor=cast.office, at=NOW
    )
    return methods.sign(method=method, actor=cast.office, at=NOW)


def drawn(cast: Cast, method: AssessmentMethod | None = None, period: Period = QUARTER) -> Assessment:
    return actions.draw(method=method or signed(cast), period=period, actor=cast.office, at=NOW)


def asked(cast: Cast, found: Assessment | None = None) -> Assessment:
    return actions.ask_comments(assessment=found or drawn(cast), actor=cast.office, at=NOW)


def published(cast: Cast, found: Assessment | None = None) -> Assessment:
    return actions.publish(assessment=asked(cast, found), actor=cast.office, at=NOW)


def event(cast: Cast, county: Unit, name: str = "对接会") -> None:
    enter(
        keeper=cast.ip_office,
        name=name,
        held_on=date(2026, 3, 5),
        organizer="局",
        county=county,
        actor=cast.handler,
        at=NOW,
    )
