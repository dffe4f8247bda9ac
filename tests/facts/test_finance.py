"""What registering a pledge asks for: twelve grounds, papers, effects, each with its law."""

from datetime import date
from typing import Any

import pytest

from manas.engines.pledge import Block, Status
from manas.facts.entries import Entry, FactsWrong
from manas.facts.finance import pledge_grounds, pledge_registration, read_registration
from manas.facts.laws import laws


def test_twelve_grounds_of_the_list_and_one_that_stands_elsewhere() -> None:
    found = pledge_registration()
    assert (len(found.grounds), len(found.also)) == (12, 1)
    assert [ground.key for ground in found.grounds if ground.block is None] == ["contract", "other"]
    assert {ground.block for ground in pledge_grounds() if ground.block} == set(Block)


def test_every_law_is_known_and_every_key_stands_once() -> None:
    found = pledge_registration()
    for group in (pledge_grounds(), found.papers, found.later_papers, found.trademark_papers, found.effects):
        assert {citation.law for one in group for citation in one.citations} - set(laws()) == set()
        assert len({one.key for one in group}) == len(group)


def test_what_the_law_itself_says_was_read_and_the_window_is_quoted() -> None:
    found = pledge_registration()
    assert {one.key for one in found.effects if one.status is Status.READ} == {
        "arises",
        "no-transfer",
        "no-open-licence",
    }
    assert {one.status for one in (*found.grounds, *found.papers)} == {Status.SECOND_HAND}


def test_papers_that_are_always_needed() -> None:
    assert [paper.key for paper in pledge_registration().papers if not paper.when] == [
        "application",
        "contract",
        "identity",
    ]


@pytest.mark.parametrize(
    "ground",
    [{"block": "weather"}, {"kinds": ["plant"]}, {"status": "guessed"}, {"cite": {}}, {"blok": "stay"}],
    ids=str,
)
def test_a_fault_is_named_with_its_place(ground: dict[str, Any]) -> None:
    entry = {"key": "a", "name": "某情形", "status": "read", "cite": {"civil-code": "444"}, **ground}
    sheet = Entry("x.yaml", "the file", {"checked_on": date(2026, 1, 1), "grounds": [entry]})
    with pytest.raises(FactsWrong, match=r"^x\.yaml: a: "):
        read_registration(sheet)
