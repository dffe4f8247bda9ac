"""Who reads and writes the records of aid: the office of the prefecture all of them, a county its own, a department what it
entered. Who aids whom is public within the government."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q

from manas.office.models import Role, Unit, UnitKind
from manas.office.rules import under
from manas.registers.needs.rules import reach as reach_of_registers

if TYPE_CHECKING:
    from manas.office.models import Post
    from manas.office.rules import Standing
    from manas.registers.models.aid import AidRecord

WRITERS: Final = (Role.OFFICE, Role.HANDLER, Role.LIAISON, Role.COUNTY_LIAISON)


def reach(standing: Standing) -> tuple[str, ...]:
    """This function will give the path prefixes of the units whose records of aid the person's posts open."""
    return reach_of_registers(standing) + standing.reportable()


def within(standing: Standing) -> Q:
    """This function will make the filter "of, or entered by, a unit that the person's posts reach"."""
    units = Unit.objects.filter(under("path", reach(standing))).values("pk")
    return Q(unit__in=units) | Q(keeper__in=units)


def same_government(standing: Standing) -> Q:
    """This function will make the filter "of a unit of the government in which the person works"."""
    return under("unit__path", tuple(root(path) for path in reach(standing)))


def root(path: str) -> str:
    """This function will give the path of the government above a unit: ``/gov/county/`` lies under ``/gov/``."""
    return f"/{path.split('/')[1]}/"


def keepers(standing: Standing) -> tuple[Unit, ...]:
    """This function will give the units in whose name the person enters records, each once."""
    return tuple({post.unit.pk: post.unit for post in standing.posts_as(*WRITERS)}.values())


def may_enter(standing: Standing, keeper: Unit, unit: Unit) -> bool:
    """This function will tell whether the person may, for the office `keeper`, enter a record that concerns `unit`."""
    posts = [post for post in standing.posts_as(*WRITERS) if post.unit_id == keeper.pk]
    return any(unit.path.startswith(_concern(post)) for post in posts)


def may_write(standing: Standing, record: AidRecord) -> bool:
    """This function will tell whether the person may change a record or carry it on."""
    prefixes = (*standing.handles_at(), *standing.reportable(), *standing.office_realms()) or ("!",)
    return record.unit.path.startswith(prefixes) or record.keeper.path.startswith(prefixes)


def _concern(post: Post) -> str:
    """A county enters what concerns itself, a department what concerns any unit of its government."""
    above = post.unit.parent if post.unit.kind == UnitKind.DEPARTMENT else None
    return (above or post.unit).path
