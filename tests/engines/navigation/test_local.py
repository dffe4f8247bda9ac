"""What is held here beside what is asked for here."""

import pytest

from manas.engines.navigation.model import Need
from manas.engines.navigation.speaking import Asked, speaks
from manas.engines.navigation.survey import survey
from tests.engines.navigation.filings import NEEDS, SELECTION

HARVEST = Need(1, ("沙棘果",), ("机械采收",))


def test_subclasses_with_needs_come_first() -> None:
    local = survey(SELECTION, NEEDS).landscape.local
    lines = [
        (one.subclass, one.needs.count, one.speaking.count, one.local.count, one.patents.count) for one in local.lines
    ]
    assert lines == [("A01D", 1, 2, 1, 3), ("A23B", 0, 0, 1, 1)]


def test_local_holders_are_counted_by_county() -> None:
    local = survey(SELECTION, NEEDS).landscape.local
    assert [(one.name, one.figure.count) for one in local.places] == [("北山县", 2)]
    assert local.held.count == 2


def test_needs_of_which_no_patent_speaks_are_named() -> None:
    found = survey(SELECTION, NEEDS)
    assert found.evidence[found.landscape.local.unanswered.code] == (72, 73)


@pytest.mark.parametrize(
    ("title", "text", "answered"),
    [
        ("沙棘振动采收装置", "", ()),
        ("沙棘果采收机械", "", (1,)),
        ("沙棘脱果装置", "用于机械化采收", (1,)),
        ("苹果采收机械", "沙棘", ()),
    ],
)
def test_a_title_names_the_object_and_title_or_text_the_function(
    title: str, text: str, answered: tuple[int, ...]
) -> None:
    assert speaks(HARVEST, title, text) is bool(answered)
    assert Asked([HARVEST]).answered(title, text) == answered


def test_a_need_without_a_function_is_spoken_of_by_its_object_and_one_without_an_object_by_nobody() -> None:
    assert speaks(Need(1, ("鲜杏",)), "鲜杏脱核装置", "")
    assert not speaks(Need(1, (), ("脱核",)), "鲜杏脱核装置", "")
    assert not speaks(Need(1, ("杏",)), "鲜杏脱核装置", "")
