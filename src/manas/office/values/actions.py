"""Setting local values: a term that the law leaves open, a day of the calendar, a year whose notices are all entered.

What is set is never deleted: a term ends on a day, a day of the calendar is withdrawn, and both stay on record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import IntegrityError, models, transaction

from manas.engines.calendar.days import Calendar
from manas.engines.calendar.model import Place, Span
from manas.facts.deadlines import NoSuchRule, versions
from manas.office.journal import actions as journal
from manas.office.models import CalendarDay, CalendarYear, LocalValue, Person
from manas.office.queries import standing_at
from manas.office.values.queries import TERMS, own_calendars, stands

# What must follow from a changed calendar in the same transaction, done by whoever keeps due days: told why in words, gives
# how many moved. It is called before the journal is written: whoever keeps due days locks them first.
Reproject = Callable[[str, Person, datetime], int]
Row = TypeVar("Row", bound=models.Model)

SPANS = (Span.WORKDAY, Span.DAY, Span.MONTH)
LONGEST = 365
YEARS = range(2000, 2101)


class ValueRefused(Exception):
    """The value is not set; the message says why."""


def new_term(*, key: str, count: int, span: str, valid_from: date, document: str) -> LocalValue:
    """This function will make a term for a limit whose length no law fixes, as it would be set; nothing is written.

    Raises ValueRefused for a limit that a law does fix, a term of no length, one not later than the last, no document.
    """
    _with_document(document)
    try:
        rule = versions(key)[-1]
    except NoSuchRule:
        raise ValueRefused("没有这项期限") from None
    if not rule.left_open:
        raise ValueRefused(f"“{rule.name}”由法律规定，不能自行设定")
    if count not in range(1, LONGEST + 1) or span not in SPANS:
        raise ValueRefused("请填写一到三百六十五的天数或者月数")
    return _later(
        LocalValue(
            family=TERMS, key=key, value={"count": count, "span": str(span)}, valid_from=valid_from, document=document
        )
    )


@transaction.atomic
def set_term(
    *,
    key: str,
    count: int,
    span: str,
    valid_from: date,
    document: str,
    actor: Person,
    at: datetime,
    reproject: Reproject,
) -> LocalValue:
    """This function will set the office's own term for a limit whose length no law fixes, for events from a day on.

    The term set before it ends the day before. Raises ValueRefused as `new_term` does.
    """
    _allowed(actor, at)
    value = new_term(key=key, count=count, span=span, valid_from=valid_from, document=document)
    succeed(value=value, actor=actor, at=at)
    moved = reproject(f"{versions(key)[-1].name}的时限由{document}设定", actor, at)
    told = {"key": key, "count": count, "span": str(span), "from": valid_from.isoformat(), "document": document}
    journal.record(actor=actor, at=at, verb="设定本地时限", subject=value, detail={**told, "moved": moved})
    return value


@transaction.atomic
def succeed(*, value: LocalValue, actor: Person, at: datetime) -> LocalValue:
    """This function will enter a value made for a key; the one before it ends the day before. Who may is the caller's to know.

    Raises ValueRefused without a document, and for a day that is not later than that of the last.
    """
    _with_document(value.document)
    # Of two who set a value at once, the second sees the first one's.
    list(LocalValue.objects.select_for_update().filter(family=value.family, key=value.key))
    _later(value)
    earlier = _latest(value.family, value.key)
    if earlier is not None and (earlier.valid_to is None or earlier.valid_to >= value.valid_from):
        earlier.valid_to = value.valid_from - timedelta(days=1)
        earlier.save(update_fields=["valid_to"])
    return _enter(value, actor, at)


def _later(value: LocalValue) -> LocalValue:
    latest = _latest(value.family, value.key)
    if latest is not None and latest.valid_from >= value.valid_from:
        raise ValueRefused(f"已有自{latest.valid_from}起的设定，新的设定要晚于这一天")
    return value


def ended_term(value: LocalValue, last_on: date) -> LocalValue:
    """This function will give a term as it would stand once it ended after a day; nothing is written.

    Raises ValueRefused when the day lies before its first, or the term has ended by then.
    """
    if last_on < value.valid_from:
        raise ValueRefused(f"止用日期不能早于起用日期{value.valid_from}")
    if value.valid_to is not None and value.valid_to <= last_on:
        raise ValueRefused(f"这项设定已于{value.valid_to}止用")
    value.valid_to = last_on
    return value


@transaction.atomic
def end_term(*, value: LocalValue, last_on: date, actor: Person, at: datetime, reproject: Reproject) -> LocalValue:
    """This function will end a term after a day: events after it have no term until the office sets another.

    Events until that day keep it. Raises ValueRefused as `ended_term` does.
    """
    _allowed(actor, at)
    held = LocalValue.objects.select_for_update().get(pk=value.pk)
    ended_term(held, last_on).save(update_fields=["valid_to"])
    moved = reproject(f"{versions(held.key)[-1].name}的本地时限自{last_on}起止用", actor, at)
    told = {"key": held.key, "to": last_on.isoformat(), "moved": moved}
    journal.record(actor=actor, at=at, verb="止用本地时限", subject=held, detail=told)
    return held


def new_day(*, place: str, day: date, off: bool, name: str, document: str) -> CalendarDay:
    """This function will make a day off (or a day worked) as it would be entered; nothing is written.

    Raises ValueRefused when the day is entered already, is worked anyhow, or a name or the document is missing.
    """
    made = CalendarDay(place=place, day=day, off=off, name=name.strip(), document=document)
    for refusal in refused([made]).values():
        raise ValueRefused(refusal)
    return made


def refused(days: Sequence[CalendarDay]) -> dict[int, str]:
    """This function will say why days cannot be entered: the place of each such day in the list, and the reason."""
    entered = {
        (place, day): off
        for place, day, off in CalendarDay.objects.filter(
            day__in=[one.day for one in days], withdrawn_at=None
        ).values_list("place", "day", "off")
    }
    own = own_calendars()
    found = ((at, _fault(one, entered, own[Place(one.place)])) for at, one in enumerate(days))
    return {at: fault for at, fault in found if fault}


def _fault(day: CalendarDay, entered: Mapping[tuple[str, date], bool], own: Calendar) -> str:
    if not day.document.strip():
        return "请写明依据文件"
    if not day.name:
        return "请写明是什么假日"
    if (day.place, day.day) in entered:
        return f"{day.day}已经登记为{'放假' if entered[day.place, day.day] else '上班'}，要改请先撤销"
    if not day.off and stands(own, day.day, off=False):
        return f"{day.day}在这份日历中本来就不放假，不用登记上班"
    return ""


@transaction.atomic
def enter_day(
    *, place: str, day: date, off: bool, name: str, document: str, actor: Person, at: datetime, reproject: Reproject
) -> CalendarDay:
    """This function will enter a day off (or a day worked) and move every open due day that it touches, all at once.

    Raises ValueRefused as `new_day` does.
    """
    _allowed(actor, at)
    entered = _enter(new_day(place=place, day=day, off=off, name=name, document=document), actor, at)
    moved = reproject(f"{in_words(entered)}（{document}）", actor, at)
    _record_day(entered, actor, at, moved)
    return entered


@transaction.atomic
def withdraw_day(*, entry: CalendarDay, actor: Person, at: datetime, reproject: Reproject) -> CalendarDay:
    """This function will take back a day that was entered wrongly; its row stays, and due days move back.

    Raises ValueRefused when it was taken back before.
    """
    _allowed(actor, at)
    held = CalendarDay.objects.select_for_update().get(pk=entry.pk)
    if held.withdrawn_at is not None:
        raise ValueRefused(f"{held.day}的登记已经撤销")
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    moved = reproject(f"撤销“{in_words(held)}”的登记", actor, at)
    told = {"day": held.day.isoformat(), "moved": moved}
    journal.record(actor=actor, at=at, verb="撤销日历登记", subject=held, detail=told)
    return held


def new_year(*, place: str, year: int, document: str) -> CalendarYear:
    """This function will make the declaration that a year is known whole, as it would be entered; nothing is written.

    Raises ValueRefused for a year that is declared already or none of this century, and without a document.
    """
    _with_document(document)
    if year not in YEARS:
        raise ValueRefused("请填写四位年份")
    if CalendarYear.objects.filter(place=place, year=year).exists():
        raise ValueRefused(f"{year}年已经登记齐全")
    return CalendarYear(place=place, year=year, document=document)


@transaction.atomic
def declare_year(
    *, place: str, year: int, document: str, actor: Person, at: datetime, reproject: Reproject
) -> CalendarYear:
    """This function will declare that all notices of a year are entered, so that its days may be counted with.

    Raises ValueRefused as `new_year` does.
    """
    _allowed(actor, at)
    known = _enter(new_year(place=place, year=year, document=document), actor, at)
    moved = reproject(f"{year}年放假安排已登记齐全（{document}）", actor, at)
    _record_year(known, actor, at, moved)
    return known


@transaction.atomic
def enter_year(
    *,
    days: Sequence[CalendarDay],
    known: CalendarYear | None,
    document: str,
    actor: Person,
    at: datetime,
    reproject: Reproject,
) -> int:
    """This function will enter the days of a whole notice at once, and that the year is known whole where it is declared.

    `days` and `known` are rows made by `new_day` and `new_year`. All of them or none are entered; gives how many days.
    """
    _allowed(actor, at)
    if not days and known is None:
        raise ValueRefused("文件中的日子都已登记，没有要改的")
    for day in days:
        _enter(day, actor, at)
    if known is not None:
        _enter(known, actor, at)
    year = known.year if known else days[0].day.year
    moved = reproject(f"{year}年放假安排（{document}）", actor, at)
    for day in days:
        _record_day(day, actor, at, moved)
    if known is not None:
        _record_year(known, actor, at, moved)
    return len(days)


def in_words(entry: CalendarDay) -> str:
    """This function will say what an entry of the calendar does: 2026-05-04劳动节放假."""
    return f"{entry.day}{entry.name}{'放假' if entry.off else '上班'}"


def _enter(row: Row, actor: Person, at: datetime) -> Row:
    """Save a row that was checked; that somebody entered the same meanwhile is told like any refusal."""
    row.entered_by, row.entered_at = actor, at  # type: ignore[attr-defined]  # every row of this room has both
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise ValueRefused("刚刚已有人登记，请刷新后再看") from None
    return row


def _record_day(entry: CalendarDay, actor: Person, at: datetime, moved: int) -> None:
    told = {"day": entry.day.isoformat(), "off": int(entry.off), "name": entry.name, "document": entry.document}
    journal.record(actor=actor, at=at, verb="登记日历", subject=entry, detail={**told, "moved": moved})


def _record_year(known: CalendarYear, actor: Person, at: datetime, moved: int) -> None:
    told = {"year": known.year, "document": known.document, "moved": moved}
    journal.record(actor=actor, at=at, verb="登记年度日历", subject=known, detail=told)


def _latest(family: str, key: str) -> LocalValue | None:
    return LocalValue.objects.filter(family=family, key=key).order_by("-valid_from").first()


def _with_document(document: str) -> None:
    if not document.strip():
        raise ValueRefused("请写明依据文件")


def _allowed(actor: Person, at: datetime) -> None:
    if not standing_at(actor, at).is_administrator:
        raise ValueRefused("由系统管理员登记")
