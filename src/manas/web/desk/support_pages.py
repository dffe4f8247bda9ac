"""条件保障: money and policies by task for a year, one fund with what came in and went out, and entering of each."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.office.files.queries import attachment
from manas.plan import rules
from manas.plan.models import Fund, FundMove, WorkPlan
from manas.plan.support import actions
from manas.plan.support.actions import Arranged, Issued, SupportRefused
from manas.plan.support.queries import balance, by_provider, by_task, funds_of, named_first, whole
from manas.reports.support import support_workbook
from manas.web.desk.plan_pages import XLSX, plan_or_404
from manas.web.desk.support_forms import FundForm, MoveForm, OfPlan, PolicyForm
from manas.web.shared.access import Request, workers

YEAR = range(2000, 2101)


def _year(request: Request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked[:5]) in YEAR else request.today.year


def _years(request: Request, plan: WorkPlan) -> list[int]:
    """The years of which there is anything, and this one."""
    found = funds_of(plan, request.standing).order_by().values_list("year", flat=True).distinct()
    return sorted({*found, request.today.year}, reverse=True)


@workers
@require_safe
def support(request: Request, plan_id: int) -> HttpResponse:
    """Every task of the plan with its money and policies of a year."""
    plan, year = plan_or_404(request, plan_id), _year(request)
    rows = by_task(plan, year, request.standing, request.today)
    context = {
        "plan": plan,
        "year": year,
        "years": _years(request, plan),
        "rows": rows,
        "total": whole(rows),
        "providers": by_provider(rows),
        "first": named_first(plan),
        "sees_all": request.standing.reads(plan.owner),
        "may": request.standing.is_office or bool(request.standing.reportable()),
    }
    return render(request, "support/list.html", context)


@workers
@require_safe
def support_file(request: Request, plan_id: int) -> HttpResponse:
    """The same table as a workbook."""
    plan, year = plan_or_404(request, plan_id), _year(request)
    data = support_workbook(by_task(plan, year, request.standing, request.today), year)
    name = attachment(f"{_('条件保障')}-{year}.xlsx")
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": name})


@workers
def fund_new(request: Request, plan_id: int) -> HttpResponse:
    """Enters money arranged for a task."""

    def entered(form: OfPlan) -> str:
        told = dict(form.cleaned_data)
        task = told.pop("task")
        made = actions.arrange(task=task, told=Arranged(**told), actor=request.person, at=request.now)
        return reverse("fund", args=[made.pk])

    return _entering(request, plan_id, FundForm, _("登记经费安排"), entered)


@workers
def policy_new(request: Request, plan_id: int) -> HttpResponse:
    """Says that a policy supports a task."""

    def entered(form: OfPlan) -> str:
        told = dict(form.cleaned_data)
        task = told.pop("task")
        actions.name_policy(task=task, told=Issued(**told), actor=request.person, at=request.now)
        return reverse("support", args=[plan_id])

    return _entering(request, plan_id, PolicyForm, _("登记配套政策"), entered)


def _entering(
    request: Request, plan_id: int, kind: type[OfPlan], title: str, entered: Callable[[OfPlan], str]
) -> HttpResponse:
    plan = plan_or_404(request, plan_id)
    if not (request.standing.is_office or request.standing.reportable()):
        raise Http404
    initial = {"year": request.today.year, "task": request.GET.get("task", "")}
    form = kind(request.POST if request.method == "POST" else None, plan=plan, initial=initial)
    if form.is_valid():
        try:
            address = entered(form)
        except SupportRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记"))
            return redirect(address)
    context = {"plan": plan, "form": form, "title": title}
    return render(request, "support/new.html", context, status=422 if form.is_bound else 200)


def _fund_or_404(request: Request, pk: int) -> Fund:
    related = ("task__plan", "provider", "user", "entered_by")
    return get_object_or_404(Fund.objects.visible_to(request.standing).select_related(*related), pk=pk)


def _writes(request: Request, found: Fund) -> bool:
    return any(rules.may_propose(request.standing, unit) for unit in (found.provider, found.user))


@workers
def fund(request: Request, pk: int) -> HttpResponse:
    """One fund with what came in and went out; who may records more."""
    found = _fund_or_404(request, pk)
    may = _writes(request, found) and found.withdrawn_at is None
    form = MoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not _writes(request, found):
            raise Http404
        if form.is_valid():
            try:
                actions.record(fund=found, actor=request.person, at=request.now, **form.cleaned_data)
            except SupportRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("已登记"))
                return redirect("fund", pk)
    context = {
        "fund": found,
        "stands": balance(found),
        "moves": found.moves.select_related("by", "reverses", "reversed_by"),
        "form": form if may else None,
        "may": may,
    }
    return render(request, "support/fund.html", context, status=422 if form.is_bound else 200)


@workers
@require_POST
def fund_reverse(request: Request, pk: int) -> HttpResponse:
    """Takes a happening back by its opposite."""
    move = get_object_or_404(FundMove.objects.select_related("fund"), pk=pk)
    found = _fund_or_404(request, move.fund_id)
    if not _writes(request, found):
        raise Http404
    return _done(
        request,
        found,
        lambda reason: actions.reverse(move=move, reason=reason, actor=request.person, at=request.now),
    )


@workers
@require_POST
def fund_withdraw(request: Request, pk: int) -> HttpResponse:
    """Takes an arrangement back."""
    found = _fund_or_404(request, pk)
    if not _writes(request, found):
        raise Http404
    return _done(
        request,
        found,
        lambda reason: actions.withdraw(fund=found, reason=reason, actor=request.person, at=request.now),
    )


def _done(request: Request, found: Fund, deed: Callable[[str], object]) -> HttpResponse:
    try:
        deed(request.POST.get("reason", ""))
    except SupportRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已办理"))
    return redirect("fund", found.pk)
