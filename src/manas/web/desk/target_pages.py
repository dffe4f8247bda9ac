"""Sets of indicators: drawn up, put in force, revised, closed; each target with how far it is reached."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manas.engines.figures import Figure
from manas.engines.periods import Period
from manas.indicators import rules
from manas.indicators.declared import INDICATORS
from manas.indicators.models import IndicatorSet, SetState, Target
from manas.indicators.sets import actions
from manas.indicators.sets.actions import SetRefused
from manas.indicators.sets.queries import reached
from manas.web.desk import indicator_view as view
from manas.web.desk.target_forms import SetForm, TargetForm
from manas.web.shared.access import Request, office_only, workers
from manas.web.shared.frame import current_plan

DEEDS: dict[str, Callable[..., IndicatorSet]] = {
    "force": actions.put_in_force,
    "close": actions.close,
    "revise": actions.revise,
}


def set_or_404(request: Request, pk: int) -> IndicatorSet:
    """This function will load a set that the person may read."""
    return get_object_or_404(IndicatorSet.objects.visible_to(request.standing).select_related("owner", "plan"), pk=pk)


@workers
def sets(request: Request) -> HttpResponse:
    """The sets of the prefecture; the office begins a new one."""
    owner = rules.office_of(request.standing)
    form = SetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if owner is None:
            raise Http404
        if form.is_valid():
            try:
                made = actions.draw_up(
                    **form.cleaned_data, owner=owner, plan=current_plan(), actor=request.person, at=request.now
                )
            except SetRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("indicator-set", made.pk)
    found = IndicatorSet.objects.visible_to(request.standing).select_related("owner")
    context = {"sets": found, "form": form if owner else None}
    return render(request, "indicators/sets.html", context, status=422 if form.is_bound else 200)


@workers
def indicator_set(request: Request, pk: int) -> HttpResponse:
    """One set: every target with its figure; targets are set while it is a draft."""
    found = set_or_404(request, pk)
    may = rules.may_decide(request.standing, found.owner)
    editable = may and found.state == SetState.DRAFT
    given = request.POST if request.method == "POST" else None
    form = TargetForm(given, units=rules.places(request.standing), year=request.today.year)
    if given is not None:
        if not editable:
            raise Http404
        if form.is_valid():
            try:
                actions.set_target(indicator_set=found, actor=request.person, at=request.now, **form.cleaned_data)
            except SetRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("indicator-set", pk)
    rows = [
        (one.target, INDICATORS[one.target.indicator], one.met, _cell(one.target, one.figure)) for one in reached(found)
    ]
    context = {
        "set": found,
        "rows": rows,
        "form": form if editable else None,
        "may": may,
        "newer": found.revised_by.first(),
    }
    return render(request, "indicators/set.html", context, status=422 if form.is_bound else 200)


def _cell(target: Target, figure: Figure) -> view.Cell:
    return view.cell(INDICATORS[target.indicator], figure, target.unit, Period(target.year))


@office_only
@require_POST
def indicator_set_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """Put in force, close, revise."""
    found = set_or_404(request, pk)
    if deed not in DEEDS or not rules.may_decide(request.standing, found.owner):
        raise Http404
    try:
        made = DEEDS[deed](indicator_set=found, actor=request.person, at=request.now)
    except SetRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("indicator-set", pk)
    return redirect("indicator-set", made.pk)


@office_only
@require_POST
def target_drop(request: Request, pk: int) -> HttpResponse:
    """Take a target out of a draft."""
    target = get_object_or_404(Target.objects.select_related("indicator_set__owner", "unit"), pk=pk)
    found = set_or_404(request, target.indicator_set_id)
    try:
        actions.drop_target(target=target, actor=request.person, at=request.now)
    except SetRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已删除"))
    return redirect("indicator-set", found.pk)
