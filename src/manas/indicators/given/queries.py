"""Questions about given values, and about the conditions of high value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from manas.indicators.given.models import GivenValue, HighValueReason, ReasonCode
from manas.office.models import Unit
from manas.registers.models import Patent

YEARS_KEPT = 10


def history(given: GivenValue) -> QuerySet[GivenValue]:
    """This function will give every version of a value, the latest first."""
    return GivenValue.objects.filter(figure=given.figure, unit=given.unit, period=given.period).select_related(
        "entered_by"
    )


def returned(figure: str, units: Sequence[Unit], years: Iterable[int]) -> dict[tuple[int, int], GivenValue]:
    """This function will give what was officially returned, by the unit's number and the year."""
    periods = [str(year) for year in years]
    found = GivenValue.objects.counting().filter(figure=figure, unit__in=units, period__in=periods)
    return {(one.unit_id, int(one.period)): one for one in found}


def kept_long(day: date) -> Q:
    """This function will keep what on a day was older than ten years, reckoned from its filing."""
    # The 29th of February has no day of its own ten years before: it is reckoned from the 28th.
    leap = (day.month, day.day) == (2, 29)
    return Q(filed_on__lt=day.replace(year=day.year - YEARS_KEPT, day=28 if leap else day.day))


def named_by(day: date) -> QuerySet[HighValueReason]:
    """This function will give what lists from above had named until a day."""
    return HighValueReason.objects.filter(document_on__lte=day)


def of_high_value(day: date) -> Q:
    """This function will keep what met one of the conditions on a day, each patent once."""
    return kept_long(day) | Q(pk__in=named_by(day).values("patent"))


def reasons(patents: Sequence[Patent], day: date) -> dict[int, list[str]]:
    """This function will give the codes for which each patent counted on a day, in two queries."""
    numbers = [patent.pk for patent in patents]
    long = Patent.objects.filter(kept_long(day), pk__in=numbers).values_list("pk", flat=True)
    pairs = [*named_by(day).filter(patent__in=numbers).values_list("patent_id", "code")]
    pairs += [(number, str(ReasonCode.TEN_YEARS)) for number in long]
    found: dict[int, list[str]] = {number: [] for number in numbers}
    for number, code in sorted(pairs):
        found[number].append(code)
    return found


def conditions() -> list[tuple[ReasonCode, bool]]:
    """This function will tell of each condition whether its data is here: that kept long is computed, the others are lists."""
    loaded = {*HighValueReason.objects.values_list("code", flat=True).distinct(), str(ReasonCode.TEN_YEARS)}
    return [(code, code.value in loaded) for code in ReasonCode]
