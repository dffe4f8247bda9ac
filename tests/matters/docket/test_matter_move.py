"""A new version of a flow: what it would do to every running matter is shown, and who cannot follow stays and is named (K21)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from manas.engines.flow.model import Flow, Pause, State, Step
from manas.matters.docket.actions import moving
from manas.matters.docket.actions.acts import move_to, resume, suspend
from manas.matters.docket.actions.moving import move_all
from manas.matters.docket.actions.refusals import Overtaken, StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Act, LimitState, Matter
from manas.matters.docket.parties import Party
from manas.matters.docket.queries.versions import versions
from manas.office.journal.queries import verify
from manas.office.models import Notice
from tests.cast import AT, LATER, Cast, journal_lines, queries_of
from tests.matters.business import aid, aid_draft, step, term
from tests.matters.docket.versions import declared, second_version

FIRST = kinds()["rights_aid"].flow


def without(gone: str, *added: State, **changes: Any) -> dict[str, Any]:  # noqa: ANN401  # fields of a flow by name
    """What a version changes that has no state `gone` any more."""
    kept = tuple(move for move in FIRST.steps if move.target != gone)
    steps = [replace(move, sources=tuple(s for s in move.sources if s != gone)) for move in kept]
    return {
        "states": (*(state for state in FIRST.states if state.key != gone), *added),
        "steps": tuple(move for move in steps if move.sources),
        "pauses": tuple(replace(p, states=tuple(s for s in p.states if s != gone)) for p in FIRST.pauses),
        **changes,
    }


@pytest.fixture
def matters(cast: Cast) -> dict[str, Matter]:
    """Requests for aid of the first version: a draft, and one in each of several states."""
    term(cast, "AID-OPINION", 10)
    return {
        "draft": aid_draft(cast),
        "received": aid(cast),
        "helping": step(aid(cast), "accept", cast.handler),
        "checking": step(step(aid(cast), "accept", cast.handler), "draft_opinion", cast.handler, answer="近似"),
        "mediating": step(step(aid(cast), "accept", cast.handler), "mediate", cast.handler, other_party="某网店"),
        "refused": step(aid(cast), "refuse", cast.handler, opinion="不属于本州管辖"),
    }  # fmt: skip


@pytest.fixture
def newer(matters: dict[str, Matter]) -> Iterator[Flow]:
    """A second version: opinions are no longer checked but countersigned by the reviewer, and nobody mediates any more."""
    signing = State("signing", "会签", Party.REVIEWER)
    changes = without("mediating", signing)
    states = tuple(state for state in changes["states"] if state.key != "checking")
    steps = tuple(
        replace(
            move,
            by=(Party.REVIEWER,) if "checking" in move.sources else move.by,
            sources=tuple("signing" if s == "checking" else s for s in move.sources),
            target="signing" if move.target == "checking" else move.target,
        )
        for move in changes["steps"]
    )
    with second_version(
        "rights_aid", **{**changes, "states": states, "steps": steps, "maps": {"checking": "signing"}}
    ) as flow:
        yield flow


def move(matter: Matter, flow: Flow, cast: Cast) -> Matter:
    matter.refresh_from_db()
    return move_to(matter=matter, flow=flow, turn=matter.turn, actor=cast.administrator, at=LATER)


def test_what_is_begun_now_runs_by_the_new_version_what_ran_before_by_the_old(
    cast: Cast, matters: dict[str, Matter], newer: Flow
) -> None:
    assert (aid(cast).flow_version, matters["mediating"].flow_version) == (2, 1)
    done = step(matters["mediating"], "conclude", cast.handler, mediation_result="agreed", answer="已和解")
    assert (done.state, done.flow_version) == ("answered", 1)


def test_what_would_become_of_each_is_shown_in_one_query(cast: Cast, newer: Flow) -> None:
    (aid_versions,) = [found for found in versions() if found.kind.key == "rights_aid"]
    told = [(s.version, str(s.state), s.count, s.target and str(s.target)) for s in aid_versions.standings]
    assert told == [
        (1, "意见审核", 1, "会签"),
        (1, "草稿", 1, "草稿"),
        (1, "办理中", 1, "办理中"),
        (1, "调解中", 1, None),
        (1, "待受理", 1, "待受理"),
    ]
    assert (aid_versions.versions, aid_versions.movable) == ((1, 2), 4)
    assert queries_of(versions) == 1


def test_all_that_can_follow_do_each_with_a_turn_and_a_line(
    cast: Cast, matters: dict[str, Matter], newer: Flow
) -> None:
    with journal_lines() as told:
        moved = move_all(kind=kinds()["rights_aid"], actor=cast.administrator, at=LATER)
    assert (moved.done, moved.refused, moved.left) == (4, (), 0)
    assert told.verbs == ["办件·更换为第2版流程"] * 4
    now = {part: Matter.objects.get(pk=matter.pk) for part, matter in matters.items()}
    assert {part: (m.flow_version, m.state, m.awaits) for part, m in now.items()} == {
        "draft": (2, "draft", "applicant"),
        "received": (2, "received", "handler"),
        "helping": (2, "helping", "handler"),
        "checking": (2, "signing", "reviewer"),
        "mediating": (1, "mediating", "handler"),
        "refused": (1, "refused", ""),
    }
    turn = now["checking"].turns.last()
    assert turn is not None
    assert (turn.act, turn.from_state, turn.to_state, turn.actor) == (
        Act.MOVE,
        "checking",
        "signing",
        cast.administrator,
    )
    assert step(now["checking"], "approve", cast.reviewer, LATER).state == "answered"
    assert verify().intact


def test_moved_once_there_is_nothing_left_to_move(cast: Cast, newer: Flow) -> None:
    move_all(kind=kinds()["rights_aid"], actor=cast.administrator, at=LATER)
    again = move_all(kind=kinds()["rights_aid"], actor=cast.administrator, at=LATER)
    assert (again.done, again.refused, again.left) == (0, (), 0)


def test_a_portion_at_a_time(cast: Cast, newer: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "AT_ONCE", 3)
    first = move_all(kind=kinds()["rights_aid"], actor=cast.administrator, at=LATER)
    second = move_all(kind=kinds()["rights_aid"], actor=cast.administrator, at=LATER)
    assert [(m.done, m.left) for m in (first, second)] == [(3, 1), (1, 0)]


def test_whoever_must_act_now_is_told_and_whoever_had_to_no_longer(
    cast: Cast, matters: dict[str, Matter], newer: Flow
) -> None:
    matter = move(matters["checking"], newer, cast)
    asked = Notice.objects.filter(about=f"matters.matter:{matter.pk}", withdrawn_at=None)
    assert [notice.recipient for notice in asked] == [cast.reviewer]


def test_its_due_day_is_that_of_whom_it_awaits_now(cast: Cast, matters: dict[str, Matter], newer: Flow) -> None:
    """The limit goes on as it began; only whom the matter awaits has changed."""
    before = matters["helping"].limits.get(rule="AID-OPINION").due_on
    matter = move(matters["helping"], newer, cast)
    assert (matter.limits.get(rule="AID-OPINION").due_on, Matter.objects.get(pk=matter.pk).due_on) == (before, before)


def test_what_has_no_place_is_refused_and_stays(cast: Cast, matters: dict[str, Matter], newer: Flow) -> None:
    with pytest.raises(StepRefused, match="没有与“调解中”对应的状态"):
        move(matters["mediating"], newer, cast)
    assert Matter.objects.get(pk=matters["mediating"].pk).flow_version == 1
    with pytest.raises(StepRefused, match="已办结的办件不更换流程"):
        move(matters["refused"], newer, cast)


def test_only_to_a_newer_version_of_its_own_kind(cast: Cast, matters: dict[str, Matter], newer: Flow) -> None:
    matter = move(matters["helping"], newer, cast)
    for flow in (newer, kinds()["rights_aid"].flows[0], replace(newer, version=3), kinds()["feedback"].flow):
        with pytest.raises(StepRefused, match="只能更换为本类办件更新的流程版本"):
            move(matter, flow, cast)


def test_only_the_system_administrator_moves(cast: Cast, matters: dict[str, Matter], newer: Flow) -> None:
    matter = matters["helping"]
    for other in cast.others("administrator"):
        with pytest.raises(StepRefused, match="只有系统管理员"):
            move_to(matter=matter, flow=newer, turn=matter.turn, actor=other, at=LATER)
        with pytest.raises(StepRefused, match="只有系统管理员"):
            move_all(kind=kinds()["rights_aid"], actor=other, at=LATER)


def test_one_that_somebody_is_just_working_on_is_overtaken(cast: Cast, matters: dict[str, Matter], newer: Flow) -> None:
    matter = matters["helping"]
    with pytest.raises(Overtaken):
        move_to(matter=matter, flow=newer, turn=matter.turn - 1, actor=cast.administrator, at=LATER)


def test_through_several_versions_one_after_the_other(cast: Cast, matters: dict[str, Matter], newer: Flow) -> None:
    kind = kinds()["rights_aid"]
    renamed = State("countersigning", "会签中", Party.REVIEWER)
    third = replace(
        newer,
        version=3,
        states=tuple(renamed if state.key == "signing" else state for state in newer.states),
        steps=tuple(
            replace(
                one,
                sources=tuple("countersigning" if s == "signing" else s for s in one.sources),
                target="countersigning" if one.target == "signing" else one.target,
            )
            for one in newer.steps
        ),
        maps={"signing": "countersigning"},
    )
    with declared(replace(kind, flows=(*kind.flows, third))):
        assert move(matters["checking"], third, cast).state == "countersigning"
        assert kinds()["rights_aid"].moved("mediating", 1, 3) is None


def test_a_running_limit_that_the_new_version_never_ends_is_refused_and_named(
    cast: Cast, matters: dict[str, Matter]
) -> None:
    steps = tuple(replace(one, starts=(), ends=tuple(r for r in one.ends if r != "AID-OPINION")) for one in FIRST.steps)
    with second_version("rights_aid", steps=steps) as flow:
        with pytest.raises(StepRefused, match="没有办结正在计时的期限"):
            move(matters["helping"], flow, cast)
        moved = move_all(kind=kinds()["rights_aid"], actor=cast.administrator, at=LATER)
        assert dict(moved.refused).keys() == {matters["helping"].number, matters["checking"].number}
        assert moved.done == 3


def test_time_stands_still_or_runs_again_as_the_new_state_says(cast: Cast, matters: dict[str, Matter]) -> None:
    """PEN-DECIDE leaves out the time of tests: a state whose time is left out becomes one whose time counts, and back."""
    states = tuple(replace(s, ground="hearing" if s.key == "helping" else "") for s in FIRST.states)
    with second_version("rights_aid", states=states) as flow:
        matter = move(matters["helping"], flow, cast)
        (stay,) = matter.stays.all()
        assert (stay.ground, stay.from_on, stay.until_on, stay.formal) == ("hearing", LATER.date(), None, False)
        done = step(matter, "answer", cast.handler, LATER + timedelta(days=1), answer="可以投诉")
        assert done.stays.get().until_on == LATER.date() + timedelta(days=1)


def test_a_suspended_one_follows_if_the_new_version_knows_how_it_resumes(
    cast: Cast, matters: dict[str, Matter]
) -> None:
    matter = matters["helping"]
    suspend(matter=matter, ground="suspension", turn=matter.turn, actor=cast.handler, at=AT, opinion="等法院")
    with second_version("rights_aid", pauses=()) as flow, pytest.raises(StepRefused, match="不认识现在的中止事由"):
        move(matter, flow, cast)
    pauses = (Pause("suspension", "中止", (Party.HANDLER,), ("received",), ()),)
    with second_version("rights_aid", pauses=pauses) as flow:
        moved = move(matter, flow, cast)
        again = resume(matter=moved, turn=moved.turn, actor=cast.handler, at=datetime(2026, 3, 10, 1, tzinfo=UTC))
        assert (again.suspended, again.limits.get(rule="AID-OPINION").state) == (False, LimitState.RUNNING)


def test_a_running_matter_is_not_moved_to_an_end(cast: Cast, matters: dict[str, Matter]) -> None:
    over = {"maps": {"mediating": "stopped"}}
    with second_version("rights_aid", **without("mediating", **over)) as flow:
        with pytest.raises(StepRefused, match="没有与“调解中”对应的状态"):
            move(matters["mediating"], flow, cast)
        assert move_all(kind=kinds()["rights_aid"], actor=cast.administrator, at=LATER).done == 4


def administrator(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.administrator)
    return client


def test_the_page_shows_numbers_and_no_business(cast: Cast, newer: Flow) -> None:
    shown = administrator(cast).get("/flows/")
    said = shown.content.decode()
    assert shown.status_code == 200
    assert "没有对应状态，按原流程办完" in said
    assert "将 4 件更换为第 2 版" in said
    for business in ("有人仿冒我们的商标", cast.company.name, "〔2026〕"):
        assert business not in said


def test_the_button_moves_them_and_comes_back(cast: Cast, matters: dict[str, Matter], newer: Flow) -> None:
    client = administrator(cast)
    answer = client.post("/flows/rights_aid/move/")
    assert (answer.status_code, answer["Location"]) == (302, "/flows/")
    assert "已更换 4 件的流程版本" in client.get("/flows/").content.decode()
    assert Matter.objects.filter(flow_version=1).count() == 2
    assert client.post("/flows/nothing/move/").status_code == 404
    assert client.get("/flows/rights_aid/move/").status_code == 405


def test_those_refused_are_named_by_number_and_reason(cast: Cast, matters: dict[str, Matter]) -> None:
    steps = tuple(replace(one, starts=(), ends=tuple(r for r in one.ends if r != "AID-OPINION")) for one in FIRST.steps)
    with second_version("rights_aid", steps=steps):
        answer = administrator(cast).post("/flows/rights_aid/move/")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert f"{matters['helping'].number}" in said
    assert "没有办结正在计时的期限" in said


def test_a_step_of_the_old_version_is_not_taken_in_the_new_one(
    cast: Cast, matters: dict[str, Matter], newer: Flow
) -> None:
    matter = move(matters["helping"], newer, cast)
    assert isinstance(FIRST.step("mediate"), Step)
    with pytest.raises(StepRefused, match="没有这个办理步骤"):
        step(matter, "mediate", cast.handler, LATER, other_party="某网店")
