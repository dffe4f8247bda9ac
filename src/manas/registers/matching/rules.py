"""Who judges how well patents answer: the officials who handle, decide or run matching in the office that keeps the need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q

from manas.office.models import Role, Unit
from manas.office.rules import under

if TYPE_CHECKING:
    from manas.office.rules import Standing
    from manas.registers.models import TechnologyNeed

JUDGES: Final = (Role.OFFICE, Role.HANDLER, Role.APPROVER)
# Two judge blind to each other; a third would have to be weighed against both.
SEATS: Final = 2


def home(standing: Standing) -> Unit | None:
    """This function will give the office in whose name the person opens a round in free words; none for who judges nothing."""
    posts = standing.posts_as(*JUDGES)
    return posts[0].unit if posts else None


def may_open(standing: Standing, need: TechnologyNeed) -> bool:
    """This function will tell whether the person may have the patents for a need judged."""
    return need.keeper.path.startswith(_reach(standing) or ("!",))


def judged_within(standing: Standing) -> Q:
    """This function will make the filter "kept by an office where the person judges"."""
    return Q(keeper__in=Unit.objects.filter(under("path", _reach(standing))).values("pk"))


def _reach(standing: Standing) -> tuple[str, ...]:
    own = tuple(post.unit.path for post in standing.posts_as(Role.HANDLER, Role.APPROVER))
    return own + standing.office_realms()
