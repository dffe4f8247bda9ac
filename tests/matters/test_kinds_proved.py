"""Every kind is proved in every version: nothing strands a matter, no step is nobody's, no limit is without a law."""

import pytest

from manas.engines.flow.prove import Known, prove
from manas.facts.deadlines import rules
from manas.facts.events import grounds
from manas.facts.laws import laws
from manas.matters.docket.kinds import Kind, kinds
from manas.matters.docket.parties import Party

KINDS = list(kinds().values())


def known(kind: Kind) -> Known:
    """What the flows of a kind may name."""
    return Known(
        parties=frozenset(Party),
        rules=frozenset(rule.key for rule in rules()),
        grounds=frozenset(grounds()),
        fields=frozenset(field.name for field in kind.model._meta.get_fields()),
        documents=frozenset(document.key for document in kind.documents),
        papers=frozenset(paper.key for paper in kind.papers),
        laws=frozenset(laws()),
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_version_of_a_kind_can_run(kind: Kind) -> None:
    found = [str(complaint) for flow in kind.flows for complaint in prove(flow, known(kind))]
    assert found == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_kind_is_one_thing(kind: Kind) -> None:
    steps = {step.key for flow in kind.flows for step in flow.steps}
    made = {paper for flow in kind.flows for step in flow.steps for paper in step.makes}
    versions = [flow.version for flow in kind.flows]
    assert {flow.kind for flow in kind.flows} == {kind.key}
    assert versions == sorted(set(versions))
    assert set(kind.consequences) - steps == set()
    assert {paper.key for paper in kind.papers} == made
    assert kind.opened_by != ()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_what_a_kind_names_of_itself_and_of_others_exists(kind: Kind) -> None:
    states = {state.key for state in kind.flow.states}
    assert {kind.opened_in} <= states | {""}
    assert set(kind.follow_ups) <= set(kinds())
    assert [key for key in kind.follow_ups.values() if kind.flow.step(key) is None] == []


def test_marks_of_numbers_are_not_shared() -> None:
    marks = [kind.mark for kind in KINDS]
    assert sorted(marks) == sorted(set(marks))
