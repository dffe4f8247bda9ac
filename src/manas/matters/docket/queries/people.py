"""Who the people behind a party are."""

from __future__ import annotations

from datetime import date

from manas.matters.docket.models import Matter
from manas.matters.docket.parties import SEATS, Party
from manas.office.models import Delegation, Membership, Person, Post, Role, Unit

ROLES: dict[Party, Role] = {
    Party.HANDLER: Role.HANDLER,
    Party.APPROVER: Role.APPROVER,
    Party.REVIEWER: Role.REVIEWER,
    Party.COUNTY: Role.HANDLER,
    Party.POLICE: Role.HANDLER,
}


def people_of(party: str, matter: Matter, day: date) -> list[Person]:
    """This function will give the people who are this party in this matter on `day`: the named handler alone, if any.

    Where the named handler has left the post, everybody who could take the matter over; with each whoever deputizes for them.
    """
    role = ROLES.get(Party(party))
    if role is not None:
        found = holders(role, getattr(matter, SEATS[Party(party)].column), day)
        named = [person for person in found if party == Party.HANDLER and person.pk == matter.handler_id]
        return _with_deputies(named or found, role, day)
    found = members(getattr(matter, f"{SEATS[Party(party)].column}_id"), day)
    if party == Party.APPLICANT and matter.applicant_person is not None and matter.applicant_person not in found:
        found.append(matter.applicant_person)
    return found


def holders(role: Role, unit: Unit | None, day: date) -> list[Person]:
    """This function will give the active holders of a post at a unit or above it, nearest first; nobody for no unit."""
    if unit is None:
        return []
    posts = (
        Post.objects.held_on(day)
        .filter(role=role, unit__path__in=_upward(unit.path), person__is_active=True)
        .select_related("person", "unit")
        .order_by("-unit__path", "pk")
    )
    return list(dict.fromkeys(post.person for post in posts))


def _with_deputies(people: list[Person], role: Role, day: date) -> list[Person]:
    held = Post.objects.held_on(day).filter(role=role, person__in=people)
    lent = Delegation.objects.in_force_on(day).filter(post__in=held, deputy__is_active=True).select_related("deputy")
    return list(dict.fromkeys([*people, *(each.deputy for each in lent.order_by("pk"))]))


def members(organization: int | None, day: date) -> list[Person]:
    """This function will give the active members of an organization on `day`."""
    if organization is None:
        return []
    found = Membership.objects.held_on(day).filter(organization_id=organization, person__is_active=True)
    return [membership.person for membership in found.select_related("person").order_by("pk")]


def _upward(path: str) -> list[str]:
    codes = path.strip("/").split("/")
    return ["/" + "/".join(codes[: n + 1]) + "/" for n in range(len(codes))]
