"""Questions about units and people."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from manas.office.models import Delegation, Membership, Person, Post, Unit, UnitKind, UnitName
from manas.office.rules import Standing, acted_for


def standing(person: Person | None, day: date) -> Standing:
    """This function will give the person's standing on `day`, in three queries; nobody's is empty.

    Own posts come first, then those that the person deputizes for; a post that its holder has left lends nothing.
    """
    if person is None or not person.is_active:
        return Standing(None, ())
    posts = Post.objects.held_on(day).filter(person=person).select_related("unit__parent").order_by("pk")
    own = Membership.objects.held_on(day).counting().filter(person=person).select_related("organization")
    return Standing(person, (*posts, *_deputized(person, day)), tuple(own.order_by("pk")))


def _deputized(person: Person, day: date) -> list[Post]:
    lent = delegations_to(person, day)
    for delegation in lent:
        delegation.post.delegation = delegation
    return [delegation.post for delegation in lent]


def delegations_to(person: Person, day: date) -> list[Delegation]:
    """This function will give the delegations under which a person acts on `day`, of posts still held by active people."""
    held = Post.objects.held_on(day).filter(person__is_active=True)
    found = Delegation.objects.in_force_on(day).filter(deputy=person, post__in=held)
    return list(found.select_related("post__unit__parent", "post__person"))


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


def on_behalf_of(actor: Person, unit: Unit | None, day: date) -> Person | None:
    """This function will give whose post a deed on `unit` was done with, where it was a lent one; one query if none is."""
    return acted_for(standing(actor, day), unit) if actor.pk and delegations_to(actor, day) else None


def standing_at(person: Person | None, at: datetime) -> Standing:
    """This function will give the person's standing at a moment, by the day it is in local time."""
    return standing(person, timezone.localtime(at).date())
