"""The light of work: one rule for one item, one for many, with its reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.light import ALARM, Light, Rule, State, Work, of_item, of_many

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def days(count: int) -> date:
    return TODAY + count * DAY


ONE = [
    (Work(days(-1), None, begun=False), Light(State.LATE, Rule.LATE, days(-1), 1)),
    (Work(days(-40), None, begun=True), Light(State.LATE, Rule.LATE, days(-40), 40)),
    (Work(TODAY, None, begun=False), Light(State.SOON, Rule.DUE_TODAY, TODAY, 0)),
    (Work(days(1), None, begun=False), Light(State.SOON, Rule.DUE_SOON, days(1), 1)),
    (Work(days(30), None, begun=True), Light(State.SOON, Rule.DUE_SOON, days(30), 30)),
    (Work(days(31), None, begun=True), Light(State.FINE, Rule.BEGUN, days(31), 31)),
    (Work(days(31), None, begun=False), Light(State.IDLE, Rule.WAITING, days(31), 31)),
    (Work(days(5), TODAY, begun=True), Light(State.DONE, Rule.DONE, TODAY, 0)),
    (Work(TODAY, TODAY, begun=True), Light(State.DONE, Rule.DONE, TODAY, 0)),
    (Work(days(-5), days(-2), begun=True), Light(State.DONE, Rule.DONE_LATE, days(-2), 3)),
]


@pytest.mark.parametrize(("work", "light"), ONE, ids=[light.rule + str(light.days) for _, light in ONE])
def test_one_item(work: Work, light: Light) -> None:
    assert of_item(work, TODAY, 30) == light


def test_without_a_warning_the_day_itself_is_still_soon() -> None:
    assert of_item(Work(TODAY, None, begun=False), TODAY, 0).rule == Rule.DUE_TODAY
    assert of_item(Work(days(1), None, begun=True), TODAY, 0).rule == Rule.BEGUN


def lights(*states: State) -> list[Light]:
    return [Light(state, Rule.WAITING) for state in states]


MANY = [
    (lights(), Light(State.NONE, Rule.NO_ITEMS)),
    (lights(State.DONE), Light(State.DONE, Rule.ALL_DONE, count=1, total=1)),
    (lights(State.DONE, State.DONE), Light(State.DONE, Rule.ALL_DONE, count=2, total=2)),
    (lights(State.DONE, State.LATE, State.LATE), Light(State.LATE, Rule.WORST, count=2, total=3)),
    (lights(State.SOON, State.FINE), Light(State.SOON, Rule.WORST, count=1, total=2)),
    (lights(State.FINE, State.IDLE), Light(State.FINE, Rule.WORST, count=1, total=2)),
    (lights(State.IDLE, State.IDLE), Light(State.IDLE, Rule.WORST, count=2, total=2)),
    (lights(State.IDLE, State.DONE), Light(State.FINE, Rule.SOME_DONE, count=1, total=2)),
]


@pytest.mark.parametrize(("several", "light"), MANY, ids=range(len(MANY)))
def test_many_items(several: list[Light], light: Light) -> None:
    assert of_many(several) == light


WORKS = st.builds(
    Work,
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.none() | st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.booleans(),
)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
WARNING = st.integers(0, 90)


@given(WORKS, DAYS, WARNING)
def test_the_reason_fits_the_state(work: Work, today: date, warning: int) -> None:
    light = of_item(work, today, warning)
    fits = {
        State.LATE: {Rule.LATE},
        State.SOON: {Rule.DUE_TODAY, Rule.DUE_SOON},
        State.FINE: {Rule.BEGUN},
        State.IDLE: {Rule.WAITING},
        State.DONE: {Rule.DONE, Rule.DONE_LATE},
    }
    assert light.rule in fits[light.state]
    assert light.days >= 0


@given(WORKS, DAYS, WARNING, st.integers(1, 400))
def test_time_alone_never_makes_a_light_calmer(work: Work, today: date, warning: int, later: int) -> None:
    now = of_item(work, today, warning)
    then = of_item(work, today + later * DAY, warning)
    assert ALARM.index(then.state) <= ALARM.index(now.state)


@given(WORKS, DAYS, WARNING)
def test_done_is_done_on_every_day(work: Work, today: date, warning: int) -> None:
    assert (of_item(work, today, warning).state == State.DONE) == (work.done_on is not None)


@given(WORKS, DAYS, WARNING, st.integers(0, 90))
def test_a_longer_warning_never_makes_a_light_calmer(work: Work, today: date, warning: int, more: int) -> None:
    short, long = of_item(work, today, warning), of_item(work, today, warning + more)
    assert ALARM.index(long.state) <= ALARM.index(short.state)


SEVERAL = st.lists(WORKS, max_size=12)


@given(SEVERAL, DAYS, st.data())
def test_the_order_of_items_does_not_matter(works: list[Work], today: date, data: st.DataObject) -> None:
    found = [of_item(work, today, 30) for work in works]
    assert of_many(found) == of_many(data.draw(st.permutations(found)))


@given(SEVERAL, DAYS)
def test_one_late_item_makes_the_whole_late_and_no_other(works: list[Work], today: date) -> None:
    found = [of_item(work, today, 30) for work in works]
    late = [light for light in found if light.state == State.LATE]
    whole = of_many(found)
    assert (whole.state == State.LATE) == bool(late)
    if late:
        assert (whole.count, whole.total) == (len(late), len(works))


@given(SEVERAL, DAYS)
def test_the_whole_is_done_only_when_all_is(works: list[Work], today: date) -> None:
    found = [of_item(work, today, 30) for work in works]
    assert (of_many(found).state == State.DONE) == (bool(found) and all(w.done_on for w in works))


@given(WORKS, DAYS)
def test_one_item_alone_gives_its_own_state(work: Work, today: date) -> None:
    light = of_item(work, today, 30)
    assert of_many([light]).state == light.state
