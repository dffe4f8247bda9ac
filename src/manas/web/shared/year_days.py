"""A year at a glance: which days are off or worked, for whom, by which notice, and what of the year is not known."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manas.engines.calendar.days import DAY, YearOfDays
from manas.engines.calendar.model import Place, Status
from manas.facts import calendars as shipped
from manas.office.models import CalendarDay
from manas.office.values.queries import REGION, Calendars, own_calendars
from manas.web.shared.explain import STATUSES

PLACES: dict[Place, Promise | str] = {Place.NATIONAL: _("全国"), Place.LOCAL: _("自治区加放")}
# What stands in the corner of a day, beside its color.
MARKS: dict[str, Promise | str] = {"off": _("休"), "region": _("加"), "worked": _("班"), "estimated": _("预")}
WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
YEARS = range(2001, 2101)
NOTHING = YearOfDays({}, {}, "", Status.READ, partial=True)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: its kind ("" an ordinary working day, "rest" a weekend), and the name of its holiday."""

    day: date
    kind: str
    name: str = ""

    @property
    def mark(self) -> Promise | str:
        return MARKS.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Days of one holiday without a gap, with their notice. `entry`: the office entered it, by this row."""

    first: date
    last: date
    name: str
    off: bool
    place: Promise | str
    source: str
    status: Promise | str = ""
    doubtful: bool = False
    estimated: bool = False
    entry: CalendarDay | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """How much of a year is known of one place."""

    place: Promise | str
    known: bool
    partly: bool
    source: str
    status: Promise | str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class YearPage:
    year: int
    months: tuple[Month, ...]
    runs: tuple[Run, ...]
    knowledge: tuple[Knowledge, ...]
    first: int
    last: int

    @property
    def weekdays(self) -> tuple[Promise | str, ...]:
        return WEEKDAYS

    @property
    def earlier(self) -> int | None:
        return self.year - 1 if self.year > self.first else None

    @property
    def later(self) -> int | None:
        return self.year + 1 if self.year < self.last else None


def asked_year(written: str, today: date) -> int:
    """This function will give the year that an address names, this year where it names none that can be shown."""
    year = int(written) if written.isascii() and written.isdecimal() else 0
    return year if year in YEARS else today.year


def year_page(year: int) -> YearPage:
    """This function will lay out a year in three queries; a year without any notice stands with its weekends alone."""
    own = own_calendars()
    entered = list(CalendarDay.objects.filter(day__year=year, withdrawn_at=None))
    known = own[Place.NATIONAL].years
    return YearPage(
        year,
        tuple(_months(year, own)),
        tuple(sorted(_runs(year, entered, own), key=lambda run: (run.first, run.last))),
        tuple(_knowledge(place, year, own) for place in PLACES),
        YEARS[0],
        max(year, *known) + 1,
    )


def _months(year: int, own: Calendars) -> Iterator[Month]:
    national, region = (own[place].years.get(year, NOTHING) for place in PLACES)
    guessed = {day: one.name for one in _estimates(year, region) for day in _span(one.from_on, one.to_on)}
    for month in range(1, 13):
        weeks = Weeks().monthdatescalendar(year, month)
        cells = (
            tuple(_cell(day, national, region, guessed) if day.month == month else None for day in week)
            for week in weeks
        )
        yield Month(date(year, month, 1), tuple(cells))


def _cell(day: date, national: YearOfDays, region: YearOfDays, guessed: Mapping[date, str]) -> Cell:
    """The region's word wins over the country's, a notice over an estimate."""
    kinds = (
        ("worked", region.worked),
        ("off", {} if day in region.worked else national.off),
        ("region", region.off),
        ("worked", national.worked),
        ("estimated", guessed),
    )
    for kind, days in kinds:
        if day in days:
            return Cell(day, kind, days[day])
    return Cell(day, "rest" if day.weekday() >= 5 else "")


def _runs(year: int, entered: list[CalendarDay], own: Calendars) -> Iterator[Run]:
    for place, key in ((Place.NATIONAL, shipped.NATIONAL), (Place.LOCAL, REGION)):
        changed = {entry.day for entry in entered if entry.place == place}
        days = shipped.calendar(key).years.get(year, NOTHING)
        for off, named in ((True, days.off), (False, days.worked)):
            for first, last, name in _unbroken({day: name for day, name in named.items() if day not in changed}):
                doubtful = days.status is Status.MEMORY
                yield Run(first, last, name, off, PLACES[place], days.source, STATUSES[days.status], doubtful)
    for entry in entered:
        place_word = PLACES[Place(entry.place)]
        yield Run(entry.day, entry.day, entry.name, entry.off, place_word, entry.document, entry=entry)
    for one in _estimates(year, own[Place.LOCAL].years.get(year, NOTHING)):
        yield Run(one.from_on, one.to_on, one.name, True, PLACES[Place.LOCAL], one.basis, estimated=True)


def _estimates(year: int, region: YearOfDays) -> list[shipped.Estimate]:
    """The feasts that are only estimated: none of a year known whole, and none whose notice was entered."""
    if region is not NOTHING and not region.partial:
        return []
    noticed = set(region.off.values())
    return [one for one in shipped.estimates(REGION) if one.year == year and one.name not in noticed]


def _unbroken(named: Mapping[date, str]) -> list[tuple[date, date, str]]:
    runs: list[tuple[date, date, str]] = []
    for day, name in sorted(named.items()):
        if runs and runs[-1][1:] == (day - DAY, name):
            runs[-1] = (runs[-1][0], day, name)
        else:
            runs.append((day, day, name))
    return runs


def _knowledge(place: Place, year: int, own: Calendars) -> Knowledge:
    days = own[place].years.get(year)
    status = days.status if days else Status.READ
    return Knowledge(
        PLACES[place],
        own[place].knows(year),
        days is not None and days.partial,
        days.source if days else "",
        STATUSES[status] if days else "",
        status is Status.MEMORY,
    )


def _span(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=count) for count in range((last - first).days + 1))
