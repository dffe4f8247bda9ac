"""Guidance visits: the list, planning one, one visit with what records already show of the county, its word on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.office.models import Unit
from manas.plan.meetings import visits as deeds
from manas.plan.meetings.decisions import write_down
from manas.plan.meetings.queries import known_of, visits_of
from manas.plan.models import GuidanceVisit, VisitState
from manas.web.desk.decision_pages import decisions_of, done, filled, writes
from manas.web.desk.filters import choice
from manas.web.desk.meeting_forms import DecisionForm, FindingsForm, VisitForm
from manas.web.desk.paging import page_of
from manas.web.desk.plan_pages import plan_or_404
from manas.web.shared.access import Request, office_only, workers


def visit_or_404(request: Request, pk: int) -> GuidanceVisit:
    """This function will load a visit that the person may read."""
    found = GuidanceVisit.objects.all().visible_to(request.standing)
    related = ("plan__owner", "plan__document", "county", "office", "task", "answered_by")
    return get_object_or_404(found.select_related(*related), pk=pk)


@workers
@require_safe
def visits(request: Request, plan_id: int) -> HttpResponse:
    """The visits on a plan and on those that it revises, as far as somebody may read them."""
    plan = plan_or_404(request, plan_id)
    county, state = request.GET.get("county", ""), request.GET.get("state", "")
    every = visits_of(plan, request.standing)
    counties = Unit.objects.filter(pk__in=every.values("county")).order_by("position", "pk")
    found = every.filter(county__code=county) if county else every
    if state in VisitState.values:
        found = found.filter(state=state)
    context = {
        "plan": plan,
        "page": page_of(request, found),
        "filters": [
            choice("county", _("受访县(市)"), [(one.code, one) for one in counties], county),
            choice("state", _("指导状态"), VisitState.choices, state),
        ],
        "writes": writes(request, plan),
    }
    return render(request, "meetings/visits.html", context)


@office_only
def visit_new(request: Request, plan_id: int) -> HttpResponse:
    """Plans a visit to a county."""
    plan = plan_or_404(request, plan_id)
    if not writes(request, plan):
        raise Http404
    given = request.POST if request.method == "POST" else None
    form = VisitForm(given, plan=plan, today=request.today)
    made = filled(form, lambda: deeds.plan_visit(plan=plan, actor=request.person, at=request.now, **form.cleaned_data))
    if made:
        messages.success(request, _("已安排，县(市)不用准备材料"))
        return redirect("visit", made.pk)
    return render(
        request, "meetings/visit_form.html", {"plan": plan, "form": form}, status=422 if form.is_bound else 200
    )


@workers
@require_safe
def visit(request: Request, pk: int) -> HttpResponse:
    return _page(request, visit_or_404(request, pk))


def _page(
    request: Request,
    found: GuidanceVisit,
    form: DecisionForm | None = None,
    findings: FindingsForm | None = None,
) -> HttpResponse:
    writing = writes(request, found.plan) and found.takes_decisions
    known = known_of(found.county, request.standing, request.today)
    context: dict[str, Any] = {
        "visit": found,
        "known": known,
        "not_begun": list(known.not_begun),
        "decisions": decisions_of(request, found, writing=writing),
        "writing": writing,
        "due": found.held_on <= request.today,
        "form": form or (DecisionForm(of=found, today=request.today) if writing else None),
        "findings": findings or (FindingsForm() if writing and found.held_on <= request.today else None),
        "answers": found.state == VisitState.RECORDED and request.standing.reports_for(found.county),
    }
    return render(request, "meetings/visit.html", context, status=422 if form or findings else 200)


@workers
@require_POST
def visit_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """Promised, recorded, called off; the county's word."""
    found = visit_or_404(request, pk)
    if deed in {"confirm", "comment"} and request.standing.reports_for(found.county):
        return _answer(request, found, agrees=deed == "confirm")
    if deed not in {"promise", "record", "call-off"} or not writes(request, found.plan):
        raise Http404
    if deed == "call-off":
        return _call_off(request, found)
    return _promise(request, found) if deed == "promise" else _record(request, found)


def _answer(request: Request, found: GuidanceVisit, *, agrees: bool) -> HttpResponse:
    comment = request.POST.get("comment", "")
    return done(
        request,
        _("已答复"),
        lambda: deeds.answer(visit=found, agrees=agrees, comment=comment, actor=request.person, at=request.now),
        redirect("visit", found.pk),
    )


def _call_off(request: Request, found: GuidanceVisit) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return done(
        request,
        _("已取消"),
        lambda: deeds.call_off(visit=found, reason=reason, actor=request.person, at=request.now),
        redirect("visit", found.pk),
    )


def _promise(request: Request, found: GuidanceVisit) -> HttpResponse:
    form = DecisionForm(request.POST, of=found, today=request.today)
    if filled(form, lambda: write_down(of=found, wording=form.wording(), actor=request.person, at=request.now)):
        messages.success(request, _("已登记"))
        return redirect("visit", found.pk)
    return _page(request, found, form=form)


def _record(request: Request, found: GuidanceVisit) -> HttpResponse:
    form = FindingsForm(request.POST)
    at = request.now
    if filled(form, lambda: deeds.record(visit=found, findings=form.findings(), actor=request.person, at=at)):
        messages.success(request, _("已记录，请县(市)确认；承诺事项已记入台账"))
        return redirect("visit", found.pk)
    return _page(request, found, findings=form)
