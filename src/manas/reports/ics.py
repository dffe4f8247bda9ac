"""Days to remember as a calendar file (RFC 5545) that any calendar program takes in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//Manas//zh-Hans//"
MEDIA_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """A day (or, with `at`, a moment) to remember. `key` stays the same when the day moves, so that programs move it too.

    `remind_days` are the days before on which the program is asked to remind.
    """

    key: str
    title: str
    on: date
    text: str = ""
    url: str = ""
    at: datetime | None = None
    remind_days: tuple[int, ...] = ()


def calendar_file(name: str, entries: Iterable[Entry], *, stamped_at: datetime) -> bytes:
    """This function will write a calendar of whole-day entries; `stamped_at` is the moment at which it is made."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, stamped_at))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, stamped_at: datetime) -> Event:
    """An entry takes no time of the day from whoever keeps the calendar: it is transparent."""
    event = Event()
    event.add("uid", f"{entry.key}@manas")
    event.add("dtstamp", stamped_at)
    event.add("summary", entry.title)
    event.add("dtstart", entry.at or entry.on)
    if entry.at is None:
        event.add("dtend", entry.on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if entry.text:
        event.add("description", entry.text)
    if entry.url:
        event.add("url", entry.url)
    for days in entry.remind_days:
        event.add_component(_alarm(entry.title, days))
    return event


def _alarm(title: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(days=-days))
    return alarm
