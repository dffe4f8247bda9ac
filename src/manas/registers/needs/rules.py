"""Who reads how much of a technology need: staged disclosure by its level and by who looks. No rule found means no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from manas.office.models import Role, Unit
from manas.office.rules import under

if TYPE_CHECKING:
    from manas.office.rules import Standing
    from manas.registers.models import NeedInvitation, TechnologyNeed


class Audience(StrEnum):
    """Who looks at a need, by what they have to do with it."""

    PUBLIC = "public"
    INVITED = "invited"
    ACCEPTED = "accepted"
    ASKER = "asker"
    OFFICE = "office"


ELEMENTS: Final = ("problem", "object", "function", "performance", "scene")
HEADLINE: Final = ("title", "sector", "industry_code", "county", "valid_until", "state")
SUBSTANCE: Final = ("text", *ELEMENTS, "budget", "payment")
IDENTITY: Final = ("asker", "contact")
ALL: Final = (*HEADLINE, *SUBSTANCE, *IDENTITY)
# What an officer or the asker may change; the state and its result change by deeds of their own.
EDITABLE: Final = ("title", *SUBSTANCE, "sector", "industry_code", "contact", "confidentiality", "valid_until")
# Level, then audience: the fields that are shown. Whoever stands nowhere here reads nothing.
SHOWN: Final[Mapping[str, Mapping[Audience, tuple[str, ...]]]] = MappingProxyType(
    {
        "public": {
            Audience.PUBLIC: (*HEADLINE, *SUBSTANCE),
            Audience.INVITED: (*HEADLINE, *SUBSTANCE),
            Audience.ACCEPTED: ALL,
            Audience.ASKER: ALL,
            Audience.OFFICE: ALL,
        },
        "invited": {
            Audience.INVITED: HEADLINE,
            Audience.ACCEPTED: ALL,
            Audience.ASKER: ALL,
            Audience.OFFICE: ALL,
        },
        "authority": {Audience.ASKER: ALL, Audience.OFFICE: ALL},
    }
)


def reach(standing: Standing) -> tuple[str, ...]:
    """This function will give the path prefixes of the units whose registers the person's posts open."""
    working = standing.handles_at() + standing.approves_at() + standing.reviews_at()
    return working + standing.office_realms() + tuple(post.unit.path for post in standing.posts_as(Role.LEADER))


def kept_within(standing: Standing) -> Q:
    """This function will make the filter "kept by, or playing in, a unit that the person's posts reach"."""
    units = Unit.objects.filter(under("path", reach(standing))).values("pk")
    return Q(keeper__in=units) | Q(county__in=units)


def visible(standing: Standing) -> Q:
    """This function will make the filter "public, one's own, or within one's posts"; invitations are for the rows to say."""
    found = Q(confidentiality="public")
    if standing.person is None:
        return found
    own = Q(organization__in=standing.organizations) | Q(asked_by=standing.person)
    return found | own | kept_within(standing)


def audience(standing: Standing, need: TechnologyNeed) -> Audience:
    """This function will tell as what somebody of this standing looks at a need; as what shows most."""
    if standing.person is None:
        return Audience.PUBLIC
    prefixes = reach(standing) or ("!",)
    if need.keeper.path.startswith(prefixes) or (need.county is not None and need.county.path.startswith(prefixes)):
        return Audience.OFFICE
    if need.organization_id in standing.organizations or need.asked_by_id == standing.person.pk:
        return Audience.ASKER
    return _as_invited(standing, need.invitations.all())


def shown(standing: Standing, need: TechnologyNeed) -> tuple[str, ...]:
    """This function will name the fields of a need that somebody of this standing may read; none: it does not exist."""
    return SHOWN[need.confidentiality].get(audience(standing, need), ())


def may_amend(standing: Standing, need: TechnologyNeed) -> bool:
    """This function will tell whether the person may change a need that is not closed: its office, or whoever asked."""
    open_still = need.state != "closed"
    handles = need.keeper.path.startswith((*standing.handles_at(), *standing.office_realms()) or ("!",))
    return open_still and (handles or audience(standing, need) == Audience.ASKER)


def _as_invited(standing: Standing, invitations: Iterable[NeedInvitation]) -> Audience:
    own = [one for one in invitations if one.organization_id in standing.organizations and one.ended_at is None]
    if any(one.accepted_at for one in own):
        return Audience.ACCEPTED
    return Audience.INVITED if own else Audience.PUBLIC
