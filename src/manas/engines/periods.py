"""统计期: the months, quarters and years that figures are kept for."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

WRITTEN = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4]))?")
FIRST_YEAR, LAST_YEAR = 1985, 2999


class Span(IntEnum):
    """How long a period is, in months."""

    MONTH = 1
    QUARTER = 3
    YEAR = 12


class PeriodUnknown(ValueError):
    """What was written is no period: it is 2026, 2026Q3 or 2026-09."""


@dataclass(frozen=True, order=True)
class Period:
    """A month, quarter or year of the calendar: the `number`-th (from 1) of its length in `year`."""

    year: int
    span: Span = Span.YEAR
    number: int = 1

    def __post_init__(self) -> None:
        if not (FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= self.number <= Span.YEAR // self.span):
            raise PeriodUnknown(f"{self.year} has no {self.span.name.lower()} {self.number}.")

    @classmethod
    def read(cls, written: str) -> Period:
        """This function will read `2026`, `2026Q3` or `2026-09`; raises PeriodUnknown."""
        found = WRITTEN.fullmatch(written)
        if found is None:
            raise PeriodUnknown(f"{written[:20]!r} is no period: write 2026, 2026Q3 or 2026-09.")
        year = int(found["year"])
        if found["month"]:
            return cls(year, Span.MONTH, int(found["month"]))
        return cls(year, Span.QUARTER, int(found["quarter"])) if found["quarter"] else cls(year)

    @classmethod
    def of(cls, day: date, span: Span) -> Period:
        """This function will give the period of that length in which a day lies."""
        return cls(day.year, span, (day.month - 1) // span + 1)

    @property
    def code(self) -> str:
        """This function will write the period as `read` reads it."""
        if self.span is Span.YEAR:
            return str(self.year)
        return f"{self.year}Q{self.number}" if self.span is Span.QUARTER else f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * self.span + 1, 1)

    @property
    def last(self) -> date:
        month = self.number * self.span
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def before(self) -> Period:
        """This function will give the period of the same length that ended when this one began."""
        if self.number > 1:
            return Period(self.year, self.span, self.number - 1)
        return Period(self.year - 1, self.span, Span.YEAR // self.span)

    @property
    def year_before(self) -> Period:
        """This function will give the same period of the year before (上年同期)."""
        return Period(self.year - 1, self.span, self.number)

    def parts(self, span: Span) -> tuple[Period, ...]:
        """This function will give the shorter periods that it consists of, in order; itself where it is of that length."""
        if span > self.span:
            raise PeriodUnknown(f"A {self.span.name.lower()} has no {span.name.lower()}s.")
        each = self.span // span
        first = (self.number - 1) * each + 1
        return tuple(Period(self.year, span, first + step) for step in range(each))
