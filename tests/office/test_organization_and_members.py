"""机构及其成员: entered with a true code, joined by registering, confirmed before anybody else acts for it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from manas.engines.credit_code import check_character
from manas.office.actions import (
    MembershipRefused,
    add_membership,
    add_organization,
    confirm_membership,
    end_membership,
    register,
)
from manas.office.models import Membership, MembershipRole, Organization, Person
from manas.office.queries import memberships_to_confirm, standing
from tests.cast import AT, EVERYBODY, TODAY, Cast, journal_lines

DAY = timedelta(days=1)
BODY = "91530000MA00000D1"
CODE = BODY + check_character(BODY)
SECRET = "Xk7-quiet-river"


def signed_up(cast: Cast, username: str = "newcomer", credit_code: str = CODE) -> Membership:
    return register(
        username=username,
        name="李华",
        password=SECRET,
        organization_name="云岭新材料有限公司",
        kind="enterprise",
        credit_code=credit_code,
        county=cast.north,
        at=AT,
        today=TODAY,
    )


def test_an_organization_is_entered(cast: Cast) -> None:
    with journal_lines() as told:
        made = add_organization(
            name="云岭学院", kind="university", credit_code=CODE, county=cast.north, actor=cast.office, at=AT
        )
    assert (str(made), made.get_kind_display(), made.credit_code) == ("云岭学院", "高等学校", CODE)
    assert told.verbs == ["登记机构"]


@pytest.mark.parametrize("code", [BODY + "0" if CODE[-1] != "0" else BODY + "1", "123", CODE.lower()])
def test_a_wrong_code_is_refused(cast: Cast, code: str) -> None:
    with pytest.raises(ValidationError, match="统一社会信用代码"):
        add_organization(name="某公司", kind="enterprise", credit_code=code, actor=cast.office, at=AT)


def test_a_code_stands_once_and_several_have_none(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        add_organization(
            name="冒名公司", kind="enterprise", credit_code=cast.company.credit_code, actor=cast.office, at=AT
        )
    for name in ("甲摊位", "乙摊位"):
        add_organization(name=name, kind="individual_business", credit_code="", actor=cast.office, at=AT)
    assert Organization.objects.filter(credit_code__isnull=True).count() == 2


def test_organization_credit_code_not_empty(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="organization_credit_code_not_empty"), transaction.atomic():
        Organization.objects.filter(pk=cast.company.pk).update(credit_code="")


def test_organization_closed_after_opened(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="organization_closed_after_opened"), transaction.atomic():
        Organization.objects.filter(pk=cast.company.pk).update(opened_on=TODAY, closed_on=TODAY - DAY)


def test_membership_ends_after_start(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="membership_ends_after_start"), transaction.atomic():
        Membership.objects.filter(person=cast.firm).update(to_on=TODAY - 1000 * DAY)


def test_membership_once(cast: Cast) -> None:
    """Named membership_once; SQLite tells the columns of an index instead of its name."""
    with pytest.raises(MembershipRefused, match="firm已是云岭机电有限公司的成员"):
        add_membership(
            person=cast.firm,
            organization=cast.company,
            role=MembershipRole.MEMBER,
            from_on=TODAY,
            actor=cast.office,
            at=AT,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=cast.firm, organization=cast.company, role="member", from_on=TODAY)


def test_members_act_for_their_organization_only(cast: Cast) -> None:
    assert cast.standing("firm").organizations == {cast.company.pk}
    assert cast.standing("bank").organizations == {cast.lender.pk}
    others = set(EVERYBODY) - {"firm", "coop", "bank"}
    assert {part for part in others if cast.standing(part).organizations} == set()


def test_who_left_acts_no_more_from_that_day(cast: Cast) -> None:
    with journal_lines() as told:
        end_membership(membership=cast.firm.memberships.get(), to_on=TODAY, actor=cast.security, at=AT)
    assert told.verbs == ["退出机构"]
    assert [standing(cast.firm, day).organizations for day in (TODAY - DAY, TODAY)] == [{cast.company.pk}, set()]
    with pytest.raises(MembershipRefused, match="已经结束"):
        end_membership(membership=cast.firm.memberships.get(), to_on=TODAY, actor=cast.security, at=AT)


def test_the_first_to_register_represents_a_new_organization(cast: Cast) -> None:
    with journal_lines() as told:
        made = signed_up(cast)
    assert (made.role, made.confirmed_at, made.organization.county) == ("representative", None, cast.north)
    assert told.verbs == ["开立账号", "登记机构", "加入机构"]
    assert {line.actor for line in told.lines} == {made.person}
    assert standing(made.person, TODAY).organizations == {made.organization_id}


def test_who_registers_for_a_known_organization_may_do_nothing_before_confirmed(cast: Cast) -> None:
    made = signed_up(cast, credit_code=str(cast.company.credit_code))
    assert (made.role, made.organization) == ("member", cast.company)
    assert cast.company.name == "云岭机电有限公司"
    assert standing(made.person, TODAY).organizations == set()
    with journal_lines() as told:
        confirm_membership(membership=made, standing=cast.standing("firm"), at=AT)
    assert told.verbs == ["核实机构成员"]
    assert standing(made.person, TODAY).organizations == {cast.company.pk}
    with pytest.raises(MembershipRefused, match="已经处理"):
        confirm_membership(membership=made, standing=cast.standing("firm"), at=AT)


def test_only_the_office_and_a_confirmed_representative_confirm(cast: Cast) -> None:
    made = signed_up(cast, credit_code=str(cast.company.credit_code))
    listed = {part for part in EVERYBODY if memberships_to_confirm(cast.standing(part)).exists()}
    assert listed == {"office", "firm"}
    for part in sorted(set(EVERYBODY) - listed):
        with pytest.raises(MembershipRefused, match="可以核实成员"):
            confirm_membership(membership=made, standing=cast.standing(part), at=AT)


def test_nobody_confirms_themselves_and_an_unconfirmed_one_confirms_nobody(cast: Cast) -> None:
    first = signed_up(cast)
    second = signed_up(cast, "second")
    here = standing(first.person, TODAY)
    assert not memberships_to_confirm(here).exists()
    for waiting in (first, second):
        with pytest.raises(MembershipRefused):
            confirm_membership(membership=waiting, standing=here, at=AT)
    confirm_membership(membership=first, standing=cast.standing("office"), at=AT)
    confirm_membership(membership=second, standing=standing(first.person, TODAY), at=AT)
    assert standing(second.person, TODAY).organizations == {first.organization_id}


def test_a_refused_registration_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        signed_up(cast, credit_code="914403001922038215")
    assert not Person.objects.filter(username="newcomer").exists()
