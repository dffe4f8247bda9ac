"""Deeds about units, people and posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from manas.office.journal import actions as journal
from manas.office.models import FactStatus, NameKind, Person, Post, Role, Unit, UnitName


@dataclass(frozen=True, slots=True)
class Naming:
    """A name to be entered for a unit."""

    name: str
    kind: NameKind
    source: str
    status: FactStatus
    valid_from: date | None = None
    valid_to: date | None = None


class PostRefused(Exception):
    """The appointment cannot stand."""


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
) -> Unit:
    """This function will enter a unit with its names into the tree."""
    unit = Unit.objects.create(code=code, kind=kind, short_name=short_name, parent=parent, position=position)
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
def add_person(
    *, username: str, name: str, password: str | None, actor: Person | None, at: datetime, is_example: bool = False
) -> Person:
    """This function will open an account; without a password nobody can sign in to it.

    The very first person has nobody to be entered by and stands as their own actor. Raises ValidationError for a
    password that is too weak (examples excepted).
    """
    person = Person(username=username, name=name, is_example=is_example)
    if password is not None and not is_example:
        validate_password(password, person)
    person.set_password(password)
    person.save(force_insert=True)
    journal.record(actor=actor or person, at=at, verb="开立账号", subject=person, detail={"name": name})
    return person


@transaction.atomic
def appoint(*, person: Person, unit: Unit, role: Role, from_on: date, actor: Person, at: datetime) -> Post:
    """This function will give a person a post.

    Raises PostRefused when they hold the same post already, and when someone with a post gives another to themselves.
    """
    if person == actor and Post.objects.filter(person=person).exists():
        raise PostRefused("不能任命自己")
    if Post.objects.filter(person=person, unit=unit, role=role, to_on__isnull=True).exists():
        raise PostRefused(f"{person}已在{unit}担任{role.label}")
    post = Post.objects.create(person=person, unit=unit, role=role, from_on=from_on)
    journal.record(
        actor=actor, at=at, verb="任职", subject=post, context=person, unit=unit, detail={"role": role.value}
    )
    return post


@transaction.atomic
def end_post(*, post: Post, to_on: date, actor: Person, at: datetime) -> Post:
    """This function will end a post on a day; the post stays on record."""
    if post.person == actor:
        raise PostRefused("不能结束自己的任职")
    if post.to_on is not None:
        raise PostRefused("该任职已经结束")
    if to_on < post.from_on:
        raise PostRefused("离任日期不能早于任职日期")
    post.to_on = to_on
    post.save(update_fields=["to_on"])
    journal.record(actor=actor, at=at, verb="离任", subject=post, context=post.person, unit=post.unit)
    return post


@transaction.atomic
def change_password(*, person: Person, password: str, at: datetime) -> Person:
    """This function will give a person the password that they chose. Raises ValidationError for one that is too weak."""
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    journal.record(actor=person, at=at, verb="修改口令", subject=person)
    return person


@transaction.atomic
def set_active(*, person: Person, active: bool, actor: Person, at: datetime) -> Person:
    """This function will close an account or open it again. Nobody closes their own."""
    if person == actor:
        raise PostRefused("不能停用自己的账号")
    person.is_active = active
    person.save(update_fields=["is_active"])
    journal.record(actor=actor, at=at, verb="启用账号" if active else "停用账号", subject=person)
    return person
