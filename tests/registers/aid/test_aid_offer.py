"""An offer is followed from the day it was brought in to its use in a local firm and what came of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from manas.office import actions as office
from manas.registers.aid.actions import NEXT, AidRefused, Step, advance, amend
from manas.registers.models import AidExit, AidOffer, AidState, AidTeam
from tests.cast import AT, BEGAN, LATER, TODAY, Cast, journal_lines
from tests.registers.aid.aid import in_use, offer, partnership, policy, team

NEXT_DAY = date(2026, 3, 5)


def test_the_whole_chain(cast: Cast) -> None:
    found = offer(cast)
    with journal_lines() as told:
        advance(offer=found, step=Step(AidState.DISCUSSED, TODAY, "看了样品"), actor=cast.county_handler, at=AT)
        in_use(cast, found)
        result = Step(AidState.RESULT, NEXT_DAY, "", None, Decimal("120000.50"), 12)
        done = advance(offer=found, step=result, actor=cast.county_liaison, at=LATER)
    assert told.verbs == ["推进援疆引进项目"] * 3
    assert [(step.state, step.on, step.actor) for step in done.steps.all()] == [
        ("offered", date(2026, 2, 2), cast.county_handler),
        ("discussed", TODAY, cast.county_handler),
        ("in_use", TODAY, cast.county_handler),
        ("result", NEXT_DAY, cast.county_liaison),
    ]
    assert (done.state, done.organization, done.output_value, done.jobs) == (
        "result", cast.company, Decimal("120000.50"), 12,
    )  # fmt: skip


def test_a_result_is_told_again_and_what_is_not_told_stays(cast: Cast) -> None:
    found = in_use(cast)
    for figures in ({"output_value": Decimal(100), "jobs": 3}, {"output_value": Decimal(250)}):
        advance(offer=found, step=Step(AidState.RESULT, TODAY, **figures), actor=cast.office, at=AT)
    found.refresh_from_db()
    assert (found.output_value, found.jobs, found.steps.filter(state="result").count()) == (Decimal("250.00"), 3, 2)


def test_an_end_has_its_reason_and_is_not_for_ever(cast: Cast) -> None:
    found = offer(cast)
    ended = advance(
        offer=found, step=Step(AidState.ENDED, TODAY, reason=AidExit.TERMS), actor=cast.county_handler, at=AT
    )
    assert (ended.state, ended.reason) == ("ended", "terms")
    again = advance(offer=found, step=Step(AidState.DISCUSSED, TODAY), actor=cast.county_handler, at=AT)
    assert (again.state, again.reason) == ("discussed", "")
    assert [step.reason for step in again.steps.all()] == ["", "terms", ""]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(AidState.RESULT, TODAY, "成了"), "不能直接转为已见成效"),
        (Step(AidState.OFFERED, TODAY), "不能直接转为已提供"),
        (Step(AidState.DISCUSSED, date(2026, 2, 1)), "不能早于上一步"),
        (Step(AidState.DISCUSSED, date(2026, 3, 3)), "不能晚于今天"),
        (Step(AidState.IN_USE, TODAY), "请选择使用单位"),
        (Step(AidState.ENDED, TODAY), "请选择终止原因"),
        (Step(AidState.ENDED, TODAY, " ", reason=AidExit.OTHER), "请写明情况"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.state,
)
def test_what_does_not_fit_is_refused(cast: Cast, step: Step, words: str) -> None:
    found = offer(cast)
    with pytest.raises(AidRefused, match=words):
        advance(offer=found, step=step, actor=cast.county_handler, at=AT)
    assert [one.state for one in found.steps.all()] == ["offered"]


def test_a_result_says_something(cast: Cast) -> None:
    found = in_use(cast)
    with pytest.raises(AidRefused, match="请填写产值"):
        advance(offer=found, step=Step(AidState.RESULT, TODAY), actor=cast.county_handler, at=AT)
    with pytest.raises(AidRefused, match="累计产值"):
        advance(offer=found, step=Step(AidState.RESULT, TODAY, output_value=Decimal(-1)), actor=cast.office, at=AT)


def test_the_firm_is_a_local_one(cast: Cast) -> None:
    values: dict[str, Any] = {"kind": "enterprise", "credit_code": None, "actor": cast.office, "at": BEGAN}
    stranger = office.add_organization(name="外地公司", county=cast.elsewhere, **values)
    placeless = office.add_organization(name="何处公司", county=None, **values)
    neighbor = office.add_organization(name="南河公司", county=cast.south, **values)
    found = offer(cast)
    for one in (stranger, placeless):
        with pytest.raises(AidRefused, match="须是本地机构"):
            advance(offer=found, step=Step(AidState.IN_USE, TODAY, organization=one), actor=cast.office, at=AT)
    moved = advance(offer=found, step=Step(AidState.IN_USE, TODAY, organization=neighbor), actor=cast.office, at=AT)
    assert moved.organization == neighbor


@pytest.mark.parametrize("part", ["firm", "outsider", "administrator", "leader", "county_leader", "liaison", "handler"])
def test_nobody_else_carries_it_on(cast: Cast, part: str) -> None:
    found = offer(cast)
    with pytest.raises(AidRefused, match="不由您"):
        advance(offer=found, step=Step(AidState.DISCUSSED, TODAY), actor=cast.people()[part], at=AT)


def test_every_state_can_be_reached_and_left() -> None:
    assert set(NEXT) == set(AidState)
    assert {state for following in NEXT.values() for state in following} == set(AidState) - {AidState.OFFERED}


def test_a_county_reads_its_own_and_the_office_all(cast: Cast) -> None:
    offer(cast)
    south = partnership(cast, cast.south, city="望海县")
    offer(cast, south, actor=cast.office, keeper=cast.ip_office)
    parts = ("office", "leader", "county_handler", "county_liaison", "handler", "liaison", "firm", "outsider", "public")
    seen = {part: AidOffer.objects.visible_to(cast.standing(part)).count() for part in parts}
    assert seen == {
        "office": 2, "leader": 2, "county_handler": 1, "county_liaison": 1, "handler": 1, "liaison": 0, "firm": 0,
        "outsider": 0, "public": 0,
    }  # fmt: skip


def test_who_aids_a_county_does_not_aid_its_neighbor(cast: Cast) -> None:
    whole = partnership(cast, cast.government, city="")
    assert offer(cast, whole, unit=cast.north).unit == cast.north
    with pytest.raises(AidRefused, match="支援对象是南河市，不是北山县"):
        offer(cast, partnership(cast, cast.south), unit=cast.north)


def test_nothing_is_brought_in_tomorrow(cast: Cast) -> None:
    with pytest.raises(AidRefused, match="引进日期不能晚于今天"):
        offer(cast, brought_on=date(2026, 3, 3))
    with pytest.raises(AidRefused, match="取得日期不能晚于今天"):
        policy(cast, obtained_on=date(2026, 3, 3))


def test_what_is_said_of_an_offer_may_be_put_right_and_its_state_not(cast: Cast) -> None:
    found = offer(cast)
    amend(record=found, values={"title": "沙棘脱粒", "state": "ended"}, actor=cast.county_liaison, at=AT)
    found.refresh_from_db()
    assert (found.title, found.state) == ("沙棘脱粒", "offered")


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("aid_offer_used_by_somebody", {"state": "in_use"}),
        ("aid_offer_ended_with_reason", {"state": "ended"}),
        ("aid_offer_ended_with_reason", {"reason": "terms"}),
        ("aid_offer_value_not_negative", {"output_value": -1}),
    ],
)
def test_the_database_holds_it_too(cast: Cast, constraint: str, values: dict[str, Any]) -> None:
    offer(cast)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AidOffer.objects.update(**values)


def test_a_team_does_not_leave_before_it_comes(cast: Cast) -> None:
    partner = partnership(cast)
    with pytest.raises(AidRefused, match="援派截止日不能早于起始日"):
        team(cast, partner, until_on=date(2026, 3, 1))
    team(cast, partner)
    with pytest.raises(IntegrityError, match="aid_team_ends_after_start"), transaction.atomic():
        AidTeam.objects.update(until_on=date(2026, 3, 1))
