"""Who may: the office runs its lists, a county sees and reminds its own firms, a firm answers what it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from manas.office.models import Organization, OrganizationKind, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from manas.office.rules import Standing
    from manas.registers.models import PushAddressee, PushList

KEEPERS: Final = (Role.OFFICE, Role.HANDLER)
# Who could make something of a patent.
FIRMS: Final = (OrganizationKind.ENTERPRISE, OrganizationKind.COOPERATIVE, OrganizationKind.INDIVIDUAL_BUSINESS)


def reach(standing: Standing) -> tuple[str, ...]:
    """This function will give the path prefixes of the units whose lists and firms the person's posts open."""
    posts = standing.posts_as(Role.HANDLER, Role.LEADER, Role.COUNTY_LIAISON)
    return standing.office_realms() + tuple(post.unit.path for post in posts)


def may_run(standing: Standing, push_list: PushList) -> bool:
    """This function will tell whether the person runs a list: says what it is, asks firms, ends it."""
    return any(post.unit_id == push_list.keeper_id for post in standing.posts_as(*KEEPERS))


def may_remind(standing: Standing) -> bool:
    """This function will tell whether the person reminds firms, of those whose answers they see."""
    return bool(standing.posts_as(*KEEPERS, Role.COUNTY_LIAISON))


def may_answer(standing: Standing, addressee: PushAddressee) -> bool:
    """This function will tell whether the person speaks for the firm that is asked."""
    return addressee.organization_id in standing.organizations


def candidates(push_list: PushList) -> QuerySet[Organization]:
    """This function will give the firms that may be asked: those open in the tree of the government of the list's office."""
    realm = push_list.keeper.parent or push_list.keeper
    return Organization.objects.filter(kind__in=FIRMS, closed_on=None, county__path__startswith=realm.path)
