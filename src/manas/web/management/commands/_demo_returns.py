"""An example form with two quarters: one approved and locked, one in which some units have yet to answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from manas.engines.periods import Period, Span
from manas.indicators.models import Return, ReturnForm, ReturnPeriod
from manas.indicators.statistics import actions
from manas.indicators.statistics.designing import add_item, draw_up_form, put_form_in_force
from manas.office.models import Person, Unit, UnitKind

# Who fills in for whom.
UNITS: Final = {
    "gov653001": "artux", "gov653022": "akto", "gov653023": "akqi", "gov653024": "wuqia", "kjj": "science",
    "nyncj": "farming",
}  # fmt: skip
COUNTED: Final = ("cases_filed", "pledge_amount", "licenses_recorded", "items_in_time")
ASKED: Final = (
    ("知识产权培训人次", "人次", "培训由各单位自行组织，没有在系统中登记"),
    ("走访企业户数", "户", "走访没有在系统中登记"),
)
# Of the quarter that is open these have got so far.
SO_FAR: Final = {"gov653022": ("submit", "approve"), "kjj": ("submit",)}


@transaction.atomic
def make_returns(now: datetime) -> ReturnForm:
    """This function will put the example form in force and fill it in; it carries the mark 示例."""
    owner, office = Unit.objects.get(parent=None, kind=UnitKind.GOVERNMENT), Person.objects.get(username="office")
    units = {code: Unit.objects.get(code=code) for code in UNITS}
    at = now - timedelta(days=190)
    form = draw_up_form(
        name="知识产权工作季报（示例）", basis="工作方案重点任务2（示例）", owner=owner, span=int(Span.QUARTER), due_days=10,
        units=units.values(), actor=office, at=at,
    )  # fmt: skip
    for key in COUNTED:
        add_item(form=form, indicator=key, actor=office, at=at)
    for label, measure, reason in ASKED:
        add_item(form=form, label=label, measure=measure, reason=reason, least=Decimal(0), actor=office, at=at)
    form = put_form_in_force(form=form, actor=office, at=at)
    last = Period.of(timezone.localdate(now), Span.QUARTER).before
    earlier = _opened(form, last.before, office, now)
    for code in UNITS:
        _go(earlier, units[code], ("submit", "approve"), now)
    actions.lock_period(period=earlier, actor=office, at=_soon(earlier.time, 15, now))
    running = _opened(form, last, office, now)
    for code, deeds in SO_FAR.items():
        _go(running, units[code], deeds, now)
    return form


def _soon(period: Period, days: int, now: datetime) -> datetime:
    """So many days after a period, but not after now."""
    return now - max(timezone.localdate(now) - period.last - timedelta(days=days), timedelta(0))


def _opened(form: ReturnForm, period: Period, office: Person, now: datetime) -> ReturnPeriod:
    return actions.open_period(form=form, period=period, actor=office, at=_soon(period, 1, now))


def _go(period: ReturnPeriod, unit: Unit, deeds: tuple[str, ...], now: datetime) -> None:
    filled = Return.objects.get(period=period, unit=unit)
    who, office = Person.objects.get(username=UNITS[unit.code]), Person.objects.get(username="office")
    asked = filled.values.filter(item__indicator="").order_by("pk")
    given = {value.item_id: {"value": str(20 + 3 * step + unit.position)} for step, value in enumerate(asked)}
    actions.fill_in(filled=filled, given=given, actor=who, at=_soon(period.time, 4, now))
    for days, deed in enumerate(deeds, start=5):
        actor = office if deed == "approve" else who
        actions.move(filled=filled, deed=deed, actor=actor, at=_soon(period.time, days, now))
