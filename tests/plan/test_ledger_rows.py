"""台账: each work item with its light, its three figures and whom it waits for; a fixed number of queries."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from manas.engines.light import Rule, State
from manas.office.rules import Standing
from manas.plan.actions.adopting import adopt
from manas.plan.actions.ledger import return_report, withdraw_item, write_report
from manas.plan.models import Report, WorkItem, WorkPlan
from manas.plan.queries.changes import changes
from manas.plan.queries.draft import reading
from manas.plan.queries.ledger import ItemRow, ledger, rows_of, summarize
from manas.plan.queries.living import living_plan
from manas.plan.queries.overview import board, breakdown, matrix
from manas.plan.queries.review import review
from manas.plan.queries.search import search
from manas.plan.queries.unit import unit_page
from manas.reports.breakdown import breakdown_workbook
from tests.cast import (
    AT,
    CASES,
    DUE,
    EVERYBODY,
    LATER,
    LIBRARY,
    TODAY,
    YEARLY,
    Cast,
    accepted,
    adopted,
    draft,
    item,
    queries_of,
    submitted,
)


@pytest.fixture
def plan(cast: Cast) -> WorkPlan:
    return adopted(cast)


def row(work: WorkItem, today: date = TODAY) -> ItemRow:
    return rows_of([WorkItem.objects.select_related("unit").get(pk=work.pk)], today)[0]


LIGHTS = [
    (date(2026, 3, 1), State.LATE, "应于 2026-03-01 完成，已逾期 1 天", -1),
    (date(2026, 3, 2), State.SOON, "今天（2026-03-02）到期", 0),
    (date(2026, 4, 1), State.SOON, "2026-04-01 到期，还有 30 天", 30),
    (date(2026, 4, 2), State.IDLE, "尚未填报进展，2026-04-02 到期，还有 31 天", 31),
]


@pytest.mark.parametrize(
    ("due", "state", "reason", "left"), LIGHTS, ids=[str(line[1]) + str(line[0]) for line in LIGHTS]
)
def test_the_light_follows_the_day(cast: Cast, plan: WorkPlan, due: date, state: State, reason: str, left: int) -> None:
    found = row(item(cast, plan, due_on=due))
    assert (found.light.state, found.light.reason, found.days_left) == (state, reason, left)


def test_a_report_turns_it_to_on_time_and_a_draft_does_not(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan)
    write_report(item=work, text="草稿", actor=cast.liaison, at=AT)
    assert row(work).light.state == State.IDLE
    submitted(cast, work)
    assert row(work).light.reason == "已有进展，2026-11-30 到期，还有 273 天"


def test_it_is_done_when_accepted_as_complete_and_by_nothing_else(cast: Cast, plan: WorkPlan) -> None:
    claimed, partial, done = (item(cast, plan) for _ in range(3))
    submitted(cast, claimed, completes=True)
    accepted(cast, partial, completes=False)
    accepted(cast, done)
    assert [row(work).done for work in (claimed, partial, done)] == [False, False, True]
    assert row(done).light.reason == "2026-03-02 提交，核验办结"
    assert row(done).days_left is None


def test_done_late_says_so(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan, due_on=TODAY)
    accepted(cast, work, at=LATER)
    found = row(work, date(2026, 12, 1))
    assert (found.light.state, found.light.reason) == (State.DONE, "2026-03-09 提交，核验办结，比期限晚 7 天")


def test_the_day_of_completion_is_the_day_in_the_prefecture(cast: Cast, plan: WorkPlan) -> None:
    """Accepted at 17:00 UTC is the next day here."""
    work = item(cast, plan, due_on=TODAY)
    accepted(cast, work, at=AT.replace(hour=17))
    assert row(work).light.light.rule == Rule.DONE_LATE


def test_three_figures_are_never_mixed(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan, target=Decimal(50))
    assert [(r.reported, r.verified, r.computed) for r in [row(work)]] == [(None, None, None)]
    first = submitted(cast, work, figure=Decimal(30))
    assert (row(work).reported, row(work).verified) == (30, None)
    return_report(report=first, reason="重复计数", actor=cast.office, at=AT)
    assert (row(work).reported, row(work).verified) == (30, None)
    accepted(cast, work, figure=Decimal(20), completes=False)
    submitted(cast, work, figure=Decimal(45))
    found = row(work)
    assert (found.reported, found.verified, found.computed) == (45, 20, None)


def test_a_draft_figure_is_nobodys_business_yet(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan)
    write_report(item=work, text="草稿", figure=Decimal(5), actor=cast.liaison, at=AT)
    assert (row(work).reported, row(work).latest) == (None, None)


def test_whom_it_waits_for(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan)
    assert row(work).waits_for == "unit"
    report = submitted(cast, work)
    assert row(work).waits_for == "office"
    return_report(report=report, reason="缺", actor=cast.office, at=AT)
    assert row(work).waits_for == "unit"
    accepted(cast, work)
    assert row(work).waits_for == ""


def test_the_latest_progress_is_the_last_that_was_sent(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan)
    report = submitted(cast, work)
    return_report(report=report, reason="缺", actor=cast.office, at=LATER)
    latest = row(work).latest
    assert latest is not None
    assert (latest.unit, latest.on, latest.state, latest.state_word) == (
        cast.science,
        date(2026, 3, 9),
        "returned",
        "已退回",
    )


def test_a_summary_says_how_a_group_stands(cast: Cast, plan: WorkPlan) -> None:
    works = [item(cast, plan, due_on=TODAY + timedelta(days=d)) for d in (-5, 100, 40)]
    accepted(cast, works[1])
    found = summarize(ledger(plan, cast.standing("office"), TODAY).rows)
    assert (found.done, found.total, found.late) == (1, 3, 1)
    assert (found.next_due, found.next_days) == (date(2026, 2, 25), -5)
    assert found.light.reason == "3 件举措中 1 件逾期"


def test_nothing_planned_says_so() -> None:
    found = summarize([])
    assert (found.light.state, found.light.reason) == (State.NONE, "尚未分解举措")
    assert (found.done, found.total, found.next_due, found.latest) == (0, 0, None, None)


def test_withdrawn_items_leave_the_ledger(cast: Cast, plan: WorkPlan) -> None:
    kept, gone = item(cast, plan), item(cast, plan)
    withdraw_item(item=gone, reason="合并", actor=cast.office, at=AT)
    assert [r.item for r in ledger(plan, cast.standing("office"), TODAY).rows] == [kept]


def test_the_ledger_is_of_one_plan(cast: Cast, plan: WorkPlan) -> None:
    item(cast, plan)
    other = adopted(cast)
    assert ledger(other, cast.standing("office"), TODAY).rows == []


# Which of the items (by unit) each part sees. The market bureau leads task 1, the farming bureau task 2.
SEES = {
    "office": {"science", "farming", "north", "south"},
    "leader": {"science", "farming", "north", "south"},
    "liaison": {"science", "farming"},
    "market": {"science"},
    "county_liaison": {"north"},
    "county_leader": {"north"},
}


@pytest.fixture
def spread(cast: Cast, plan: WorkPlan) -> dict[str, WorkItem]:
    """Science in task 1, farming in task 2, the counties in task 3, each with a report handed in."""
    works = {
        "science": item(cast, plan),
        "farming": item(cast, plan, text=YEARLY, unit=cast.farming),
        "north": item(cast, plan, text=CASES, unit=cast.north),
        "south": item(cast, plan, text=CASES, unit=cast.south),
    }
    submitted(cast, works["science"])
    submitted(cast, works["north"], actor=cast.county_liaison)
    return works


def test_who_sees_which_items(cast: Cast, plan: WorkPlan, spread: dict[str, WorkItem]) -> None:
    seen = {part: {r.item.pk for r in ledger(plan, cast.standing(part), TODAY).rows} for part in EVERYBODY}
    assert seen == {part: {spread[unit].pk for unit in SEES.get(part, ())} for part in EVERYBODY}


def test_a_lead_sees_the_whole_of_its_task(cast: Cast, plan: WorkPlan) -> None:
    item(cast, plan, unit=cast.south)
    assert len(ledger(plan, cast.standing("market"), TODAY).rows) == 1
    assert ledger(plan, cast.standing("liaison"), TODAY).rows == []


def test_who_sees_which_reports(cast: Cast, plan: WorkPlan, spread: dict[str, WorkItem]) -> None:
    seen = {part: Report.objects.visible_to(cast.standing(part)).count() for part in EVERYBODY}
    told = {"office": 2, "leader": 2, "liaison": 1, "market": 1, "county_liaison": 1, "county_leader": 1}
    assert seen == {part: told.get(part, 0) for part in EVERYBODY}


def test_a_draft_report_is_seen_by_its_unit_alone(cast: Cast, plan: WorkPlan) -> None:
    write_report(item=item(cast, plan), text="草稿", actor=cast.liaison, at=AT)
    seen = {part: Report.objects.visible_to(cast.standing(part)).count() for part in EVERYBODY}
    assert {part for part, count in seen.items() if count} == {"liaison"}


def test_nobody_outside_finds_anything_of_the_work(cast: Cast, plan: WorkPlan, spread: dict[str, WorkItem]) -> None:
    for part in ("outsider", "administrator", "nobody", "public"):
        here = cast.standing(part)
        page = living_plan(plan, here, TODAY)
        crossed = matrix(plan, here, TODAY)
        read = board(plan, here, TODAY)
        assert {note.items_total for note in page.notes} == {0}
        assert {note.latest for note in page.notes} == {None}
        assert not any(unit.opens for note in page.notes for unit in note.units + note.defaults)
        assert {cell.summary for r in crossed.rows for cell in r.cells if cell} == {None}
        assert (read.late, read.upcoming, read.to_verify, read.departments, read.counties) == ([], [], [], [], [])
        assert all(line.row is None for task in breakdown(plan, here, TODAY) for line in task.lines)
        assert changes(plan, here, AT - timedelta(days=365)) == []
        assert search(plan, here, "培育库").items == []
        assert page.is_public
        assert not page.can_edit


Question = Callable[[WorkPlan, Cast, Standing], object]
QUESTIONS: dict[str, Question] = {
    "ledger": lambda plan, cast, here: ledger(plan, here, TODAY),
    "living_plan": lambda plan, cast, here: living_plan(plan, here, TODAY),
    "unit_page": lambda plan, cast, here: unit_page(plan, cast.science, here, TODAY),
    "matrix": lambda plan, cast, here: matrix(plan, here, TODAY),
    "board": lambda plan, cast, here: board(plan, here, TODAY),
    "breakdown": lambda plan, cast, here: breakdown(plan, here, TODAY),
    "changes": lambda plan, cast, here: changes(plan, here, AT),
    "search": lambda plan, cast, here: search(plan, here, "建"),
    "workbook": lambda plan, cast, here: breakdown_workbook(plan, breakdown(plan, here, TODAY), TODAY),
}


def test_one_row_and_three_take_the_same_queries(cast: Cast, plan: WorkPlan) -> None:
    """Three times the items, the reports, the units that work; no query more, for whoever asks."""
    submitted(cast, item(cast, plan))
    asking = {part: cast.standing(part) for part in ("office", "liaison", "public")}

    def count() -> dict[tuple[str, str], int]:
        return {
            (name, part): queries_of(question, WorkPlan.objects.get(pk=plan.pk), cast, here)
            for name, question in QUESTIONS.items()
            for part, here in asking.items()
        }

    one = count()
    accepted(cast, item(cast, plan))
    submitted(cast, item(cast, plan, text=YEARLY, unit=cast.farming))
    submitted(cast, item(cast, plan, text=CASES, unit=cast.north), actor=cast.county_liaison)
    item(cast, plan, text=LIBRARY, unit=cast.south, due_on=DUE)
    assert count() == one
    assert max(one.values()) <= 14


def test_one_task_and_three_take_the_same_queries(cast: Cast, plan: WorkPlan) -> None:
    start, end = plan.document.text.index("2.做强"), plan.document.text.index("三、保障")
    short = adopt(plan=draft(cast, plan.document.text[:start] + plan.document.text[end:]), actor=cast.office, at=AT)
    assert (short.tasks.filter(kind="task").count(), plan.tasks.filter(kind="task").count()) == (1, 3)
    here = cast.standing("office")
    counted = [
        {name: queries_of(asked, WorkPlan.objects.get(pk=one.pk), cast, here) for name, asked in QUESTIONS.items()}
        for one in (short, plan)
    ]
    assert counted[0] == counted[1]


def test_the_review_of_a_draft_takes_the_same_queries_however_long(cast: Cast) -> None:
    text = adopted(cast).document.text
    short = text[: text.index("2.做强")] + text[text.index("三、保障") :]
    drafts = [WorkPlan.objects.get(pk=draft(cast, words).pk) for words in (short, text)]
    here = [queries_of(lambda plan: review(plan, reading(plan), TODAY), plan) for plan in drafts]
    assert here[0] == here[1]
