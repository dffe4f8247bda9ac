"""驾驶舱."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from manas.plan.queries.overview import board as read_board
from manas.web.desk.plan_pages import plan_or_404
from manas.web.shared.access import Request, overseers


@overseers
@require_safe
def board(request: Request, plan_id: int) -> HttpResponse:
    """Five minutes for a leader: what is late, who, why, what next."""
    plan = plan_or_404(request, plan_id)
    return render(request, "plan/board.html", {"plan": plan, "page": read_board(plan, request.standing, request.today)})
