"""The trend counts by filing, says what cannot be complete, and reads a phase only from enough."""

from datetime import date

import pytest

from manas.engines.navigation.model import Basis, PhaseKind, Trend
from manas.engines.navigation.survey import survey
from manas.engines.navigation.years import complete
from tests.engines.navigation.filings import COLLEGE, FIRM, KNOWN_UNTIL, SELECTION, filing


def trend_of(*counts: int, holders: int = 1, later_holders: int = 1) -> Trend:
    """So many patents in each year from 2015 on; the later three years have holders of their own."""
    made = [
        filing(
            1000 * year + n,
            filed=2015 + year,
            holders=((f"单位{n % (holders if year < 3 else later_holders)}", None, "", ""),),
        )
        for year, count in enumerate(counts)
        for n in range(count)
    ]
    return survey(made, (), date(2022, 8, 1)).landscape.trend


def test_years_run_on_without_a_gap_and_count_each_patent_once() -> None:
    trend = survey(SELECTION, (), KNOWN_UNTIL).landscape.trend
    counted = [(one.year, one.filed.count, one.published.count) for one in trend.years]
    assert counted == [(2018, 1, 0), (2019, 1, 0), (2020, 0, 1), (2021, 0, 0), (2022, 0, 0), (2023, 1, 0)]
    assert trend.undated.count == 1


def test_the_right_edge_is_marked_for_eighteen_months() -> None:
    trend = survey(SELECTION, (), KNOWN_UNTIL).landscape.trend
    assert [one.year for one in trend.years if not one.filed_complete] == [2022, 2023]
    assert [one.year for one in trend.years if not one.published_complete] == []


@pytest.mark.parametrize(
    ("known", "lag", "last"),
    [
        (date(2024, 6, 30), 18, 2021),
        (date(2024, 7, 1), 18, 2022),
        (date(2024, 7, 1), 0, 2023),
        (date(2024, 12, 31), 0, 2023),
    ],
)
def test_a_year_is_complete_once_all_of_it_can_be_published(known: date, lag: int, last: int) -> None:
    assert complete(last, known, lag)
    assert not complete(last + 1, known, lag)


def test_nothing_is_complete_where_no_day_is_known() -> None:
    assert not complete(1990, None, 0)


def test_holders_of_a_year_are_each_counted_once() -> None:
    made = [filing(1, holders=(COLLEGE, FIRM)), filing(2, holders=(COLLEGE,))]
    (year,) = survey(made, (), KNOWN_UNTIL).landscape.trend.years
    assert year.holders.count == 2


def test_the_life_cycle_goes_by_publication_where_most_filings_are_unknown() -> None:
    made = [filing(1, filed=None), filing(2, filed=None), filing(3)]
    assert survey(made, (), KNOWN_UNTIL).landscape.trend.basis is Basis.PUBLISHED
    assert survey(SELECTION, (), KNOWN_UNTIL).landscape.trend.basis is Basis.FILED


@pytest.mark.parametrize(
    ("counts", "holders", "kind"),
    [
        ((5, 5, 5, 10, 10, 10), (2, 4), PhaseKind.GROWTH),
        ((10, 10, 10, 5, 5, 5), (4, 2), PhaseKind.DECLINE),
        ((10, 10, 10, 10, 10, 11), (3, 3), PhaseKind.MATURE),
        ((5, 5, 5, 10, 10, 10), (4, 2), PhaseKind.MIXED),
        ((4, 4, 4, 5, 5, 5), (2, 4), PhaseKind.FEW),
        ((50, 50, 50, 50, 50), (2, 4), PhaseKind.FEW),
    ],
)
def test_a_phase_needs_patents_and_holders_to_agree(
    counts: tuple[int, ...], holders: tuple[int, int], kind: PhaseKind
) -> None:
    trend = trend_of(*counts, holders=holders[0], later_holders=holders[1])
    assert trend.phase.kind is kind


def test_a_phase_says_from_what_it_was_read_and_leaves_the_open_edge_out() -> None:
    phase = trend_of(5, 5, 5, 10, 10, 10, 1, holders=2, later_holders=4).phase
    assert (phase.last, phase.patents, phase.holders) == (2020, (15, 30), (6, 12))
