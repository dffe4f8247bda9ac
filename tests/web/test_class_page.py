"""The subclasses of a need on a page: what is suggested, why, and what a person makes of it."""

import pytest
from django.test import Client

from manas.office.models import Person
from manas.registers.matching.titles import keep_titles
from manas.registers.models import Confidentiality, TechnologyNeed
from tests.cast import Cast, make_cast
from tests.registers.matching.test_titles_and_classes import load
from tests.registers.needs.needs import need


@pytest.fixture
def cast(db: None) -> Cast:
    """The invented prefecture."""
    return make_cast()


def visitor(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(asked: TechnologyNeed) -> str:
    return f"/registers/needs/{asked.pk}/classes/"


def test_it_says_plainly_that_no_table_is_loaded(cast: Cast) -> None:
    page = visitor(cast.handler).get(address(need(cast))).content.decode()
    assert "还没有导入国际专利分类表" in page
    assert 'name="others"' in page  # a person may name subclasses all the same


def test_each_subclass_says_which_words_it_shares(cast: Cast) -> None:
    load()
    keep_titles()
    page = visitor(cast.handler).get(address(need(cast))).content.decode()
    assert page.index("A23B") < page.index("A01D")
    assert "食品的保存" in page
    assert "相同的词" in page
    assert "A23B7/148" in page


def test_a_person_confirms_and_names_others(cast: Cast) -> None:
    load()
    keep_titles()
    asked = need(cast)
    client = visitor(cast.handler)
    answer = client.post(address(asked), {"subclasses": ["A23B"], "others": "c22b"})
    asked.refresh_from_db()
    assert (answer.status_code, asked.subclasses) == (302, "A23B C22B")
    wrong = client.post(address(asked), {"others": "保鲜"})
    assert (wrong.status_code, "不是IPC小类" in wrong.content.decode()) == (422, True)
    asked.refresh_from_db()
    assert asked.subclasses == "A23B C22B"


def test_whoever_reads_but_does_not_change_sees_no_button(cast: Cast) -> None:
    asked = need(cast, Confidentiality.PUBLIC)
    client = visitor(cast.bank)
    assert "确认小类" not in client.get(address(asked)).content.decode()
    assert client.post(address(asked), {"subclasses": []}).status_code == 404


def test_the_page_of_the_need_leads_there(cast: Cast) -> None:
    asked = need(cast)
    assert address(asked) in visitor(cast.handler).get(f"/registers/needs/{asked.pk}/").content.decode()
