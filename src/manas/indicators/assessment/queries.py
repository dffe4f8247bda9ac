"""Whether a published assessment is still what was published, and how two assessments differ."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from manas.indicators.assessment.models import Assessment, AssessmentResult, AssessmentState
from manas.indicators.assessment.reckoning import Outcome, Reckoned
from manas.office.models import Unit


@dataclass(frozen=True, slots=True)
class Verified:
    """What reckoning again gave: the hash, and whether hash and every stored result are those that were published."""

    fingerprint: str
    same: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """One unit in two assessments: the second less the first; absent where one of them has none."""

    unit: Unit
    first: Outcome | None
    second: Outcome | None

    @property
    def difference(self) -> Decimal | None:
        """This function will give by how much the total differs."""
        if self.first is None or self.second is None:
            return None
        return _less(self.second.total, self.first.total)

    @property
    def moved(self) -> Decimal | None:
        """This function will give by how many places the unit rose (above nought) or fell."""
        if self.first is None or self.second is None:
            return None
        return _less(self.first.rank, self.second.rank)


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def verify(assessment: Assessment) -> Verified:
    """This function will reckon a published assessment again from what is stored, and compare (K13)."""
    reckoned = Reckoned(assessment)
    kept = {row.unit_id: _numbers(row) for row in assessment.results.all()}
    again = {row.unit.pk: _numbers(row) for row in reckoned.outcomes}
    fingerprint = reckoned.fingerprint
    return Verified(fingerprint, fingerprint == assessment.fingerprint and kept == again)


def _numbers(row: AssessmentResult | Outcome) -> tuple[Decimal | None, ...]:
    return row.score, row.added, row.total, row.rank, row.rank_low, row.rank_high


def outcomes(assessment: Assessment) -> list[Outcome]:
    """This function will give the results: as they were frozen, or of what is not published as they are now."""
    if assessment.state != AssessmentState.PUBLISHED:
        return Reckoned(assessment).outcomes
    return [
        Outcome(row.unit, row.score, row.added, row.total, row.rank, row.rank_low, row.rank_high)
        for row in assessment.results.select_related("unit")
    ]


def beside(first: Assessment, second: Assessment) -> list[Beside]:
    """This function will put two assessments side by side: two years of a method, or two methods of a year."""
    one, other = ({row.unit.pk: row for row in outcomes(found)} for found in (first, second))
    units = {row.unit.pk: row.unit for row in (*one.values(), *other.values())}
    listed = sorted(units.values(), key=lambda unit: (unit.position, unit.pk))
    return [Beside(unit, one.get(unit.pk), other.get(unit.pk)) for unit in listed]
