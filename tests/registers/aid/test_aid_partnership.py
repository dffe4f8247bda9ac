"""Who aids whom: entered by whom it concerns, public within the government, and known to matching by short names."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from manas.registers.aid.actions import AidRefused, amend, enter
from manas.registers.aid.books import PARTNERSHIPS
from manas.registers.aid.queries import partner_regions, short
from manas.registers.models import AidPartnership
from tests.cast import AT, LATER, TODAY, Cast, journal_lines
from tests.registers.aid.aid import partnership

VALUES = {"province": "东海省", "city": "", "since": "1997", "source": "测试", "status": "memory"}


def test_a_partnership_is_entered_once_by_the_office(cast: Cast) -> None:
    with journal_lines() as told:
        made = partnership(cast)
    assert (told.verbs, str(made)) == (["登记援疆结对"], "东海省临江市")
    with pytest.raises(AidRefused, match="已经登记"):
        partnership(cast)
    with pytest.raises(IntegrityError), transaction.atomic():  # aid_partnership_once
        AidPartnership.objects.create(
            unit=cast.north,
            keeper=cast.north,
            province="东海省",
            city="临江市",
            source="x",
            created_at=AT,
            changed_at=AT,
        )


def test_one_that_has_ended_may_begin_anew(cast: Cast) -> None:
    made = partnership(cast)
    amend(record=made, values={"until_on": date(2025, 12, 31)}, actor=cast.office, at=AT)
    assert partnership(cast, since="2026").pk != made.pk


@pytest.mark.parametrize("since", ["去年", "2010-13", "2010-3", "10", "2010-03-32"])
def test_a_beginning_is_a_year_a_month_or_a_day(cast: Cast, since: str) -> None:
    with pytest.raises(AidRefused, match="结对起始时间"):
        partnership(cast, since=since)


def test_it_does_not_end_before_it_began(cast: Cast) -> None:
    with pytest.raises(AidRefused, match="不能早于"):
        partnership(cast, since="2010-03", until_on=date(2010, 2, 28))
    assert partnership(cast, since="2010-03", until_on=date(2010, 3, 1)).until_on == date(2010, 3, 1)


@pytest.mark.parametrize("part", ["firm", "outsider", "administrator", "nobody", "leader", "county_leader"])
def test_nobody_else_enters_one(cast: Cast, part: str) -> None:
    with pytest.raises(AidRefused, match="您不能"):
        enter(
            book=PARTNERSHIPS, unit=cast.north, values=VALUES, keeper=cast.ip_office, actor=cast.people()[part], at=AT
        )


def test_a_county_enters_its_own_and_a_department_any(cast: Cast) -> None:
    def tried(part: str, keeper: str, unit: str) -> bool:
        units = {"north": cast.north, "south": cast.south, "science": cast.science, "government": cast.government}
        try:
            with transaction.atomic():
                enter(
                    book=PARTNERSHIPS,
                    unit=units[unit],
                    values={**VALUES, "city": part},
                    keeper=units[keeper],
                    actor=cast.people()[part],
                    at=AT,
                )
        except AidRefused:
            return False
        return True

    assert [tried("county_liaison", "north", where) for where in ("north", "south", "government")] == [
        True,
        False,
        False,
    ]
    assert [tried("liaison", "science", where) for where in ("north", "south", "government")] == [True, True, True]
    assert not tried("county_liaison", "science", "north")  # not their office


def test_who_aids_whom_is_public_within_the_government(cast: Cast) -> None:
    partnership(cast)
    parts = (
        "office",
        "leader",
        "liaison",
        "county_liaison",
        "county_handler",
        "firm",
        "outsider",
        "administrator",
        "public",
    )
    seen = {part: AidPartnership.objects.visible_to(cast.standing(part)).count() for part in parts}
    assert seen == {
        "office": 1, "leader": 1, "liaison": 1, "county_liaison": 1, "county_handler": 1, "firm": 0, "outsider": 0,
        "administrator": 0, "public": 0,
    }  # fmt: skip


def test_what_is_changed_stays_in_the_journal(cast: Cast) -> None:
    made = partnership(cast, status="memory")
    with journal_lines() as told:
        amend(record=made, values={"status": "read", "source": "文件"}, actor=cast.county_handler, at=LATER)
    assert [(line.verb, line.detail) for line in told.lines] == [
        ("修改援疆结对", {"source": ["测试", "文件"], "status": ["未核实", "已核对原文"]})
    ]
    with journal_lines() as told:
        amend(record=made, values={"status": "read"}, actor=cast.county_handler, at=LATER)
    assert told.lines == []
    for part in ("outsider", "firm", "liaison"):
        with pytest.raises(AidRefused, match="不由您"):
            amend(record=made, values={"status": "memory"}, actor=cast.people()[part], at=LATER)


def test_regions_of_a_unit_are_its_own_and_those_above_it(cast: Cast) -> None:
    partnership(cast)
    partnership(cast, cast.south, city="望海县")
    partnership(cast, cast.government, province="江原省", city="")
    partnership(cast, province="旧岭省", city="", until_on=date(2025, 1, 1))
    assert partner_regions(cast.north, TODAY) == {"临江", "江原"}
    assert partner_regions(cast.south, TODAY) == {"望海", "江原"}
    assert partner_regions(cast.science, TODAY) == {"江原"}
    assert partner_regions(cast.government, TODAY) == {"临江", "望海", "江原"}
    assert partner_regions(cast.elsewhere, TODAY) == set()
    assert partner_regions(cast.north, date(2024, 12, 31)) == {"临江", "江原", "旧岭"}


@pytest.mark.parametrize(
    ("place", "name"),
    [("江苏省", "江苏"), ("昆山市", "昆山"), ("浦东新区", "浦东新"), ("泾县", "泾县"), ("北京", "北京")],
)
def test_a_place_without_its_level(place: str, name: str) -> None:
    assert short(place) == name
