"""趋势 and 生命周期: patents a year, with the right edge marked as incomplete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from manas.engines.navigation.evidence import Evidence
from manas.engines.navigation.holders import Folded
from manas.engines.navigation.model import Basis, Filing, Of, Phase, PhaseKind, Trend, Year

# 专利法 34: published 18 months after the filing, or earlier on request.
LAG_MONTHS: Final = 18
HALF: Final = 3  # years that are compared with as many before
ENOUGH: Final = 30  # patents in these years
STEADY: Final = (0.8, 1.25)  # between these the later half is as strong as the earlier one: 4 to 5, either way

ByYear = Mapping[int, Sequence[Filing]]


def trend(filings: Sequence[Filing], folded: Folded, known_until: date | None, evidence: Evidence) -> Trend:
    """This function will count patents by the year of filing, and by that of publication where that alone is known."""
    filed, published = _by_year(filings, Basis.FILED), _by_year(filings, Basis.PUBLISHED)
    known = sum(map(len, filed.values())), sum(map(len, published.values()))
    basis, counted = (Basis.FILED, filed) if known[0] >= known[1] else (Basis.PUBLISHED, published)
    seen = sorted({*filed, *published})
    years = tuple(
        Year(
            year,
            evidence.figure(f"filed/{year}", (one.key for one in filed.get(year, ()))),
            evidence.figure(f"published/{year}", (one.key for one in published.get(year, ()))),
            evidence.figure(f"holders-of/{year}", _holders(counted.get(year, ()), folded), Of.HOLDERS),
            filed_complete=complete(year, known_until, LAG_MONTHS),
            published_complete=complete(year, known_until, 0),
        )
        for year in (range(seen[0], seen[-1] + 1) if seen else ())
    )
    undated = evidence.figure("undated", (one.key for one in filings if one.filed is None and one.published is None))
    return Trend(years, undated, known_until, basis, phase(years, basis))


def complete(year: int, known_until: date | None, lag_months: int) -> bool:
    """This function will tell whether everything of a year can have been published by the last day that is known."""
    if known_until is None:
        return False
    months = known_until.year * 12 + known_until.month - 1 - lag_months
    return year < months // 12


def phase(years: Sequence[Year], basis: Basis) -> Phase:
    """This function will read the phase from six complete years: both patents and holders a quarter more in the later three
    is growth, both a fifth less decline, both between them maturity, and what goes apart is said to. A rule of this system,
    of no standard; with fewer than six complete years or thirty patents in them it says nothing."""
    patents = [one.filed if basis is Basis.FILED else one.published for one in years]
    whole = [one.filed_complete if basis is Basis.FILED else one.published_complete for one in years]
    recent = [place for place, is_whole in enumerate(whole) if is_whole][-2 * HALF :]
    if len(recent) < 2 * HALF:
        return Phase(PhaseKind.FEW)
    filed = _halves([patents[place].count for place in recent])
    held = _halves([years[place].holders.count for place in recent])
    last = years[recent[-1]].year
    if sum(filed) < ENOUGH:
        return Phase(PhaseKind.FEW, last, filed, held)
    return Phase(_kind({_way(filed), _way(held)}), last, filed, held)


def _kind(ways: set[PhaseKind]) -> PhaseKind:
    return ways.pop() if len(ways) == 1 else PhaseKind.MIXED


def _way(halves: tuple[int, int]) -> PhaseKind:
    earlier, later = halves
    if later >= earlier * STEADY[1]:
        return PhaseKind.GROWTH
    return PhaseKind.DECLINE if later <= earlier * STEADY[0] else PhaseKind.MATURE


def _halves(counts: Sequence[int]) -> tuple[int, int]:
    return sum(counts[:HALF]), sum(counts[HALF:])


def _by_year(filings: Sequence[Filing], basis: Basis) -> ByYear:
    found: defaultdict[int, list[Filing]] = defaultdict(list)
    for filing in filings:
        year = filing.filed if basis is Basis.FILED else filing.published if filing.filed is None else None
        if year is not None:
            found[year].append(filing)
    return found


def _holders(filings: Sequence[Filing], folded: Folded) -> list[int]:
    """One row for each holder."""
    rows: dict[str | int, int] = {}
    for filing in filings:
        for party in filing.holders:
            rows.setdefault(folded.identity(party), party.key)
    return list(rows.values())
