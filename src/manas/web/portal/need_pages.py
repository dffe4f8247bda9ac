"""技术需求 for everybody: what firms and villages here look for, without their names."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.pairing.need_offer.actions import begin
from manas.matters.pairing.need_offer.rules import is_asker, is_open, may_offer
from manas.office.models import Organization
from manas.registers.models import Confidentiality
from manas.registers.needs.queries import one, published
from manas.web.desk.need_forms import NeedFilterForm
from manas.web.desk.need_pages import filters
from manas.web.desk.paging import page_number
from manas.web.shared.access import Request, anyone, signed_in


@anyone
@require_safe
def public_needs(request: Request) -> HttpResponse:
    """The needs that everybody may read and that still look for an answer."""
    form = NeedFilterForm(request.GET)
    del form.fields["state"]
    found = published(request.standing, filters(form), page_number(request))
    return render(request, "needs/public_list.html", {"form": form, "found": found})


@anyone
@require_safe
def public_need(request: Request, pk: int) -> HttpResponse:
    """One public need, as far as whoever looks may read it."""
    line = one(request.standing, pk)
    if line is None or line.need.confidentiality != Confidentiality.PUBLIC:
        raise Http404
    context = {"line": line, "may_offer": may_offer(request.standing, line.need), "answerable": is_open(line.need)}
    return render(request, "needs/public_need.html", context)


@signed_in
@require_POST
def offer(request: Request, pk: int) -> HttpResponse:
    """Begins an answer to a public need, for the organization of whoever offers it."""
    line = one(request.standing, pk)
    if line is None or not may_offer(request.standing, line.need):
        raise Http404
    own = Organization.objects.filter(pk__in=request.standing.organizations)
    chosen = next((one for one in own.order_by("pk") if not is_asker(one, line.need)), None)
    if chosen is None:
        raise Http404
    try:
        draft = begin(need=line.need, organization=chosen, actor=request.person, at=request.now)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("public-need", pk)
    return redirect("step", draft.pk, "submit")
