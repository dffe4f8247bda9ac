"""驾驶舱、矩阵、我的单位、变化、搜索: the plan at a glance, for whoever looks."""

from datetime import date, timedelta

import pytest

from manas.plan.actions.ledger import withdraw_item, write_report
from manas.plan.models import WorkItem, WorkPlan
from manas.plan.queries.changes import changes
from manas.plan.queries.overview import board, breakdown, matrix
from manas.plan.queries.search import pieces, search
from manas.plan.queries.unit import unit_page
from tests.cast import (
    AT,
    CASES,
    FIRST,
    LATER,
    LIBRARY,
    SECOND,
    THIRD,
    TODAY,
    YEARLY,
    Cast,
    accepted,
    adopted,
    item,
    submitted,
)


@pytest.fixture
def plan(cast: Cast) -> WorkPlan:
    return adopted(cast)


@pytest.fixture
def works(cast: Cast, plan: WorkPlan) -> dict[str, WorkItem]:
    """One late, one due in 30 days, one in 31, one done, one handed in."""
    found = {
        "late": item(cast, plan, due_on=TODAY - timedelta(days=3)),
        "soon": item(cast, plan, text=YEARLY, unit=cast.farming, due_on=TODAY + timedelta(days=30)),
        "far": item(cast, plan, text=CASES, unit=cast.north, due_on=TODAY + timedelta(days=31)),
        "done": item(cast, plan, due_on=TODAY),
        "sent": item(cast, plan, text=CASES, unit=cast.south, due_on=TODAY + timedelta(days=200)),
    }
    accepted(cast, found["done"])
    report = write_report(item=found["late"], text="补报", actor=cast.liaison, at=AT)
    assert report.state == "draft"
    return found


def test_the_board_lists_late_and_coming_and_what_waits(cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]) -> None:
    submitted(cast, works["soon"])
    page = board(plan, cast.standing("leader"), TODAY)
    assert [r.item for r in page.late] == [works["late"]]
    assert [r.item for r in page.upcoming] == [works["soon"]]
    assert [r.item for r in page.to_verify] == [works["soon"]]
    assert [n.title for n in page.tasks] == [FIRST, SECOND, THIRD]
    assert len(page.safeguards) == 2
    assert (page.summary.done, page.summary.total, page.summary.late) == (1, 5, 1)


def test_the_board_tells_units_and_counties_apart(cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]) -> None:
    page = board(plan, cast.standing("leader"), TODAY)
    lines = [
        (line.unit.code, line.tasks, line.leads, line.summary.done, line.summary.total) for line in page.departments
    ]
    assert lines == [("scjg", 3, 1, 0, 0), ("kj", 2, 0, 1, 2), ("nync", 2, 1, 0, 1)]
    assert [(line.unit.code, line.tasks, line.summary.total) for line in page.counties] == [
        ("north", 3, 1),
        ("south", 3, 1),
    ]


def test_a_county_leader_sees_the_own_county_only(cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]) -> None:
    page = board(plan, cast.standing("county_leader"), TODAY)
    assert (page.departments, [line.unit for line in page.counties]) == ([], [cast.north])
    assert page.summary.total == 1


def test_the_matrix_crosses_tasks_and_units(cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]) -> None:
    page = matrix(plan, cast.standing("office"), TODAY)
    assert [head.unit.code for head in page.heads] == ["scjg", "kj", "nync", "north", "south"]
    assert [[cell.role if cell else "" for cell in r.cells] for r in page.rows] == [
        ["lead", "responsible", "responsible", "responsible", "responsible"],
        ["responsible", "", "lead", "responsible", "responsible"],
        ["responsible", "responsible", "", "responsible", "responsible"],
    ]
    science = page.rows[0].cells[1]
    assert science is not None
    assert science.summary is not None
    assert (science.summary.done, science.summary.total, science.summary.light.state) == (1, 2, "late")


def test_in_the_matrix_one_sees_the_work_that_one_may_read(
    cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]
) -> None:
    page = matrix(plan, cast.standing("county_liaison"), TODAY)
    assert {head.unit.code for head in page.heads if head.opens} == {"north"}
    seen = {
        head.unit.code
        for r in page.rows
        for head, cell in zip(page.heads, r.cells, strict=True)
        if cell and cell.summary
    }
    assert seen == {"north"}


def test_my_unit_lists_what_binds_it_and_what_is_asked(cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]) -> None:
    page = unit_page(plan, cast.science, cast.standing("liaison"), TODAY)
    assert [(str(t.task), t.role_word, len(t.sentences)) for t in page.tasks] == [
        (f"1.{FIRST}", "负责", 2),
        (f"3.{THIRD}", "负责", 1),
    ]
    assert ([r.item for r in page.asked], [r.item for r in page.late]) == ([works["late"]], [works["late"]])
    assert (page.with_office, page.can_report, str(page.official_name)) == ([], True, "州科技局")
    assert (page.summary.done, page.summary.total) == (1, 2)


def test_what_is_handed_in_is_no_longer_asked(cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]) -> None:
    submitted(cast, works["late"])
    page = unit_page(plan, cast.science, cast.standing("liaison"), TODAY)
    assert ([r.item for r in page.asked], [r.item for r in page.with_office]) == ([], [works["late"]])


def test_the_office_reads_my_unit_and_does_not_report_for_it(cast: Cast, plan: WorkPlan) -> None:
    assert not unit_page(plan, cast.science, cast.standing("office"), TODAY).can_report


def test_the_breakdown_lists_every_sentence_with_its_items(
    cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]
) -> None:
    first, second, *_ = breakdown(plan, cast.standing("office"), TODAY)
    assert [(line.obligation.text, line.row.item if line.row else None, line.spans) for line in first.lines] == [
        (LIBRARY, works["late"], 2),
        (LIBRARY, works["done"], 0),
        ("2026年6月底前入库专利达到50件。", None, 1),
    ]
    assert (first.focus, first.leads, first.others) == (
        "(一)聚焦创造提质，培育优势产业",
        "市场监管局",
        "科技局、农业农村局、北山县、南河市",
    )
    assert second.leads == "农业农村局"


def test_what_changed_since_a_day_the_newest_first(cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]) -> None:
    withdraw_item(item=works["far"], reason="合并", actor=cast.office, at=LATER)
    new = changes(plan, cast.standing("office"), LATER)
    assert [(line.verb, line.unit, line.actor_name, line.day) for line in new] == [
        ("撤销举措", cast.north, "office", date(2026, 3, 9))
    ]
    assert new[0].task is not None
    assert (new[0].task.title, new[0].item_id, new[0].what) == (THIRD, works["far"].pk, "建成培育库")
    verbs = [line.verb for line in changes(plan, cast.standing("office"), AT)]
    assert verbs[0] == "撤销举措"
    assert verbs[-2:] == ["启用方案", "登记方案"]
    assert "填写进展" not in verbs


def test_changes_are_told_to_whom_they_concern(cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]) -> None:
    told = {
        part: {line.unit for line in changes(plan, cast.standing(part), AT)} for part in ("liaison", "county_liaison")
    }
    assert told == {"liaison": {cast.science, cast.farming}, "county_liaison": {cast.north}}


def test_search_finds_inside_longer_words(cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]) -> None:
    found = search(plan, cast.standing("office"), "价值 培育")
    assert [s.obligation.text for s in found.sentences] == [LIBRARY, "2026年6月底前入库专利达到50件。"]
    assert [(p.text, p.hit) for p in found.sentences[0].pieces] == [
        ("建立高", False),
        ("价值", True),
        ("专利", False),
        ("培育", True),
        ("库，分级分类管理。", False),
    ]


def test_search_finds_items_and_units_that_one_may_read(cast: Cast, plan: WorkPlan, works: dict[str, WorkItem]) -> None:
    mine = search(plan, cast.standing("liaison"), "培育库")
    assert {w.pk for w in mine.items} == {works["late"].pk, works["done"].pk, works["soon"].pk}
    assert search(plan, cast.standing("liaison"), "科技局").units == [cast.science]
    assert search(plan, cast.standing("county_liaison"), "科技局").units == []


@pytest.mark.parametrize("words", ["", "   ", "没有这样的话"])
def test_search_for_nothing_finds_nothing(cast: Cast, plan: WorkPlan, words: str) -> None:
    found = search(plan, cast.standing("office"), words)
    assert (found.sentences, found.items, found.units, found.more) == ([], [], [], False)


@pytest.mark.parametrize("words", ["%", "_", "'", '"', "\\"])
def test_search_takes_signs_as_signs(cast: Cast, plan: WorkPlan, words: str) -> None:
    assert search(plan, cast.standing("office"), words).sentences == []


def test_pieces_put_together_are_the_text() -> None:
    cut = pieces("专利 Patent 专利", ["专利", "PATENT"])
    assert [(p.text, p.hit) for p in cut] == [
        ("专利", True),
        (" ", False),
        ("Patent", True),
        (" ", False),
        ("专利", True),
    ]
    assert pieces("", ["a"]) == []


def test_search_takes_eight_words_and_gives_the_public_no_units(cast: Cast, plan: WorkPlan) -> None:
    many = search(plan, cast.standing("office"), " ".join("局科技业村农县市山河北南方案" * 3))
    assert many.more is False
    assert search(plan, cast.standing("office"), "科技 局 局 局").units == [cast.science]
    assert search(plan, cast.standing("public"), "科技").units == []
