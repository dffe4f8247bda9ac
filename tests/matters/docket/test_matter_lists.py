"""Lists of matters: found by any two characters, the same as a workbook, in as many queries for three rows as for one."""

import io

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from manas.matters.docket.models import Gram, Matter
from manas.matters.docket.queries.inbox import PAGE, Filters, filtered, listed
from manas.matters.docket.words import bigrams
from manas.office.models import Person
from tests.cast import AT, Cast, queries_of
from tests.matters.business import aid, aid_draft, step, term
from tests.matters.feedback.test_feedback_answer import feedback
from tests.matters.pledge_loan.loans import loan_after

TITLE = "有人仿冒我们的ＡＢ商标Nike鞋"


def found(cast: Cast, words: str, part: str = "handler") -> list[str]:
    return [matter.title for matter in filtered(cast.standing(part), Filters(words=words))]


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("words", [TITLE[n : n + 2] for n in range(len(TITLE) - 1)])
def test_any_two_neighboring_characters_find_it(cast: Cast, words: str) -> None:
    aid(cast, title=TITLE)
    assert found(cast, words) == [TITLE]


@pytest.mark.parametrize(
    "words",
    [
        "AB", "ab", "ＡＢ", "ａｂ", "NIKE", "nike", "ｎｉｋｅ", "ＮＩＫＥ", "的AB商标", "克知援〔2026〕1号", "克知援[2026]1号",
        "〔2026〕", "２０２６", "云岭机电", "网店销售",
    ],
)  # fmt: skip
def test_width_case_and_brackets_do_not_count(cast: Cast, words: str) -> None:
    aid(cast, title=TITLE)
    feedback(cast)
    assert TITLE in found(cast, words)


def test_narrow_letters_are_found_by_wide_ones(cast: Cast) -> None:
    aid(cast, title="甲公司ABC商标")
    assert found(cast, "ＡＢＣ") == found(cast, "ａｂｃ") == ["甲公司ABC商标"]


def test_several_words_must_all_be_there_in_any_order(cast: Cast) -> None:
    aid(cast, title="甲市仿冒商标")
    aid(cast, title="乙市仿冒专利")
    assert found(cast, "仿冒 甲市") == ["甲市仿冒商标"]
    assert found(cast, "仿冒　乙市") == ["乙市仿冒专利"]
    assert len(found(cast, "仿冒")) == 2
    assert found(cast, "甲市 专利") == []


def test_half_a_hit_is_none(cast: Cast) -> None:
    """Each pair of characters is there, but not side by side."""
    aid(cast, title="商标权和标识的识别")
    assert found(cast, "商标识别") == []
    assert found(cast, "标识") == ["商标权和标识的识别"]


def test_signs_of_the_query_language_are_signs(cast: Cast) -> None:
    aid(cast, title=TITLE)
    for words in ("%%", "__", "仿%冒", "有_仿", "'; --", "\\", "🙂"):
        assert found(cast, words) in ([], [TITLE])
    assert found(cast, "有%仿冒") == []


def test_what_was_changed_is_found_by_its_new_words_only(cast: Cast) -> None:
    matter = step(aid(cast, title="旧题目"), "return", cast.handler, opinion="请改题目")
    step(matter, "resubmit", cast.firm, title="新名称")
    assert (found(cast, "旧题目"), found(cast, "新名称")) == ([], ["新名称"])


def test_what_one_may_not_read_is_not_found(cast: Cast) -> None:
    aid(cast, title=TITLE)
    aid_draft(cast, title=TITLE)
    assert {part for part in cast.people() if found(cast, "仿冒", part)} == {
        "office", "leader", "county_leader", "handler", "approver", "reviewer", "county_handler", "firm",
    }  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=60))
def test_no_words_break_the_search(cast: Cast, words: str) -> None:
    assert found(cast, words) == []


def test_the_index_holds_each_pair_once(cast: Cast) -> None:
    matter = step(aid(cast, title="商标商标商标"), "accept", cast.handler)
    kept = list(Gram.objects.filter(matter_id=matter.pk).values_list("text", flat=True))
    assert sorted(kept) == sorted(bigrams(matter.number or "", matter.title, matter.applicant_name, matter.summary))


def test_filters_narrow_and_hold_together(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    over = step(aid(cast), "refuse", cast.handler, opinion="不属于本州管辖")
    running = aid(cast)
    loan = loan_after(cast, "submit")
    standing = cast.standing("handler")

    def keys(**narrowed: object) -> set[int]:
        return {matter.pk for matter in filtered(standing, Filters(**narrowed))}  # type: ignore[arg-type]  # by name

    assert keys() == {over.pk, running.pk, loan.pk}
    assert keys(kind="rights_aid") == {over.pk, running.pk}
    assert keys(closed=True) == {over.pk}
    assert keys(closed=False, kind="rights_aid", state="received") == {running.pk}
    assert keys(county=cast.north.pk) == {over.pk, running.pk, loan.pk}
    assert keys(county=cast.south.pk) == keys(year=2025) == set()
    assert keys(year=2026, words="仿冒") == {over.pk, running.pk}


def test_pages_follow_one_another(cast: Cast) -> None:
    aid(cast)
    template = Matter.objects.get()
    Matter.objects.bulk_create(
        Matter(
            kind="feedback", flow_version=1, state="received", turn=1, number=f"{n}", title="题", opened_at=AT,
            submitted_at=AT, lead_unit=template.lead_unit, awaits="handler",
        )
        for n in range(PAGE + 5)
    )  # fmt: skip
    first, second = (listed(cast.standing("handler"), Filters(), page) for page in (1, 2))
    assert (len(first.matters), first.more, len(second.matters), second.more) == (PAGE, True, 6, False)
    assert {m.pk for m in first.matters} & {m.pk for m in second.matters} == set()


def test_the_workbook_says_what_the_list_says(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    aid(cast, title="=1+1")
    step(aid(cast), "refuse", cast.handler, opinion="不属于本州管辖")
    answer = client_of(cast.handler).get("/matters.xlsx", {"q": ""})
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    flat = ["|".join(map(str, row)) for row in rows]
    listed_rows = [row for row in flat if "克知援〔2026〕" in row]
    assert len(listed_rows) == 2
    assert "有人仿冒我们的商标" in listed_rows[0]
    assert "=1+1" in listed_rows[1]  # words, not a formula
    assert all("云岭机电有限公司" in row for row in listed_rows)


def test_the_workbook_holds_what_its_asker_reads_narrowed_like_the_list(cast: Cast) -> None:
    aid(cast)
    loan_after(cast, "submit")
    for person, query, count in (
        (cast.handler, {}, 2), (cast.handler, {"kind": "rights_aid"}, 1), (cast.firm, {}, 2), (cast.outsider, {}, 0),
        (cast.administrator, {}, 0),
    ):  # fmt: skip
        data = client_of(person).get("/matters.xlsx", query).content
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        assert sum("〔2026〕" in str(row) for row in rows) == count, person


@pytest.mark.parametrize("address", ["/desk/", "/desk/?tray=unit", "/matters/", "/matters/?q=仿冒", "/matters.xlsx"])
def test_three_rows_take_as_many_queries_as_one(cast: Cast, address: str) -> None:
    client = client_of(cast.handler)
    aid(cast)
    client.get(address)
    one = queries_of(client.get, address)
    aid(cast)
    loan_after(cast, "submit")
    assert queries_of(client.get, address) == one


def test_an_applicant_s_list_takes_as_many_queries_for_three(cast: Cast) -> None:
    client = client_of(cast.firm)
    aid(cast)
    client.get("/services/mine/")
    one = queries_of(client.get, "/services/mine/")
    aid_draft(cast)
    loan_after(cast, "submit")
    assert queries_of(client.get, "/services/mine/") == one


def test_a_page_takes_no_more_queries_for_a_longer_history(cast: Cast) -> None:
    """What is looked up once per kind of thing is not looked up once per thing."""
    client = client_of(cast.handler)
    matter = step(aid(cast), "return", cast.handler, opinion="请补充")
    address = f"/matters/{matter.pk}/"
    client.get(address)
    once = queries_of(client.get, address)
    for _ in range(2):
        step(step(matter, "resubmit", cast.firm), "return", cast.handler, opinion="再补充")
    assert (matter.turns.count(), matter.papers.count(), matter.limits.count()) == (7, 3, 3)
    assert queries_of(client.get, address) == once
