"""Pages and deeds of the ledger: breaking down, reporting, verifying."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.office.files.actions import FileRefused, gather
from manas.plan import rules
from manas.plan.actions import ledger as deeds
from manas.plan.actions.ledger import LedgerRefused
from manas.plan.meetings.queries import origin_of
from manas.plan.models import Evidence, Obligation, Report, ReportState, SupervisionOrder, WorkItem
from manas.plan.queries.ledger import rows_of
from manas.plan.queries.task import lead_units
from manas.web.desk.forms import AcceptForm, ItemForm, ReasonForm, ReportForm
from manas.web.desk.plan_pages import obligation_or_404, visible_rows
from manas.web.shared.access import Request, workers
from manas.web.shared.uploads import saved_file


def _may_break_down(request: Request, obligation: Obligation) -> bool:
    task = obligation.task
    return rules.may_break_down(request.standing, task.plan, lead_units(task))


def _panel(request: Request, obligation: Obligation, form: ItemForm | None, status: int = 200) -> HttpResponse:
    context = {
        "obligation": obligation,
        "rows": visible_rows(request, obligation),
        "form": form,
        "whole_page": not request.htmx,
    }
    template = "plan/item_panel.html" if request.htmx else "plan/obligation.html"  # HtmxMiddleware sets it
    return render(request, template, context, status=status)


@workers
@require_safe
def obligation(request: Request, pk: int) -> HttpResponse:
    """The work items of one sentence; beside the text with htmx, a page of its own without."""
    found = obligation_or_404(request, pk)
    form = ItemForm(obligation=found, today=request.today) if _may_break_down(request, found) else None
    return _panel(request, found, form)


@workers
@require_POST
def plan_item(request: Request, pk: int) -> HttpResponse:
    found = obligation_or_404(request, pk)
    if not _may_break_down(request, found):
        raise Http404
    form = ItemForm(request.POST, obligation=found, today=request.today)
    if not form.is_valid():
        return _panel(request, found, form, status=422)
    values = form.cleaned_data
    try:
        deeds.plan_item(obligation=found, year=values["due_on"].year, actor=request.person, at=request.now, **values)
    except (LedgerRefused, ValidationError) as refusal:
        form.add_error(None, refusal.messages if isinstance(refusal, ValidationError) else str(refusal))
        return _panel(request, found, form, status=422)
    return redirect("obligation", pk)


def _item_or_404(request: Request, pk: int) -> WorkItem:
    items = WorkItem.objects.visible_to(request.standing)
    related = ("unit", "obligation__task__plan__owner", "obligation__task__plan__document")
    return get_object_or_404(items.select_related(*related), pk=pk)


def _report_or_404(request: Request, pk: int) -> Report:
    reports = Report.objects.visible_to(request.standing)
    return get_object_or_404(reports.select_related("item__unit", "item__obligation__task__plan__owner"), pk=pk)


@workers
@require_safe
def item(request: Request, pk: int) -> HttpResponse:
    return _item_page(request, _item_or_404(request, pk))


def _item_page(request: Request, found: WorkItem, form: ReportForm | None = None, status: int = 200) -> HttpResponse:
    reports = list(
        Report.objects.visible_to(request.standing)
        .filter(item=found)
        .select_related("written_by", "decided_by")
        .prefetch_related("evidence__file")
    )
    (row,) = rows_of([found], request.today)
    open_report = next((r for r in reports if r.state == ReportState.SUBMITTED), None)
    draft = next((r for r in reports if r.state == ReportState.DRAFT), None)
    can_report = rules.may_report(request.standing, found) and open_report is None and not row.done
    context: dict[str, Any] = {
        "item": found,
        "row": row,
        "reports": [r for r in reports if r.state != ReportState.DRAFT],
        "draft": draft if can_report else None,
        "form": (form or _report_form(draft, reports)) if can_report else None,
        "open_report": open_report,
        "returned": reports[0] if reports and reports[0].state == ReportState.RETURNED else None,
        "can_verify": open_report is not None and rules.may_verify(request.standing, found),
        "can_recall": open_report is not None and rules.may_report(request.standing, found),
        "may_propose": rules.may_propose(request.standing, found.unit),
        "can_break_down": _may_break_down(request, found.obligation),
        "origin": origin_of(found, request.standing),
        "orders": SupervisionOrder.objects.visible_to(request.standing).filter(item=found),
        "accept_form": AcceptForm(initial={"verified_figure": open_report.reported_figure if open_report else None}),
        "reason_form": ReasonForm(),
    }
    return render(request, "plan/item.html", context, status=status)


def _report_form(draft: Report | None, reports: list[Report]) -> ReportForm:
    """A returned report is corrected, not typed again."""
    base = draft or next((r for r in reports[:1] if r.state == ReportState.RETURNED), None)
    if base is None:
        return ReportForm()
    return ReportForm(initial={"text": base.text, "figure": base.reported_figure, "completes": base.completes})


@workers
@require_POST
def report(request: Request, pk: int) -> HttpResponse:
    """Keeps what the unit wrote as a draft; with the button "submit", hands it in as well."""
    found = _item_or_404(request, pk)
    if not rules.may_report(request.standing, found):
        raise Http404
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _item_page(request, found, form, status=422)
    values = form.cleaned_data
    try:
        files = tuple((upload.name, gather(upload.chunks())) for upload in values["evidence"])
        with transaction.atomic():  # a refused submission leaves nothing: no draft, no file attached twice
            written = deeds.write_report(
                item=found,
                text=values["text"],
                figure=values["figure"],
                completes=values["completes"],
                files=files,
                actor=request.person,
                at=request.now,
            )
            if "submit" in request.POST:
                deeds.submit_report(report=written, actor=request.person, at=request.now)
    except (LedgerRefused, FileRefused) as refusal:
        form.add_error("evidence" if isinstance(refusal, FileRefused) else None, str(refusal))
        return _item_page(request, found, form, status=422)
    messages.success(request, _("已提交，等待核验") if "submit" in request.POST else _("草稿已保存"))
    return redirect("item", pk)


def _then(request: Request, found: WorkItem, said: str, deed: Callable[[], object]) -> HttpResponse:
    """Do it, say so, and go back to the work item; a refusal is said in the same place."""
    try:
        deed()
    except LedgerRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("item", found.pk)


def _reason(request: Request) -> str:
    """What was typed, or nothing where it cannot be kept: the deed then says that a reason is wanted."""
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


@workers
@require_POST
def recall(request: Request, pk: int) -> HttpResponse:
    found = _report_or_404(request, pk)
    if not rules.may_report(request.standing, found.item):
        raise Http404
    deed = partial(deeds.recall_report, report=found, actor=request.person, at=request.now)
    return _then(request, found.item, _("已撤回，可以修改后再提交"), deed)


@workers
@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    found = _report_or_404(request, pk)
    if not rules.may_verify(request.standing, found.item):
        raise Http404
    form = AcceptForm(request.POST)
    figure = form.cleaned_data["verified_figure"] if form.is_valid() else None
    deed = partial(
        deeds.accept_report,
        report=found,
        verified_figure=figure,
        seen=request.POST.get("seen", ""),
        actor=request.person,
        at=request.now,
    )
    return _then(request, found.item, _("已核验通过"), deed)


@workers
@require_POST
def return_(request: Request, pk: int) -> HttpResponse:
    found = _report_or_404(request, pk)
    if not rules.may_verify(request.standing, found.item):
        raise Http404
    reason, seen = _reason(request), request.POST.get("seen", "")
    deed = partial(deeds.return_report, report=found, reason=reason, seen=seen, actor=request.person, at=request.now)
    return _then(request, found.item, _("已退回，对方会看到理由"), deed)


@workers
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    found = _item_or_404(request, pk)
    if not _may_break_down(request, found.obligation):
        raise Http404
    reason = _reason(request)
    deed = partial(deeds.withdraw_item, item=found, reason=reason, actor=request.person, at=request.now)
    return _then(request, found, _("已撤销，可以在本页恢复"), deed)


@workers
@require_POST
def restore(request: Request, pk: int) -> HttpResponse:
    found = _item_or_404(request, pk)
    if not _may_break_down(request, found.obligation):
        raise Http404
    deed = partial(deeds.restore_item, item=found, actor=request.person, at=request.now)
    return _then(request, found, _("已恢复"), deed)


@workers
@require_safe
def evidence(request: Request, pk: int) -> FileResponse:
    """A file is only ever saved, never shown in the page: what others uploaded is not trusted."""
    reports = Report.objects.visible_to(request.standing)
    found = get_object_or_404(Evidence.objects.select_related("file"), pk=pk, report__in=reports)
    return saved_file(found.file)
