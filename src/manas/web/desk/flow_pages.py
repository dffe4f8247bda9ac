"""流程版本: by which version of its flow the open matters of each kind run, and moving them to the newest. Numbers, no business."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.matters.docket.actions.moving import Moved, move_all
from manas.matters.docket.kinds import kinds
from manas.matters.docket.queries.versions import versions
from manas.web.shared.access import Request, administrators


@administrators
@require_safe
def flows(request: Request) -> HttpResponse:
    """Every kind, its versions, and how many open matters stand where in each."""
    return render(request, "matters/flows.html", {"kinds": versions()})


@administrators
@require_POST
def move(request: Request, kind: str) -> HttpResponse:
    """Moves the open matters of a kind to the newest version of its flow, and names those that cannot follow."""
    found = kinds().get(kind)
    if found is None:
        raise Http404
    moved = move_all(kind=found, actor=request.person, at=request.now)
    if moved.refused:
        return render(request, "matters/flows.html", {"kinds": versions(), "moved": moved}, status=422)
    messages.success(request, _said(moved))
    return redirect("flows")


def _said(moved: Moved) -> str:
    done = _("已更换 %(n)d 件的流程版本") % {"n": moved.done}
    return done + (_("，还有 %(n)d 件，请再次更换") % {"n": moved.left} if moved.left else "")
