"""A landscape is kept as it was, under one hash, and compared with another."""

import json
from dataclasses import replace

import pytest

from manas.engines.navigation.compare import Change, compare
from manas.engines.navigation.kept import packed, plain, read, seal, unpacked
from manas.engines.navigation.survey import survey
from tests.engines.navigation.filings import KNOWN_UNTIL, NEEDS, SELECTION, filing

SURVEY = survey(SELECTION, NEEDS, KNOWN_UNTIL)


def test_a_landscape_comes_back_as_it_was_kept() -> None:
    assert read(json.loads(json.dumps(plain(SURVEY.landscape)))) == SURVEY.landscape
    assert unpacked(packed(SURVEY.evidence)) == SURVEY.evidence


def test_what_is_no_landscape_is_not_read() -> None:
    with pytest.raises(TypeError):
        read({"total": {"code": "all", "count": 1}})


def test_the_hash_is_over_counts_and_over_what_is_behind_them() -> None:
    other = survey((*SELECTION[:-1], replace(SELECTION[-1], key=6)), NEEDS, KNOWN_UNTIL)
    assert seal(survey(SELECTION, NEEDS, KNOWN_UNTIL)) == seal(SURVEY)
    assert plain(other.landscape) == plain(SURVEY.landscape)
    assert seal(other) != seal(SURVEY)


def test_a_comparison_names_what_came_what_went_and_what_changed() -> None:
    later = survey((*SELECTION[1:], filing(9, filed=2024, subclass="B65B", group="B65B1/00")), NEEDS, KNOWN_UNTIL)
    found = compare((SURVEY.landscape, SURVEY.evidence), (later.landscape, later.evidence))
    assert (found.came, found.gone) == ((9,), (1,))
    assert Change("all", 5, 5) in found.changes
    assert Change("filed/2018", 1, None) in found.changes
    assert Change("subclass/B65B", None, 1) in found.changes
    assert "subclass/A23B" not in {one.code for one in found.changes}


def test_the_same_landscape_has_no_difference() -> None:
    found = compare((SURVEY.landscape, SURVEY.evidence), (SURVEY.landscape, SURVEY.evidence))
    assert (found.came, found.gone, found.changes) == ((), (), ())
