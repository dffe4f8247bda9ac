"""Pages of supervision: what is late, an order written, answered with a file, closed; raised; as a workbook."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from manas.office.models import Person
from manas.plan.models import SupervisionOrder
from tests.cast import Cast, make_cast
from tests.plan.supervision import orders

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def _in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _text(client: Client, name: str, *args: object, **asked: str) -> str:
    response = client.get(reverse(name, args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_an_order_is_written_answered_and_closed(cast: Cast) -> None:
    item = orders.late_item(cast)
    office, county = _in(cast.office), _in(cast.county_liaison)
    key = orders.key_of(item)
    assert reverse("supervision-new", args=[key]) in _text(office, "supervision")
    assert reverse("supervision-new", args=[key]) not in _text(county, "supervision")
    new = reverse("supervision-new", args=[key])
    assert office.post(new, {"level": "interview", "what": "约谈"}).status_code == 422
    office.post(new, {"level": "order", "what": "限期完成", "answer_by": "2099-01-04"})
    order = SupervisionOrder.objects.get()
    assert office.get(new).status_code == 200, "the ground still stands"
    assert (
        "已经在督办" in office.post(new, {"level": "order", "what": "再催", "answer_by": "2099-01-04"}).content.decode()
    )
    assert "督办" in _text(county, "item", item.pk)
    deed = [reverse("supervision-deed", args=[order.pk, one]) for one in ("receive", "reply", "send_back", "close")]
    county.post(deed[0])
    bad = county.post(deed[1], {"text": "见附件", "files": SimpleUploadedFile("x.exe", b"MZ")}, follow=True)
    order.refresh_from_db()
    assert (order.state, order.steps.count()) == ("received", 1), bad.content.decode()[:80]
    county.post(deed[1], {"text": "已补办", "files": SimpleUploadedFile("说明.txt", "情况".encode())})
    proof = order.steps.get(deed="reply").files.get()
    saved = office.get(reverse("supervision-proof", args=[order.pk, proof.pk]))
    assert b"".join(saved.streaming_content) == "情况".encode()
    assert office.get(reverse("supervision-proof", args=[order.pk, proof.pk + 9])).status_code == 404
    assert "请填写核实情况" in office.post(deed[3], follow=True).content.decode()
    office.post(deed[3], {"text": "属实"})
    order.refresh_from_db()
    assert order.state == "closed"
    page = _text(county, "supervision-order", order.pk)
    assert page.index("签收") < page.index("已补办") < page.index("属实")
    assert county.post(deed[3], {"text": "自销"}).status_code == 404
    assert office.post(reverse("supervision-deed", args=[order.pk, "burn"])).status_code == 404


def test_one_that_was_not_answered_is_raised(cast: Cast) -> None:
    order = orders.issued(cast, level="reminder")
    office = _in(cast.office)
    assert "可以升级" in _text(office, "supervision")
    assert "记录仍显示逾期" in _text(office, "supervision-order", order.pk)
    deed = reverse("supervision-deed", args=[order.pk, "raise"])
    assert _in(cast.county_liaison).post(deed, {"what": "升级"}).status_code == 404
    assert "请填写督办要求" in office.post(deed, {"what": ""}, follow=True).content.decode()
    office.post(deed, {"what": "限期三日", "answer_by": "2099-01-04"})
    assert SupervisionOrder.objects.get(level="order").follows == order
    assert "不能升级" in office.post(deed, {"what": "再升", "answer_by": "2099-01-04"}, follow=True).content.decode()


def test_the_list_is_narrowed_and_taken_along(cast: Cast) -> None:
    orders.issued(cast)
    office = _in(cast.office)
    assert "没有督办件" in _text(office, "supervision", state="closed")
    assert "没有督办件" not in _text(office, "supervision", state="issued", level="order")

    def rows(person: Person) -> list[list[object]]:
        data = _in(person).get(reverse("supervision-file")).content
        return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()  # type: ignore[return-value]  # cells

    assert [row[1] for row in rows(cast.office)[1:]] == ["北山县"]
    assert rows(cast.liaison)[1:] == []


def test_a_unit_sees_its_open_orders_on_its_page(cast: Cast) -> None:
    order = orders.issued(cast)
    assert order.item is not None
    plan, address = order.item.obligation.task.plan_id, reverse("supervision-order", args=[order.pk])
    assert address in _text(_in(cast.county_liaison), "unit", plan, cast.north.code)
    assert address in _text(_in(cast.county_liaison), "item", order.item.pk)
    assert address not in _text(_in(cast.office), "unit", plan, cast.south.code)
    orders.act(cast, order, "reply", "close")
    assert address not in _text(_in(cast.county_liaison), "unit", plan, cast.north.code)


def test_papers_are_taken_along_by_whoever_may_read_the_order(cast: Cast) -> None:
    order, paper = orders.issued(cast), "supervision-paper"
    assert reverse(paper, args=[order.pk]) in _text(_in(cast.county_liaison), "supervision-order", order.pk)
    found = _in(cast.county_liaison).get(reverse(paper, args=[order.pk]))
    assert found.content[:2] == b"PK"
    assert _in(cast.outsider).get(reverse(paper, args=[order.pk])).status_code == 404
    office, address = _in(cast.office), reverse("supervision-circular")
    assert address in _text(office, "supervision")
    assert office.get(address, {"first": "2026-01-01", "last": "2026-12-31"}).content[:2] == b"PK"
    turned = office.get(address, {"first": "2026-12-31", "last": "2026-01-01"}, follow=True)
    assert "起始日期不能晚于截止日期" in turned.content.decode()
    assert address not in _text(_in(cast.county_liaison), "supervision")


def test_an_order_stands_beside_its_task_for_those_who_may_read_it(cast: Cast) -> None:
    item = orders.late_item(cast)
    _in(cast.office).post(
        reverse("supervision-new", args=[orders.key_of(item)]),
        {"level": "order", "what": "限期完成", "answer_by": "2099-01-04"},
    )
    address = reverse("supervision-order", args=[SupervisionOrder.objects.get().pk])
    plan = item.obligation.task.plan_id
    assert address in _text(_in(cast.office), "living", plan)
    assert address in _text(_in(cast.county_liaison), "living", plan)
    assert address not in _text(_in(cast.liaison), "living", plan)
    assert address not in _text(Client(), "living", plan)


def test_days_are_handed_to_the_browser_as_it_takes_them(cast: Cast) -> None:
    page = _text(_in(cast.office), "supervision")
    assert re.search(r'name="first"[^>]*value="\d{4}-01-01"|value="\d{4}-01-01"[^>]*name="first"', page)
