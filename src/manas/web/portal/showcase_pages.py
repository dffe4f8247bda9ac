"""代表作 for everybody: what was done, what came of it, who took it over; no person is named."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from manas.office.rules import Standing
from manas.plan.models import Showcase, ShowcaseState
from manas.plan.queries.showcases import copies_of, listed
from manas.web.shared.access import Request, anyone

# These pages show the same to everybody: what the public may see.
PUBLIC = Standing(None, ())


@anyone
@require_safe
def public_showcases(request: Request) -> HttpResponse:
    """The published showcases, the latest first."""
    return render(request, "showcases/public_list.html", {"lines": listed(PUBLIC, ShowcaseState.PUBLISHED)})


@anyone
@require_safe
def public_showcase(request: Request, pk: int) -> HttpResponse:
    """One published showcase with its confirmed copies."""
    published = Showcase.objects.filter(state=ShowcaseState.PUBLISHED).select_related("unit")
    found = get_object_or_404(published, pk=pk)
    return render(request, "showcases/public.html", {"showcase": found, "copies": copies_of(found, PUBLIC)})
