"""What an administrator is about to set, in words and as a change: seen before it is done."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from manas.engines.calendar.days import Calendar
from manas.engines.calendar.model import Place
from manas.facts.deadlines import versions
from manas.office.models import CalendarDay, LocalValue
from manas.office.values import actions
from manas.office.values.actions import in_words
from manas.office.values.queries import Calendars, Change, local_term, own_calendars, stands
from manas.office.values.year_file import DayRow, RowFault, YearFile
from manas.web.shared.explain import span
from manas.web.shared.year_days import PLACES


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to be set: what it is in words, the change it makes, and the deed, which takes actor, at and reproject.

    `kept` replaces what the form sent, for the confirming form; `faults` stand in the way, `missing` is only told.
    """

    title: str
    said: Sequence[str]
    change: Change
    deed: Callable[..., object]
    done: str
    kept: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[RowFault] = ()
    missing: Sequence[str] = ()


def day_wish(told: dict[str, Any]) -> Wish:
    """This function will say what entering a day does; ValueRefused."""
    day = actions.new_day(**told)
    said = [f"{PLACES[told['place']]}：{in_words(day)}", _document(day.document)]
    return Wish(_("登记日历"), said, Change(days=(day,)), partial(actions.enter_day, **told), _("已登记"))


def withdraw_wish(entry: CalendarDay) -> Wish:
    """This function will say what taking a day back does."""
    said = [_("撤销“%(entry)s”的登记，记录照留") % {"entry": in_words(entry)}]
    deed = partial(actions.withdraw_day, entry=entry)
    return Wish(_("撤销日历登记"), said, Change(withdrawn=(entry.pk,)), deed, _("已撤销"))


def year_wish(told: dict[str, Any]) -> Wish:
    """This function will say what declaring a year does; ValueRefused."""
    known = actions.new_year(**told)
    said = [
        _("%(place)s：%(year)s年的放假安排已经登记齐全") % {"place": PLACES[told["place"]], "year": known.year},
        _document(known.document),
    ]
    return Wish(_("登记年度日历"), said, Change(years=(known,)), partial(actions.declare_year, **told), _("已登记"))


def term_wish(key: str, told: dict[str, Any]) -> Wish:
    """This function will say what setting a term does; ValueRefused."""
    value = actions.new_term(key=key, **told)
    said = [
        _("%(rule)s：%(length)s，适用于%(day)s及以后发生的事")
        % {"rule": versions(key)[-1].name, "length": span(local_term(value)), "day": value.valid_from},
        _document(value.document),
    ]
    deed = partial(actions.set_term, key=key, **told)
    return Wish(_("设定本地时限"), said, Change(terms=(value,)), deed, _("已设定"))


def end_wish(value: LocalValue, last_on: date) -> Wish:
    """This function will say what ending a term does; ValueRefused."""
    ended = actions.ended_term(value, last_on)
    said = [
        _("%(rule)s：%(day)s以后发生的事不再适用这项时限；此前发生的照旧")
        % {"rule": versions(ended.key)[-1].name, "day": last_on}
    ]
    deed = partial(actions.end_term, value=ended, last_on=last_on)
    return Wish(_("止用本地时限"), said, Change(terms=(ended,)), deed, _("已止用"))


def file_wish(told: dict[str, Any], read: YearFile) -> Wish:
    """This function will say what entering the days of a file does, row by row where something stands in the way."""
    place, year, document = told["place"], told["year"], told["document"]
    own = own_calendars()
    new = [row for row in read.days if not _known(own, place, row)]
    days = [CalendarDay(place=place, day=row.day, off=row.off, name=row.name, document=document) for row in new]
    refused = [RowFault(new[at].row, fault) for at, fault in actions.refused(days).items()]
    declares = told["complete"] and not own[place].knows(year)
    known = actions.new_year(place=place, year=year, document=document) if declares else None
    said = [
        _("%(place)s：登记放假%(off)s天、调休上班%(worked)s天；已有相同登记的%(same)s天不再登记")
        % {
            "place": PLACES[place],
            "off": sum(day.off for day in days),
            "worked": sum(not day.off for day in days),
            "same": len(read.days) - len(days),
        },
        *([_("%(year)s年的放假安排就此登记齐全") % {"year": year}] if known else []),
        *(in_words(day) for day in days),
        _document(document),
    ]
    return Wish(
        _("导入放假安排"),
        said,
        Change(days=tuple(days), years=(known,) if known else ()),
        partial(actions.enter_year, days=days, known=known, document=document),
        _("已登记"),
        kept={"days": _as_text(read)},
        faults=sorted([*read.faults, *refused], key=lambda fault: fault.row),
        missing=_missing(own[place], year, read),
    )


def _known(own: Calendars, place: Place, row: DayRow) -> bool:
    """Whether the calendar has the day so already; a region need not repeat what the country takes off."""
    if stands(own[place], row.day, off=row.off):
        return True
    return place is Place.LOCAL and row.off and stands(own[Place.NATIONAL], row.day, off=True)


def _missing(calendar: Calendar, year: int, read: YearFile) -> list[str]:
    """Days that the calendar has and the file does not: told, not taken away."""
    days = calendar.years.get(year)
    if days is None:
        return []
    listed = {row.day for row in read.days}
    off = [_("%(day)s%(name)s放假") % {"day": day, "name": name} for day, name in days.off.items() if day not in listed]
    worked = [
        _("%(day)s%(name)s上班") % {"day": day, "name": name} for day, name in days.worked.items() if day not in listed
    ]
    return sorted([*off, *worked])


def _as_text(read: YearFile) -> str:
    days = [{"name": row.name, "date": row.day.isoformat(), "isOffDay": row.off} for row in read.days]
    return json.dumps({"days": days}, ensure_ascii=False)


def _document(document: str) -> str:
    return _("依据：%(document)s") % {"document": document}
