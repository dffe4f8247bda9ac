"""Adding months, years and days to a day by the rules that laws state, not by what a library happens to do."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from manas.engines.calendar.model import Ending, Span, Term

MONTHS = {Span.MONTH: 1, Span.YEAR: 12}


def same_number(day: date, months: int) -> date | None:
    """This function will give the day with the same number `months` later; None when that month has no such day."""
    year, month = _month_after(day, months)
    return date(year, month, day.day) if day.day <= monthrange(year, month)[1] else None


def last_of_month(day: date, months: int) -> date:
    """This function will give the last day of the month that lies `months` after the month of `day`."""
    year, month = _month_after(day, months)
    return date(year, month, monthrange(year, month)[1])


def ended(day: date, term: Term, ending: Ending) -> date:
    """This function will give the last day of a term of months or years that begins with `day`.

    Where the last month has no day of that number, its last day is the last of the term, in both ways of ending:
    专利法实施细则 art. 5; 商标法实施条例 art. 12, which takes the day before only where there is a corresponding day.
    """
    months = term.count * MONTHS[term.span]
    found = same_number(day, months)
    if found is None:
        return last_of_month(day, months)
    return found - timedelta(days=1) if ending is Ending.DAY_BEFORE else found


def _month_after(day: date, months: int) -> tuple[int, int]:
    total = day.year * 12 + day.month - 1 + months
    return total // 12, total % 12 + 1
