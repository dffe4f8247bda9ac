"""Meetings of a plan: the list, one meeting with what it and the meetings before it decided, its minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from manas.office.files.queries import attachment
from manas.plan.meetings import actions
from manas.plan.meetings.decisions import write_down
from manas.plan.meetings.queries import earlier, meetings_of
from manas.plan.models import Meeting, MeetingKind, MeetingState
from manas.reports.minutes import minutes_paper
from manas.reports.papers.names import file_name
from manas.web.desk.decision_pages import decisions_of, done, filled, writes
from manas.web.desk.filters import choice
from manas.web.desk.meeting_forms import CallForm, DecisionForm, of_meeting
from manas.web.desk.paging import page_of
from manas.web.desk.plan_pages import plan_or_404
from manas.web.desk.work_report_pages import DOCX
from manas.web.shared.access import Request, office_only, workers

# What an address calls a deed, and what is said once it is done.
DEEDS: dict[str, tuple[Callable[[Request, Meeting], object], str]] = {
    "hold": (
        lambda request, found: actions.hold(meeting=found, actor=request.person, at=request.now),
        gettext_noop("已记为召开，可以登记议定事项"),
    ),
    "issue": (
        lambda request, found: actions.issue(
            meeting=found, summary=request.POST.get("summary", ""), actor=request.person, at=request.now
        ),
        gettext_noop("纪要已印发，议定事项已记入台账"),
    ),
    "cancel": (
        lambda request, found: actions.cancel(
            meeting=found, reason=request.POST.get("reason", ""), actor=request.person, at=request.now
        ),
        gettext_noop("会议已取消"),
    ),
}


def meeting_or_404(request: Request, pk: int) -> Meeting:
    """This function will load a meeting that the person may read."""
    found = Meeting.objects.all().visible_to(request.standing)
    return get_object_or_404(found.select_related("plan__owner", "plan__document", "minuted_by"), pk=pk)


@workers
@require_safe
def meetings(request: Request, plan_id: int) -> HttpResponse:
    """The meetings on a plan and on those that it revises, as far as somebody may read them."""
    plan = plan_or_404(request, plan_id)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    found = meetings_of(plan, request.standing)
    if kind in MeetingKind.values:
        found = found.filter(kind=kind)
    if state in MeetingState.values:
        found = found.filter(state=state)
    context = {
        "plan": plan,
        "page": page_of(request, found),
        "filters": [
            choice("kind", _("会议类别"), MeetingKind.choices, kind),
            choice("state", _("会议状态"), MeetingState.choices, state),
        ],
        "writes": writes(request, plan),
    }
    return render(request, "meetings/list.html", context)


@office_only
def meeting_new(request: Request, plan_id: int) -> HttpResponse:
    """Calls a meeting on a plan in force."""
    plan = plan_or_404(request, plan_id)
    if not writes(request, plan):
        raise Http404
    form = CallForm(request.POST if request.method == "POST" else None, plan=plan, today=request.today)
    made = filled(form, lambda: actions.call(plan=plan, asked=form.asked(), actor=request.person, at=request.now))
    if made:
        messages.success(request, _("已通知参会单位"))
        return redirect("meeting", made.pk)
    context = {"plan": plan, "form": form}
    return render(request, "meetings/form.html", context, status=422 if form.is_bound else 200)


@office_only
def meeting_change(request: Request, pk: int) -> HttpResponse:
    """Changes a meeting that was not held yet."""
    found = meeting_or_404(request, pk)
    if not writes(request, found.plan) or found.state != MeetingState.DRAFT:
        raise Http404
    given = request.POST if request.method == "POST" else None
    form = CallForm(given, plan=found.plan, today=request.today, initial=of_meeting(found))
    if filled(form, lambda: actions.change(meeting=found, asked=form.asked(), actor=request.person, at=request.now)):
        messages.success(request, _("已变更，并通知参会单位"))
        return redirect("meeting", pk)
    context = {"plan": found.plan, "form": form, "meeting": found}
    return render(request, "meetings/form.html", context, status=422 if form.is_bound else 200)


@workers
@require_safe
def meeting(request: Request, pk: int) -> HttpResponse:
    return _page(request, meeting_or_404(request, pk))


def _page(request: Request, found: Meeting, form: DecisionForm | None = None) -> HttpResponse:
    may_write = writes(request, found.plan)
    writing = may_write and found.takes_decisions
    context: dict[str, Any] = {
        "meeting": found,
        "units": found.units.order_by("position", "pk"),
        "decisions": decisions_of(request, found, writing=writing),
        "form": form or (DecisionForm(of=found, today=request.today) if writing else None),
        "writing": writing,
        "planned": may_write and found.state == MeetingState.DRAFT,
        "due": found.held_on <= request.today,
        "earlier": earlier(found, request.standing, request.today),
    }
    return render(request, "meetings/meeting.html", context, status=422 if form else 200)


@workers
@require_POST
def meeting_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """Held, decided, issued, cancelled."""
    found = meeting_or_404(request, pk)
    if not writes(request, found.plan):
        raise Http404
    if deed == "decide":
        return _decide(request, found)
    if deed not in DEEDS:
        raise Http404
    act, said = DEEDS[deed]
    return done(request, _(said), lambda: act(request, found), redirect("meeting", pk))


def _decide(request: Request, found: Meeting) -> HttpResponse:
    form = DecisionForm(request.POST, of=found, today=request.today)
    if filled(form, lambda: write_down(of=found, wording=form.wording(), actor=request.person, at=request.now)):
        messages.success(request, _("已登记"))
        return redirect("meeting", found.pk)
    return _page(request, found, form)


@workers
@require_safe
def meeting_minutes(request: Request, pk: int) -> HttpResponse:
    """The minutes as a Word file, once they are issued."""
    found = meeting_or_404(request, pk)
    if found.state != MeetingState.MINUTED:
        raise Http404
    name = file_name("", f"{found.title}纪要")
    headers = {"Content-Disposition": attachment(name)}
    return HttpResponse(minutes_paper(found), content_type=DOCX, headers=headers)
