"""系统、安全、审计管理员: three who watch each other, none of whom does business."""

from datetime import timedelta
from itertools import permutations

import pytest

from manas.office.actions import (
    MembershipRefused,
    PostRefused,
    add_membership,
    appoint,
    delegate,
    end_membership,
    end_post,
)
from manas.office.models import SEPARATED, MembershipRole, Person, Role, UnitKind
from manas.office.rules import PLACES
from tests.cast import AT, BEGAN, TODAY, Cast, journal_lines

BUSINESS = [role for role in Role if role not in SEPARATED]
KEEPERS = {Role.ADMINISTRATOR: "administrator", Role.SECURITY: "security", Role.AUDITOR: "auditor"}
DAY = timedelta(days=1)


def give(cast: Cast, person: Person, role: Role) -> None:
    """A place that has such a post."""
    where = cast.north if PLACES[role] == (UnitKind.COUNTY_GOVERNMENT,) else cast.science
    appoint(person=person, unit=where, role=role, from_on=TODAY, actor=cast.office, at=AT)


@pytest.mark.parametrize(("held", "given"), [*permutations(SEPARATED, 2)])
def test_no_one_holds_two_of_the_three(cast: Cast, held: Role, given: Role) -> None:
    with journal_lines() as told, pytest.raises(PostRefused, match="不得由一人兼任"):
        give(cast, cast.people()[KEEPERS[held]], given)
    assert told.verbs == []


@pytest.mark.parametrize("given", BUSINESS)
@pytest.mark.parametrize("held", SEPARATED)
def test_none_of_the_three_does_business(cast: Cast, held: Role, given: Role) -> None:
    with pytest.raises(PostRefused, match="不得兼任业务工作"):
        give(cast, cast.people()[KEEPERS[held]], given)


@pytest.mark.parametrize("given", SEPARATED)
@pytest.mark.parametrize("part", ["handler", "county_leader", "liaison"])
def test_nobody_who_does_business_becomes_one_of_the_three(cast: Cast, part: str, given: Role) -> None:
    with pytest.raises(PostRefused, match="不得兼任业务工作"):
        give(cast, cast.people()[part], given)


def test_who_has_left_business_may_become_one(cast: Cast) -> None:
    end_post(post=cast.handler.posts.get(), to_on=TODAY, actor=cast.office, at=AT)
    give(cast, cast.handler, Role.AUDITOR)
    assert cast.standing("handler").is_auditor


def test_who_leaves_business_only_tomorrow_may_not_yet(cast: Cast) -> None:
    end_post(post=cast.handler.posts.get(), to_on=TODAY + DAY, actor=cast.office, at=AT)
    with pytest.raises(PostRefused, match="不得兼任业务工作"):
        give(cast, cast.handler, Role.AUDITOR)


def test_acting_for_an_organization_and_watching_go_not_together(cast: Cast) -> None:
    with pytest.raises(PostRefused, match="不得同时代表机构办事"):
        give(cast, cast.firm, Role.SECURITY)
    with pytest.raises(MembershipRefused, match="不能同时代表机构办事"):
        add_membership(
            person=cast.auditor,
            organization=cast.company,
            role=MembershipRole.MEMBER,
            from_on=TODAY,
            actor=cast.office,
            at=AT,
        )
    end_membership(membership=cast.firm.memberships.get(), to_on=TODAY, actor=cast.office, at=AT)
    give(cast, cast.firm, Role.SECURITY)
    assert cast.standing("firm").is_security


def test_a_deputy_does_business_too(cast: Cast) -> None:
    delegate(post=cast.handler.posts.get(), deputy=cast.nobody, from_on=TODAY, last_on=TODAY, actor=cast.handler, at=AT)
    with pytest.raises(PostRefused, match="不得兼任业务工作"):
        give(cast, cast.nobody, Role.AUDITOR)


def test_the_three_read_and_report_nothing(cast: Cast) -> None:
    for part in KEEPERS.values():
        here = cast.standing(part)
        assert (here.works_here, here.readable(), here.reportable(), here.office_realms()) == (False, (), (), ())
        assert (here.handles_at(), here.approves_at(), here.reviews_at()) == ((), (), ())


# Unit → the posts it has.
HAS = {
    "government": {Role.LEADER, *SEPARATED},
    "science": set(Role) - {Role.COUNTY_LIAISON},
    "north": {Role.COUNTY_LIAISON, Role.LEADER, Role.HANDLER, Role.APPROVER, Role.REVIEWER},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("where", HAS)
def test_a_post_stands_only_where_it_belongs(cast: Cast, where: str, role: Role) -> None:
    person = cast.nobody
    if role in HAS[where]:
        appoint(person=person, unit=getattr(cast, where), role=role, from_on=TODAY, actor=cast.office, at=AT)
        assert person.posts.get().role == role
        return
    with pytest.raises(PostRefused, match=f"{role.label}只设在".replace("(", r"\(").replace(")", r"\)")):
        appoint(person=person, unit=getattr(cast, where), role=role, from_on=TODAY, actor=cast.office, at=AT)


def test_handlers_reach_their_own_unit(cast: Cast) -> None:
    assert cast.standing("handler").handles_at() == (cast.ip_office.path,)
    assert cast.standing("approver").approves_at() == (cast.ip_office.path,)
    assert cast.standing("reviewer").reviews_at() == (cast.ip_office.path,)
    assert cast.standing("county_handler").handles_at() == (cast.north.path,)
    assert cast.standing("handler", BEGAN.date() - DAY).handles_at() == ()
