"""Setting local values: a term that the law leaves open, a day of the calendar, a year whose notices are all entered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from manas.engines.calendar.model import Span
from manas.facts.deadlines import NoSuchRule, versions
from manas.office.journal import actions as journal
from manas.office.models import CalendarDay, CalendarYear, LocalValue, Person, Place
from manas.office.queries import standing_at
from manas.office.values.queries import TERMS

# What must follow from a changed calendar in the same transaction, done by whoever keeps due days: told why in words.
Reproject = Callable[[str, Person, datetime], int]


class ValueRefused(Exception):
    """The value is not set; the message says why."""


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
    """This function will set the office's own term for a limit whose length no law fixes, from a day on.

    Raises ValueRefused for a limit that a law does fix, a term of no length, or a missing document.
    """
    _allowed(actor, at, document)
    try:
        rule = versions(key)[-1]
    except NoSuchRule:
        raise ValueRefused("没有这项期限") from None
    if not rule.left_open:
        raise ValueRefused(f"“{rule.name}”由法律规定，不能自行设定")
    if count < 1 or count > 365 or span not in (Span.DAY, Span.WORKDAY, Span.MONTH):
        raise ValueRefused("请填写一到三百六十五的天数或者月数")
    earlier = LocalValue.objects.filter(family=TERMS, key=key, valid_to=None).order_by("-valid_from").first()
    if earlier is not None:
        if earlier.valid_from >= valid_from:
            raise ValueRefused(f"已有自{earlier.valid_from}起的设定，新的设定要晚于这一天")
        earlier.valid_to = valid_from - timedelta(days=1)
        earlier.save(update_fields=["valid_to"])
    value = LocalValue.objects.create(
        family=TERMS,
        key=key,
        value={"count": count, "span": span},
        valid_from=valid_from,
        document=document,
        entered_by=actor,
        entered_at=at,
    )
    journal.record(
        actor=actor,
        at=at,
        verb="设定本地时限",
        subject=value,
        detail={"key": key, "count": count, "span": span, "from": valid_from.isoformat(), "document": document},
    )
    reproject(f"{rule.name}的时限由{document}设定", actor, at)
    return value


@transaction.atomic
def enter_day(
    *, place: Place, day: date, off: bool, name: str, document: str, actor: Person, at: datetime, reproject: Reproject
) -> CalendarDay:
    """This function will enter a day off (or a day worked) and move every open due day that it touches, all at once.

    Raises ValueRefused when the day is entered already, or a name or the document is missing.
    """
    _allowed(actor, at, document)
    if not name.strip():
        raise ValueRefused("请写明是什么假日")
    if CalendarDay.objects.filter(place=place, day=day, withdrawn_at=None).exists():
        raise ValueRefused(f"{day}已经登记，要改请先撤销")
    entered = CalendarDay.objects.create(
        place=place, day=day, off=off, name=name.strip(), document=document, entered_by=actor, entered_at=at
    )
    cause = f"{day}{name.strip()}{'放假' if off else '上班'}（{document}）"
    journal.record(
        actor=actor,
        at=at,
        verb="登记日历",
        subject=entered,
        detail={"day": day.isoformat(), "off": "1" if off else "0", "name": name, "document": document},
    )
    reproject(cause, actor, at)
    return entered


@transaction.atomic
def withdraw_day(*, entry: CalendarDay, actor: Person, at: datetime, reproject: Reproject) -> CalendarDay:
    """This function will take back a day that was entered wrongly; its row stays, and due days move back."""
    _allowed(actor, at, entry.document)
    if entry.withdrawn_at is not None:
        raise ValueRefused("已经撤销")
    entry.withdrawn_at = at
    entry.save(update_fields=["withdrawn_at"])
    journal.record(actor=actor, at=at, verb="撤销日历登记", subject=entry, detail={"day": entry.day.isoformat()})
    reproject(f"撤销{entry.day}{entry.name}的登记", actor, at)
    return entry


@transaction.atomic
def declare_year(
    *, place: Place, year: int, document: str, actor: Person, at: datetime, reproject: Reproject
) -> CalendarYear:
    """This function will declare that all notices of a year are entered, so that its days may be counted with."""
    _allowed(actor, at, document)
    if year not in range(2000, 2101):
        raise ValueRefused("请填写四位年份")
    if CalendarYear.objects.filter(place=place, year=year).exists():
        raise ValueRefused(f"{year}年已经登记齐全")
    known = CalendarYear.objects.create(place=place, year=year, document=document, entered_by=actor, entered_at=at)
    journal.record(actor=actor, at=at, verb="登记年度日历", subject=known, detail={"year": year, "document": document})
    reproject(f"{year}年放假安排已登记（{document}）", actor, at)
    return known


def _allowed(actor: Person, at: datetime, document: str) -> None:
    if not standing_at(actor, at).is_administrator:
        raise ValueRefused("由系统管理员登记")
    if not document.strip():
        raise ValueRefused("请写明依据文件")
