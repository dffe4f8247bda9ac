"""The clocks of a matter: by the hour, from a day that was written down, left open, beyond the known year, met and void."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from manas.engines.flow.model import Clock
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import Kind, kinds
from manas.matters.docket.models import LimitState, Matter
from manas.matters.docket.parties import Party
from tests.cast import AT, LATER, Cast
from tests.matters.business import aid, step, term
from tests.matters.docket.versions import declared
from tests.matters.penalty_case.cases import File, before_police, filed, registered, served


def test_a_limit_in_hours_ends_at_its_hour(cast: Cast) -> None:
    file = before_police(cast)
    limits = {limit.rule: limit for limit in file.case.limits.all()}
    in_hours = [limit for limit in limits.values() if limit.due_at is not None]
    assert in_hours, sorted(limits)
    for limit in in_hours:
        assert limit.due_at == limit.event_at + timedelta(hours=24)
        assert limit.due_on == limit.event_at.astimezone(UTC).date() + timedelta(days=1)


def test_a_limit_runs_from_the_day_that_was_written_down_not_from_the_deed(cast: Cast) -> None:
    file = File(cast).on(date(2026, 3, 6)).do("register", clue_source="report", clue_received_on=date(2026, 3, 2))
    assert file.limit("PEN-VERIFY").due_on == date(2026, 3, 23)
    assert file.limit("PEN-VERIFY").began.at.date() == date(2026, 3, 6)


def test_the_rule_is_the_version_that_held_on_the_day_of_the_event(cast: Cast) -> None:
    limit = registered(cast).limit("PEN-VERIFY")
    assert limit.rule_from is None or limit.rule_from <= date(2026, 3, 2)


def test_the_matter_s_day_is_the_earliest_that_binds_whoever_it_awaits(cast: Cast) -> None:
    case = served(cast).case
    open_ones = case.limits.filter(state=LimitState.RUNNING)
    assert len({limit.binds for limit in open_ones}) > 1
    assert case.due_on == min(limit.due_on for limit in open_ones if limit.binds == case.awaits and limit.due_on)


def test_a_limit_that_the_law_leaves_open_has_no_day_until_the_office_sets_one(cast: Cast) -> None:
    matter = aid(cast)
    limit = matter.limits.get()
    assert (limit.state, limit.due_on, matter.due_on) == (LimitState.RUNNING, None, None)


def test_beyond_the_known_year_the_year_is_named_and_a_day_in_days_is_the_safe_one(cast: Cast) -> None:
    case = filed(cast, date(2026, 10, 20))  # ninety days: into January
    limit = case.limit("PEN-DECIDE")
    assert (limit.beyond, limit.due_on, limit.state) == (2027, date(2027, 1, 18), LimitState.RUNNING)


def test_beyond_the_known_year_working_days_give_no_day_at_all(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 10)
    limit = aid(cast, datetime(2026, 12, 28, 1, tzinfo=UTC)).limits.get()
    assert (limit.beyond, limit.due_on) == (2027, None)


def test_a_step_meets_its_limit_and_the_end_voids_the_others(cast: Cast) -> None:
    matter = step(step(aid(cast), "accept", cast.handler), "withdraw", cast.firm, LATER)
    states = {limit.rule: (limit.state, limit.ended_at) for limit in matter.limits.all()}
    assert states == {"AID-ACCEPT": (LimitState.MET, AT), "AID-OPINION": (LimitState.VOID, LATER)}
    assert Matter.objects.get().due_on is None


def test_opened_again_a_limit_begins_anew(cast: Cast) -> None:
    term(cast, "AID-OPINION", 5)
    matter = step(step(aid(cast), "accept", cast.handler), "answer", cast.handler, answer="可以投诉")
    matter = step(matter, "reopen", cast.approver, LATER, opinion="又有新情况")
    limits = matter.limits.filter(rule="AID-OPINION").order_by("pk")
    assert [(limit.state, limit.due_on) for limit in limits] == [
        (LimitState.MET, date(2026, 3, 9)),
        (LimitState.RUNNING, date(2026, 3, 16)),
    ]


def test_a_rule_that_does_not_hold_on_the_day_is_refused_by_name(cast: Cast) -> None:
    """The rules of patent adjudication hold from 1 February 2025 on."""
    kind = kinds()["penalty_case"]
    clock = Clock("ADJ-FILE", Party.HANDLER, since="clue_received_on")
    steps = tuple(replace(one, starts=(clock,)) if one.key == "register" else one for one in kind.flow.steps)
    with declared(replace(kind, flows=(replace(kind.flow, steps=steps),))):
        with pytest.raises(StepRefused, match="“ADJ-FILE”在这一天没有有效的版本"):
            File(cast).do("register", clue_source="report", clue_received_on=date(2025, 1, 27))
        file = File(cast).do("register", clue_source="report", clue_received_on=date(2025, 2, 5))
        assert file.limit("ADJ-FILE").rule_from == date(2025, 2, 1)


def test_a_limit_that_still_runs_is_not_begun_again(cast: Cast) -> None:
    kind = kinds()["rights_aid"]
    clock = Clock("AID-ACCEPT", Party.HANDLER)
    steps = tuple(replace(s, ends=(), starts=(clock,)) if s.key == "accept" else s for s in kind.flow.steps)
    with declared(replace(kind, flows=(replace(kind.flow, steps=steps),))):
        matter = aid(cast)
        with pytest.raises(StepRefused, match="还在计时，不能重新起算"):
            step(matter, "accept", cast.handler)


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.key)
def test_no_way_through_a_flow_begins_a_limit_that_still_runs(kind: Kind) -> None:
    """Every state with every set of limits that can be open there, from the beginning on. A step that the kind looks at
    more closely (a consequence) may refuse by itself what the graph alone would let happen."""
    flow = kind.flow
    seen, fresh = set(), {(flow.initial, frozenset[str]())}
    wrong = set()
    while fresh:
        seen |= fresh
        found = set()
        for state, running in fresh:
            for move in flow.steps_from(state):
                left = running - set(move.ends)
                begun = {clock.rule for clock in move.starts}
                if move.key not in kind.consequences:
                    wrong |= {(move.key, state, rule) for rule in left & begun}
                after = frozenset() if flow.state(move.target).final else left | begun
                found.add((move.target, after))
        fresh = found - seen
    assert sorted(wrong) == []
