"""Working days and rest days of one place, year by year, as its notices fixed them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from manas.engines.calendar.model import Place, Status

DAY = timedelta(days=1)
SATURDAY = 5


class BeyondCalendar(LookupError):
    """A day was asked for in a year whose holidays are not known; `unrolled` is the last day before any moving, if known.

    A term that runs forward may always be kept by acting on its unrolled day: a rest day only moves it later.
    """

    def __init__(self, year: int, calendar: str, unrolled: date | None = None) -> None:
        self.year, self.calendar, self.unrolled = year, calendar, unrolled
        super().__init__(f"{calendar}: the holidays of {year} are not known")


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day with the holiday that it belongs to; an ordinary weekend day has no name."""

    day: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """What the notice of one year fixed: days off and weekend days worked, each with the name of its holiday.

    `partial`: only a part of the notice is known (one of two feasts): its days hold, but the year is not known whole.
    """

    off: Mapping[date, str]
    worked: Mapping[date, str]
    source: str
    status: Status
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a place. `years` holds what is known; `without_region` the years known only for the whole country."""

    key: str
    name: str
    place: Place
    years: Mapping[int, YearOfDays]
    without_region: frozenset[int] = frozenset()

    def knows(self, year: int) -> bool:
        """This function will tell whether the holidays of a year are known."""
        return year in self.years and not self.years[year].partial

    def is_workday(self, day: date) -> bool:
        """This function will tell whether people work on `day`; BeyondCalendar when its year is not known."""
        year = self._year(day)
        return day not in year.off and (day in year.worked or day.weekday() < SATURDAY)

    def next_workday(self, day: date) -> date:
        """This function will give `day` when it is a working day, else the first one after it."""
        return next(found for found in self._days(day, DAY) if self.is_workday(found))

    def previous_workday(self, day: date) -> date:
        """This function will give `day` when it is a working day, else the last one before it."""
        return next(found for found in self._days(day, -DAY) if self.is_workday(found))

    def add_workdays(self, day: date, count: int) -> date:
        """This function will give the working day that is `count` working days after `day` (before it when negative).

        `day` itself is not counted and need not be a working day; a count of 0 gives it back.
        """
        step = DAY if count > 0 else -DAY
        for _ in range(abs(count)):
            day = next(found for found in self._days(day + step, step) if self.is_workday(found))
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """This function will count the working days from `first` to `last`, both included; none when `last` is before."""
        return sum(self.is_workday(day) for day in _span(first, last))

    def rest_days(self, first: date, last: date) -> tuple[NamedDay, ...]:
        """This function will list the rest days from `first` to `last`, both included, weekends without a name."""
        rest = (day for day in _span(first, last) if not self.is_workday(day))
        return tuple(NamedDay(day, self._year(day).off.get(day, "")) for day in rest)

    def worked_weekends(self, first: date, last: date) -> tuple[NamedDay, ...]:
        """This function will list the weekend days that are worked (调休) from `first` to `last`, both included."""
        weekend = (day for day in _span(first, last) if day.weekday() >= SATURDAY and self.is_workday(day))
        return tuple(NamedDay(day, self._year(day).worked[day]) for day in weekend)

    def years_without_region(self, first: date, last: date) -> tuple[int, ...]:
        """This function will list the years from `first` to `last` whose regional notice is not known."""
        return tuple(year for year in range(first.year, last.year + 1) if year in self.without_region)

    def _year(self, day: date) -> YearOfDays:
        if not self.knows(day.year):
            raise BeyondCalendar(day.year, self.name)
        return self.years[day.year]

    @staticmethod
    def _days(day: date, step: timedelta) -> Iterator[date]:
        while True:
            yield day
            day += step


def with_region(national: Calendar, region: Calendar) -> Calendar:
    """This function will lay the days that a region adds over the national calendar.

    A year that only the country knows stands with `without_region`; a year that only the region knows is not known.
    """
    years = {
        year: _joined(days, region.years[year]) if year in region.years else days
        for year, days in national.years.items()
    }
    without = frozenset(year for year in national.years if not region.knows(year))
    return Calendar(region.key, region.name, Place.LOCAL, years, without)


def _joined(national: YearOfDays, region: YearOfDays) -> YearOfDays:
    """What the region fixed wins: it may work on a day that the country takes off, and the other way round."""
    off = {day: name for day, name in national.off.items() if day not in region.worked}
    worked = {day: name for day, name in national.worked.items() if day not in region.off}
    return replace(national, off={**off, **region.off}, worked={**worked, **region.worked})


def _span(first: date, last: date) -> Iterator[date]:
    return (first + count * DAY for count in range((last - first).days + 1))
