"""What was supervised is answered in time, and returns are handed in: counted from orders and returns themselves."""

from datetime import date
from decimal import Decimal

import pytest

from manas.engines.figures import Figure, Known
from manas.engines.periods import Period, Span
from manas.indicators.declared import INDICATORS
from manas.indicators.statistics.actions import make_exception
from manas.indicators.values.queries import figure
from manas.office.models import Unit
from manas.plan.support.actions import Arranged, arrange, record, reverse, withdraw
from tests.cast import AT, TODAY, Cast, adopted
from tests.indicators.statistics.forms import AFTER, filled, move, opened
from tests.plan.supervision.orders import LATER, act, issued

pytestmark = pytest.mark.django_db

SECOND = Period(2026, Span.QUARTER, 2)


def counted(key: str, unit: Unit, period: Period = SECOND) -> Figure:
    return figure(INDICATORS[key], unit, period)


def parts(key: str, unit: Unit) -> tuple[Decimal | None, Decimal | None]:
    found = counted(key, unit)
    return found.numerator, found.denominator


def test_an_order_answered_by_its_day_counts_for_its_unit_and_above(cast: Cast) -> None:
    act(cast, issued(cast), "reply")
    assert parts("orders_answered", cast.north) == parts("orders_answered", cast.government) == (1, 1)
    assert counted("orders_answered", cast.south).known is Known.NOT_APPLICABLE
    assert counted("orders_issued", cast.north).value == 1


def test_an_order_answered_late_or_not_at_all_does_not(cast: Cast) -> None:
    order = issued(cast)
    assert parts("orders_answered", cast.north) == (0, 1)
    act(cast, order, "reply", at=LATER)
    assert parts("orders_answered", cast.north) == (0, 1)


def test_what_was_sent_back_waits_for_its_next_answer(cast: Cast) -> None:
    order = act(cast, issued(cast), "reply", "send_back")
    assert parts("orders_answered", cast.north) == (0, 1)
    act(cast, order, "reply", "close")
    assert parts("orders_answered", cast.north) == (1, 1)


def test_an_order_withdrawn_is_counted_nowhere(cast: Cast) -> None:
    act(cast, issued(cast), "withdraw")
    assert counted("orders_answered", cast.north).known is Known.NOT_APPLICABLE
    assert counted("orders_issued", cast.north).value == 0


def test_returns_are_in_time_until_their_day(cast: Cast) -> None:
    period = opened(cast)
    assert parts("returns_in_time", cast.north) == (0, 1)
    move(cast, filled(cast, period), "submit")
    assert parts("returns_in_time", cast.north) == (1, 1)
    assert parts("returns_in_time", cast.government) == (1, 2)


def test_a_late_return_is_in_time_by_its_exception_alone(cast: Cast) -> None:
    period = opened(cast)
    own = filled(cast, period)
    move(cast, own, "submit", at=AFTER)
    assert parts("returns_in_time", cast.north) == (0, 1)
    make_exception(period=period, unit=cast.north, due_on=date(2026, 4, 20), reason="停电", actor=cast.office, at=AFTER)
    assert parts("returns_in_time", cast.north) == (1, 1)


def test_a_return_taken_back_is_not_handed_in(cast: Cast) -> None:
    move(cast, filled(cast, opened(cast)), "submit", "refuse")
    assert parts("returns_in_time", cast.north) == (0, 1)


def test_money_of_a_task_counts_for_its_user_and_a_reversal_takes_it_back(cast: Cast) -> None:
    task = adopted(cast).tasks.order_by("position")[0]
    told = Arranged(2026, "专项", cast.ip_office, cast.north, "county", Decimal(100), "文件", TODAY)
    fund = arrange(task=task, told=told, actor=cast.office, at=AT)
    move = record(fund=fund, kind="received", amount=Decimal(60), on=TODAY, voucher="回单", actor=cast.office, at=AT)
    year = Period(2026)
    asked = ("funds_arranged", "funds_received", "funds_paid")
    assert [counted(key, cast.north, year).value for key in asked] == [100, 60, 0]
    assert [counted(key, cast.south, year).value for key in asked] == [0, 0, 0]
    reverse(move=move, reason="录错", actor=cast.office, at=AT)
    assert counted("funds_received", cast.government, year).value == 0
    withdraw(fund=fund, reason="调整", actor=cast.office, at=AT)
    assert counted("funds_arranged", cast.government, year).value == 0
