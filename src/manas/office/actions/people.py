"""Deeds about people: accounts, posts given and ended, posts lent to a deputy."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q

from manas.office import rules
from manas.office.actions.access import end_sessions, remember_password
from manas.office.journal import actions as journal
from manas.office.models import SEPARATED, Delegation, Membership, Person, Post, Role, Unit


class PostRefused(Exception):
    """The appointment cannot stand."""


@transaction.atomic
def add_person(
    *,
    username: str,
    name: str,
    password: str | None,
    actor: Person | None,
    at: datetime,
    is_example: bool = False,
    email: str = "",
    must_change_password: bool = False,
) -> Person:
    """This function will open an account; without a password nobody can sign in to it.

    The very first person has nobody to be entered by and stands as their own actor, and so does who registers. Raises
    ValidationError for a password that is too weak (examples excepted).
    """
    person = Person(
        username=username, name=name, is_example=is_example, email=email, must_change_password=must_change_password
    )
    if password is not None and not is_example:
        validate_password(password, person)
    person.set_password(password)
    person.save(force_insert=True)
    if password is not None:
        remember_password(person, at)
    journal.record(actor=actor or person, at=at, verb="开立账号", subject=person, detail={"name": name})
    return person


@transaction.atomic
def appoint(*, person: Person, unit: Unit, role: Role, from_on: date, actor: Person, at: datetime) -> Post:
    """This function will give a person a post.

    Raises PostRefused when they hold the same post already, when someone with a post gives another to themselves, when
    the unit is of a kind that has no such post, and when one person would watch over their own work.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # two who appoint at once look one after the other
    if person == actor and Post.objects.filter(person=person).exists():
        raise PostRefused("不能任命自己")
    if not person.is_active:
        raise PostRefused(f"{person}的账号已停用，不能任命")
    if unit.closed_on is not None and unit.closed_on <= from_on:
        raise PostRefused(f"{unit}已于{unit.closed_on}撤销，不能在此任职")
    if Post.objects.filter(person=person, unit=unit, role=role, to_on__isnull=True).exists():
        raise PostRefused(f"{person}已在{unit}担任{role.label}")
    if sentence := rules.misplaced(role, unit) or _mixed(person, role, from_on):
        raise PostRefused(sentence)
    post = Post.objects.create(person=person, unit=unit, role=role, from_on=from_on)
    journal.record(
        actor=actor, at=at, verb="任职", subject=post, context=person, unit=unit, detail={"role": role.value}
    )
    return post


def _mixed(person: Person, role: Role, day: date) -> str:
    """Why `role` cannot join what the person holds from `day` on, in posts, as a deputy, or as a member."""
    open_posts = Post.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=day))
    lent = open_posts.filter(
        delegations__deputy=person, delegations__taken_back_at__isnull=True, delegations__last_on__gte=day
    )
    held = {Role(post.role) for post in (*open_posts.filter(person=person), *lent)}
    member = Membership.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=day), person=person).exists()
    return rules.incompatible(role, held, member=member)


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
def set_active(*, person: Person, active: bool, actor: Person, at: datetime) -> Person:
    """This function will close an account, with every session on it, or open it again. Nobody closes their own."""
    if person == actor:
        raise PostRefused("不能停用自己的账号")
    person.is_active = active
    person.save(update_fields=["is_active"])
    if not active:
        end_sessions(person=person, actor=actor, at=at)
    journal.record(actor=actor, at=at, verb="启用账号" if active else "停用账号", subject=person)
    return person


@transaction.atomic
def change_email(*, person: Person, email: str, at: datetime) -> Person:
    """This function will keep the address that notices go to; the journal does not repeat it."""
    person.email = email
    person.save(update_fields=["email"])
    journal.record(actor=person, at=at, verb="修改电子邮箱", subject=person)
    return person


@transaction.atomic
def delegate(
    *, post: Post, deputy: Person, from_on: date, last_on: date, actor: Person, at: datetime, reason: str = ""
) -> Delegation:
    """This function will let a deputy act with a post from a first to a last day, both included.

    Raises PostRefused for anybody but the post's holder (so that what is lent is not lent on), for the posts of
    administrators, for a deputy who is one or cannot sign in, and for days on which the post is lent already.
    """
    Person.objects.select_for_update(no_key=True).get(pk=deputy.pk)
    if sentence := _undelegable(post, deputy, from_on, last_on, actor):
        raise PostRefused(sentence)
    made = Delegation.objects.create(
        post=post, deputy=deputy, from_on=from_on, last_on=last_on, reason=reason, made_at=at
    )
    detail = {"deputy": deputy.pk, "name": deputy.name, "from": from_on.isoformat(), "last": last_on.isoformat()}
    journal.record(
        actor=actor, at=at, verb="委托代理", subject=made, context=post.person, unit=post.unit, detail=detail
    )
    return made


def _undelegable(post: Post, deputy: Person, from_on: date, last_on: date, actor: Person) -> str:
    """The first reason, in order, why the post cannot be lent so."""
    others = Delegation.objects.filter(
        post=post, taken_back_at__isnull=True, from_on__lte=last_on, last_on__gte=from_on
    )
    reasons = (
        (post.person_id != actor.pk, "只能委托他人代理自己的任职"),
        (post.to_on is not None and post.to_on <= last_on, "该任职在代理期间已经结束"),
        (post.role in SEPARATED, f"{post.get_role_display()}的职责不得委托"),
        (deputy.pk == actor.pk, "代理人不能是本人"),
        (not deputy.is_active, f"{deputy}的账号已停用，不能代理"),
        (last_on < from_on, "代理截止日不能早于起始日"),
        (_holds_separated(deputy, from_on), f"{deputy}是系统、安全或审计管理员，不得代理业务工作"),
        (others.exists(), "该任职在这些日子已经委托他人代理"),
    )
    return next((sentence for applies, sentence in reasons if applies), "")


def _holds_separated(person: Person, day: date) -> bool:
    ongoing = Q(to_on__isnull=True) | Q(to_on__gt=day)
    return Post.objects.filter(ongoing, person=person, role__in=SEPARATED).exists()


@transaction.atomic
def take_back(*, delegation: Delegation, actor: Person, at: datetime) -> Delegation:
    """This function will end a delegation at once; only the post's holder takes it back, and once."""
    if delegation.post.person_id != actor.pk:
        raise PostRefused("只能收回自己的委托")
    if delegation.taken_back_at is not None:
        raise PostRefused("该委托已经收回")
    delegation.taken_back_at = at
    delegation.save(update_fields=["taken_back_at"])
    journal.record(actor=actor, at=at, verb="收回代理", subject=delegation, context=actor, unit=delegation.post.unit)
    return delegation
