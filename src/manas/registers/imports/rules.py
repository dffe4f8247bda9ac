"""Who may import: whoever keeps the register of patents, each seeing the runs of their own office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from manas.office.models import Role, Unit

if TYPE_CHECKING:
    from collections.abc import Collection

    from manas.office.models import Organization
    from manas.office.rules import Standing

KEEPERS: Final = (Role.OFFICE, Role.HANDLER)


def realms(standing: Standing) -> tuple[str, ...]:
    """This function will give the path prefixes of the units whose runs the person may see and carry on."""
    return tuple(post.unit.path for post in standing.posts_as(*KEEPERS))


def desk(standing: Standing, offices: Collection[int]) -> Unit | None:
    """This function will give the office for which the person imports; nobody else may.

    `offices` are the numbers of the units that have the office's post.
    """
    posts = standing.posts_as(*KEEPERS)
    return next((post.unit for post in posts if post.unit_id in offices), None)


def desk_for(organization: Organization, offices: Collection[int]) -> Unit | None:
    """This function will give the office that keeps the patents of an organization: the first of its prefecture's."""
    if organization.county is None:
        return None
    root = f"/{organization.county.path.split('/')[1]}/"
    return Unit.objects.filter(pk__in=offices, parent__path=root).order_by("position", "pk").first()
