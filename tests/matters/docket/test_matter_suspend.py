"""A suspended matter stands still: nothing is done, nothing is due, and its days move by exactly the time it stood (K4)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manas.engines.flow.model import Pause
from manas.matters.docket.actions.acts import resume, suspend
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import LimitState, Matter, Stay
from manas.matters.docket.parties import Party
from manas.office.models import Notice, Person
from tests.cast import AT, LATER, Cast, journal_lines
from tests.matters.business import aid, step, term
from tests.matters.docket.versions import declared
from tests.matters.penalty_case.cases import File, filed

GROUND = "suspension"


def at(day: date) -> datetime:
    """Nine in the morning of a day."""
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def helping(cast: Cast, days: int = 10) -> Matter:
    """A matter that was taken on Monday, 2 March: its opinion is due in ten working days, on 16 March."""
    term(cast, "AID-OPINION", days)
    return step(aid(cast), "accept", cast.handler)


def stop(
    matter: Matter, actor: Person, when: datetime = LATER, ground: str = GROUND, opinion: str = "等法院"
) -> Matter:
    matter.refresh_from_db()
    return suspend(matter=matter, ground=ground, turn=matter.turn, actor=actor, at=when, opinion=opinion)


def go_on(matter: Matter, actor: Person, when: datetime) -> Matter:
    matter.refresh_from_db()
    return resume(matter=matter, turn=matter.turn, actor=actor, at=when)


def test_while_it_stands_nothing_is_due_and_no_step_is_taken(cast: Cast) -> None:
    matter = stop(helping(cast), cast.handler)
    limit = matter.limits.get(rule="AID-OPINION")
    assert (matter.suspended, limit.state, limit.due_on) == (True, LimitState.STOPPED, None)
    assert Matter.objects.get().due_on is None
    with pytest.raises(StepRefused, match="办件已中止"):
        step(matter, "answer", cast.handler, LATER, answer="可以投诉")


def test_k4_it_goes_on_with_what_was_left(cast: Cast) -> None:
    matter = helping(cast)
    assert Matter.objects.get().due_on == date(2026, 3, 16)
    stop(matter, cast.handler, at(date(2026, 3, 9)))
    matter = go_on(matter, cast.handler, at(date(2026, 3, 18)))
    # Stood still from Monday, 9 March, to Tuesday, 17 March: seven working days.
    assert matter.limits.get(rule="AID-OPINION").due_on == date(2026, 3, 25)
    assert (Matter.objects.get().due_on, matter.suspended) == (date(2026, 3, 25), False)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 9), st.integers(0, 25))
def test_k4_due_days_move_by_exactly_the_working_days_it_stood(cast: Cast, after: int, stood: int) -> None:
    matter = step(aid(cast), "accept", cast.handler) if Matter.objects.exists() else helping(cast)
    first, last = AT.date() + timedelta(days=after), AT.date() + timedelta(days=after + stood)
    stop(matter, cast.handler, at(first))
    matter = go_on(matter, cast.handler, at(last))
    lost = sum((first + timedelta(days=n)).weekday() < 5 for n in range(stood))  # no holiday in March 2026
    due, left = AT.date(), 10 + lost
    while left:
        due += timedelta(days=1)
        off = due.weekday() >= 5 or due == date(2026, 4, 6)  # 清明节
        left -= not off
    assert matter.limits.get(rule="AID-OPINION").due_on == due


def test_twice_suspended_it_moves_by_both(cast: Cast) -> None:
    matter = helping(cast)
    for first, last in ((3, 5), (9, 11)):
        stop(matter, cast.handler, at(date(2026, 3, first)))
        matter = go_on(matter, cast.handler, at(date(2026, 3, last)))
    assert matter.limits.get(rule="AID-OPINION").due_on == date(2026, 3, 20)


def test_both_are_deeds_with_history_journal_and_a_word_to_the_applicant(cast: Cast) -> None:
    matter = helping(cast)
    with journal_lines() as told:
        stop(matter, cast.handler)
        go_on(matter, cast.handler, LATER + timedelta(days=1))
    assert told.verbs == ["办件·中止：等待对方或其他机关处理结果", "办件·恢复办理"]
    assert list(matter.turns.filter(act__in=("suspend", "resume")).values_list("told", "opinion")) == [
        (True, "等法院"),
        (True, ""),
    ]
    said = Notice.objects.filter(recipient=cast.firm, body__contains="中止").get()
    assert "等法院" in said.body


def test_why_must_be_said_the_ground_must_be_the_flow_s_and_once_is_enough(cast: Cast) -> None:
    matter = helping(cast)
    with pytest.raises(StepRefused, match="中止必须写明理由"):
        stop(matter, cast.handler, opinion=" ")
    with pytest.raises(StepRefused, match="不能以这个事由中止"):
        stop(matter, cast.handler, ground="hearing")
    with pytest.raises(StepRefused, match="没有中止"):
        go_on(matter, cast.handler, LATER)
    stop(matter, cast.handler)
    with pytest.raises(StepRefused, match="已经中止"):
        stop(matter, cast.handler)


def test_a_state_for_which_the_flow_has_no_ground_is_not_suspended(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="不能以这个事由中止"):
        stop(aid(cast), cast.handler)


def test_only_whom_the_flow_names_may(cast: Cast) -> None:
    matter = helping(cast)
    for other in cast.others("handler"):
        with pytest.raises(StepRefused, match="您不能中止本件"):
            stop(matter, other)
    stop(matter, cast.handler)
    for other in cast.others("handler"):
        with pytest.raises(StepRefused, match="您不能恢复本件"):
            go_on(matter, other, LATER)


def test_what_is_over_is_not_suspended(cast: Cast) -> None:
    matter = step(helping(cast), "answer", cast.handler, answer="可以投诉")
    with pytest.raises(StepRefused, match="只有正在办理的办件"):
        stop(matter, cast.handler)


@pytest.fixture
def pausable(cast: Cast) -> Iterator[None]:
    """Penalty cases that may be suspended while goods are tested, a state whose time is left out as it is."""
    kind = kinds()["penalty_case"]
    states = ("investigating", "testing")
    pauses = tuple(Pause(ground, "中止", (Party.HANDLER,), states, ()) for ground in (GROUND, "testing"))
    with declared(replace(kind, flows=(replace(kind.flow, pauses=pauses),))):
        yield


def begin_test(cast: Cast) -> File:
    """A case filed on 9 March, to be decided within 90 days, by 7 June (a Sunday: Monday, 8 June); goods go to be tested."""
    file = filed(cast)
    return file.on(date(2026, 3, 10)).do("test", examiner="州质检所", examined_matter="电机真伪")


@pytest.mark.usefixtures("pausable")
def test_time_that_does_not_count_on_two_grounds_counts_once(cast: Cast) -> None:
    alone = filed(cast).limit("PEN-DECIDE").due_on
    assert alone == date(2026, 6, 8)
    file = begin_test(cast)
    stop(file.case, cast.handler, at(date(2026, 3, 12)))
    go_on(file.case, cast.handler, at(date(2026, 3, 16)))
    file.on(date(2026, 3, 20)).add("expert_opinion").do("tested")
    # From the tenth to the nineteenth: ten days, four of which are in the ledger twice. 7 June and ten: 17 June.
    assert file.limit("PEN-DECIDE").due_on == date(2026, 6, 17)
    assert Stay.objects.count() == 2


@pytest.mark.usefixtures("pausable")
def test_it_is_not_suspended_on_the_ground_on_which_it_already_stands_still(cast: Cast) -> None:
    file = begin_test(cast)
    with pytest.raises(StepRefused, match="正处于同一事由的停计期间"):
        stop(file.case, cast.handler, ground="testing")
