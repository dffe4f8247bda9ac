"""分解举措: a sentence is broken down into work items; an item is withdrawn with a reason, never deleted."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from manas.office.models import JournalEntry
from manas.plan.actions.adopting import adopt
from manas.plan.actions.ledger import LedgerRefused, plan_item, restore_item, withdraw_item
from manas.plan.models import WorkItem, WorkPlan
from tests.cast import (
    AT,
    DUE,
    LATER,
    LIBRARY,
    MEETING,
    YEARLY,
    Cast,
    adopted,
    draft,
    item,
    journal_lines,
    sentence,
)


@pytest.fixture
def plan(cast: Cast) -> WorkPlan:
    return adopted(cast)


def broken_down(cast: Cast, plan: WorkPlan, **other: object) -> WorkItem:
    values: dict[str, Any] = {
        "obligation": sentence(plan, LIBRARY),
        "unit": cast.science,
        "year": 2026,
        "what": " 建成培育库 ",
        "measure": "入库名单印发",
        "due_on": DUE,
        "actor": cast.office,
        "at": AT,
        **other,
    }
    return plan_item(**values)


def test_an_item_is_kept_and_told(cast: Cast, plan: WorkPlan) -> None:
    with journal_lines() as told:
        work = broken_down(cast, plan, target_figure=Decimal(50), figure_unit=" 件 ")
    work.refresh_from_db()
    assert (work.what, work.measure, work.due_on, work.year, work.unit) == (
        "建成培育库",
        "入库名单印发",
        DUE,
        2026,
        cast.science,
    )
    assert (work.target_figure, work.figure_unit, work.created_by, work.created_at) == (50, "件", cast.office, AT)
    line = told.lines[0]
    assert told.verbs == ["分解举措"]
    assert (line.subject, line.context, line.unit) == (
        f"plan.workitem:{work.pk}",
        f"plan.workplan:{plan.pk}",
        cast.science,
    )
    assert line.detail == {
        "item": work.pk,
        "task": work.obligation.task_id,
        "what": "建成培育库",
        "due_on": "2026-11-30",
    }


def test_the_lead_unit_breaks_its_own_task_down(cast: Cast, plan: WorkPlan) -> None:
    assert broken_down(cast, plan, actor=cast.market).created_by == cast.market


def test_a_lead_does_so_for_its_own_task_only(cast: Cast, plan: WorkPlan) -> None:
    """The farming bureau leads task 2; in task 1 it is one of the others."""
    yearly = sentence(plan, YEARLY)
    assert broken_down(cast, plan, obligation=yearly, unit=cast.farming, actor=cast.liaison).unit == cast.farming
    with pytest.raises(LedgerRefused, match="只有主管部门和本任务的牵头单位可以分解举措"):
        broken_down(cast, plan, actor=cast.liaison)


def test_nobody_else_may(cast: Cast, plan: WorkPlan) -> None:
    for actor in cast.others("office", "market"):
        with pytest.raises(LedgerRefused, match="只有主管部门和本任务的牵头单位可以分解举措"):
            broken_down(cast, plan, actor=actor)
    assert WorkItem.objects.count() == 0


def test_a_safeguard_binds_any_unit_of_the_tree(cast: Cast, plan: WorkPlan) -> None:
    assert broken_down(cast, plan, obligation=sentence(plan, MEETING), unit=cast.south).unit == cast.south


@pytest.mark.parametrize("text", [LIBRARY, MEETING])
def test_a_unit_outside_is_not_bound(cast: Cast, plan: WorkPlan, text: str) -> None:
    with pytest.raises(LedgerRefused, match="市场监管局不是本任务的责任单位"):
        broken_down(cast, plan, obligation=sentence(plan, text), unit=cast.elsewhere)


def test_a_unit_that_the_task_does_not_name_is_not_bound(cast: Cast, plan: WorkPlan) -> None:
    with pytest.raises(LedgerRefused, match="科技局不是本任务的责任单位"):
        broken_down(cast, plan, obligation=sentence(plan, YEARLY), unit=cast.science)


def test_the_day_lies_in_the_year(cast: Cast, plan: WorkPlan) -> None:
    with pytest.raises(LedgerRefused, match="完成期限应在所选年度之内"):
        broken_down(cast, plan, year=2027)


def test_the_day_lies_before_the_end_of_the_plan(cast: Cast) -> None:
    plan = adopt(plan=draft(cast), actor=cast.office, at=AT, ends_on=DUE)
    assert broken_down(cast, plan).due_on == DUE
    with pytest.raises(LedgerRefused, match="完成期限晚于方案截止日期（2026-11-30）"):
        broken_down(cast, plan, due_on=date(2026, 12, 1))


def test_only_a_plan_in_force_is_broken_down(cast: Cast, plan: WorkPlan) -> None:
    old = sentence(plan, LIBRARY)
    adopt(plan=draft(cast, revises=plan), actor=cast.office, at=LATER)
    old.refresh_from_db()
    with pytest.raises(LedgerRefused, match="方案不在执行中，不能分解举措"):
        broken_down(cast, plan, obligation=old)


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "  "},
        {"measure": ""},
        {"what": "长" * 401},
        {"target_figure": Decimal("0.001")},
        {"target_figure": Decimal("1e15")},
        {"figure_unit": "长" * 21},
        {"due_on": date(1999, 1, 1), "year": 1999},
        {"due_on": date(2101, 1, 1), "year": 2101},
    ],
    ids=str,
)
def test_what_cannot_stand_is_refused_and_leaves_nothing(cast: Cast, plan: WorkPlan, wrong: dict[str, Any]) -> None:
    lines = JournalEntry.objects.count()
    with pytest.raises(ValidationError):
        broken_down(cast, plan, **wrong)
    assert (WorkItem.objects.count(), JournalEntry.objects.count()) == (0, lines)


def test_withdrawing_needs_a_reason_and_keeps_the_item(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan)
    with pytest.raises(LedgerRefused, match="请填写撤销理由"):
        withdraw_item(item=work, reason=" ", actor=cast.office, at=LATER)
    with journal_lines() as told:
        work = withdraw_item(item=work, reason=" 任务合并 ", actor=cast.office, at=LATER)
    assert (work.withdrawn_at, work.withdrawn_reason) == (LATER, "任务合并")
    assert [(line.verb, line.detail["reason"]) for line in told.lines] == [("撤销举措", "任务合并")]
    assert (WorkItem.objects.count(), WorkItem.objects.all().standing().count()) == (1, 0)


def test_withdrawn_twice_is_told(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan)
    withdraw_item(item=work, reason="合并", actor=cast.office, at=LATER)
    with pytest.raises(LedgerRefused, match="该举措已经撤销"):
        withdraw_item(item=work, reason="合并", actor=cast.office, at=LATER)


def test_a_withdrawn_item_is_put_back_once(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan)
    withdraw_item(item=work, reason="合并", actor=cast.office, at=LATER)
    with journal_lines() as told:
        work = restore_item(item=work, actor=cast.market, at=LATER)
    assert (work.withdrawn_at, work.withdrawn_reason, told.verbs) == (None, "", ["恢复举措"])
    with pytest.raises(LedgerRefused, match="该举措没有撤销"):
        restore_item(item=work, actor=cast.office, at=LATER)


def test_nobody_else_withdraws_or_restores(cast: Cast, plan: WorkPlan) -> None:
    work, gone = item(cast, plan), item(cast, plan)
    withdraw_item(item=gone, reason="合并", actor=cast.office, at=AT)
    for actor in cast.others("office", "market"):
        with pytest.raises(LedgerRefused, match="可以撤销举措"):
            withdraw_item(item=work, reason="合并", actor=actor, at=AT)
        with pytest.raises(LedgerRefused, match="可以恢复举措"):
            restore_item(item=gone, actor=actor, at=AT)
    assert [w.withdrawn_at for w in WorkItem.objects.order_by("pk")] == [None, AT]


def test_item_withdrawn_with_reason(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan)
    with pytest.raises(IntegrityError, match="item_withdrawn_with_reason"), transaction.atomic():
        WorkItem.objects.filter(pk=work.pk).update(withdrawn_at=AT)


def test_what_has_work_is_not_deleted(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan)
    for row in (work.obligation, work.obligation.task, plan, work.unit):
        with pytest.raises(ProtectedError):
            row.delete()
    assert WorkItem.objects.filter(pk=work.pk).exists()
