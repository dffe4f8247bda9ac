"""驾驶舱."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manas.facts.tiles import Tile, tiles
from manas.indicators.declared import INDICATORS, Indicator
from manas.indicators.values.tables import of_task
from manas.office.models import Unit
from manas.plan.models import WorkPlan
from manas.plan.queries.living import TaskNote
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
    shown = [INDICATORS[key] for key in (*MONEY, *CASES)] + _of_tasks(plan, page.tasks)
    figures = gauges(request.standing, list(dict.fromkeys(shown)), request.today, request.now)
    context = {"plan": plan, "page": page, "full": "full" in request.GET}
    context["tasks"] = [(task, _headline(plan, task, figures)) for task in page.tasks]
    if figures is not None:
        chosen = _chosen(request, figures, shown)
        context |= {
            "groups": [
                (name, [figures.of(INDICATORS[key], figures.units[0]) for key in keys])
                for name, keys in ((_("资金"), MONEY), (_("案件和办件"), CASES))
            ],
            "tiles": _tiles(figures, chosen, page),
            "chosen": chosen,
            "filters": [
                Filter("tile", _("指标"), [Option(k, str(INDICATORS[k].name), k == chosen.key) for k in _keys(shown)])
            ],
            "as_of": figures.found.as_of,
        }
    return render(request, "plan/board.html", context)


def _keys(shown: list[Indicator]) -> list[str]:
    return list(dict.fromkeys(indicator.key for indicator in shown))


def _of_tasks(plan: WorkPlan, tasks: list[TaskNote]) -> list[Indicator]:
    """Indicators name the tasks of the prefecture's plan by their numbers; a county's plan has numbers of its own."""
    return [one for task in tasks for one in of_task(task.number)] if plan.is_of_government else []


def _headline(plan: WorkPlan, task: TaskNote, figures: Gauges | None) -> Gauge | None:
    """The one indicator that stands for a task: the first with a target, otherwise the first declared for it."""
    if figures is None or not plan.is_of_government:
        return None
    first = figures.aimed_first(of_task(task.number))[:1]
    return figures.of(first[0], figures.units[0]) if first else None


def _chosen(request: Request, figures: Gauges, shown: list[Indicator]) -> Indicator:
    key = request.GET.get("tile", "")
    return INDICATORS[key] if key in _keys(shown) else figures.aimed_first(shown)[0]


def _tiles(figures: Gauges, chosen: Indicator, page: Board) -> list[CountyTile]:
    lines = {line.unit.pk: line for line in page.counties}
    each = [(unit, figures.of(chosen, unit)) for unit in figures.units[1:]]
    top = max([gauge.value for _unit, gauge in each if gauge.value is not None], default=None) or 1
    return [
        CountyTile(unit, tiles().get(unit.code), lines.get(unit.pk), gauge, float((gauge.value or 0) / top))
        for unit, gauge in each
    ]
