"""技术需求 for everybody: what firms and villages here look for, without their names."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from manas.registers.models import Confidentiality
from manas.registers.needs.queries import one, published
from manas.web.desk.need_forms import NeedFilterForm
from manas.web.desk.need_pages import filters
from manas.web.desk.paging import page_number
from manas.web.shared.access import Request, anyone


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
    return render(request, "needs/public_need.html", {"line": line})
