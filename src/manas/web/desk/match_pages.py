"""Patents that answer a need, with the reasons; and the pair that begins there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.pairing.pair.proposing import may_propose, propose
from manas.registers.matching.rules import may_open
from manas.registers.matching.store import IndexRefused
from manas.registers.models import Patent
from manas.registers.needs.queries import Line
from manas.web.desk.match_view import found_in_words
from manas.web.desk.need_pages import need_or_404
from manas.web.shared.access import Request, signed_in


@signed_in
@require_safe
def offers(request: Request, pk: int) -> HttpResponse:
    """The patents that answer a need, for whoever may read its words."""
    # Only who asks loads the compiler of the index.
    from manas.registers.matching.offers import offers_for

    line = _readable(request, pk)
    context = {"line": line, "may_propose": may_propose(request.standing, line.need)}
    context["may_judge"] = may_open(request.standing, line.need)
    try:
        context["answer"] = found_in_words(offers_for(line.need, request.today), line.need)
    except IndexRefused as refusal:
        context["refusal"] = str(refusal)
    return render(request, "registers/offers.html", context)


@signed_in
@require_POST
def pair(request: Request, pk: int, patent: int) -> HttpResponse:
    """Begins a pair of the need and a patent."""
    line = _readable(request, pk)
    found = get_object_or_404(Patent.objects.visible_to(request.standing), pk=patent)
    if not may_propose(request.standing, line.need):
        raise Http404
    try:
        made = propose(need=line.need, patent=found, actor=request.person, at=request.now)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("need-offers", pk)
    return redirect("matter", made.pk)


def _readable(request: Request, pk: int) -> Line:
    line = need_or_404(request, pk)
    if "text" not in line.shown:
        raise Http404
    return line
