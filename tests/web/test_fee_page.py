"""The public page of fees: an address is a bill, faults stand at the field, what is uncertain says so."""

import pytest
from django.test import Client
from django.urls import reverse

from manas.web.portal.fee_forms import TOPICS
from tests.web.test_odd_input import ODD

ANNUITY = {
    "what": "annuity",
    "kind": "invention",
    "filed": "2022-03-01",
    "granted": "2024-05-01",
    "year": "5",
    "paid": "2026-06-15",
    "reduction": "85",
}

pytestmark = pytest.mark.django_db


def page(client: Client, given: dict[str, str], status: int = 200) -> str:
    response = client.get(reverse("fees"), given)
    assert response.status_code == status
    return response.content.decode()


def test_an_address_is_a_bill(client: Client) -> None:
    shown = page(client, ANNUITY)
    for words in ("年费（发明第4至6年）", "减缴85%", "按15%计", "360.00 元", "已核", "谁可以减缴", "2022-03-01"):
        assert words in shown


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.key)
def test_each_topic_opens_with_an_empty_form(client: Client, topic: object) -> None:
    shown = page(client, {"what": topic.key})  # type: ignore[attr-defined]  # a Topic
    assert "费用清单" not in shown
    assert 'aria-current="page"' in shown


def test_without_a_topic_it_is_the_first(client: Client) -> None:
    assert "专利申请" in page(client, {})
    assert "专利申请" in page(client, {"what": "plants"})


def test_what_is_uncertain_says_so(client: Client) -> None:
    shown = page(
        client, {"what": "trademark", "matter": "renewal", "form": "online", "on": "2026-08-03", "classes": "1"}
    )
    assert '<span class="unverified">未核实</span>' in shown


def test_what_is_not_known_is_left_out_of_the_total(client: Client) -> None:
    given = {"what": "pct", "stage": "demand", "received": "2025-05-05", "pages": "1", "searcher": "cn"}
    shown = page(client, {**given, "priority_documents": "0"})
    assert "已查明部分合计" in shown
    assert "“手续费（国际初步审查）”在该日的金额未查明" in shown


def test_a_fault_stands_at_its_field(client: Client) -> None:
    shown = page(client, {**ANNUITY, "year": "0"}, status=422)
    assert "请先改正" in shown
    assert "费用清单" not in shown


def test_a_year_that_does_not_exist_is_refused_in_words(client: Client) -> None:
    assert "专利保护期内没有这一年度" in page(client, {**ANNUITY, "kind": "design", "year": "16"}, status=422)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.key)
def test_odd_words_get_an_answer(client: Client, topic: object, odd: str) -> None:
    fields = topic.form.base_fields  # type: ignore[attr-defined]  # a Topic
    page(client, {"what": topic.key, **dict.fromkeys(fields, odd)}, status=422)  # type: ignore[attr-defined]  # a Topic


def test_nothing_is_written_here(client: Client) -> None:
    assert client.post(reverse("fees"), ANNUITY).status_code == 405
