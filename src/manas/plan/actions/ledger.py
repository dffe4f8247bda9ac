"""台账: breaking an obligation down, reporting on it, verifying what is reported."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from manas.office.files.actions import keep
from manas.office.files.kinds import EVIDENCE
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at
from manas.plan import rules
from manas.plan.models import (
    Evidence,
    Obligation,
    PlanState,
    Report,
    ReportState,
    WorkItem,
    WorkPlan,
)
from manas.plan.queries.task import lead_units


class LedgerRefused(Exception):
    """The ledger stays as it was; the message says why."""


@transaction.atomic
def plan_item(
    *,
    obligation: Obligation,
    unit: Unit,
    year: int,
    what: str,
    measure: str,
    due_on: date,
    actor: Person,
    at: datetime,
    target_figure: Decimal | None = None,
    figure_unit: str = "",
) -> WorkItem:
    """This function will break an obligation down by one work item of one unit in one year.

    Raises LedgerRefused unless the actor runs the plan or leads the task, and the unit is bound by the task (a
    safeguard, which names nobody, binds any unit under the plan's owner).
    """
    task = obligation.task
    plan = task.plan
    if not rules.may_break_down(standing_at(actor, at), plan, lead_units(task)):
        raise LedgerRefused("只有主管部门和本任务的牵头单位可以分解举措")
    if plan.state != PlanState.ADOPTED:
        raise LedgerRefused("方案不在执行中，不能分解举措")
    bound = task.responsibilities.filter(unit__isnull=False)
    if not plan.owner.contains(unit) or (bound and not bound.filter(unit=unit).exists()):
        raise LedgerRefused(f"{unit}不是本任务的责任单位")
    if due_on.year != year:
        raise LedgerRefused("完成期限应在所选年度之内")
    if plan.ends_on and due_on > plan.ends_on:
        raise LedgerRefused(f"完成期限晚于方案截止日期（{plan.ends_on}）")
    item = WorkItem(
        obligation=obligation,
        unit=unit,
        year=year,
        what=what.strip(),
        measure=measure.strip(),
        due_on=due_on,
        target_figure=target_figure,
        figure_unit=figure_unit.strip(),
        created_by=actor,
        created_at=at,
    )
    item.full_clean()
    item.save(force_insert=True)
    _tell(item, item, "分解举措", actor, at, {"what": item.what, "due_on": due_on.isoformat()})
    return item


@transaction.atomic
def withdraw_item(*, item: WorkItem, reason: str, actor: Person, at: datetime) -> WorkItem:
    """This function will take a work item out of the ledger, with a reason; it stays readable."""
    item = _locked(item)
    task = item.obligation.task
    if not rules.may_break_down(standing_at(actor, at), task.plan, lead_units(task)):
        raise LedgerRefused("只有主管部门和本任务的牵头单位可以撤销举措")
    if item.withdrawn_at:
        raise LedgerRefused("该举措已经撤销")
    if not reason.strip():
        raise LedgerRefused("请填写撤销理由")
    item.withdrawn_at, item.withdrawn_reason = at, reason.strip()[:200]
    item.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _tell(item, item, "撤销举措", actor, at, {"reason": item.withdrawn_reason})
    return item


@transaction.atomic
def restore_item(*, item: WorkItem, actor: Person, at: datetime) -> WorkItem:
    """This function will put a withdrawn work item back."""
    item = _locked(item)
    task = item.obligation.task
    if not rules.may_break_down(standing_at(actor, at), task.plan, lead_units(task)):
        raise LedgerRefused("只有主管部门和本任务的牵头单位可以恢复举措")
    if not item.withdrawn_at:
        raise LedgerRefused("该举措没有撤销")
    item.withdrawn_at, item.withdrawn_reason = None, ""
    item.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _tell(item, item, "恢复举措", actor, at, {})
    return item


@transaction.atomic
def write_report(
    *,
    item: WorkItem,
    text: str,
    actor: Person,
    at: datetime,
    figure: Decimal | None = None,
    completes: bool = False,
    files: tuple[tuple[str, bytes], ...] = (),
) -> Report:
    """This function will save what the unit writes as its draft, beginning one where none is open.

    `files` are (name, content) pairs added to the evidence. Raises LedgerRefused, or FileRefused for a bad file.
    """
    item = _locked(item)
    _check_in_force(item)
    if not rules.may_report(standing_at(actor, at), item):
        raise LedgerRefused("只有承办单位的联络员可以填报")
    if item.reports.filter(state=ReportState.SUBMITTED).exists():
        raise LedgerRefused("上一次填报还在核验，核验之后才能再填")
    if item.reports.filter(state=ReportState.ACCEPTED, completes=True).exists():
        raise LedgerRefused("该举措已经办结")
    report = item.reports.filter(state=ReportState.DRAFT).first() or Report(item=item)
    report.text, report.reported_figure, report.completes = text.strip(), figure, completes
    report.written_by, report.written_at = actor, at
    report.full_clean()
    report.save()
    for name, data in files:
        kept = keep(name=name, data=data, owner=item.unit, actor=actor, at=at, kinds=EVIDENCE)
        Evidence.objects.create(report=report, file=kept)
    _tell(report, item, "填写进展", actor, at, {"files": len(files)})
    return report


@transaction.atomic
def submit_report(*, report: Report, actor: Person, at: datetime) -> Report:
    """This function will hand a draft to the supervisor."""
    report = _locked_report(report, ReportState.DRAFT, "只有草稿可以提交")
    if not rules.may_report(standing_at(actor, at), report.item):
        raise LedgerRefused("只有承办单位的联络员可以提交")
    if not report.text:
        raise LedgerRefused("请先填写进展情况")
    if report.completes and report.item.target_figure is not None and report.reported_figure is None:
        raise LedgerRefused("申请办结时请填写完成数值")
    report.state, report.submitted_at = ReportState.SUBMITTED, at
    report.save(update_fields=["state", "submitted_at"])
    _tell(report, report.item, "提交进展", actor, at, {"text": report.text[:200], "completes": int(report.completes)})
    return report


@transaction.atomic
def recall_report(*, report: Report, actor: Person, at: datetime) -> Report:
    """This function will take a submitted report back into draft, as long as nobody has decided on it."""
    report = _locked_report(report, ReportState.SUBMITTED, "只有待核验的填报可以撤回")
    if not rules.may_report(standing_at(actor, at), report.item):
        raise LedgerRefused("只有承办单位的联络员可以撤回")
    report.state, report.submitted_at = ReportState.DRAFT, None
    report.save(update_fields=["state", "submitted_at"])
    _tell(report, report.item, "撤回进展", actor, at, {})
    return report


@transaction.atomic
def return_report(*, report: Report, reason: str, actor: Person, at: datetime, seen: str | None = None) -> Report:
    """This function will give a report back to the unit, saying what is wanting; `seen` as for `accept_report`."""
    report = _to_decide(report, actor, at, seen)
    if not reason.strip():
        raise LedgerRefused("请填写退回理由")
    report.state, report.reason = ReportState.RETURNED, reason.strip()[:400]
    report.decided_by, report.decided_at = actor, at
    report.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    _tell(report, report.item, "退回进展", actor, at, {"reason": report.reason})
    return report


@transaction.atomic
def accept_report(
    *,
    report: Report,
    actor: Person,
    at: datetime,
    verified_figure: Decimal | None = None,
    seen: str | None = None,
) -> Report:
    """This function will accept a report, with the figure that the supervisor found; the reported one stays beside it.

    `seen` is the moment of submission (ISO) that the supervisor looked at: what was handed in anew since is refused.
    """
    report = _to_decide(report, actor, at, seen)
    if report.reported_figure is not None and verified_figure is None:
        raise LedgerRefused("单位填报了数值，请填写核验值")
    report.state, report.verified_figure = ReportState.ACCEPTED, verified_figure
    report.decided_by, report.decided_at = actor, at
    report.full_clean()
    report.save(update_fields=["state", "verified_figure", "decided_by", "decided_at"])
    figure = {"reported": _plain(report.reported_figure), "verified": _plain(verified_figure)}
    _tell(report, report.item, "核验进展", actor, at, figure | {"completes": int(report.completes)})
    return report


def _to_decide(report: Report, actor: Person, at: datetime, seen: str | None) -> Report:
    report = _locked_report(report, ReportState.SUBMITTED, "该填报不在待核验状态，可能别人已经处理")
    if seen is not None and report.submitted_at and seen != report.submitted_at.isoformat():
        raise LedgerRefused("填报在您打开之后改过，请看过新的内容再决定")
    _check_in_force(report.item)
    if not rules.may_verify(standing_at(actor, at), report.item):
        raise LedgerRefused("只有主管部门可以核验，且不能核验自己填报的")
    return report


def _check_in_force(item: WorkItem) -> None:
    if not rules.in_force(item):
        raise LedgerRefused("举措已经撤销，或所属方案已不在执行中")


def _locked(item: WorkItem) -> WorkItem:
    return (
        WorkItem.objects.select_for_update(of=("self",))
        .select_related("unit", "obligation__task__plan__owner")
        .get(pk=item.pk)
    )


def _locked_report(report: Report, state: ReportState, otherwise: str) -> Report:
    """Of two who press at once, the second finds another state and is told."""
    related = ("item__unit", "item__obligation__task__plan__owner")
    found = Report.objects.select_for_update(of=("self",)).select_related(*related).get(pk=report.pk)
    if found.state != state:
        raise LedgerRefused(otherwise)
    return found


def _plain(figure: Decimal | None) -> str | None:
    return None if figure is None else str(figure)


def _tell(
    subject: WorkItem | Report, item: WorkItem, verb: str, actor: Person, at: datetime, detail: dict[str, object]
) -> None:
    task = item.obligation.task
    plan: WorkPlan = task.plan
    known = {"item": item.pk, "task": task.pk, "what": item.what[:200]}
    journal.record(actor=actor, at=at, verb=verb, subject=subject, context=plan, unit=item.unit, detail=known | detail)
