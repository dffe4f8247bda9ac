"""A form in force with a counted item and an asked one, opened for the first quarter, in the small cast."""

from datetime import UTC, date, datetime
from decimal import Decimal

from manas.engines.periods import Period, Span
from manas.indicators.models import FormItem, Return, ReturnForm, ReturnPeriod, ReturnValue
from manas.indicators.statistics import actions, designing
from manas.registers.events.actions import enter
from manas.registers.models import MatchmakingEvent
from tests.cast import Cast

QUARTER = Period(2026, Span.QUARTER, 1)
# The quarter is over, its returns are owed until 10 April.
NOW = datetime(2026, 4, 2, 2, tzinfo=UTC)
DUE = date(2026, 4, 10)
AFTER = datetime(2026, 4, 13, 2, tzinfo=UTC)
TRAINED = {"label": "培训人次", "measure": "人次", "reason": "培训没有在系统中登记", "least": Decimal(0)}


def drawn_up(cast: Cast, name: str = "季度情况表", **changed: object) -> ReturnForm:
    given = {"basis": "工作方案任务2", "owner": cast.government, "span": 3, "due_days": 10}
    units = [cast.north, cast.science]
    return designing.draw_up_form(**{**given, "name": name, "units": units, "actor": cast.office, "at": NOW, **changed})  # type: ignore[arg-type]  # by name


def add(cast: Cast, form: ReturnForm, **given: object) -> FormItem:
    return designing.add_item(form=form, actor=cast.office, at=NOW, **given)  # type: ignore[arg-type]  # by name


def in_force(cast: Cast) -> ReturnForm:
    form = drawn_up(cast)
    add(cast, form, indicator="events_held")
    add(cast, form, **TRAINED)
    return designing.put_form_in_force(form=form, actor=cast.office, at=NOW)


def opened(cast: Cast, period: Period = QUARTER) -> ReturnPeriod:
    return actions.open_period(form=in_force(cast), period=period, actor=cast.office, at=NOW)


def of(period: ReturnPeriod, unit: object) -> Return:
    return period.returns.get(unit=unit)


def filled(cast: Cast, period: ReturnPeriod) -> Return:
    """北山县 has given everything that it is asked for."""
    own = of(period, cast.north)
    return fill(cast, own, value_of(own, "培训人次"), "120")


def fill(cast: Cast, own: Return, value: ReturnValue, written: str, **said: str) -> Return:
    given = {value.item_id: {"value": written, **said}}
    return actions.fill_in(filled=own, given=given, actor=cast.county_liaison, at=NOW)


def value_of(own: Return, item: str) -> ReturnValue:
    (found,) = [one for one in own.values.select_related("item") if item in (one.item.indicator, one.item.label)]
    return found


def move(cast: Cast, own: Return, *deeds: str, at: datetime = NOW) -> Return:
    """Each deed by whoever does it."""
    who = {"approve": cast.office, "unapprove": cast.office, "send_back": cast.office}
    leader = {"check", "uncheck", "refuse"}
    for deed in deeds:
        actor = who.get(deed, cast.county_leader if deed in leader else cast.county_liaison)
        own = actions.move(filled=own, deed=deed, actor=actor, at=at, reason="数据有误")
    return own


def approved(cast: Cast, period: ReturnPeriod) -> Return:
    return move(cast, filled(cast, period), "submit", "check", "approve")


def event(cast: Cast, name: str = "对接会", held_on: date = date(2026, 3, 5)) -> MatchmakingEvent:
    return enter(
        keeper=cast.ip_office, name=name, held_on=held_on, organizer="局", county=cast.north, actor=cast.handler, at=NOW
    )
