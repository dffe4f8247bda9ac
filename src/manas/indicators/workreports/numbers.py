"""The numbers of a report: asked for once each, computed many at a time, and written in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from manas.engines.cited import SENTENCE, marked
from manas.engines.figures import Figure, Known
from manas.engines.periods import Period
from manas.indicators.declared import INDICATORS
from manas.indicators.models import SetState, Target
from manas.indicators.values.queries import figures, through
from manas.indicators.values.words import ABSENT, number, rounded
from manas.indicators.workreports.models import Part, ReportNumber
from manas.office.models import Unit
from manas.plan.models import Report

EXACT = Decimal("0.0001")
# An indicator and the period for which it is asked.
Asked = tuple[str, Period]


@dataclass(frozen=True)
class Value:
    """What a query gave: how it is known, and the number where there is one."""

    known: Known
    value: Decimal | None = None

    @classmethod
    def of(cls, value: Decimal | None, otherwise: Known) -> Value:
        """This function will give a number as it is kept, or the reason why there is none."""
        return cls(otherwise) if value is None else cls(Known.VALUE, value.quantize(EXACT))


class Figures:
    """Figures of some units, each indicator and period computed once for all of them; those `asked` beforehand, together."""

    def __init__(self, units: Iterable[Unit], asked: Iterable[Asked] = ()) -> None:
        self._units = list(units)
        self._found = _together(asked, self._units)
        self._aims: dict[int, dict[tuple[str, int], Decimal]] = {}

    def of(self, indicator: str, period: Period) -> dict[int, Figure]:
        """This function will give the figures of all units by their number."""
        key = (indicator, period)
        if key not in self._found:
            self._found[key] = figures(INDICATORS[indicator], self._units, period)
        return self._found[key]

    def value(self, indicator: str, unit: Unit, period: Period, part: Part) -> Value:
        """This function will give what a query gives now. Of a figure without a value its parts are still known."""
        if part is Part.TARGET:
            return Value.of(self.aims(period.year).get((indicator, unit.pk)), Known.MISSING)
        found = self.of(indicator, period)[unit.pk]
        if part is Part.VALUE:
            return Value.of(found.value, found.known)
        counted = found.known in {Known.VALUE, Known.NOT_APPLICABLE}
        return Value.of(
            (found.numerator if part is Part.COUNTS else found.denominator) if counted else None, found.known
        )

    def aims(self, year: int) -> dict[tuple[str, int], Decimal]:
        """This function will give the targets in force for a year by indicator and unit, the latest where there are several."""
        if year not in self._aims:
            found = Target.objects.filter(unit__in=self._units, year=year, indicator_set__state=SetState.IN_FORCE)
            self._aims[year] = {(one.indicator, one.unit_id): one.value for one in found.order_by("pk")}
        return self._aims[year]


def _together(asked: Iterable[Asked], units: Sequence[Unit]) -> dict[Asked, dict[int, Figure]]:
    """All periods of an indicator in one query a part."""
    periods: dict[str, list[Period]] = {}
    for key, period in dict.fromkeys(asked):
        periods.setdefault(key, []).append(period)
    return {
        (key, period): found
        for key, wanted in periods.items()
        for period, found in zip(wanted, through(INDICATORS[key], units, wanted), strict=True)
    }


class Numbers:
    """Gathers the numbers of a report as its sections are drawn; each query has one number, however often it is asked.

    Numbers are counted from the one `after` those that the report has.
    """

    def __init__(self, units: Sequence[Unit], after: int = 0) -> None:
        self.figures, self.after = Figures(units), after
        self.rows: dict[tuple[object, ...], ReportNumber] = {}

    def cite(
        self, indicator: str, unit: Unit, period: Period, part: Part = Part.VALUE, measure: str | None = None
    ) -> str:
        """This function will give the mark of a number; `measure` where a part is counted in another unit than the whole."""
        found = self.figures.value(indicator, unit, period, part)
        words = str(INDICATORS[indicator].measure) if measure is None else measure
        row = ReportNumber(
            indicator=indicator, part=part, unit=unit, period=period.code, measure=words, known=found.known.value,
            value=found.value,
        )  # fmt: skip
        return marked(self._kept((indicator, part, unit.pk, period), row))

    def sentence(self, progress: Report, period: Period) -> str:
        """This function will give the mark behind a sentence that was taken from accepted progress."""
        found = verified(progress)
        unit = progress.item.unit
        row = ReportNumber(
            progress=progress, unit=unit, period=period.code, measure=progress.item.figure_unit, known=found.known.value,
            value=found.value,
        )  # fmt: skip
        return marked(self._kept(("progress", progress.pk), row), SENTENCE)

    def _kept(self, key: tuple[object, ...], row: ReportNumber) -> int:
        if key not in self.rows:
            row.number = self.after + len(self.rows) + 1
            self.rows[key] = row
        return self.rows[key].number


def verified(progress: Report) -> Value:
    """This function will give the figure that the supervisor found for a report of progress; many have none."""
    return Value.of(progress.verified_figure, Known.NOT_APPLICABLE)


def now(rows: Sequence[ReportNumber]) -> dict[int, Value]:
    """This function will compute the numbers of a report anew, by their number."""
    counted = [row for row in rows if row.progress is None]
    asked = {(row.indicator, Period.read(row.period)) for row in counted if row.part != Part.TARGET}
    found = Figures({row.unit_id: row.unit for row in counted}.values(), asked)
    return {
        row.number: verified(row.progress)
        if row.progress is not None
        else found.value(row.indicator, row.unit, Period.read(row.period), Part(row.part))
        for row in rows
    }


def bare(row: ReportNumber) -> str:
    """This function will write a number without its measure; where there is none, why."""
    return words(Value(Known(row.known), row.value))


def words(found: Value) -> str:
    """This function will write what a query gave."""
    if found.value is None:
        return str(ABSENT[found.known])
    whole = found.value == found.value.to_integral_value()
    return number(found.value if whole else _short(found.value))


def _short(value: Decimal) -> Decimal:
    """This function will keep both places of an amount, and one of anything that has more."""
    return value if value == value.quantize(Decimal("0.01")) else rounded(value)


def written(row: ReportNumber) -> str:
    """This function will write a number as it stands in a sentence; a sentence of progress without a figure adds nothing."""
    if row.progress_id is not None:
        return f"（核验值{bare(row)}{row.measure}）" if row.value is not None else ""
    return f"{bare(row)}{row.measure}" if row.value is not None else f"（{bare(row)}）"
