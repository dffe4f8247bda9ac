"""Indicators: the table of all, one with its definition and trend, and the rows behind a figure."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manas.engines.figures import Figure, Known
from manas.engines.periods import Period, PeriodUnknown, Span
from manas.indicators import rules
from manas.indicators.declared import INDICATORS, Indicator
from manas.indicators.given.models import GivenValue
from manas.indicators.given.official import HIGH_VALUE, OFFICIAL
from manas.indicators.given.queries import conditions, returned
from manas.indicators.kept.queries import Book, book
from manas.indicators.sets.queries import Aims, aims
from manas.indicators.values.queries import evidence, loaded, measured, put_together
from manas.indicators.values.tables import back_from, by_head, of_task
from manas.indicators.values.words import number, period_words
from manas.office.files.queries import attachment
from manas.office.models import Unit
from manas.office.queries import merged_among
from manas.reports.indicators import indicators_workbook
from manas.web.desk import indicator_view as view
from manas.web.desk.filters import Filter, Option
from manas.web.desk.paging import page_of
from manas.web.desk.plan_pages import XLSX
from manas.web.shared.access import Request, workers

QUARTERS, YEARS = 8, 5


def period_of(request: Request) -> Period:
    """This function will read the period of an address: this year without one; 404 for what is none or has not begun."""
    try:
        period = Period.read(request.GET.get("period") or str(request.today.year))
    except PeriodUnknown:
        raise Http404 from None
    if period.first > request.today:
        raise Http404
    return period


def indicator_or_404(key: str) -> Indicator:
    """This function will give the indicator of an address."""
    if key not in INDICATORS:
        raise Http404
    return INDICATORS[key]


def _periods(request: Request, period: Period) -> Filter:
    options = [Option(one.code, period_words(one), one == period) for one in view.choices(request.today)]
    return Filter("period", _("统计期"), options)


def _tasks(task: str) -> Filter:
    numbers = {number for one in INDICATORS.values() for number in one.tasks}
    options = [Option(one, _("任务%s") % one, one == task) for one in sorted(numbers, key=int)]
    return Filter("task", _("对应任务"), options)


@workers
@require_safe
def indicators(request: Request) -> HttpResponse:
    """Every indicator for the prefecture and its counties, of one period; or those of one task."""
    period, units, task = period_of(request), rules.places(request.standing), request.GET.get("task", "")
    aimed_at, listed = aims(request.standing, period), of_task(task) if task else list(INDICATORS.values())
    found = _book(request, listed, units, [period])
    heads = [
        (head.label, [(one, _cells(one, found.row(one, units, period), units, period, aimed_at)) for one in under])
        for head, under in by_head(listed).items()
    ]
    context = {
        "heads": heads,
        "units": units,
        "period": period,
        "words": period_words(period),
        "task": task,
        "filters": [_periods(request, period), _tasks(task)],
        "running": period.last >= request.today,
        "as_of": found.as_of,
    }
    return render(request, "indicators/list.html", context)


def _book(request: Request, listed: list[Indicator], units: Sequence[Unit], periods: Sequence[Period]) -> Book:
    """Figures as they were kept, where counting takes long; `?now` counts them."""
    return book(listed, units, periods, request.now, anew="now" in request.GET)


def _cells(
    found: Indicator, figures: Sequence[Figure], units: Sequence[Unit], period: Period, aimed_at: Aims
) -> list[view.Cell]:
    return [
        view.aimed(view.cell(found, figure, unit, period), figure, aimed_at.get((found.key, unit.pk)))
        for figure, unit in zip(figures, units, strict=True)
    ]


@workers
@require_safe
def indicators_file(request: Request) -> HttpResponse:
    """The same table as a workbook."""
    period, units = period_of(request), rules.places(request.standing)
    return HttpResponse(
        indicators_workbook(_book(request, list(INDICATORS.values()), units, [period]), units, period),
        content_type=XLSX,
        headers={"Content-Disposition": attachment(f"{_('指标')}-{period.code}.xlsx")},
    )


@workers
@require_safe
def indicator(request: Request, key: str) -> HttpResponse:
    """One indicator: what it means and is counted from, every unit, and how it went."""
    found, period, units = indicator_or_404(key), period_of(request), rules.places(request.standing)
    count = YEARS if period.span is Span.YEAR else QUARTERS
    periods = back_from(period, count)
    figures = _book(request, [found], units, periods)
    through_time = [(one, figures.row(found, units, one)) for one in periods]
    top = view.highest([row[0] for _period, row in through_time])
    context = {
        "indicator": found,
        "units": units,
        "period": period,
        "words": period_words(period),
        "filters": [_periods(request, period)],
        "merged": list(merged_among(units)),
        "official": OFFICIAL.get(key),
        "returned": _returned(key, units, [one for one, _row in through_time]),
        "conditions": conditions() if key == HIGH_VALUE else [],
        "rows": [
            (
                period_words(one),
                _cells(found, row, units, one, aims(request.standing, one)),
                float((row[0].value or 0) / top),
            )
            for one, row in through_time
        ],
        "as_of": figures.as_of,
    }
    return render(request, "indicators/indicator.html", context)


def _returned(key: str, units: Sequence[Unit], periods: Sequence[Period]) -> list[tuple[int, list[GivenValue | None]]]:
    """This function will give what stands beside a computed figure: the officially returned one of each unit and year."""
    if not INDICATORS[key].out_of or key not in OFFICIAL:
        return []
    years = sorted({period.year for period in periods})
    found = returned(key, units, years)
    return [(year, [found.get((unit.pk, year)) for unit in units]) for year in years]


@workers
@require_safe
def indicator_evidence(request: Request, key: str) -> HttpResponse:
    """The rows behind one figure, exactly as many as it says."""
    found, period = indicator_or_404(key), period_of(request)
    unit, part = _unit_or_404(request), request.GET.get("part", "counts")
    rows = found.parts.get(part)
    if rows is None:
        raise Http404
    parts = measured(found, [unit], [period])
    sums = {name: each[unit.pk, 0] for name, each in zip(found.parts, parts, strict=True)}
    # The list of what is counted is as long as the figure says, and is not gone through once more to know it.
    total = None if rows.amount else int(sums[part])
    page = page_of(request, evidence(rows, unit, period).order_by("-pk"), total=total)
    shown = view.evidence_rows(rows, page.rows, request.standing)
    if key == HIGH_VALUE and part == "counts":
        shown = view.reasoned(shown, page.rows, period.last)
    counted = put_together(found, parts, (unit.pk, 0)) if loaded(found) else Figure(Known.NOT_LOADED)
    context = {
        "indicator": found,
        "unit": unit,
        "words": period_words(period),
        "period": period,
        "cell": view.cell(found, counted, unit, period),
        "counted": number(sums[part]),
        "part": part,
        "summed": bool(rows.amount),
        "page": page,
        "rows": shown,
        "other": view.behind(found, unit, period, "out_of" if part == "counts" else "counts") if found.out_of else "",
    }
    return render(request, "indicators/evidence.html", context)


def _unit_or_404(request: Request) -> Unit:
    """This function will give the unit of an address, among those whose figures one sees: the prefecture without one."""
    units = rules.places(request.standing)
    code = request.GET.get("unit") or (units[0].code if units else "")
    for unit in units:
        if unit.code == code:
            return unit
    raise Http404
