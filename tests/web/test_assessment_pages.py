"""Pages of assessments: a method is drawn up and signed, results are laid open, answered, published, reckoned again."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from manas.indicators.assessment import methods
from manas.indicators.models import Assessment, AssessmentInput, AssessmentMethod
from manas.office.models import Person
from manas.web.desk.assessment_view import choices
from tests.cast import Cast, make_cast
from tests.indicators.assessment import assessed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def _in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _text(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_a_method_is_drawn_up_mended_signed_and_drawn(cast: Cast) -> None:
    client = _in(cast.office)
    given = {
        "name": "考核",
        "basis": "通知",
        "units": [cast.north.pk, cast.south.pk],
        "scaling": "goalposts",
        "aggregation": "arithmetic",
    }
    client.post(reverse("assessments"), given)
    method = AssessmentMethod.objects.get()
    rows = reverse("assessment-method-row", args=[method.pk, "indicator"])
    assert client.post(rows, {"indicator": "cases_filed", "points": "10"}).status_code == 422, "neither way is better"
    client.post(rows, {"indicator": "events_held", "points": "60", "worst": "0", "best": "4"})
    assert "合计应为100分，现为60" in _text(client, "assessment-method", method.pk)
    deed = reverse("assessment-method-deed", args=[method.pk, "sign"])
    assert "合计应为100分" in client.post(deed, follow=True).content.decode()
    client.post(rows, {"indicator": "events_held", "points": "100", "worst": "0", "best": "4"})
    extra = {"label": "示范", "most": "5", "source": "办法"}
    client.post(reverse("assessment-method-row", args=[method.pk, "addition"]), extra)
    client.post(reverse("assessment-method-drop", args=["addition", method.additions.get().pk]))
    client.post(deed)
    client.post(reverse("assessment-method-deed", args=[method.pk, "draw"]), {"period": "2026"})
    assert Assessment.objects.get().inputs.count() == 2
    client.post(reverse("assessment-method-deed", args=[method.pk, "revise"]))
    assert method.revised_by.get().version == 2


def test_every_score_opens_and_every_place_has_its_interval(cast: Cast) -> None:
    assessed.event(cast, cast.north)
    found = assessed.published(cast)
    page = _text(_in(cast.market), "assessment", found.pk)
    assert reverse("indicator-evidence", args=["events_held"]) + "?unit=north&amp;period=2026Q1&amp;part=counts" in page
    assert page.count("<rect") == 2
    assert 'aria-label="1–1"' in page
    assert "得 15.00 分" in page
    assert found.fingerprint in page
    assert "重算核对" not in page
    difference = _text(_in(cast.market), "assessment-difference", found.pk)
    assert "+15.00" in difference


def test_it_is_laid_open_answered_published_and_reckoned_again(cast: Cast) -> None:
    found = assessed.drawn(cast)
    office, county = _in(cast.office), _in(cast.county_liaison)
    assert county.get(reverse("assessment", args=[found.pk])).status_code == 404
    office.post(reverse("assessment-deed", args=[found.pk, "comments"]))
    county.post(reverse("assessment-comment", args=[found.pk]), {"unit": cast.north.pk, "text": "漏计一场"})
    assert "漏计一场" in _text(county, "assessment", found.pk)
    assert "漏计一场" not in _text(_in(cast.leader), "assessment", found.pk)
    publish = reverse("assessment-deed", args=[found.pk, "publish"])
    assert "还有意见没有处理" in office.post(publish, follow=True).content.decode()
    office.post(reverse("assessment-answer", args=[found.comments.get().pk]), {"text": "已补登"})
    adjust = reverse("assessment-adjust", args=[found.pk, "grant"])
    points = {"addition": found.method.additions.get().pk, "unit": cast.north.pk, "points": "9", "source": "文件"}
    assert office.post(adjust, points).status_code == 422
    office.post(adjust, {**points, "points": "2"})
    exempt = {"unit": cast.south.pk, "indicator": "aid_brought_in", "source": "无此任务"}
    office.post(reverse("assessment-adjust", args=[found.pk, "exempt"]), exempt)
    office.post(reverse("assessment-deed", args=[found.pk, "count"]))
    office.post(publish)
    verify = reverse("assessment-deed", args=[found.pk, "verify"])
    assert "重算结果与公布的一致" in office.post(verify, follow=True).content.decode()
    AssessmentInput.objects.filter(unit=cast.north, indicator="events_held").update(value=Decimal(3))
    assert "重算结果与公布的不一致" in office.post(verify, follow=True).content.decode()


def test_two_methods_are_told_apart_choice_by_choice(cast: Cast) -> None:
    assessed.event(cast, cast.north)
    first = assessed.drawn(cast)
    method = assessed.drawn_up(cast, "新办法")
    for key, points, best in (("events_held", 80, 2), ("aid_brought_in", 20, 10)):
        assessed.put(cast, method, key, points, best=best)
    second = assessed.drawn(cast, methods.sign(method=method, actor=cast.office, at=assessed.NOW))
    told = choices(first, second)
    assert (told.heads, told.refusal) == (["得分变化", "计分标准", "指标分值"], "")
    # A quarter of 60 points becomes half of 80; the scale alone gives 15 to 20, the points 5 to 10.
    assert told.rows == [(cast.north, ["+25.00", "+17.50", "+7.50"]), (cast.south, ["+0.00", "+0.00", "+0.00"])]
    address = reverse("assessment-difference", args=[first.pk])
    page = _in(cast.office).get(address, {"other": str(second.pk)}).content.decode()
    assert "换用办法的影响" in page
    assert "+17.50" in page
    narrow = assessed.drawn_up(cast, "单项办法")
    assessed.put(cast, narrow, "events_held", 100)
    third = assessed.drawn(cast, methods.sign(method=narrow, actor=cast.office, at=assessed.NOW))
    assert "不能逐项分解" in _in(cast.office).get(address, {"other": str(third.pk)}).content.decode()
    assert "换用办法的影响" not in _in(cast.office).get(address, {"other": str(first.pk)}).content.decode()


def test_two_assessments_and_the_workbook(cast: Cast) -> None:
    found = assessed.published(cast)
    client = _in(cast.office)
    beside = client.get(reverse("assessment-difference", args=[found.pk]), {"other": str(found.pk)})
    assert "并列比较" in beside.content.decode()
    for other in ("x", "99999999999", "77"):
        assert client.get(reverse("assessment-difference", args=[found.pk]), {"other": other}).status_code == 404
    assert client.get(reverse("assessment-difference", args=[found.pk]), {"unit": "elsewhere"}).status_code == 404
    data = client.get(reverse("assessment-file", args=[found.pk])).content
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[1][:5] == ["北山县", 1, "1.0–1.0", 0, 0]
