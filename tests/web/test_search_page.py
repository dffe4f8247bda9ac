"""One search box over the plan, matters and registers; what one may not see is not found."""

import pytest
from django.test import Client
from django.urls import reverse

from manas.office.models import Person
from manas.registers.needs.actions import enter as enter_need
from tests.cast import AT, Cast, adopted, make_cast, queries_of
from tests.matters.business import aid
from tests.registers.patents.records import entered, many


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def found(person: Person | None, words: str) -> str:
    client = Client()
    if person:
        client.force_login(person)
    return client.get(reverse("search"), {"q": words}).content.decode()


def test_one_word_finds_the_plan_a_matter_and_a_patent(cast: Cast) -> None:
    adopted(cast)
    entered(cast)
    page = found(cast.office, "专利")
    assert "建立高价值" in page
    assert "一种锌精矿氧压浸出方法" in found(cast.office, "精矿")


def test_matters_are_found_by_those_who_may_read_them(cast: Cast) -> None:
    matter = aid(cast)
    address = reverse("matter", args=[matter.pk])
    words = matter.title[:2]
    assert address in found(cast.handler, words)
    assert address not in found(cast.coop, words)
    assert address not in found(None, words)


def test_registers_are_for_those_who_are_signed_in(cast: Cast) -> None:
    (patent, _) = entered(cast)
    assert reverse("patent", args=[patent.pk]) in found(cast.nobody, "精矿")
    assert reverse("patent", args=[patent.pk]) not in found(None, "精矿")


@pytest.mark.parametrize(("level", "readers"), [("public", {"office", "firm", "bank"}), ("authority", {"office"})])
def test_needs_are_found_by_those_to_whom_they_are_disclosed(cast: Cast, level: str, readers: set[str]) -> None:
    values = {
        "title": "戈壁滴灌防堵",
        "text": "泥沙多。",
        "asker": "某合作社",
        "county": cast.north,
        "confidentiality": level,
    }
    need = enter_need(keeper=cast.ip_office, source="测试", values=values, actor=cast.handler, at=AT)
    address = reverse("need", args=[need.pk])
    assert {part for part in ("office", "firm", "bank") if address in found(cast.people()[part], "滴灌")} == readers
    assert address not in found(None, "滴灌")


def test_without_a_plan_the_rest_is_found(cast: Cast) -> None:
    entered(cast)
    assert "沙棘果采摘装置" in found(cast.liaison, "沙棘")
    assert "没有找到" in found(cast.liaison, "量子")


def test_ten_are_shown_and_the_list_shows_the_rest(cast: Cast) -> None:
    entered(cast, *many(10))
    assert "查看全部" not in found(cast.nobody, "沙棘")
    entered(cast, *many(1, 10))
    page = found(cast.nobody, "沙棘")
    assert page.count("沙棘果采摘装置") == 10
    assert "/registers/patents/?q=%E6%B2%99%E6%A3%98" in page


def test_a_search_takes_as_many_queries_for_one_hit_as_for_ten(cast: Cast) -> None:
    entered(cast, *many(1))
    found(cast.nobody, "沙棘")
    one = queries_of(found, cast.nobody, "沙棘")
    entered(cast, *many(9, 1))
    assert queries_of(found, cast.nobody, "沙棘") == one
