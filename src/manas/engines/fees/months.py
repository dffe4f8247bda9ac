"""Months and years by the corresponding-day rule: the day with the same number, or the last day of a shorter month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """This function will give the day that corresponds to `day` so many months later."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_begun(since: date, until: date) -> int:
    """This function will count the months begun after `since` up to and including `until`; 0 when none has begun."""
    if until <= since:
        return 0
    whole = (until.year - since.year) * 12 + until.month - since.month
    return whole if until <= months_after(since, whole) else whole + 1


def anniversary(day: date, years: int) -> date:
    """This function will give the day that corresponds to `day` so many years later."""
    return months_after(day, 12 * years)


def year_of_life(began_on: date, day: date) -> int:
    """This function will count in which year since `began_on` a later day lies; the first day opens the first year."""
    years = day.year - began_on.year
    return years + 1 if anniversary(began_on, years) <= day else years
