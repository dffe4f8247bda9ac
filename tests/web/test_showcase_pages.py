"""代表作 on pages: proposed from a record, vetted, published for everybody, taken over."""

import pytest
from django.test import Client
from django.urls import reverse

from manas.plan.actions import showcases
from manas.plan.actions.showcases import Source, Told
from manas.plan.models import Showcase, ShowcaseCopy, WorkItem
from tests.cast import AT, Cast, adopted, item, make_cast
from tests.web.test_alignment_pages import client_of

WORDS = {"title": "培育库分级管理", "method": "按产业建库。", "result": "入库五十件。"}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def work(cast: Cast) -> WorkItem:
    return item(cast, adopted(cast))


def published(cast: Cast, work: WorkItem) -> Showcase:
    told = Told(**WORDS)
    made = showcases.propose(source=Source(item=work), unit=work.unit, told=told, actor=cast.liaison, at=AT)
    made = showcases.accept(showcase=made, actor=cast.office, at=AT)
    return showcases.publish(showcase=made, checked=True, actor=cast.office, at=AT)


def deed(made: Showcase, name: str) -> str:
    return reverse("showcase-deed", args=[made.pk, name])


def test_from_the_page_of_a_work_item_to_the_public_page(cast: Cast, work: WorkItem) -> None:
    unit, office = client_of(cast, "liaison"), client_of(cast, "office")
    new = reverse("showcase-new", args=["item", work.pk])
    assert f'href="{new}"' in unit.get(reverse("item", args=[work.pk])).content.decode()
    assert unit.post(new, WORDS | {"title": ""}).status_code == 422
    unit.post(new, WORDS)
    made = Showcase.objects.get()
    assert (made.unit, made.item, made.state) == (cast.science, work, "proposed")
    assert unit.post(deed(made, "accept")).status_code == 404
    office.post(deed(made, "return"), {"reason": "写明数字"})
    page = unit.get(reverse("showcase", args=[made.pk])).content.decode()
    assert "写明数字" in page
    assert unit.post(reverse("showcase-amend", args=[made.pk]), {"title": "只有名"}).status_code == 422
    unit.post(reverse("showcase-amend", args=[made.pk]), WORDS | {"result": "入库六十件。"})
    office.post(deed(made, "accept"))
    assert Client().get(reverse("public-showcase", args=[made.pk])).status_code == 404
    assert "个人信息" in office.post(deed(made, "publish"), follow=True).content.decode()
    office.post(deed(made, "publish"), {"checked": "on"})
    assert "入库六十件。" in Client().get(reverse("public-showcase", args=[made.pk])).content.decode()


def test_the_public_page_names_no_person_and_no_record(cast: Cast, work: WorkItem) -> None:
    made = published(cast, work)
    page = Client().get(reverse("public-showcase", args=[made.pk])).content.decode()
    for name in (cast.liaison.name, cast.office.name, work.what):
        assert name not in page
    signed_in = client_of(cast, "office").get(reverse("public-showcase", args=[made.pk])).content.decode()
    assert work.what not in signed_in


def test_a_unit_takes_it_over_and_the_office_confirms(cast: Cast, work: WorkItem) -> None:
    made = published(cast, work)
    county, office = client_of(cast, "county_liaison"), client_of(cast, "office")
    take = reverse("showcase-take-over", args=[made.pk])
    given = {"unit": cast.north.pk, "taken_on": "2026-03-01", "result": "建成县级库。"}
    assert county.post(take, given | {"unit": cast.south.pk}).status_code == 422
    assert county.post(take, given | {"taken_on": "2099-01-01"}).status_code == 422
    county.post(take, given)
    copy = ShowcaseCopy.objects.get()
    public = reverse("public-showcase", args=[made.pk])
    assert "建成县级库。" not in Client().get(public).content.decode()
    assert county.post(reverse("showcase-copy-deed", args=[copy.pk, "confirm"])).status_code == 404
    office.post(reverse("showcase-copy-deed", args=[copy.pk, "return"]), {"reason": "写明件数"})
    assert "写明件数" in county.get(reverse("showcase", args=[made.pk])).content.decode()
    county.post(take, given | {"result": "建成县级库，入库三件。"})
    office.post(reverse("showcase-copy-deed", args=[copy.pk, "confirm"]))
    assert "入库三件" in Client().get(public).content.decode()
    assert 'action="' + take not in county.get(reverse("showcase", args=[made.pk])).content.decode()


def test_a_count_is_the_length_of_its_list(cast: Cast, work: WorkItem) -> None:
    published(cast, work)
    client = client_of(cast, "office")
    page = client.get(reverse("showcases")).content.decode()
    for words, state in (("已公布 1", "published"), ("待审核 0", "proposed"), ("全部 1", "")):
        assert words in page
        listed = client.get(reverse("showcases"), {"state": state}).content.decode()
        assert listed.count('class="board__row"') == int(words[-1])
    assert "1 个单位推广" not in Client().get(reverse("public-showcases")).content.decode()


def test_what_leads_nowhere_is_not_found(cast: Cast, work: WorkItem) -> None:
    made = published(cast, work)
    office = client_of(cast, "office")
    assert office.post(deed(made, "delete")).status_code == 404
    for record, pk in (("item", 0), ("report", 0), ("matter", 0), ("person", 1)):
        assert office.get(reverse("showcase-new", args=[record, pk])).status_code == 404
    assert client_of(cast, "county_liaison").get(reverse("showcase-new", args=["item", work.pk])).status_code == 404
    assert client_of(cast, "office").get(reverse("showcase-new", args=["item", work.pk])).status_code == 200
