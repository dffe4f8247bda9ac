"""A flow is proved before it is used: each way of being wrong is found, and named with the place where it stands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.flow.model import Clock, Flow, Pause, State, Step
from manas.engines.flow.prove import Fault, Known, prove

KNOWN = Known(
    parties=frozenset({"applicant", "handler"}),
    rules=frozenset({"DECIDE"}),
    grounds=frozenset({"hearing"}),
    fields=frozenset({"amount", "received_on"}),
    documents=frozenset({"proof"}),
    papers=frozenset({"notice"}),
    laws=frozenset({"law"}),
)
DRAFT = State("draft", "草稿", awaits="applicant")
OPEN = State("open", "办理中", awaits="handler")
DONE = State("done", "办结", final=True)
SUBMIT = Step(
    "submit",
    "提交",
    ("applicant",),
    ("draft",),
    "open",
    asks=("amount",),
    needs=("proof",),
    starts=(Clock("DECIDE", "handler"),),
)
DECIDE = Step(
    "decide", "决定", ("handler",), ("open",), "done", makes=("notice",), ends=("DECIDE",), basis=(("law", "1"),)
)
SOUND = Flow("loan", 1, "draft", (DRAFT, OPEN, DONE), (SUBMIT, DECIDE))


def faults(flow: Flow) -> set[tuple[Fault, str]]:
    return {(complaint.fault, complaint.where) for complaint in prove(flow, KNOWN)}


def with_step(old: Step, **changes: object) -> Flow:
    steps = tuple(replace(step, **changes) if step is old else step for step in SOUND.steps)  # type: ignore[arg-type]  # any field
    return replace(SOUND, steps=steps)


def with_state(old: State, **changes: object) -> Flow:
    states = tuple(replace(state, **changes) if state is old else state for state in SOUND.states)  # type: ignore[arg-type]  # any field
    return replace(SOUND, states=states)


def test_a_sound_flow_has_nothing_against_it() -> None:
    assert prove(SOUND, KNOWN) == ()


@pytest.mark.parametrize(
    ("flow", "found"),
    [
        (with_step(DECIDE, target="nowhere"), {(Fault.UNKNOWN_STATE, "decide")}),
        (replace(SOUND, initial="nowhere"), {(Fault.UNKNOWN_STATE, "initial")}),
        (replace(SOUND, states=(*SOUND.states, State("lost", "孤立", final=True))), {(Fault.UNREACHABLE, "lost")}),
        (replace(SOUND, states=(*SOUND.states, DONE)), {(Fault.TWICE, "done")}),
        (replace(SOUND, steps=(*SOUND.steps, DECIDE)), {(Fault.TWICE, "decide")}),
        (with_step(DECIDE, by=()), {(Fault.BY_NOBODY, "decide"), (Fault.CANNOT_ACT, "open")}),
        (with_step(DECIDE, by=("handler", "king")), {(Fault.UNKNOWN_PARTY, "decide")}),
        (with_step(DECIDE, discretion=True), {(Fault.CANNOT_ACT, "open")}),
        (with_state(OPEN, awaits="applicant"), {(Fault.CANNOT_ACT, "open")}),
        (with_state(OPEN, awaits=""), {(Fault.AWAITS_NOBODY, "open")}),
        (with_state(DONE, awaits="handler"), {(Fault.FINAL_AWAITS, "done")}),
        (with_state(OPEN, ground="war"), {(Fault.UNKNOWN_GROUND, "open")}),
        (
            with_step(SUBMIT, starts=(Clock("WISH", "handler"),)),
            {(Fault.NO_LAW, "submit"), (Fault.NEVER_ENDS, "submit")},
        ),
        (with_step(DECIDE, ends=()), {(Fault.NEVER_ENDS, "submit")}),
        (with_step(SUBMIT, asks=("color",)), {(Fault.UNKNOWN_FIELD, "submit")}),
        (with_step(SUBMIT, starts=(Clock("DECIDE", "handler", since="once"),)), {(Fault.UNKNOWN_FIELD, "submit")}),
        (with_step(SUBMIT, needs=("oath",)), {(Fault.UNKNOWN_DOCUMENT, "submit")}),
        (with_step(DECIDE, makes=("poem",)), {(Fault.UNKNOWN_PAPER, "decide")}),
        (with_step(DECIDE, basis=(("custom", "1"),)), {(Fault.UNKNOWN_LAW, "decide")}),
        (
            replace(SOUND, pauses=(Pause("war", "战争", ("king",), ("open",), ()),)),
            {(Fault.UNKNOWN_GROUND, "pause"), (Fault.UNKNOWN_PARTY, "war")},
        ),
    ],
)
def test_each_fault_is_found_where_it_stands(flow: Flow, found: set[tuple[Fault, str]]) -> None:
    assert faults(flow) == found


def test_a_state_that_leads_round_and_round_has_no_way_out() -> None:
    round_trip = Step("again", "再来", ("handler",), ("loop",), "loop")
    into = Step("enter", "进入", ("handler",), ("open",), "loop")
    flow = replace(
        SOUND, states=(*SOUND.states, State("loop", "循环", awaits="handler")), steps=(*SOUND.steps, into, round_trip)
    )
    assert faults(flow) == {(Fault.DEAD_END, "loop")}


def test_leaving_a_final_state_must_be_declared() -> None:
    reopen = Step("reopen", "重办", ("handler",), ("done",), "open")
    assert faults(replace(SOUND, steps=(*SOUND.steps, reopen))) == {(Fault.LEAVES_FINAL, "reopen")}
    assert faults(replace(SOUND, steps=(*SOUND.steps, replace(reopen, reopens=True)))) == set()


def test_a_complaint_reads_as_a_sentence() -> None:
    (complaint,) = prove(with_step(SUBMIT, needs=("oath",)), KNOWN)
    assert str(complaint) == "submit needs a document that the kind does not list (oath)"


@given(st.sets(st.sampled_from(["submit", "decide"])))
def test_taking_any_step_away_is_never_overlooked(gone: set[str]) -> None:
    flow = replace(SOUND, steps=tuple(step for step in SOUND.steps if step.key not in gone))
    assert (prove(flow, KNOWN) == ()) == (not gone)
