"""Deeds about organizations outside the government and those who act for them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from manas.office import rules
from manas.office.actions.people import add_person
from manas.office.journal import actions as journal
from manas.office.models import (
    SEPARATED,
    Membership,
    MembershipRole,
    Organization,
    Person,
    Post,
    Unit,
)
from manas.office.rules import Standing


class MembershipRefused(Exception):
    """The person cannot act for the organization so."""


@transaction.atomic
def add_organization(
    *,
    name: str,
    kind: str,
    credit_code: str | None,
    actor: Person,
    at: datetime,
    county: Unit | None = None,
    address: str = "",
    contact: str = "",
    phone: str = "",
    is_example: bool = False,
    opened_on: date | None = None,
) -> Organization:
    """This function will enter an organization. Raises ValidationError for a wrong or a known 统一社会信用代码."""
    organization = Organization(
        name=name,
        kind=kind,
        credit_code=credit_code or None,
        county=county,
        address=address,
        contact=contact,
        phone=phone,
        is_example=is_example,
        opened_on=opened_on,
    )
    organization.full_clean(validate_constraints=False)
    organization.save(force_insert=True)
    journal.record(actor=actor, at=at, verb="登记机构", subject=organization, unit=county, detail={"name": name})
    return organization


@transaction.atomic
def add_membership(
    *, person: Person, organization: Organization, role: MembershipRole, from_on: date, actor: Person, at: datetime
) -> Membership:
    """This function will let a person act for an organization; who is entered by another needs no confirming.

    Raises MembershipRefused for who acts for it already, for oneself, and for the three administrators.
    """
    if person == actor:
        raise MembershipRefused("不能把自己登记为机构成员")
    return _join(person, organization, role, from_on, actor, at, confirmed=True)


def _join(
    person: Person,
    organization: Organization,
    role: MembershipRole,
    from_on: date,
    actor: Person,
    at: datetime,
    *,
    confirmed: bool,
) -> Membership:
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if Membership.objects.filter(person=person, organization=organization, to_on__isnull=True).exists():
        raise MembershipRefused(f"{person}已是{organization}的成员")
    ongoing = Q(to_on__isnull=True) | Q(to_on__gt=from_on)
    if Post.objects.filter(ongoing, person=person, role__in=SEPARATED).exists():
        raise MembershipRefused(f"{person}是系统、安全或审计管理员，不能同时代表机构办事")
    membership = Membership.objects.create(
        person=person,
        organization=organization,
        role=role,
        from_on=from_on,
        confirmed_at=at if confirmed else None,
        confirmed_by=actor if confirmed else None,
    )
    journal.record(
        actor=actor, at=at, verb="加入机构", subject=membership, context=organization, detail={"role": role.value}
    )
    return membership


@transaction.atomic
def register(
    *,
    username: str,
    name: str,
    password: str,
    organization_name: str,
    kind: str,
    credit_code: str,
    county: Unit | None,
    at: datetime,
    today: date,
) -> Membership:
    """This function will open an account for who registers and let them join the organization of that code.

    Of an organization not known yet they become the representative, to be verified (待核实); of a known one a member
    who may do nothing for it before being confirmed. Raises ValidationError for a weak password or a wrong code.
    """
    person = add_person(username=username, name=name, password=password, actor=None, at=at)
    known = Organization.objects.filter(credit_code=credit_code).first()
    organization = known or add_organization(
        name=organization_name, kind=kind, credit_code=credit_code, county=county, actor=person, at=at
    )
    role = MembershipRole.MEMBER if known else MembershipRole.REPRESENTATIVE
    return _join(person, organization, role, today, person, at, confirmed=False)


@transaction.atomic
def confirm_membership(*, membership: Membership, standing: Standing, at: datetime) -> Membership:
    """This function will confirm who registered by themselves: by the office, or by a confirmed representative."""
    actor = _confirmer(membership, standing)
    if membership.to_on is not None or membership.confirmed_at is not None:
        raise MembershipRefused("该成员已经处理")
    membership.confirmed_at, membership.confirmed_by = at, actor
    membership.save(update_fields=["confirmed_at", "confirmed_by"])
    journal.record(actor=actor, at=at, verb="核实机构成员", subject=membership, context=membership.organization)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, to_on: date, actor: Person, at: datetime) -> Membership:
    """This function will end a membership on a day; it stays on record."""
    if membership.to_on is not None:
        raise MembershipRefused("该成员关系已经结束")
    if to_on < membership.from_on:
        raise MembershipRefused("退出日期不能早于加入日期")
    membership.to_on = to_on
    membership.save(update_fields=["to_on"])
    journal.record(actor=actor, at=at, verb="退出机构", subject=membership, context=membership.organization)
    return membership


def _confirmer(membership: Membership, standing: Standing) -> Person:
    if standing.person is None or not rules.may_confirm(standing, membership):
        raise MembershipRefused("只有知识产权局或该机构已核实的负责人可以核实成员")
    return standing.person
