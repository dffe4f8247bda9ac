"""The pages of the register: found, narrowed, corrected with a reason, offered by the holder, taken along as a table."""

import io
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from manas.office.models import Person
from manas.registers.models import Patent, SavedSearch
from manas.registers.patents.actions import state_offer
from tests.cast import AT, Cast, make_cast, queries_of
from tests.registers.patents.records import LEACHING, SEA_BUCKTHORN, entered, many


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(person: Person, name: str, *arguments: object, **asked: str) -> str:
    response = signed_in(person).get(reverse(name, args=arguments), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_narrows_and_says_by_what(cast: Cast) -> None:
    entered(cast)
    page = read(cast.nobody, "patents", q="装置", kind="utility_model")
    assert "共 1 件" in page
    assert "沙棘果采摘装置" in page
    assert "锌精矿" not in page
    assert f'href="{"?"}kind=utility_model"' in page  # the way back from the words keeps the facet


def test_an_empty_register_and_an_empty_answer_explain_themselves(cast: Cast) -> None:
    assert "名册里还没有专利" in read(cast.nobody, "patents")
    entered(cast)
    assert "没有符合条件的专利" in read(cast.nobody, "patents", q="量子")


def test_only_members_are_led_to_their_own_patents(cast: Cast) -> None:
    assert "本单位的专利" in read(cast.firm, "patents")
    assert "本单位的专利" not in read(cast.handler, "patents")


def test_a_patent_says_where_it_came_from_and_what_changed(cast: Cast) -> None:
    leaching, _ = entered(cast)
    state_offer(patent=leaching, offer={"willingness": "license"}, actor=cast.firm, at=AT)
    page = read(cast.nobody, "patent", leaching.pk)
    for words in (
        "一种锌精矿氧压浸出方法",
        "202110512345.5",
        "测试名录",
        "第 2 行",
        "未填报 → 许可",
        "丰泽大学",
        "北山县",
    ):
        assert words in page
    assert "更正" not in page


def test_an_official_corrects_a_column_with_a_reason(cast: Cast) -> None:
    leaching, _ = entered(cast)
    address = reverse("patent-correct", args=[leaching.pk, "publicly_funded"])
    client = signed_in(cast.handler)
    assert client.post(address, {"publicly_funded": "true", "reason": ""}).status_code == 422
    assert client.post(address, {"publicly_funded": "", "reason": "核对"}).status_code == 422  # no change
    assert client.post(address, {"publicly_funded": "true", "reason": "与立项文件核对"}).status_code == 302
    leaching.refresh_from_db()
    assert leaching.publicly_funded is True
    assert "与立项文件核对" in read(cast.handler, "patent", leaching.pk)


@pytest.mark.parametrize(
    ("name", "value"),
    [("granted_on", "1984-01-01"), ("maturity", "12"), ("kind", "x"), ("publication_number", "CN208765432U")],
)
def test_a_value_that_cannot_be_is_told_at_the_form(cast: Cast, name: str, value: str) -> None:
    leaching, _ = entered(cast)
    address = reverse("patent-correct", args=[leaching.pk, name])
    assert signed_in(cast.handler).post(address, {name: value, "reason": "核对"}).status_code == 422
    assert leaching.changes.count() == 0


def test_an_emptied_number_is_none(cast: Cast) -> None:
    leaching, _ = entered(cast)
    address = reverse("patent-correct", args=[leaching.pk, "publication_number"])
    assert signed_in(cast.handler).post(address, {"publication_number": "", "reason": "误录"}).status_code == 302
    assert Patent.objects.get(pk=leaching.pk).publication_number is None


def test_no_other_column_can_be_reached(cast: Cast) -> None:
    leaching, _ = entered(cast)
    for name in ("words", "source", "is_example", "title%20"):
        assert signed_in(cast.handler).get(f"/registers/patents/{leaching.pk}/correct/{name}/").status_code == 404


def test_the_holder_says_what_is_offered_once_for_everywhere(cast: Cast) -> None:
    leaching, _ = entered(cast)
    said = {
        "worked": "false",
        "maturity": "7",
        "willingness": "use_first",
        "asking_terms": "试用一年",
        "self_grade": "",
    }
    response = signed_in(cast.firm).post(reverse("patent-offer", args=[leaching.pk]), said)
    assert response.status_code == 302
    assert "先使用后付费" in read(cast.nobody, "patents", willingness="use_first")
    assert "试用一年" in read(cast.nobody, "patent", leaching.pk)
    again = signed_in(cast.firm).post(reverse("patent-offer", args=[leaching.pk]), said)
    assert again.status_code == 422
    assert "内容没有变化" in again.content.decode()


def test_a_search_is_kept_used_and_dropped(cast: Cast) -> None:
    entered(cast)
    client = signed_in(cast.liaison)
    kept = client.post(reverse("search-save"), {"q": "沙棘", "kind": "utility_model", "name": "采摘", "alerts": "on"})
    assert kept.status_code == 302
    assert kept.headers["Location"] == "/registers/patents/?q=%E6%B2%99%E6%A3%98&kind=utility_model"
    assert "采摘" in client.get(reverse("patents")).content.decode()
    assert client.post(reverse("search-drop", args=[SavedSearch.objects.get().pk])).status_code == 302
    assert SavedSearch.objects.count() == 0


def test_a_search_without_a_condition_is_told_on_the_list(cast: Cast) -> None:
    response = signed_in(cast.liaison).post(reverse("search-save"), {"name": "全部"})
    assert response.status_code == 422


def test_the_table_holds_what_the_list_shows(cast: Cast) -> None:
    entered(cast, replace(LEACHING, title="=1+1"), SEA_BUCKTHORN)
    response = signed_in(cast.nobody).get(reverse("patents-file"), {"order": "filed"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["申请号", "公开（公告）号", "专利名称"]
    assert [(row[0], row[2], row[5]) for row in rows[1:]] == [
        ("202110512345.5", "=1+1", "云岭机电有限公司；丰泽大学"),
        ("", "沙棘果采摘装置", "丰泽大学"),
    ]


def test_a_list_takes_as_many_queries_with_one_patent_as_with_sixty(cast: Cast) -> None:
    client = signed_in(cast.handler)
    client.get(reverse("patents"))
    entered(cast, LEACHING)
    one = queries_of(client.get, reverse("patents"))
    entered(cast, *many(60))
    assert queries_of(client.get, reverse("patents")) == one


@pytest.mark.parametrize(
    "asked", ["?page=9999", "?page=x", "?year=abc", "?county=99999999999", "?q=%00", "?order=1", "?ipc='"]
)
def test_odd_addresses_are_answered(cast: Cast, asked: str) -> None:
    entered(cast)
    assert signed_in(cast.nobody).get(reverse("patents") + asked).status_code == 200
