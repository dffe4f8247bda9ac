"""Deeds about units: entered, named, renamed, closed, merged; never deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from manas.office.journal import actions as journal
from manas.office.models import FactStatus, NameKind, Person, Post, Unit, UnitName

# Says what of a room above still holds a unit open, one sentence each; the web floor, which knows every room, brings them.
Obstacles = Callable[[Unit], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Naming:
    """A name to be entered for a unit."""

    name: str
    kind: NameKind
    source: str
    status: FactStatus
    valid_from: date | None = None
    valid_to: date | None = None


class UnitRefused(Exception):
    """The unit stays as it is."""


@transaction.atomic
def add_unit(
    *,
    code: str,
    kind: str,
    short_name: str,
    names: list[Naming],
    parent: Unit | None,
    position: int,
    actor: Person,
    at: datetime,
    opened_on: date | None = None,
) -> Unit:
    """This function will enter a unit with its names into the tree."""
    unit = Unit.objects.create(
        code=code, kind=kind, short_name=short_name, parent=parent, position=position, opened_on=opened_on
    )
    UnitName.objects.bulk_create(
        UnitName(
            unit=unit,
            name=n.name,
            kind=n.kind,
            source=n.source,
            status=n.status,
            valid_from=n.valid_from,
            valid_to=n.valid_to,
        )
        for n in names
    )
    journal.record(actor=actor, at=at, verb="登记单位", subject=unit, unit=unit, detail={"name": short_name})
    return unit


@transaction.atomic
def add_name(*, unit: Unit, naming: Naming, actor: Person, at: datetime) -> UnitName:
    """This function will let a unit be known by one more name; entering the same name again changes nothing."""
    name, created = UnitName.objects.get_or_create(
        unit=unit,
        name=naming.name,
        kind=naming.kind,
        defaults={
            "source": naming.source,
            "status": naming.status,
            "valid_from": naming.valid_from,
            "valid_to": naming.valid_to,
        },
    )
    if created:
        journal.record(actor=actor, at=at, verb="登记单位名称", subject=unit, unit=unit, detail={"name": name.name})
    return name


@transaction.atomic
def rename_unit(*, unit: Unit, naming: Naming, short_name: str, actor: Person, at: datetime) -> Unit:
    """This function will give a unit a new full name from `naming.valid_from` on; the old one holds until that day.

    Raises UnitRefused without a day, for a name it bears already, and for a day before its present name began.
    """
    day = naming.valid_from
    if day is None:
        raise UnitRefused("更名要写明新名称的启用日期")
    full = list(UnitName.objects.select_for_update().filter(unit=unit, kind=NameKind.FULL))
    if any(name.name == naming.name for name in full):
        raise UnitRefused(f"{unit}已登记过名称“{naming.name}”")
    present = [name for name in full if name.valid_to is None or name.valid_to > day]
    if any(name.valid_from is not None and name.valid_from >= day for name in present):
        raise UnitRefused("新名称的启用日期须晚于现名称的启用日期")
    UnitName.objects.filter(pk__in=[name.pk for name in present]).update(valid_to=day)
    UnitName.objects.create(
        unit=unit, name=naming.name, kind=NameKind.FULL, source=naming.source, status=naming.status, valid_from=day
    )
    before, unit.short_name = unit.short_name, short_name
    unit.save(update_fields=["short_name"])
    detail = {"from": before, "to": short_name, "name": naming.name, "on": day.isoformat()}
    journal.record(actor=actor, at=at, verb="单位更名", subject=unit, unit=unit, detail=detail)
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, closed_on: date, obstacles: Sequence[Obstacles], actor: Person, at: datetime) -> Unit:
    """This function will close a unit from a day on; it stays on record.

    Raises UnitRefused with everything that stands in the way: units below it, posts held there on that day, and
    whatever `obstacles` name, each asked within the transaction.
    """
    unit = Unit.objects.select_for_update().select_related(None).get(pk=unit.pk)
    unit = _closed(
        unit, closed_on, [*_open_below(unit, closed_on), *_posts_of(unit, closed_on), *_named(unit, obstacles)]
    )
    yesterday = closed_on - timedelta(days=1)
    detail = {"closed_on": closed_on.isoformat(), "last_on": yesterday.isoformat()}
    journal.record(actor=actor, at=at, verb="撤销单位", subject=unit, unit=unit, detail=detail)
    return unit


@transaction.atomic
def merge_unit(
    *, unit: Unit, into: Unit, closed_on: date, obstacles: Sequence[Obstacles], actor: Person, at: datetime
) -> Unit:
    """This function will close a unit whose area and work go to another, and hang it with all below it under that one.

    So the other reads and continues what was done there, and is counted together with it, for the time before as well.
    Raises UnitRefused like `close_unit`, but not for units below; and where the other is of another kind or tree, or closed.
    """
    held = {one.pk: one for one in Unit.objects.select_for_update().select_related(None).order_by("pk")}
    unit, into = held[unit.pk], held[into.pk]
    if into.kind != unit.kind or unit.contains(into) or into.path.split("/")[1] != unit.path.split("/")[1]:
        raise UnitRefused("只能并入同一州内的同类单位")
    if into.closed_on is not None or (into.opened_on is not None and into.opened_on > closed_on):
        raise UnitRefused(f"{into}在{closed_on}不存在，不能并入")
    unit = _closed(unit, closed_on, [*_posts_of(unit, closed_on), *_named(unit, obstacles)])
    below = sorted((one for one in held.values() if unit.contains(one)), key=lambda one: one.path)
    unit.parent = unit.merged_into = into
    for one in below:
        one.parent = held[one.parent_id] if one.parent_id else None
        one.save(update_fields=["parent", "path", "merged_into"])
    detail = {"into": into.code, "closed_on": closed_on.isoformat()}
    journal.record(actor=actor, at=at, verb="并入单位", subject=unit, unit=unit, detail=detail)
    return unit


def _closed(unit: Unit, day: date, found: Sequence[str]) -> Unit:
    if unit.closed_on is not None:
        raise UnitRefused(f"{unit}已于{unit.closed_on}撤销")
    if unit.opened_on is not None and day < unit.opened_on:
        raise UnitRefused("撤销日期不能早于设立日期")
    if found:
        raise UnitRefused(f"{unit}还不能撤销：{'；'.join(found)}")
    unit.closed_on = day
    unit.save(update_fields=["closed_on"])
    return unit


def _named(unit: Unit, obstacles: Sequence[Obstacles]) -> list[str]:
    return [sentence for ask in obstacles for sentence in ask(unit)]


def _open_below(unit: Unit, day: date) -> list[str]:
    below = Unit.objects.filter(parent=unit).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))
    return [f"下设单位{'、'.join(str(each) for each in below)}尚未撤销"] if below else []


def _posts_of(unit: Unit, day: date) -> list[str]:
    posts = Post.objects.filter(unit=unit).filter(Q(to_on__isnull=True) | Q(to_on__gt=day)).select_related("person")
    return [f"{post.person}仍任{post.get_role_display()}" for post in posts]
