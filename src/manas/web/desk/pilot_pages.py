"""试点示范: calls from above with how their quota stands, what was recognized, and entering and closing of calls."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.matters.docket.rules import visible
from manas.matters.pilots.calls.actions import CallRefused, announce, close
from manas.matters.pilots.calls.models import PilotCall
from manas.matters.pilots.calls.rules import may_announce
from manas.matters.pilots.pilot_application.queries import applications, places_by_county, places_taken, register
from manas.office.models import Role, Unit
from manas.office.queries import county_governments
from manas.plan.rules import root_of
from manas.web.desk.paging import page_of
from manas.web.desk.pilot_forms import CallForm
from manas.web.shared.access import Request, office_only, signed_in


def _owner(request: Request) -> Unit:
    """The prefecture whose office enters calls."""
    post = next(iter(request.standing.posts_as(Role.OFFICE)), None)
    if post is None:
        raise Http404
    return root_of(post.unit)


def _call_or_404(request: Request, pk: int) -> PilotCall:
    return get_object_or_404(PilotCall.objects.visible_to(request.standing).select_related("owner"), pk=pk)


@signed_in
@require_safe
def pilots(request: Request) -> HttpResponse:
    """Every call of the prefecture, the latest first, and what of it was recognized."""
    page = page_of(request, PilotCall.objects.visible_to(request.standing))
    held = places_taken(page.rows)
    context = {
        "page": page,
        "rows": [(call, call.course(request.today), held.get(call.pk, 0)) for call in page.rows],
        "recognized": register(request.standing)[:50],
        "may": request.standing.is_office,
        "today": request.today,
    }
    return render(request, "pilots/list.html", context)


@signed_in
@require_safe
def pilot_call(request: Request, pk: int) -> HttpResponse:
    """One call: what it asks for, how the quota stands, who applied as far as one may read it."""
    found = _call_or_404(request, pk)
    held = places_by_county(found)
    shares = found.shares.select_related("county").order_by("county__position", "pk")
    context = {
        "call": found,
        "course": found.course(request.today),
        "taken": sum(held.values()),
        "shares": [(share, held.get(share.county_id, 0)) for share in shares],
        "applications": applications(found).filter(visible(request.standing)).select_related("county").order_by("-pk"),
        "may": may_announce(request.standing, found.owner) and found.closed_at is None,
        "takes": found.takes(request.today),
    }
    return render(request, "pilots/call.html", context)


@office_only
def pilot_call_new(request: Request) -> HttpResponse:
    """Enters a call."""
    owner = _owner(request)
    form = CallForm(
        request.POST if request.method == "POST" else None, counties=county_governments(owner, request.today)
    )
    if form.is_valid():
        try:
            made = announce(owner=owner, asked=form.asked(), shares=form.shares(), actor=request.person, at=request.now)
        except CallRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记"))
            return redirect("pilot-call", made.pk)
    return render(request, "pilots/new.html", {"form": form}, status=422 if form.is_bound else 200)


@office_only
@require_POST
def pilot_call_close(request: Request, pk: int) -> HttpResponse:
    """Takes no more applications before the day."""
    found = _call_or_404(request, pk)
    try:
        close(call=found, reason=request.POST.get("reason", ""), actor=request.person, at=request.now)
    except CallRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已停止申报"))
    return redirect("pilot-call", pk)
