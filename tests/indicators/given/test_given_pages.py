"""The pages of given values, and what stands beside a computed figure on its page."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from manas.engines.periods import Period
from manas.indicators.given.actions import Paper, enter
from manas.indicators.given.models import GivenValue
from manas.indicators.given.official import HIGH_VALUE, POPULATION
from manas.indicators.given.reading import Told
from manas.office.models import Person
from tests.cast import AT, Cast

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def posted(cast: Cast, lines: str) -> tuple[int, str]:
    asked = {"document": "公报", "number": "1号", "issued_on": "2026-03-01", "lines": lines}
    answer = signed_in(cast.office).post(reverse("given-values"), asked)
    return answer.status_code, answer.content.decode()


def test_the_office_pastes_lines_and_all_are_entered_or_none(cast: Cast) -> None:
    name = cast.government.short_name
    status, page = posted(cast, f"常住人口,{name},2026,60\n常住人口,月球,2026,1")
    assert (status, GivenValue.objects.count()) == (422, 0)
    assert "第2行" in page
    assert posted(cast, f"常住人口,{name},2026,60")[0] == 302
    assert [one.written for one in GivenValue.objects.all()] == ["60"]
    assert posted(cast, f"常住人口,{name},2025,0.0160")[0] == 302
    assert [one.written for one in GivenValue.objects.all()] == ["0.016", "60"]


def test_returned_figures_stand_on_the_page_of_the_indicator(cast: Cast) -> None:
    told = [Told(key, cast.government, Period(2026), Decimal(7)) for key in (POPULATION, HIGH_VALUE)]
    paper = Paper("公报", "1号", date(2026, 3, 1))
    _people, above = enter(owner=cast.government, told=told, paper=paper, actor=cast.office, at=AT)
    page = signed_in(cast.leader).get(reverse("indicator", args=[HIGH_VALUE])).content.decode()
    assert reverse("given-value", args=[above.pk]) in page
    assert page.count("名单未导入，不作判断") == 4


def test_another_prefecture_finds_nothing(cast: Cast) -> None:
    told = [Told(POPULATION, cast.government, Period(2026), Decimal(7))]
    paper = Paper("公报", "1号", date(2026, 3, 1))
    (made,) = enter(owner=cast.government, told=told, paper=paper, actor=cast.office, at=AT)
    address = reverse("given-value", args=[made.pk])
    assert signed_in(cast.leader).get(address).status_code == 200
    assert signed_in(cast.outsider).get(address).status_code == 404


def test_a_list_with_a_fault_is_shown_again_with_its_line(cast: Cast) -> None:
    asked = {"code": "a", "document": "名单", "number": "1号", "issued_on": "2026-03-01", "numbers": "不是号码"}
    client = signed_in(cast.office)
    answer = client.post(reverse("high-value"), asked)
    assert answer.status_code == 422
    assert "第1行" in answer.content.decode()
    assert "不是号码</textarea>" in answer.content.decode()
    assert "登记名单" not in signed_in(cast.leader).get(reverse("high-value")).content.decode()
