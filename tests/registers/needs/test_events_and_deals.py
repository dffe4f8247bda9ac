"""Matchmaking events are entered by whom they concern; recorded deals are written on the patent."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from manas.registers.deals.actions import DealRefused
from manas.registers.deals.actions import enter as enter_deal
from manas.registers.events.actions import EventRefused
from manas.registers.events.actions import enter as enter_event
from manas.registers.models import DealKind, MatchmakingEvent, PatentDeal
from tests.cast import AT, TODAY, Cast, journal_lines
from tests.registers.needs.deals import deal, patent


def event(cast: Cast, part: str = "handler", name: str = "特色林果专利对接会", **values: object) -> MatchmakingEvent:
    told = {"keeper": cast.ip_office, "held_on": TODAY, "organizer": "州知识产权局", "place": "北山县", **values}
    return enter_event(name=name, actor=cast.people()[part], at=AT, **told)  # type: ignore[arg-type]  # by their names


def test_an_event_is_entered_once_by_its_office(cast: Cast) -> None:
    with journal_lines() as told:
        made = event(cast)
    assert (told.verbs, str(made)) == (["登记对接活动"], f"{TODAY} 特色林果专利对接会")
    with pytest.raises(EventRefused, match="已经登记"):
        event(cast)
    with pytest.raises(EventRefused, match="请填写"):
        event(cast, name=" ")
    with pytest.raises(IntegrityError), transaction.atomic():  # event_once
        MatchmakingEvent.objects.create(
            keeper=cast.ip_office, name=made.name, held_on=made.held_on, organizer="x", created_at=AT
        )


@pytest.mark.parametrize("part", ["firm", "bank", "county_handler", "liaison", "outsider", "administrator", "nobody"])
def test_nobody_else_enters_one(cast: Cast, part: str) -> None:
    with pytest.raises(EventRefused, match="您不能"):
        event(cast, part)


def test_events_are_read_where_posts_reach_them(cast: Cast) -> None:
    event(cast, county=cast.north)
    parts = ("handler", "office", "leader", "county_handler", "firm", "outsider", "liaison", "public")
    seen = {part: MatchmakingEvent.objects.visible_to(cast.standing(part)).count() for part in parts}
    assert seen == {
        "handler": 1, "office": 1, "leader": 1, "county_handler": 1, "firm": 0, "outsider": 0, "liaison": 0, "public": 0,
    }  # fmt: skip


def test_a_licence_stands_on_its_patent_with_its_history(cast: Cast) -> None:
    known = patent()
    with journal_lines() as told:
        made = enter_deal(patent=known, deal=deal(), unit=cast.ip_office, actor=cast.handler, at=AT)
    assert told.verbs == ["登记专利许可转让"]
    change = known.changes.get()
    assert (change.field, change.after) == (
        "license",
        "云岭农业大学许可云岭机电有限公司（普通许可，备案号X2026980000001）",
    )
    assert [holder.name for holder in known.holders.all()] == ["云岭农业大学"]
    assert made.open_price == Decimal("50000.00")


def test_a_transfer_gives_the_patent_a_new_holder(cast: Cast) -> None:
    known = patent()
    moved = deal(kind=DealKind.TRANSFER, organization=cast.company, until=None)
    enter_deal(patent=known, deal=moved, unit=cast.ip_office, actor=cast.handler, at=AT)
    holder, change = known.holders.get(), known.changes.get()
    assert (holder.name, holder.organization) == ("云岭机电有限公司", cast.company)
    assert (change.field, change.before, change.after) == ("holders", "云岭农业大学", "云岭机电有限公司")


def test_a_sealed_price_is_counted_and_not_shown(cast: Cast) -> None:
    made = enter_deal(patent=patent(), deal=deal(sealed=True), unit=cast.ip_office, actor=cast.handler, at=AT)
    assert (made.open_price, made.price) == (None, Decimal("50000.00"))


def test_a_record_number_stands_once(cast: Cast) -> None:
    known = patent()
    enter_deal(patent=known, deal=deal(), unit=cast.ip_office, actor=cast.handler, at=AT)
    with pytest.raises(DealRefused, match="已经登记过"):
        enter_deal(patent=known, deal=deal(), unit=cast.ip_office, actor=cast.handler, at=AT)
    assert known.deals.count() == 1


@pytest.mark.parametrize(
    ("constraint", "values"),
    [("deal_price_not_negative", {"price": -1}), ("deal_ends_after_effect", {"until": date(2026, 1, 1)})],
)
def test_the_database_holds_it_too(cast: Cast, constraint: str, values: dict[str, Any]) -> None:
    enter_deal(patent=patent(), deal=deal(), unit=cast.ip_office, actor=cast.handler, at=AT)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PatentDeal.objects.update(**values)
