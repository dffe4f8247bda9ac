"""Pages of the statistics: designing, opening, filling in, approving, exporting."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from manas.indicators.models import FormItem, Return, ReturnForm, ReturnPeriod
from manas.indicators.statistics import actions
from manas.office.models import Person
from tests.cast import Cast, make_cast
from tests.indicators.statistics import forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def _in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _text(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_from_a_design_to_an_open_period(cast: Cast) -> None:
    client = _in(cast.office)
    given = {"name": "月报", "basis": "通知", "span": 1, "due_days": 5, "units": [cast.north.pk, cast.farming.pk]}
    client.post(reverse("statistics"), given)
    form = ReturnForm.objects.get()
    page = reverse("return-form", args=[form.pk])
    refused = client.post(page, {"label": "罚款金额", "reason": "要用"})
    assert refused.status_code == 422
    assert "由系统从记录计算" in refused.content.decode()
    client.post(page, {"indicator": "fines"})
    client.post(page, {"label": "培训人次", "reason": "没有记录", "measure": "人次"})
    client.post(reverse("return-item-drop", args=[FormItem.objects.get(indicator="fines").pk]))
    client.post(reverse("return-form-deed", args=[form.pk, "force"]))
    client.post(reverse("return-form-deed", args=[form.pk, "open"]), {"period": "2026-10"})
    period = ReturnPeriod.objects.get()
    assert (period.period, period.returns.count()) == ("2026-10", 2)
    assert "应报 2 个单位，已报 0 个" in _text(client, "return-period", period.pk)
    again = client.post(reverse("return-form-deed", args=[form.pk, "open"]), {"period": "2026-10"}, follow=True)
    assert "请选择统计期" in again.content.decode()
    assert client.get(reverse("return-form-deed", args=[form.pk, "force"])).status_code == 405
    assert client.post(reverse("return-form-deed", args=[form.pk, "burn"])).status_code == 404


def test_a_unit_fills_in_and_nothing_typed_is_lost(cast: Cast) -> None:
    own = forms.of(forms.opened(cast), cast.north)
    client, page = _in(cast.county_liaison), reverse("unit-return", args=[own.pk])
    trained = forms.value_of(own, "培训人次").item_id
    assert "培训人次" in _text(client, "unit-return", own.pk)
    wrong = client.post(page, {f"value-{trained}": "很多", f"comment-{trained}": "看说明", "deed": "save"})
    assert wrong.status_code == 422
    assert 'value="很多"' in wrong.content.decode()
    assert 'value="看说明"' in wrong.content.decode()
    kept = client.post(page, {f"value-{trained}": "-3", "deed": "submit"}, follow=True).content.decode()
    assert "不能上报。培训人次：小于最小值" in kept
    assert 'value="-3"' in kept
    client.post(page, {f"value-{trained}": "1,200", "deed": "submit"})
    own.refresh_from_db()
    assert own.state == "submitted"
    assert forms.value_of(own, "培训人次").reported == 1200
    assert (
        client.post(page, {f"value-{trained}": "5", "deed": "save"}, follow=True).content.decode().count("请先撤回")
        == 1
    )


def test_it_is_approved_and_shows_what_changed_since(cast: Cast) -> None:
    period = forms.opened(cast)
    own = forms.move(cast, forms.filled(cast, period), "submit")
    leader, office = _in(cast.county_leader), _in(cast.office)
    assert "轮到我办" in _text(leader, "statistics")
    leader.post(reverse("unit-return-deed", args=[own.pk, "check"]))
    value = forms.value_of(own, "培训人次")
    told = {"amount": "118", "said": "签到表"}
    assert office.post(reverse("return-value", args=[value.pk, "verified"]), told).status_code == 302
    office.post(reverse("unit-return-deed", args=[own.pk, "approve"]))
    own.refresh_from_db()
    assert own.state == "approved"
    office.post(reverse("return-value", args=[value.pk, "returned"]), {"amount": "117", "said": "反馈单"})
    forms.event(cast)
    page = _text(office, "unit-return", own.pk)
    assert "批准后有变动：现为 1" in page
    assert "+1" in page
    assert "1 项有变动" in _text(office, "return-period", period.pk)
    refused = office.post(reverse("unit-return-deed", args=[own.pk, "unapprove"]), follow=True).content.decode()
    assert "请填写理由" in refused
    assert office.post(reverse("return-value", args=[value.pk, "guessed"]), told).status_code == 404


def test_a_locked_period_says_how_to_go_on(cast: Cast) -> None:
    period = forms.opened(cast)
    client = _in(cast.office)
    client.post(reverse("return-period-lock", args=[period.pk]))
    period.refresh_from_db()
    assert period.locked_at
    own = forms.of(period, cast.north)
    page = _in(cast.county_liaison).post(reverse("unit-return", args=[own.pk]), {"deed": "compute"}, follow=True)
    assert "申请例外期限" in page.content.decode()
    given = {"unit": cast.north.pk, "due_on": "2099-01-01", "reason": "雪灾"}
    client.post(reverse("return-period", args=[period.pk]), given)
    assert period.exceptions.get().reason == "雪灾"
    assert "雪灾" in _text(client, "return-period", period.pk)


def test_the_workbook_has_four_values_and_only_what_one_may_read(cast: Cast) -> None:
    period = forms.opened(cast)
    own = forms.approved(cast, period)
    value = forms.value_of(own, "培训人次")
    actions.enter_returned(value=value, returned=Decimal(99), source="反馈单", actor=cast.office, at=forms.NOW)

    def rows(person: Person) -> list[list[object]]:
        data = _in(person).get(reverse("return-period-file", args=[period.pk])).content
        return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()  # type: ignore[return-value]  # cells

    assert ["北山县", "已批准", "培训人次", "人次", "", 120, 120, 99, "反馈单", ""] in rows(cast.office)
    assert {row[0] for row in rows(cast.county_liaison)} & {"北山县", "科技局"} == {"北山县"}


def test_nobody_opens_the_return_of_others(cast: Cast) -> None:
    forms.opened(cast)
    for own in Return.objects.all():
        for person in (cast.outsider, cast.market, cast.firm):
            assert _in(person).get(reverse("unit-return", args=[own.pk])).status_code == 404
