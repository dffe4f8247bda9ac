"""A calendar file: whole days that keep their name when they move, read back by the same library that wrote them."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from manas.reports.ics import Entry, calendar_file

STAMPED = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ENTRY = Entry(
    "PEN-STATEMENT.1", "陈述、申辩", date(2026, 10, 10), "依据；一行\n又一行", "https://example.org/a?b=1&c=2"
)


def test_a_day_is_a_whole_day_with_a_lasting_name() -> None:
    found = Calendar.from_ical(calendar_file("期限", [ENTRY], stamped_at=STAMPED)).walk("VEVENT")
    assert [event["uid"] for event in found] == ["PEN-STATEMENT.1@manas"]
    event = found[0]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 10, 10), date(2026, 10, 11))
    assert event.decoded("dtstamp") == STAMPED
    assert (str(event["summary"]), str(event["description"])) == (ENTRY.title, ENTRY.text)


def test_the_text_keeps_to_the_format() -> None:
    written = calendar_file("期限", [ENTRY], stamped_at=STAMPED)
    lines = written.split(b"\r\n")
    assert b"DTSTART;VALUE=DATE:20261010" in lines
    assert b"DTSTAMP:20261122T100000Z" in lines
    assert max(len(line) for line in lines) <= 75
    assert written.count(b"\n") == written.count(b"\r\n")


def test_the_same_entries_give_the_same_file() -> None:
    assert calendar_file("期限", [ENTRY], stamped_at=STAMPED) == calendar_file("期限", [ENTRY], stamped_at=STAMPED)


def test_a_moment_stays_a_moment_and_reminders_come_before() -> None:
    at = datetime(2026, 9, 29, 9, 30, tzinfo=UTC)
    entry = Entry("k", "移送", at.date(), at=at, remind_days=(7, 1))
    event = Calendar.from_ical(calendar_file("期限", [entry], stamped_at=STAMPED)).walk("VEVENT")[0]
    assert event.decoded("dtstart") == at
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [timedelta(days=-7), timedelta(days=-1)]
