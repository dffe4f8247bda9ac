"""Every number of a landscape stands for as many patents, holders or needs as it says."""

import pytest

from manas.engines.navigation.evidence import Evidence
from manas.engines.navigation.kept import figures
from manas.engines.navigation.model import Figure, Of
from manas.engines.navigation.survey import survey
from tests.engines.navigation.filings import KNOWN_UNTIL, NEEDS, SELECTION

SURVEY = survey(SELECTION, NEEDS, KNOWN_UNTIL)
ROWS = {
    Of.PATENTS: {one.key for one in SELECTION},
    Of.HOLDERS: {party.key for one in SELECTION for party in one.holders},
    Of.NEEDS: {need.key for need in NEEDS},
}


@pytest.mark.parametrize("figure", dict.fromkeys(figures(SURVEY.landscape)), ids=lambda figure: figure.code)
def test_the_list_behind_a_figure_has_its_count(figure: Figure) -> None:
    behind = SURVEY.evidence[figure.code]
    assert len(behind) == figure.count
    assert ROWS[figure.of].issuperset(behind)
    assert list(behind) == sorted(set(behind))


def test_nothing_is_kept_for_a_figure_that_is_not_shown() -> None:
    assert set(SURVEY.evidence) == {figure.code for figure in figures(SURVEY.landscape)}


def test_the_order_of_the_patents_changes_nothing() -> None:
    assert survey(SELECTION[::-1], NEEDS, KNOWN_UNTIL) == SURVEY


def test_an_empty_selection_is_a_landscape_of_zeros() -> None:
    assert {figure.count for figure in figures(survey(()).landscape)} == {0}


def test_two_figures_cannot_share_a_code() -> None:
    evidence = Evidence()
    assert evidence.figure("local", (2, 1, 1)) == evidence.figure("local", (1, 2)) == Figure("local", 2)
    with pytest.raises(ValueError, match="local"):
        evidence.figure("local", (3,))
