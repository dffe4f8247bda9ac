"""对照: the tasks of a plan beside those of the plans below it, and the judging of each pair."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.office.files.queries import attachment
from manas.plan import rules
from manas.plan.actions import aligning
from manas.plan.actions.aligning import AlignmentRefused
from manas.plan.models import Alignment, Task, Verdict, WorkPlan
from manas.plan.queries.alignment import alignment_matrix, plans_above, worksheet
from manas.reports.alignment import alignment_workbook
from manas.web.desk.plan_pages import XLSX, plan_or_404
from manas.web.shared.access import Request, workers


def _below_or_404(upper: WorkPlan, pk: int) -> WorkPlan:
    """A plan in force, or superseded, that stands below another."""
    lower = get_object_or_404(WorkPlan.objects.select_related("document", "owner"), pk=pk)
    if lower.adopted_at is None or not rules.stands_above(upper, lower):
        raise Http404
    return lower


def _judged_or_404(request: Request, upper: WorkPlan, pk: int) -> WorkPlan:
    lower = _below_or_404(upper, pk)
    if not rules.may_align(request.standing, lower):
        raise Http404
    return lower


@workers
@require_safe
def alignment(request: Request, plan_id: int) -> HttpResponse:
    """Tasks × plans below: what is carried out where, what nobody does, what a county does of its own accord."""
    plan = plan_or_404(request, plan_id)
    page = alignment_matrix(plan, request.standing, request.today)
    context = {
        "plan": plan,
        "page": page,
        "above": [one for one in plans_above(plan) if rules.works_on(request.standing, one)],
        "may": {column.plan.pk for column in page.columns if rules.may_align(request.standing, column.plan)},
    }
    return render(request, "plan/alignment.html", context)


@workers
@require_safe
def alignment_file(request: Request, plan_id: int) -> HttpResponse:
    """The same as a workbook."""
    plan = plan_or_404(request, plan_id)
    data = alignment_workbook(plan, alignment_matrix(plan, request.standing, request.today), request.today)
    response = HttpResponse(data, content_type=XLSX)
    name = f"{plan.document.title[:60]}-{_('任务对照表')}-{request.today}.xlsx"
    response.headers["Content-Disposition"] = attachment(name)
    return response


@workers
@require_safe
def alignment_tasks(request: Request, plan_id: int, lower: int) -> HttpResponse:
    """One plan below, task by task: what was judged, what the texts propose."""
    plan = plan_or_404(request, plan_id)
    found = _below_or_404(plan, lower)
    context = {
        "plan": plan,
        "lower": found,
        "lines": worksheet(found, plan),
        "may": rules.may_align(request.standing, found),
    }
    return render(request, "plan/alignment_tasks.html", context)


@workers
@require_POST
def alignment_judge(request: Request, plan_id: int, lower: int, task: int) -> HttpResponse:
    """Says of a task below whether it carries out the task above that was chosen."""
    plan = plan_or_404(request, plan_id)
    found = _judged_or_404(request, plan, lower)
    own = get_object_or_404(Task.objects.select_related("plan__owner"), pk=task, plan=found)
    chosen, verdict = request.POST.get("upper", ""), request.POST.get("verdict", "")
    upper = (
        Task.objects.filter(pk=chosen, plan=plan).select_related("plan__owner").first() if chosen.isdigit() else None
    )
    if upper is None or verdict not in Verdict.values:
        messages.error(request, _("请选择上级任务"))
    else:
        try:
            aligning.judge(task=own, upper=upper, verdict=Verdict(verdict), actor=request.person, at=request.now)
        except AlignmentRefused as refusal:
            messages.error(request, str(refusal))
    return redirect(f"{_sheet(plan, found)}#task-{own.pk}")


@workers
@require_POST
def alignment_undo(request: Request, pk: int) -> HttpResponse:
    """Takes a judgement back."""
    related = ("task__plan__owner", "upper__plan__owner")
    found = get_object_or_404(Alignment.objects.standing().select_related(*related), pk=pk)
    lower = _judged_or_404(request, plan_or_404(request, found.upper.plan_id), found.task.plan_id)
    try:
        aligning.undo(alignment=found, actor=request.person, at=request.now)
    except AlignmentRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{_sheet(found.upper.plan, lower)}#task-{found.task_id}")


def _sheet(plan: WorkPlan, lower: WorkPlan) -> str:
    return reverse("alignment-tasks", args=[plan.pk, lower.pk])
