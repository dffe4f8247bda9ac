"""一县一品: one product at a time, by its document, and what records know of it without anybody telling it again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from manas.office.models import Organization, Unit
from manas.plan.models import CountySpecialty, Obligation
from manas.plan.specialty.actions import Named, SpecialtyRefused, give_up, name_specialty
from manas.plan.specialty.queries import counties, history, known, sales
from manas.registers.products.actions import enter as enter_product
from tests import cast as people
from tests.cast import AT, FIFTY, TODAY, Cast, journal_lines
from tests.registers.patents.records import LEACHING, entered

pytestmark = pytest.mark.django_db

BERRY = Named("沙棘", "沙棘果", None, "县政办发3号", date(2026, 1, 5))


def named(cast: Cast, said: Named = BERRY, part: str = "county_liaison", county: Unit | None = None) -> CountySpecialty:
    return name_specialty(county=county or cast.north, named=said, actor=cast.people()[part], at=AT)


def totals(cast: Cast, found: CountySpecialty, part: str = "office") -> dict[str, int]:
    return {str(one.label): one.total for one in known(found, cast.standing(part))}


def test_a_county_names_its_product_and_a_later_one_ends_it(cast: Cast) -> None:
    with journal_lines() as told:
        first = named(cast)
    second = named(cast, replace(BERRY, name="黄牛", other_words="", on=TODAY), "office")
    first.refresh_from_db()
    assert (first.ended_on, second.ended_on, told.verbs) == (TODAY - timedelta(days=1), None, ["确定一县一品"])
    assert history(second) == [second, first]
    assert (first.words, second.words) == (["沙棘", "沙棘果"], ["黄牛"])


def test_a_county_without_a_product_is_shown_as_a_gap(cast: Cast) -> None:
    made = named(cast)
    assert counties(cast.standing("leader")) == [(cast.north, made), (cast.south, None)]
    assert counties(cast.standing("nobody")) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "棘"}, "至少两个字"),
        ({"name": " ", "other_words": ""}, "至少两个字"),
        ({"other_words": "果"}, "至少两个字"),
        ({"on": TODAY + timedelta(days=1)}, "不能晚于今天"),
        ({"document": " "}, "不能为空|This field"),
    ],
)
def test_what_cannot_be_named(cast: Cast, changed: dict[str, object], said: str) -> None:
    with pytest.raises(SpecialtyRefused, match=said):
        named(cast, replace(BERRY, **changed))  # type: ignore[arg-type]  # by name
    assert not CountySpecialty.objects.exists()


def test_a_new_one_is_later_and_belongs_to_an_open_county(cast: Cast) -> None:
    named(cast)
    with pytest.raises(SpecialtyRefused, match="要晚于这一天"):
        named(cast, replace(BERRY, name="黄牛"))
    with pytest.raises(SpecialtyRefused, match="只有县"):
        named(cast, county=cast.science, part="office")


def test_its_sentence_is_of_a_plan_in_force_there(cast: Cast) -> None:
    people.adopted(cast)
    sentence = Obligation.objects.get(text=FIFTY)
    assert named(cast, replace(BERRY, obligation=sentence)).obligation == sentence
    sentence.task.plan.state = "superseded"
    sentence.task.plan.save(update_fields=["state"])
    sentence = Obligation.objects.get(pk=sentence.pk)
    with pytest.raises(SpecialtyRefused, match="没有在本县"):
        named(cast, replace(BERRY, name="黄牛", obligation=sentence, on=TODAY))


def test_others_neither_name_nor_end(cast: Cast) -> None:
    made = named(cast)
    for person in cast.others("county_liaison", "office"):
        with pytest.raises(SpecialtyRefused, match="联络员或者知识产权局"):
            name_specialty(county=cast.south, named=BERRY, actor=person, at=AT)
        with pytest.raises(SpecialtyRefused, match="联络员或者知识产权局"):
            give_up(specialty=made, reason="调整", actor=person, at=AT)


def test_it_is_given_up_once_with_a_reason(cast: Cast) -> None:
    made = named(cast)
    with pytest.raises(SpecialtyRefused, match="终止理由"):
        give_up(specialty=made, reason=" ", actor=cast.office, at=AT)
    assert give_up(specialty=made, reason="产业调整", actor=cast.office, at=AT).ended_on == TODAY
    with pytest.raises(SpecialtyRefused, match="已经终止"):
        give_up(specialty=made, reason="产业调整", actor=cast.office, at=AT)


def test_records_of_the_county_are_found_by_its_words(cast: Cast) -> None:
    Organization.objects.filter(pk=cast.company.pk).update(county=cast.north)
    cast.company.refresh_from_db()
    enter_product(organization=cast.company, values={"name": "沙棘原浆"}, source="测试", actor=cast.office, at=AT)
    enter_product(organization=cast.company, values={"name": "杏干"}, source="测试", actor=cast.office, at=AT)
    entered(cast, replace(LEACHING, title="一种沙棘果采收装置"))
    found = named(cast)
    assert totals(cast, found) == {"地理标志专用标志使用": 0, "产品": 1, "技术需求": 0, "专利": 1, "举措": 0}
    assert totals(cast, found, "nobody")["产品"] == 0
    assert set(totals(cast, named(cast, part="office", county=cast.south)).values()) == {0}
    assert sales(found, cast.standing("office")) == []


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("specialty_one_of_a_county", {}),
        ("specialty_ends_after_start", {"ended_on": date(2025, 1, 1)}),
        ("specialty_has_its_document", {"ended_on": TODAY, "document": ""}),
    ],
)
def test_constraints(cast: Cast, constraint: str, values: dict[str, object]) -> None:
    made = named(cast)
    made.pk = None
    for key, value in values.items():
        setattr(made, key, value)
    known_as = {"specialty_one_of_a_county": "county_id"}.get(constraint, constraint)
    with pytest.raises(IntegrityError, match=f"{constraint}|{known_as}"), transaction.atomic():
        made.save(force_insert=True)


def test_the_pages_show_gaps_and_keep_what_was_typed(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.county_liaison)
    address = reverse("specialty-new", args=[cast.north.code])
    asked = {"name": "棘", "document": "文件", "on": "2026-03-01"}
    answer = client.post(address, asked)
    assert answer.status_code == 422
    assert 'value="棘"' in answer.content.decode()
    assert client.post(address, {**asked, "name": "沙棘"}).status_code == 302
    page = client.get(reverse("specialties")).content.decode()
    assert "沙棘" in page
    assert page.count("尚未确定") == 1
    assert address not in page
    assert client.get(reverse("specialty-new", args=[cast.south.code])).status_code == 404
