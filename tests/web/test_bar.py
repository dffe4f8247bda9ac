"""The bar on top: many doors are gathered into menus, few stand side by side."""

import pytest
from django.test import Client
from django.urls import reverse

from manas.web.shared.frame import FEW, Entry, Menu, _gathered
from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def _doors(*menus: str) -> list[tuple[str, Entry]]:
    return [(menu, Entry(f"门{number}", f"/{number}/", count=number)) for number, menu in enumerate(menus)]


def test_few_doors_stand_side_by_side() -> None:
    assert all(isinstance(door, Entry) for door in _gathered(_doors(*["名册"] * FEW)))


def test_many_doors_are_gathered_where_the_first_of_a_menu_stood() -> None:
    first, plan, single, registers = _gathered(_doors("", "方案", "方案", "方案", "办事", "名册", "名册", "名册"))
    assert isinstance(first, Entry)
    assert isinstance(single, Entry), "a menu of one would only hide it"
    assert isinstance(plan, Menu)
    assert isinstance(registers, Menu)
    assert (plan.label, len(plan.entries), plan.count) == ("方案", 3, 1 + 2 + 3)


def test_a_menu_knows_that_the_page_is_one_of_its_own() -> None:
    doors = [Entry("专利名册", "/a/", current=True), Entry("技术需求", "/b/")]
    assert Menu("名册", doors).current
    assert not Menu("名册", doors[1:]).current


def test_no_door_of_the_office_is_lost(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.office)
    page = client.get(reverse("patents")).content.decode()
    assert page.count('<details class="menu" name="bar" data-current>') == 1
    for name in (
        "home",
        "to-verify",
        "drafts",
        "indicators",
        "matters",
        "patents",
        "needs",
        "aid",
        "navigation",
        "imports",
    ):
        assert f'href="{reverse(name)}"' in page, name
