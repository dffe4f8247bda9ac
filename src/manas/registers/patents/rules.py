"""Who may: read the register (all who are signed in), keep it (the office), say what is offered (whoever holds a patent)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from manas.office.models import Role

if TYPE_CHECKING:
    from manas.office.models import Post
    from manas.office.rules import Standing
    from manas.registers.models import PatentHolder

KEEPERS: Final = (Role.OFFICE, Role.HANDLER)
# What only the holder knows: the holder's people say it, or an official for them.
OFFERED: Final = ("worked", "maturity", "willingness", "asking_terms", "self_grade")
# What a paper of the patent office says: an official may put it right, with a reason.
PUBLISHED: Final = (
    "application_number",
    "publication_number",
    "kind",
    "title",
    "filed_on",
    "published_on",
    "granted_on",
    "ipc_main",
    "legal_status",
    "address",
    "region",
    "family",
    "annuity_year",
    "annuity_due_on",
    "annuity_payer",
    "pledged_until",
    "publicly_funded",
)


def may_keep(standing: Standing, offices: Collection[int]) -> bool:
    """This function will tell whether the person enters patents: the office for intellectual property and its handlers.

    `offices` are the numbers of the units that have the office's post.
    """
    return any(_keeps(post, offices) for post in standing.posts)


def may_correct(standing: Standing, offices: Collection[int], holders: Iterable[PatentHolder]) -> bool:
    """This function will tell whether the person may put a patent right: whoever keeps the register.

    Where a holder is an organization of a county, only those of that county's prefecture.
    """
    places = [one.organization.county.path for one in holders if one.organization and one.organization.county]
    realms = tuple(post.unit.parent.path for post in standing.posts if _keeps(post, offices) and post.unit.parent)
    if not places:
        return may_keep(standing, offices)
    return any(place.startswith(realms or ("!",)) for place in places)


def may_offer(standing: Standing, holders: Iterable[PatentHolder]) -> bool:
    """This function will tell whether the person acts for one of the holders."""
    return any(holder.organization_id in standing.organizations for holder in holders)


def _keeps(post: Post, offices: Collection[int]) -> bool:
    return post.role in KEEPERS and post.unit_id in offices
