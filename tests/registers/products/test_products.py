"""Products: entered by whom they concern, tied to patents, read from files; nobody sees another county's."""

from datetime import date, timedelta

import pytest

from manas.office.models import JournalEntry
from manas.registers.models import ImportRun, Product, TechnologyField
from manas.registers.patents.queries.page import patent_page
from manas.registers.products.actions import (
    ProductRefused,
    amend,
    enter,
    state_scope,
    stop_working,
    work_patent,
)
from manas.registers.products.queries import counts, fields_of_symbol, filters_of, listed, works_of
from tests.cast import AT, LATER, TODAY, Cast, journal_lines
from tests.registers.imports.files import as_csv, entered
from tests.registers.needs.deals import patent

SEEN_BY = {
    "office", "leader", "liaison", "market", "handler", "approver", "reviewer", "police", "firm",
    "county_liaison", "county_leader", "county_handler",
}  # fmt: skip
HEAD = ["产品名称", "企业名称", "行业代码", "所属技术领域", "专利号", "投产时间"]


def product(cast: Cast, part: str = "firm", **values: object) -> Product:
    told = {"name": "沙棘原浆", "description": "冷冻果脱粒、打浆。", "industry_code": "1523", **values}
    return enter(organization=cast.company, values=told, source="测试", actor=cast.people()[part], at=AT)


def said(cast: Cast, run: ImportRun) -> list[tuple[int, str]]:
    return list(run.faults.order_by("line").values_list("line", "reason"))


def test_a_firm_enters_its_own_product_once(cast: Cast) -> None:
    with journal_lines() as told:
        made = product(cast)
    assert (told.verbs, made.organization, made.source) == (["登记产品"], cast.company, "测试")
    with pytest.raises(ProductRefused, match="同名"):
        product(cast)


@pytest.mark.parametrize("part", ["coop", "bank", "outsider", "nobody", "administrator", "leader", "liaison", "police"])
def test_nobody_else_enters_it(cast: Cast, part: str) -> None:
    with pytest.raises(ProductRefused, match="不由您登记"):
        product(cast, part)


@pytest.mark.parametrize("part", ["office", "handler", "county_liaison", "county_handler"])
def test_the_office_and_the_county_enter_it_for_the_firm(cast: Cast, part: str) -> None:
    assert product(cast, part).organization == cast.company


def test_each_sees_as_far_as_their_organization_or_posts_reach(cast: Cast) -> None:
    product(cast)
    seen = {part for part in cast.people() if Product.objects.visible_to(cast.standing(part)).exists()}
    assert seen == SEEN_BY


def test_a_product_that_cannot_be_is_refused(cast: Cast) -> None:
    with pytest.raises(ProductRefused, match="投产日期不能晚于今天"):
        product(cast, since_on=TODAY + timedelta(days=1))
    with pytest.raises(ProductRefused, match="产品名称"):
        product(cast, name="")


def test_a_change_keeps_the_words_before_and_after(cast: Cast) -> None:
    made, field = product(cast), TechnologyField.objects.create(name="饮料")
    amend(product=made, values={"brand": "云岭红", "fields": [field]}, actor=cast.firm, at=LATER)
    line = JournalEntry.objects.order_by("-number")[0]
    assert (line.verb, line.detail) == ("修改产品", {"brand": ["", "云岭红"], "fields": ["", "饮料"]})
    amend(product=made, values={"brand": "云岭红"}, actor=cast.firm, at=LATER)
    assert JournalEntry.objects.order_by("-number")[0] == line


def test_the_holder_who_works_a_patent_says_so_of_the_patent(cast: Cast) -> None:
    made, own = product(cast), patent(organization=cast.company)
    work_patent(product=made, patent=own, since_on=date(2025, 5, 1), note="打浆工序", actor=cast.firm, at=AT)
    own.refresh_from_db()
    assert own.worked is True
    assert [str(one) for one in works_of(own, cast.standing("office"))] == [f"沙棘原浆·{own}"]
    assert works_of(own, cast.standing("coop")) == []
    with pytest.raises(ProductRefused, match="已经登记"):
        work_patent(product=made, patent=own, since_on=None, note="", actor=cast.firm, at=AT)


def test_the_patent_of_another_is_evidence_and_no_statement(cast: Cast) -> None:
    made, foreign = product(cast), patent()
    told = work_patent(product=made, patent=foreign, since_on=None, note="", actor=cast.firm, at=AT)
    foreign.refresh_from_db()
    assert foreign.worked is None
    assert patent_page(foreign, cast.standing("office"), AT).works == [told]
    stop_working(work=told, actor=cast.firm, at=AT)
    assert patent_page(foreign, cast.standing("office"), AT).works == []


def test_the_scope_of_business_is_stated_by_whom_it_concerns(cast: Cast) -> None:
    held = state_scope(organization=cast.company, scope=" 水泵制造 ", actor=cast.firm, at=AT)
    assert held.business_scope == "水泵制造"
    with pytest.raises(ProductRefused, match="不由您登记"):
        state_scope(organization=cast.company, scope="", actor=cast.coop, at=AT)
    with pytest.raises(ProductRefused, match="最多3000字"):
        state_scope(organization=cast.company, scope="长" * 3001, actor=cast.firm, at=AT)


def test_a_list_is_narrowed_and_counted(cast: Cast) -> None:
    food = TechnologyField.objects.create(name="农产品加工")
    drinks = TechnologyField.objects.create(name="饮料", parent=food)
    made = product(cast, fields=[drinks])
    product(cast, name="沙棘籽油", industry_code="1331", description="")
    work_patent(product=made, patent=patent(), since_on=None, note="", actor=cast.firm, at=AT)

    def names(**asked: str) -> list[str]:
        return [one.name for one in listed(cast.standing("office"), filters_of(asked))]

    assert names() == ["沙棘籽油", "沙棘原浆"]
    assert names(q="打浆") == names(field=str(food.pk)) == names(worked="yes") == ["沙棘原浆"]
    assert names(industry="1331") == names(worked="no") == ["沙棘籽油"]
    assert names(county=str(cast.south.pk)) == []
    assert names(field="x", industry="'", worked="?") == names()
    counted = counts(listed(cast.standing("office"), filters_of({})))
    assert {key: [(one.label, one.count) for one in values] for key, values in counted.items()} == {
        "county": [(cast.north.short_name, 2)],
        "field": [("饮料", 1)],
        "industry": [("1331", 1), ("1523", 1)],
        "worked": [("", 1), ("", 1)],
    }


def test_a_file_of_fields_then_one_of_products(cast: Cast) -> None:
    known = patent()
    fields = entered(
        cast, as_csv([["领域", "上级", "IPC"], ["农产品加工", "", "A23B;A23L"], ["饮料", "农产品加工", "A23L2"]]),
        name="领域.csv", kind="fields",
    )  # fmt: skip
    assert (fields.created, fields.refused) == (2, 0)
    assert sorted(map(str, fields_of_symbol("A23L2/02"))) == ["农产品加工", "饮料"]
    rows = [
        ["沙棘原浆", cast.company.name, "1523", "饮料", str(known.application_number), "2020-10-01"],
        ["沙棘籽油", "没有的公司", "", "", "", ""],
        ["沙棘茶", cast.company.name, "", "没有的领域", "", ""],
        ["沙棘酒", cast.company.name, "", "", "202310000002.3", ""],
    ]
    run = entered(cast, as_csv([HEAD, *rows]), name="产品.csv", kind="products")
    made = Product.objects.get()
    assert (str(made), made.source_row, made.first_run) == ("沙棘原浆", 2, run)
    assert [[str(one) for one in rows.all()] for rows in (made.fields, made.patents)] == [["饮料"], [str(known)]]
    assert [line for line, _ in said(cast, run)] == [3, 4, 5]
    assert [words[:6] for _, words in said(cast, run)] == ["机构名录里没", "技术领域表里", "专利名册里没"]


def test_the_same_file_again_changes_nothing_and_a_new_word_does(cast: Cast) -> None:
    table = [HEAD, ["沙棘原浆", cast.company.name, "1523", "", "", ""]]
    entered(cast, as_csv(table), name="产品.csv", kind="products")
    again = entered(
        cast, as_csv([*table, ["沙棘茶", cast.company.name, "", "", "", ""]]), name="再.csv", kind="products"
    )
    assert (again.created, again.changed, again.unchanged) == (1, 0, 1)
    table[1][2] = "1529"
    third = entered(cast, as_csv(table), name="三.csv", kind="products")
    assert (third.changed, Product.objects.get(name="沙棘原浆").industry_code) == (1, "1529")


def test_a_field_does_not_stand_below_itself(cast: Cast) -> None:
    table = [
        ["领域", "上级", "IPC"],
        ["甲", "", "A23B"],
        ["乙", "甲", "A23C"],
        ["甲", "乙", "A23D"],
        ["丙", "丁", "A23F"],
    ]
    run = entered(cast, as_csv(table), name="领域.csv", kind="fields")
    assert said(cast, run) == [(4, "“乙”已经是“甲”的下级"), (5, "没有上级技术领域“丁”，上级要排在下级前面")]
