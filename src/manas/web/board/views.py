"""驾驶舱."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manas.facts.tiles import Tile, tiles
from manas.indicators.declared import INDICATORS, Indicator
from manas.office.models import Unit
from manas.plan.queries.overview import Board, UnitLine
from manas.plan.queries.overview import board as read_board
from manas.web.desk.filters import Filter, Option
from manas.web.desk.gauges import Gauge, Gauges, gauges
from manas.web.desk.plan_pages import plan_or_404
from manas.web.shared.access import Request, overseers

MONEY = ("pledge_amount", "loans_paid_out", "license_amount", "indication_sales")
CASES = ("cases_filed", "cases_in_time", "aid_received", "limits_kept")


@dataclass(frozen=True, slots=True)
class CountyTile:
    """A county in the grid: its work, its figure, and that figure's share of the highest of all counties."""

    unit: Unit
    tile: Tile | None
    line: UnitLine | None
    gauge: Gauge
    share: float


@overseers
@require_safe
def board(request: Request, plan_id: int) -> HttpResponse:
    """Five minutes for a leader: what is late, who, why, what next, against which figures. `?full` is for a meeting room."""
    plan = plan_or_404(request, plan_id)
    page = read_board(plan, request.standing, request.today)
    # Indicators name the tasks of the prefecture's plan by their numbers; a county's plan has numbers of its own.
    numbers = [task.number for task in page.tasks] if plan.is_of_government else []
    always = [INDICATORS[key] for key in (*MONEY, *CASES)]
    figures = gauges(request.standing, request.today, request.now, indicators=always, tasks=numbers)
    context = {"plan": plan, "page": page, "full": "full" in request.GET}
    context["tasks"] = [(task, figures.of_task(task.number)[:1] if figures else []) for task in page.tasks]
    if figures is not None:
        chosen = _chosen(request, figures)
        context |= {
            "groups": [
                (name, [figures.of(INDICATORS[key], figures.units[0]) for key in keys])
                for name, keys in ((_("资金"), MONEY), (_("案件和办件"), CASES))
            ],
            "tiles": _tiles(figures, chosen, page),
            "chosen": chosen,
            "filters": [
                Filter("tile", _("指标"), [Option(one.key, str(one.name), one is chosen) for one in figures.indicators])
            ],
            "as_of": figures.found.as_of,
        }
    return render(request, "plan/board.html", context)


def _chosen(request: Request, figures: Gauges) -> Indicator:
    """The indicator of the address, if it is on the board; otherwise the first with a target."""
    key, top = request.GET.get("tile", ""), figures.units[0].pk
    named = [one for one in figures.indicators if one.key == key]
    aimed = [one for one in figures.indicators if (one.key, top) in figures.aimed]
    return [*named, *aimed, *figures.indicators][0]


def _tiles(figures: Gauges, chosen: Indicator, page: Board) -> list[CountyTile]:
    lines = {line.unit.pk: line for line in page.counties}
    each = [(unit, figures.of(chosen, unit)) for unit in figures.units[1:]]
    top = max([gauge.value for _unit, gauge in each if gauge.value is not None], default=None) or 1
    return [
        CountyTile(unit, tiles().get(unit.code), lines.get(unit.pk), gauge, float((gauge.value or 0) / top))
        for unit, gauge in each
    ]
