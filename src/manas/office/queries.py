"""Questions about units and people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from manas.office.models import (
    SEPARATED,
    CalendarToken,
    Delegation,
    Membership,
    Person,
    Post,
    Role,
    SecondFactor,
    SignIn,
    Unit,
    UnitKind,
    UnitName,
)
from manas.office.rules import Standing, acted_for, may_confirm, under


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


def has_second_factor(person: Person) -> bool:
    """This function will tell whether the person's authenticator is in use."""
    return SecondFactor.objects.filter(person=person, confirmed_at__isnull=False).exists()


def calendar_digest(token: str) -> str:
    """This function will give what is kept of the secret of a calendar's address."""
    return salted_hmac("manas.calendar-token", token, algorithm="sha256").hexdigest()


def calendar_owner(token: str) -> Person | None:
    """This function will give the person whose calendar a secret opens; nobody for a void one or a closed account."""
    found = CalendarToken.objects.filter(digest=calendar_digest(token), person__is_active=True)
    kept = found.select_related("person").first()
    return kept.person if kept else None


def calendar_made_at(person: Person) -> datetime | None:
    """This function will tell when the address of the person's calendar was made; nothing when there is none."""
    return CalendarToken.objects.filter(person=person).values_list("made_at", flat=True).first()


def accounts(word: str) -> QuerySet[Person]:
    """This function will give the accounts whose sign-in name or name has `word` in it, with posts and memberships."""
    found = (
        Person.objects.filter(Q(username__icontains=word) | Q(name__icontains=word)) if word else Person.objects.all()
    )
    return found.order_by("pk").prefetch_related("posts__unit", "memberships__organization")


def memberships_to_confirm(standing: Standing) -> QuerySet[Membership]:
    """This function will give who registered by themselves and waits for this person to confirm them."""
    waiting = Membership.objects.filter(confirmed_at__isnull=True, to_on__isnull=True)
    own = [m.organization_id for m in standing.memberships if may_confirm(standing, m)]
    here = Q(organization__in=own) | under("organization__county__path", standing.office_realms())
    if standing.is_office:
        here |= Q(organization__county__isnull=True)
    return waiting.filter(here).exclude(person=standing.person).select_related("person", "organization__county")


def deputies(post: Post, day: date) -> list[Person]:
    """This function will give those who may stand in for a post: other officials of the same government's tree."""
    root = Unit(path="/" + post.unit.path.split("/")[1] + "/")
    held = Post.objects.held_on(day).filter(unit__in=Unit.objects.within(root))
    kept_apart = Post.objects.held_on(day).filter(role__in=SEPARATED).values("person")
    found = Person.objects.filter(is_active=True, posts__in=held).exclude(pk__in=kept_apart).exclude(pk=post.person_id)
    return list(found.distinct().order_by("name", "pk"))


def plain(name: str) -> str:
    """This function will bring a unit's name into the form in which names are compared: no spaces, one kind of bracket."""
    return "".join(name.split()).translate(str.maketrans("（）〔〕﹝﹞[]", "()()()()"))


def names_within(root: Unit, day: date | None) -> dict[str, Unit]:
    """This function will map every name (plain form) by which a unit under `root` is known to that unit.

    With a `day`, a name valid on it wins over one valid at another time, and any of them over the short name that pages
    show. Of two units that share a name the one nearer to `root` is meant (a prefecture's plan means its own bureau, not
    that of a county); of two equally near, neither.
    """
    short: dict[str, list[Unit]] = {}
    for unit in Unit.objects.within(root).select_related("parent"):
        short.setdefault(plain(unit.short_name), []).append(unit)
    names = UnitName.objects.filter(unit__path__startswith=root.path).select_related("unit__parent")
    of_the_day = [entry for entry in names if day is None or entry.holds_on(day)]
    of_other_days = [entry for entry in names if day is not None and not entry.holds_on(day)]
    bearers = short | _bearers(of_other_days) | _bearers(of_the_day)
    nearest = {name: _nearest(units) for name, units in bearers.items()}
    return {name: units[0] for name, units in nearest.items() if len(units) == 1}


def _nearest(units: list[Unit]) -> list[Unit]:
    depth = min(unit.path.count("/") for unit in units)
    return [unit for unit in units if unit.path.count("/") == depth]


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


def on_behalf_of(actor: Person, unit: Unit | None, day: date, roles: tuple[Role, ...] = ()) -> Person | None:
    """This function will give whose post a deed on `unit` was done with, where it was a lent one; one query if none is."""
    return acted_for(standing(actor, day), unit, roles) if actor.pk and delegations_to(actor, day) else None


def standing_at(person: Person | None, at: datetime) -> Standing:
    """This function will give the person's standing at a moment, by the day it is in local time."""
    return standing(person, timezone.localtime(at).date())


def sign_ins(*, username: str = "", address: str = "", outcome: str = "") -> QuerySet[SignIn]:
    """This function will find tries at signing in by whole sign-in name, address and outcome, the newest first."""
    told = {"username": username, "address": address, "outcome": outcome}
    return SignIn.objects.select_related("person").filter(**{name: value for name, value in told.items() if value})


def merged_among(units: Iterable[Unit]) -> QuerySet[Unit]:
    """This function will give the units that went into one of these, the latest first."""
    return Unit.objects.filter(merged_into__in=units).select_related("merged_into").order_by("-closed_on", "pk")
