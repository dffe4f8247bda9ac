"""Days off and weekend days worked, year by year: `facts/calendars/national.yaml` and one file per region.

The days come from the notice of each year and are never computed; what is only estimated stands apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache

from manas.engines.calendar.days import Calendar, YearOfDays, with_region
from manas.engines.calendar.model import Place, Status
from manas.facts.entries import Entry, parsed, shipped, shipped_in

NATIONAL = "national"

_NAMES = {NATIONAL: "全国", "650000": "新疆维吾尔自治区"}
_SHEET = "place checked_on status source years estimates office_hours office_hours_note".split()
_YEAR = "year source note rest worked complete status".split()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A feast of a year whose notice was not read: shown as 预计, never counted."""

    year: int
    name: str
    from_on: date
    to_on: date
    basis: str


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours of work of a season, in Beijing time, from a day of the year on."""

    season: str
    from_month: int
    from_day: int
    morning: tuple[time, time]
    afternoon: tuple[time, time]


class NoSuchCalendar(KeyError):
    """No days off are known for this place."""


@cache
def calendar(place: str) -> Calendar:
    """This function will give the days of the country (`national`), or those that a region adds by its division code.

    NoSuchCalendar when nothing is known of the place.
    """
    return _calendar(_sheet(place))


@cache
def local(place: str) -> Calendar:
    """This function will give the days that a body of a region lives by: the country's with the region's laid over."""
    return with_region(calendar(NATIONAL), calendar(place))


def regions() -> tuple[str, ...]:
    """This function will list the division codes of the regions that add days of their own."""
    return tuple(code for code in _known() if code != NATIONAL)


@cache
def estimates(place: str) -> tuple[Estimate, ...]:
    """This function will give the feasts that are only estimated, for years whose notice was not read."""
    return tuple(_estimate(part) for part in _sheet(place).parts("estimates"))


@cache
def office_hours(place: str) -> tuple[OfficeHours, ...]:
    """This function will give the hours of work of each season; none where no notice fixed them."""
    return tuple(_hours(part) for part in _sheet(place).parts("office_hours"))


def load(file: str, text: str) -> Calendar:
    """This function will read the days of one place from their text; FactsWrong names file, year and fault."""
    return _calendar(parsed(file, text))


@cache
def _known() -> dict[str, str]:
    """The places with a file, by name: a place is looked up here and never becomes a path."""
    return {file.rpartition("/")[2].removesuffix(".yaml"): file for file in shipped_in("calendars")}


def _sheet(place: str) -> Entry:
    if place not in _known():
        raise NoSuchCalendar(place)
    return shipped(_known()[place])


def _calendar(sheet: Entry) -> Calendar:
    sheet.only(_SHEET)
    key = sheet.text("place")
    years: dict[int, YearOfDays] = {}
    for part in sheet.parts("years"):
        year = part.whole("year", 0)
        if year in years:
            raise part.wrong(f"{year} stands twice")
        years[year] = _year(Entry(sheet.file, str(year), part.values), year, sheet.status())
    return Calendar(key, _NAMES.get(key, key), Place.NATIONAL if key == NATIONAL else Place.LOCAL, years)


def _year(entry: Entry, year: int, status: Status) -> YearOfDays:
    entry.only(_YEAR)
    off = dict(named for part in entry.parts("rest") for named in _break(part))
    worked = {part.known_day("day"): part.text("name") for part in entry.parts("worked")}
    strangers = sorted(day for day in (*off, *worked) if day.year != year)
    if strangers:
        raise entry.wrong(f"{strangers[0]} belongs to another year")
    if set(off) & set(worked):
        raise entry.wrong(f"{min(set(off) & set(worked))} is both off and worked")
    weekdays = sorted(day for day in worked if day.weekday() < 5)
    if weekdays:
        raise entry.wrong(f"{weekdays[0]} is no weekend day")
    partial = entry.truth("complete") is False
    return YearOfDays(off, worked, _titled(entry), entry.one_of(Status, "status", status), partial)


def _break(part: Entry) -> Iterator[tuple[date, str]]:
    part.only(("name", "from", "to"))
    first, last = part.known_day("from"), part.known_day("to")
    if last < first:
        raise part.wrong(f"{last} lies before {first}")
    return ((first + timedelta(days=count), part.text("name")) for count in range((last - first).days + 1))


def _titled(entry: Entry) -> str:
    source = Entry(entry.file, f"{entry.key}: source", entry.mapping("source"))
    clause = source.values.get("clause")
    return f"{source.text('title')}，{clause}" if clause else source.text("title")


def _estimate(part: Entry) -> Estimate:
    part.only(("year", "name", "from", "to", "basis"))
    return Estimate(
        part.whole("year", 0), part.text("name"), part.known_day("from"), part.known_day("to"), part.text("basis")
    )


def _hours(part: Entry) -> OfficeHours:
    part.only(("season", "from", "morning", "afternoon"))
    month, day = part.text("from").split("-")
    return OfficeHours(part.text("season"), int(month), int(day), _span(part, "morning"), _span(part, "afternoon"))


def _span(part: Entry, name: str) -> tuple[time, time]:
    opens, closes = part.text(name).split("-")
    return time.fromisoformat(opens), time.fromisoformat(closes)
