"""Who reads and enters products: a member those of their organization, a county those of its firms, the prefecture all."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from manas.office.models import Organization, Role, Unit, UnitKind
from manas.office.rules import CASEWORK, REPORTING, under

if TYPE_CHECKING:
    from manas.office.models import Post
    from manas.office.rules import Standing

READERS: Final = (Role.OFFICE, Role.LEADER, *REPORTING, *CASEWORK)
WRITERS: Final = (Role.OFFICE, Role.HANDLER, Role.COUNTY_LIAISON)


def may_look(standing: Standing) -> bool:
    """This function will tell whether the register has anything for the person: a post that reads, or an organization."""
    return bool(standing.posts_as(*READERS) or standing.organizations)


def within(standing: Standing) -> Q:
    """This function will make the filter "product of an organization that the person may read of"."""
    reached = tuple(_realm(post) for post in standing.posts_as(*READERS))
    return _of_organizations(standing, reached, "organization__pk", "organization__county")


def writable(standing: Standing, offices: Collection[int]) -> Q:
    """This function will make the filter for the organizations whose products the person enters.

    `offices` are the numbers of the units that have the office's post, as everywhere here.
    """
    return _of_organizations(standing, _kept(standing, offices), "pk", "county")


def may_write(standing: Standing, offices: Collection[int], organization: Organization) -> bool:
    """This function will tell whether the person may enter and change what an organization makes."""
    kept = _kept(standing, offices)
    if organization.county is None:
        return organization.pk in standing.organizations or any(map(_is_root, kept))
    return organization.pk in standing.organizations or organization.county.path.startswith(kept or ("!",))


def _of_organizations(standing: Standing, prefixes: tuple[str, ...], key: str, county: str) -> Q:
    """An organization that says no county is for the prefecture to look after."""
    units = Unit.objects.filter(under("path", prefixes)).values("pk")
    found = Q(**{f"{key}__in": standing.organizations}) | Q(**{f"{county}__in": units})
    return found | Q(**{county: None}) if any(map(_is_root, prefixes)) else found


def _kept(standing: Standing, offices: Collection[int]) -> tuple[str, ...]:
    """A county keeps what its firms make; of the departments only the office for intellectual property keeps all."""
    posts = standing.posts_as(*WRITERS)
    return tuple(_realm(post) for post in posts if post.unit.kind != UnitKind.DEPARTMENT or post.unit_id in offices)


def _realm(post: Post) -> str:
    """A department looks after its whole government, a county after itself."""
    above = post.unit.parent if post.unit.kind == UnitKind.DEPARTMENT else None
    return (above or post.unit).path


def _is_root(path: str) -> bool:
    return path.count("/") == 2
