"""The pages of the register of products, as each sees them."""

import io
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from manas.office.models import Organization, Person
from manas.registers.models import Product
from manas.registers.products.actions import enter
from manas.web.management.commands import _demo_patents, _demo_products
from tests.cast import AT, Cast, make_cast, queries_of
from tests.demo import make_demo
from tests.registers.needs.deals import patent


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def product(cast: Cast, name: str = "沙棘原浆") -> Product:
    told = {"name": name, "industry_code": "1523", "brand": "=1+1"}
    return enter(organization=cast.company, values=told, source="测试", actor=cast.firm, at=AT)


def test_a_firm_enters_ties_a_patent_and_takes_it_back(cast: Cast) -> None:
    firm, known = signed_in(cast.firm), patent(organization=cast.company)
    form = {"organization": cast.company.pk, "name": "沙棘原浆", "since_on": "2020-10-01"}
    assert firm.post(reverse("product-enter"), {**form, "name": ""}).status_code == 422
    assert firm.post(reverse("product-enter"), form).status_code == 302
    made = Product.objects.get()
    page = reverse("product", args=[made.pk])
    assert "登记产品" in firm.get(page).content.decode()
    assert firm.post(reverse("product-enter"), form).status_code == 422
    assert firm.post(reverse("product-work", args=[made.pk]), {"patent": "没有"}).status_code == 422
    assert firm.post(reverse("product-work", args=[made.pk]), {"patent": known.application_number}).status_code == 302
    assert known.title in firm.get(page).content.decode()
    assert "沙棘原浆" in firm.get(reverse("patent", args=[known.pk])).content.decode()
    back = reverse("product-stop-working", args=[made.pk, made.works.get().pk])
    assert firm.post(back).status_code == 302
    assert known.title in firm.get(page).content.decode()  # in the history
    assert not made.works.exists()


def test_it_is_changed_and_the_scope_of_business_stated(cast: Cast) -> None:
    made, firm = product(cast), signed_in(cast.firm)
    assert firm.post(reverse("product-amend", args=[made.pk]), {"name": "沙棘汁"}).status_code == 302
    page = firm.get(reverse("product", args=[made.pk])).content.decode()
    assert "沙棘原浆" in page
    assert "沙棘汁" in page
    assert firm.post(reverse("product-scope", args=[cast.company.pk]), {"scope": "水泵制造"}).status_code == 302
    assert Organization.objects.get(pk=cast.company.pk).business_scope == "水泵制造"


@pytest.mark.parametrize("part", ["coop", "outsider", "bank"])
def test_another_sees_nothing_of_it(cast: Cast, part: str) -> None:
    made, client = product(cast), signed_in(cast.people()[part])
    assert made.name not in client.get(reverse("products")).content.decode()
    for name in ("product", "product-amend"):
        assert client.get(reverse(name, args=[made.pk])).status_code == 404
    assert client.post(reverse("product-work", args=[made.pk]), {}).status_code == 404
    assert client.post(reverse("product-scope", args=[cast.company.pk]), {}).status_code == 404


def test_a_department_reads_and_does_not_write(cast: Cast) -> None:
    made, client = product(cast), signed_in(cast.liaison)
    page = client.get(reverse("product", args=[made.pk]))
    assert page.status_code == 200
    assert reverse("product-amend", args=[made.pk]) not in page.content.decode()
    assert client.get(reverse("product-amend", args=[made.pk])).status_code == 404


def test_the_list_takes_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    client = signed_in(cast.office)
    product(cast)
    client.get(reverse("products"))  # what is asked once a day is asked now
    one = queries_of(lambda: client.get(reverse("products")))
    product(cast, "沙棘茶")
    product(cast, "沙棘油")
    assert queries_of(lambda: client.get(reverse("products"))) == one


def test_the_workbook_holds_what_is_seen(cast: Cast) -> None:
    product(cast)
    product(cast, "驼绒围巾")
    answer = signed_in(cast.office).get(reverse("products-file"), {"q": "沙棘"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["产品名称", "沙棘原浆"]
    assert rows[1][6] == "=1+1"


@pytest.mark.django_db
def test_the_example_products_are_marked_and_one_patent_is_worked() -> None:
    now = datetime(2026, 11, 23, 3, tzinfo=UTC)
    make_demo(now)
    _demo_patents.make_patents(now)
    made = _demo_products.make_products(now)
    assert len(made) >= 10
    assert {one.is_example for one in made} == {True}
    assert all("示例" in one.organization.name for one in made)
    assert sum(one.works.count() for one in made) == 2
