"""Who makes a study of patent navigation, and who reads it: officials, within the reach of their posts. No rule found means no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from manas.office.models import Role

if TYPE_CHECKING:
    from manas.office.models import Unit
    from manas.office.rules import Standing
    from manas.registers.models import NavigationStudy

MAKERS: Final = (Role.OFFICE, Role.HANDLER)


def reach(standing: Standing) -> tuple[str, ...]:
    """This function will give the path prefixes of the units whose studies the person's posts open."""
    working = tuple(post.unit.path for post in standing.posts_as(*MAKERS, Role.LEADER))
    return working + standing.office_realms()


def desk(standing: Standing) -> Unit | None:
    """This function will give the unit for which the person makes studies; nobody else may."""
    return next((post.unit for post in standing.posts_as(*MAKERS)), None)


def may_write(standing: Standing, study: NavigationStudy) -> bool:
    """This function will tell whether the person works on a study: concludes from it, words its limits, makes it again."""
    working = tuple(post.unit.path for post in standing.posts_as(*MAKERS))
    return study.keeper.path.startswith((*working, *standing.office_realms()) or ("!",))
