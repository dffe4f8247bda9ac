"""Questions about units and people."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from manas.office.models import Person, Post, Unit, UnitKind, UnitName
from manas.office.rules import Standing


def standing(person: Person | None, day: date) -> Standing:
    """This function will give the person's standing on `day`; nobody's is empty."""
    if person is None or not person.is_active:
        return Standing(None, ())
    posts = Post.objects.held_on(day).filter(person=person).select_related("unit__parent").order_by("pk")
    return Standing(person, tuple(posts))


def plain(name: str) -> str:
    """This function will bring a unit's name into the form in which names are compared: no spaces, one kind of bracket."""
    return "".join(name.split()).translate(str.maketrans("（）〔〕﹝﹞[]", "()()()()"))


def names_within(root: Unit, day: date | None) -> dict[str, Unit]:
    """This function will map every name (plain form) by which a unit under `root` is known to that unit.

    With a `day`, a name valid on it wins over one valid at another time, and any of them over the short name that pages
    show; a name that two units share leads nowhere.
    """
    short: dict[str, list[Unit]] = {}
    for unit in Unit.objects.within(root).select_related("parent"):
        short.setdefault(plain(unit.short_name), []).append(unit)
    names = UnitName.objects.filter(unit__path__startswith=root.path).select_related("unit__parent")
    of_the_day = [entry for entry in names if day is None or entry.holds_on(day)]
    of_other_days = [entry for entry in names if day is not None and not entry.holds_on(day)]
    bearers = short | _bearers(of_other_days) | _bearers(of_the_day)
    return {name: units[0] for name, units in bearers.items() if len(units) == 1}


def _bearers(names: list[UnitName]) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for entry in names:
        bearers = found.setdefault(plain(entry.name), [])
        if entry.unit not in bearers:
            bearers.append(entry.unit)
    return found


def county_governments(root: Unit, day: date) -> list[Unit]:
    """This function will give the county-level governments directly under `root` on `day`."""
    return list(Unit.objects.open_on(day).filter(parent=root, kind=UnitKind.COUNTY_GOVERNMENT))


def name_on(unit: Unit, day: date) -> UnitName | None:
    """This function will give the unit's full name on `day`, absent when none is known."""
    holds = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    lasts = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return unit.names.filter(holds & lasts, kind="full").first()


def standing_at(person: Person | None, at: datetime) -> Standing:
    """This function will give the person's standing at a moment, by the day it is in local time."""
    return standing(person, timezone.localtime(at).date())
