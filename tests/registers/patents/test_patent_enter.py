"""Many patents are entered at once: created, changed or left as they are, by their numbers; absent never overwrites."""

from dataclasses import replace
from datetime import date

import pytest

from manas.office import actions as office
from manas.registers.models import LegalStatus, Patent, PatentChange, Willingness
from manas.registers.patents.actions import Result, enter_patents
from manas.registers.patents.entries import Party, PatentEntry
from manas.registers.patents.refusals import PatentRefused
from tests.cast import AT, LATER, Cast, journal_lines, queries_of
from tests.registers.patents.records import GRANTED, LEACHING, SEA_BUCKTHORN, entered, many


def enter(cast: Cast, *entries: PatentEntry) -> list[tuple[str, tuple[str, ...], str]]:
    told = enter_patents(entries=entries, source="第二次导入", actor=cast.handler, at=LATER)
    return [(one.result.value, one.changes, one.refusal) for one in told]


def test_a_new_patent_stands_with_its_lists_and_where_it_came_from(cast: Cast) -> None:
    leaching, _ = entered(cast)
    assert (leaching.source, leaching.source_row, leaching.created_at) == ("测试名录", 2, AT)
    assert [holder.name for holder in leaching.holders.all()] == ["云岭机电有限公司", "丰泽大学"]
    assert [str(inventor) for inventor in leaching.inventors.all()] == ["李四", "王五"]
    assert list(leaching.classes.values_list("symbol", "subclass")) == [("C22B3/04", "C22B"), ("C22B19/20", "C22B")]
    assert (leaching.ipc_main, leaching.main_subclass, leaching.year) == ("C22B3/04", "C22B", 2021)
    assert list(leaching.changes.all()) == []


def test_the_same_entries_again_change_nothing_and_write_no_history(cast: Cast) -> None:
    before = [vars_of(patent) for patent in entered(cast)]
    assert enter(cast, LEACHING, SEA_BUCKTHORN) == [("unchanged", (), "")] * 2
    assert [vars_of(patent) for patent in Patent.objects.order_by("pk")] == before
    assert PatentChange.objects.count() == 0


def vars_of(patent: Patent) -> dict[str, object]:
    patent.refresh_from_db()
    return {name: value for name, value in vars(patent).items() if name != "_state"}


def test_what_an_entry_does_not_say_stays(cast: Cast) -> None:
    leaching, _ = entered(cast)
    assert enter(cast, PatentEntry(application_number="202110512345.5", annuity_year=3)) == [
        ("changed", ("annuity_year",), "")
    ]
    leaching.refresh_from_db()
    assert (leaching.title, leaching.annuity_year, leaching.region) == ("一种锌精矿氧压浸出方法", 3, "云岭州")
    assert leaching.holders.count() == 2


@pytest.mark.parametrize(
    "empty",
    [{"title": ""}, {"legal_status": "unknown"}, {"willingness": "unknown"}, {"holders": ()}],
    ids=lambda one: next(iter(one)),
)
def test_an_empty_value_says_nothing(cast: Cast, empty: dict[str, object]) -> None:
    entered(cast, replace(LEACHING, willingness=Willingness.LICENSE))
    assert enter(cast, PatentEntry(application_number="202110512345.5", **empty)) == [("unchanged", (), "")]


def test_each_change_is_kept_with_before_and_after(cast: Cast) -> None:
    leaching, _ = entered(cast)
    enter(cast, replace(LEACHING, worked=False, pledged_until=date(2027, 1, 1), inventors=("李四",)))
    told = list(leaching.changes.order_by("pk").values_list("field", "before", "after", "at", "actor__name"))
    assert told == [
        ("pledged_until", "", "2027-01-01", LATER, "handler"),
        ("worked", "", "否", LATER, "handler"),
        ("inventors", "李四；王五", "李四", LATER, "handler"),
    ]
    leaching.refresh_from_db()
    assert leaching.source == "第二次导入"


def test_the_grant_of_an_application_is_the_same_patent(cast: Cast) -> None:
    leaching, _ = entered(cast)
    assert [result for result, _, _ in enter(cast, GRANTED)] == ["changed"]
    leaching.refresh_from_db()
    assert (leaching.publication_number, leaching.legal_status) == ("CN113234567B", LegalStatus.IN_FORCE)
    assert leaching.granted_on == date(2023, 3, 7)


def test_the_application_after_the_grant_fills_only_what_is_empty(cast: Cast) -> None:
    entered(cast, GRANTED)
    ((result, changes, _),) = enter(cast, LEACHING)
    known = Patent.objects.get()
    assert result == "changed"
    assert "application_number" in changes
    assert (known.publication_number, known.legal_status) == ("CN113234567B", LegalStatus.IN_FORCE)
    assert (known.published_on, known.title) == (date(2023, 3, 7), "一种锌精矿氧压浸出方法")


def test_old_numbers_of_seven_digits_are_not_taken_for_the_same(cast: Cast) -> None:
    entered(
        cast, PatentEntry(publication_number="CN1087369A", title="甲"), PatentEntry(publication_number="CN1087369C")
    )
    assert Patent.objects.count() == 2


def test_the_same_patent_twice_among_the_entries_is_one(cast: Cast) -> None:
    told = enter_patents(entries=[LEACHING, GRANTED], source="测试", actor=cast.handler, at=AT)
    assert [one.result for one in told] == [Result.CREATED, Result.CHANGED]
    assert told[0].patent == told[1].patent
    assert Patent.objects.get().legal_status == LegalStatus.IN_FORCE


def test_two_numbers_of_two_patents_are_refused_and_the_others_entered(cast: Cast) -> None:
    entered(cast)
    both = replace(LEACHING, publication_number=SEA_BUCKTHORN.publication_number)
    told = enter(cast, both, replace(SEA_BUCKTHORN, worked=True))
    assert told[0] == (
        "refused", (), "申请号202110512345.5和公开（公告）号CN208765432U分属两件已登记的专利",
    )  # fmt: skip
    assert told[1][0] == "changed"


FAULTS = {
    "没有申请号，也没有公开（公告）号": {"application_number": None, "publication_number": None},
    "专利类型不能是“专利”": {"kind": "专利"},
    "法律状态不能是“好”": {"legal_status": "好"},
    "技术成熟度应在1至9之间，这里是10": {"maturity": 10},
    "专利名称最多500字，这里有501字": {"title": "长" * 501},
    f"“{'长' * 20}…”太长": {"holders": (Party("长" * 201),)},
    f"“{'名' * 20}…”太长": {"inventors": ("名" * 101,)},
    f"“{'A' * 20}…”太长": {"ipc": ("A" * 41,)},
}


@pytest.mark.parametrize("sentence", FAULTS)
def test_an_entry_that_cannot_be_is_told_why(cast: Cast, sentence: str) -> None:
    told = enter(cast, replace(LEACHING, **FAULTS[sentence]))
    assert told == [("refused", (), sentence)]
    assert Patent.objects.count() == 0


def test_holders_are_joined_to_organizations_by_code_before_name(cast: Cast) -> None:
    coded = replace(LEACHING, holders=(Party("云岭机电公司", "91530000MA00000A12"), Party("云岭银行"), Party("某某")))
    (patent,) = entered(cast, coded)
    assert [row.organization for row in patent.holders.all()] == [cast.company, cast.lender, None]


def test_a_name_that_two_organizations_bear_joins_neither(cast: Cast) -> None:
    office.add_organization(name="云岭机电有限公司", kind="enterprise", credit_code=None, actor=cast.office, at=AT)
    patent, _ = entered(cast)
    assert [row.organization for row in patent.holders.all()] == [None, None]


def test_whoever_is_not_of_the_office_enters_nothing(cast: Cast) -> None:
    allowed = ("office", "handler", "outsider")  # the neighbor keeps the same register of published facts
    for person in cast.others(*allowed):
        with pytest.raises(PatentRefused, match="只有知识产权局的人员可以登记专利"):
            enter_patents(entries=[LEACHING], source="测试", actor=person, at=AT)
    assert Patent.objects.count() == 0


def test_one_deed_is_one_line_whatever_it_enters(cast: Cast) -> None:
    with journal_lines() as told:
        entered(cast, *many(3))
    (line,) = told.lines
    assert (line.verb, line.actor) == ("登记专利", cast.handler)
    assert line.detail == {"source": "测试名录", "created": 3, "changed": 0, "unchanged": 0, "refused": 0}


def test_ten_entries_take_as_many_queries_as_one(cast: Cast) -> None:
    def enter_them(entries: list[PatentEntry]) -> None:
        enter_patents(entries=entries, source="测试", actor=cast.handler, at=AT)

    one, ten = queries_of(enter_them, many(1)), queries_of(enter_them, many(10, start=100))
    assert one == ten
    changed = [replace(entry, worked=True, inventors=("赵六",)) for entry in many(10, start=100)]
    assert queries_of(enter_them, changed[:1]) == queries_of(enter_them, changed[1:])


def test_the_year_is_of_the_filing_or_of_the_number_or_of_the_publication(cast: Cast) -> None:
    bare = PatentEntry(application_number="98101234.5", published_on=date(2001, 1, 1))
    old, new, published = entered(
        cast,
        bare,
        PatentEntry(application_number="202110512345.5", published_on=date(2023, 1, 1)),
        PatentEntry(publication_number="JP2009201208A", published_on=date(2009, 9, 3)),
    )
    assert (old.year, new.year, published.year) == (1998, 2021, 2009)


def test_unknown_class_codes_are_kept_as_they_are(cast: Cast) -> None:
    (patent,) = entered(cast, replace(LEACHING, ipc=("H01L31/04", "06-01", "不详")))
    assert list(patent.classes.values_list("symbol", "subclass")) == [
        ("H01L31/04", "H01L"), ("06-01", ""), ("不详", ""),
    ]  # fmt: skip
