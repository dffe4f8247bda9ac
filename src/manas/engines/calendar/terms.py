"""The terms of a patent: its years, its end, and the days on which its annuities fall due. None of its ends is moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from manas.engines.calendar.arithmetic import ended
from manas.engines.calendar.days import DAY
from manas.engines.calendar.model import Ending, Span, Term


class BeforeFiling(ValueError):
    """A day before the filing day belongs to no year of the patent."""


@dataclass(frozen=True, slots=True)
class PatentYear:
    """The n-th year of a patent, counted from the day of filing, both ends included."""

    number: int
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class PatentTerm:
    """The term of a patent: its last day, and the day after, on which its end is entered. `base_last_on`: without compensation."""

    first_on: date
    base_last_on: date
    last_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Annuity:
    """The annuity of a year of the patent; it falls due on the anniversary of filing that begins that year."""

    year: int
    due_on: date


def patent_year(filed_on: date, number: int) -> PatentYear:
    """This function will give the n-th year of a patent (from 1): 审查指南 part 5 chapter 9 4.2.1.1."""
    first = filed_on if number == 1 else _last_day(filed_on, number - 1) + DAY
    return PatentYear(number, first, _last_day(filed_on, number))


def patent_year_of(filed_on: date, day: date) -> PatentYear:
    """This function will give the year of the patent into which a day falls; BeforeFiling for a day before it."""
    if day < filed_on:
        raise BeforeFiling(f"{day} lies before {filed_on}")
    found = patent_year(filed_on, day.year - filed_on.year or 1)
    return found if day <= found.last_on else patent_year(filed_on, found.number + 1)


def patent_term(filed_on: date, years: int, *, compensated_to: date | None = None) -> PatentTerm:
    """This function will give the term of a patent of `years` years: 审查指南 part 5 chapter 9 4.1.

    `compensated_to` is the last day that a decision on compensation fixed.
    """
    base = _last_day(filed_on, years)
    last = max(base, compensated_to or base)
    return PatentTerm(filed_on, base, last, last + DAY)


def annuities(filed_on: date, granted_on: date, years: int) -> tuple[Annuity, ...]:
    """This function will list the annuities that fall due after registration, up to the last year of the term.

    The annuity of the year of grant is paid at registration and not listed: 审查指南 part 5 chapter 9 4.2.1.2. A filing
    day of 29 February has its anniversaries on the last day of February in other years.
    """
    first = patent_year_of(filed_on, granted_on).number + 1
    return tuple(Annuity(year, _anniversary(filed_on, year - 1)) for year in range(first, years + 1))


def _last_day(filed_on: date, years: int) -> date:
    return ended(filed_on, Term(years, Span.YEAR), Ending.DAY_BEFORE)


def _anniversary(filed_on: date, years: int) -> date:
    return ended(filed_on, Term(years, Span.YEAR), Ending.SAME_NUMBER)
