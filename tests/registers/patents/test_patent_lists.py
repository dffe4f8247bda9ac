"""The register is found by any two characters and by numbers, narrowed by facets, sorted, counted, a page at a time."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from manas.registers.models import IpcTitle, Patent
from manas.registers.patents.actions import state_offer
from manas.registers.patents.entries import PatentEntry
from manas.registers.patents.queries.facets import Counts, counts, label_of
from manas.registers.patents.queries.listing import FACETS, Filters, Listed, filtered, filters_of
from tests.cast import AT, Cast, queries_of
from tests.registers.patents.records import LEACHING, SEA_BUCKTHORN, entered, many

LEACH, FRUIT = "一种锌精矿氧压浸出方法", "沙棘果采摘装置"


def titles(cast: Cast, part: str = "nobody", **asked: str) -> list[str]:
    filters = filters_of(asked)
    found = filtered(cast.standing(part), filters)
    return [patent.title for patent in Listed(found, filters.order, found.count())[:50]]


def counted(cast: Cast, **asked: str) -> Counts:
    filters = filters_of(asked)
    return counts(filtered(cast.standing("nobody"), filters), filters)


def facet(found: Counts, key: str) -> dict[str, int]:
    return {value.value: value.count for one in found.facets if one.key == key for value in one.values}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("精矿", [LEACH]),
        ("氧压 方法", [LEACH]),
        ("方法 装置", []),
        ("丰泽", [LEACH, FRUIT]),
        ("王五", [LEACH]),
        ("云岭机电", [LEACH]),
        ("202110512345", [LEACH]),
        ("ZL202110512345.5", [LEACH]),
        ("cn113234567a", [LEACH]),
        ("CN113234567B", [LEACH]),
        ("１１３２３４５６７", [LEACH]),
        ("208765432", [FRUIT]),
        ("浸出液", []),
        ("%", [LEACH, FRUIT]),
    ],
)
def test_words_and_numbers_find(cast: Cast, words: str, found: list[str]) -> None:
    entered(cast)
    assert titles(cast, q=words) == found


CASES = {
    "kind": ({"invention": [LEACH], "utility_model": [FRUIT], "design": []}),
    "status": ({"pending": [LEACH], "lapsed": [FRUIT], "none": []}),
    "ipc": ({"C22B": [LEACH], "C": [LEACH], "A01D": [FRUIT], "A": [FRUIT], "none": []}),
    "region": ({"云岭州": [LEACH], "丰泽州": [FRUIT]}),
    "funded": ({"yes": [FRUIT], "no": [], "none": [LEACH]}),
    "worked": ({"yes": [], "none": [LEACH, FRUIT]}),
    "willingness": ({"none": [LEACH, FRUIT], "license": []}),
    "year": ({"2021": [LEACH], "2019": [FRUIT], "none": []}),
}


@pytest.mark.parametrize("key", CASES)
def test_each_facet_narrows(cast: Cast, key: str) -> None:
    entered(cast)
    assert {value: titles(cast, **{key: value}) for value in CASES[key]} == CASES[key]


def test_every_facet_is_tried_out() -> None:
    assert {facet.key for facet in FACETS} == set(CASES)


def test_facets_count_what_they_would_find(cast: Cast) -> None:
    entered(cast)
    found = counted(cast)
    assert found.total == 2
    assert facet(found, "kind") == {"invention": 1, "utility_model": 1}
    assert facet(found, "ipc") == {"A": 1, "C": 1}
    assert facet(found, "funded") == {"yes": 1, "none": 1}
    assert facet(found, "year") == {"2021": 1, "2019": 1}
    assert facet(found, "county") == {str(cast.north.pk): 1}


def test_a_chosen_section_opens_into_its_subclasses_with_their_titles(cast: Cast) -> None:
    entered(cast)
    IpcTitle.objects.create(code="C22B", title="金属的生产或精炼", level="subclass", parent="C22")
    found = next(one for one in counted(cast, ipc="C").facets if one.key == "ipc")
    assert [(value.value, value.label, value.count) for value in found.values] == [("C22B", "C22B 金属的生产或精炼", 1)]


def test_the_county_of_a_holder_narrows_and_is_named(cast: Cast) -> None:
    entered(cast)
    assert titles(cast, county=str(cast.north.pk)) == [LEACH]
    assert titles(cast, county=str(cast.south.pk)) == []
    assert label_of("county", str(cast.north.pk)) == "北山县"


def test_one_finds_the_patents_of_ones_own_organization(cast: Cast) -> None:
    entered(cast)
    assert titles(cast, "firm", mine="yes") == [LEACH]
    assert titles(cast, "coop", mine="yes") == []


def test_what_cannot_be_a_filter_is_left_out() -> None:
    asked = {
        "kind": "patent",
        "year": "二零",
        "county": "-1",
        "mine": "no",
        "colour": "red",
        "order": "x",
        "q": "  锌\x00 ",
    }
    assert filters_of(asked) == Filters("锌")


def test_a_list_is_sorted_with_the_unknown_last(cast: Cast) -> None:
    third = PatentEntry(publication_number="CN107062259A", title="余热回收")
    entered(cast, LEACHING, SEA_BUCKTHORN, third)
    Patent.objects.filter(title=FRUIT).update(annuity_due_on=date(2027, 1, 1))
    assert titles(cast) == [LEACH, FRUIT, "余热回收"]
    assert titles(cast, order="filed") == [LEACH, "余热回收", FRUIT]
    assert titles(cast, order="annuity") == [FRUIT, "余热回收", LEACH]
    assert titles(cast, order="entered") == ["余热回收", FRUIT, LEACH]


def test_a_corrected_offer_counts_at_once(cast: Cast) -> None:
    leaching, _ = entered(cast)
    state_offer(patent=leaching, offer={"willingness": "license", "worked": True}, actor=cast.firm, at=AT)
    assert facet(counted(cast), "willingness") == {"license": 1, "none": 1}
    assert titles(cast, worked="yes") == [LEACH]


def test_nobody_who_is_not_signed_in_reads_the_register(cast: Cast) -> None:
    entered(cast)
    assert titles(cast, "public") == []


def test_counts_and_pages_take_the_same_queries_for_one_and_for_many(cast: Cast) -> None:
    def look() -> None:
        counted(cast)
        titles(cast)

    entered(cast, replace(LEACHING))
    one = queries_of(look)
    entered(cast, *many(60))
    assert queries_of(look) == one
    assert len(titles(cast)) == 50


def test_a_list_is_read_in_an_index_beside_the_wide_rows(cast: Cast) -> None:
    found = filtered(cast.standing("nobody"), filters_of({"q": "精矿", "kind": "invention"}))
    (index,) = [one for one in Patent._meta.indexes if one.name == "patent_counted"]
    assert {"words", "kind", "published_on"} <= set(index.fields)
    plan = found.values_list("pk").order_by("published_on").explain()
    # PostgreSQL chooses by how many rows it has counted, and here are none.
    assert connection.vendor != "sqlite" or "patent_counted" in plan
