"""Assessments: methods as data, results with intervals, every score down to its rows, comments, two beside one another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.engines.composite.difference import CannotCompare
from manas.engines.periods import Period
from manas.indicators import rules as figures_rules
from manas.indicators.assessment import actions, methods, rules
from manas.indicators.assessment.actions import AssessmentRefused
from manas.indicators.assessment.methods import MethodUnfit
from manas.indicators.assessment.models import AssessmentState, MethodState
from manas.indicators.assessment.queries import beside, verify
from manas.indicators.assessment.reckoning import Reckoned, faults
from manas.indicators.declared import INDICATORS
from manas.indicators.models import Addition, Assessment, AssessmentComment, AssessmentMethod, MethodIndicator
from manas.indicators.values.words import period_words
from manas.office.files.queries import attachment
from manas.office.models import Unit
from manas.reports.assessments import assessment_workbook
from manas.web.desk import assessment_view as view
from manas.web.desk.assessment_forms import (
    AdditionForm,
    CommentForm,
    ExemptForm,
    GrantForm,
    MethodForm,
    PeriodForm,
    RowForm,
)
from manas.web.desk.indicator_view import choices as periods_to_choose
from manas.web.desk.plan_pages import XLSX
from manas.web.shared.access import Request, office_only, workers

ROWS: dict[str, tuple[type[forms.Form], Callable[..., object]]] = {
    "indicator": (RowForm, methods.put_indicator),
    "addition": (AdditionForm, methods.put_addition),
}
DROPS: dict[str, Callable[[], QuerySet[Any]]] = {
    "indicator": MethodIndicator._default_manager.all,
    "addition": Addition._default_manager.all,
}
DEEDS: dict[str, tuple[Callable[..., Assessment], Any]] = {
    "count": (actions.count_again, gettext_lazy("已重新测算")),
    "comments": (actions.ask_comments, gettext_lazy("已开始征求意见")),
    "publish": (actions.publish, gettext_lazy("已公布")),
}


def method_or_404(request: Request, pk: int) -> AssessmentMethod:
    """This function will load a method that the person may read."""
    found = AssessmentMethod.objects.visible_to(request.standing).select_related("owner", "revises")
    return get_object_or_404(found, pk=pk)


def assessment_or_404(request: Request, pk: int) -> Assessment:
    """This function will load an assessment that the person may read."""
    found = Assessment.objects.visible_to(request.standing).select_related("method__owner", "published_by")
    return get_object_or_404(found, pk=pk)


def _may(request: Request, method: AssessmentMethod) -> bool:
    return figures_rules.may_decide(request.standing, method.owner)


@workers
def assessments(request: Request) -> HttpResponse:
    """Methods and assessments; the office begins a new method."""
    owner = figures_rules.office_of(request.standing)
    form = MethodForm(
        request.POST if request.method == "POST" else None,
        units=list(figures_rules.reporting_units(owner)) if owner else [],
    )
    if request.method == "POST":
        if owner is None:
            raise Http404
        if form.is_valid():
            try:
                made = methods.draw_up_method(owner=owner, actor=request.person, at=request.now, **form.cleaned_data)
            except MethodUnfit as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("assessment-method", made.pk)
    found = Assessment.objects.visible_to(request.standing).select_related("method")
    context = {
        "methods": AssessmentMethod.objects.visible_to(request.standing),
        "assessments": [(one, period_words(one.time)) for one in found],
        "form": form if owner else None,
    }
    return render(request, "assessment/list.html", context, status=422 if form.is_bound else 200)


@workers
@require_safe
def assessment_method(request: Request, pk: int) -> HttpResponse:
    """One method: its indicators with points and scales, its additions, what is wrong with it, its assessments."""
    return _method_page(request, method_or_404(request, pk))


def _method_page(request: Request, found: AssessmentMethod, bound: dict[str, forms.Form] | None = None) -> HttpResponse:
    may, given = _may(request, found), bound or {}
    editable = may and found.state == MethodState.DRAFT
    rows = [(row, INDICATORS[row.indicator]) for row in found.indicators.all()]
    choices = [(one.code, period_words(one)) for one in periods_to_choose(request.today)]
    context = {
        "found": found,
        "rows": rows,
        "total": sum(row.points for row, _indicator in rows),
        "additions": found.additions.all(),
        "units": found.units.order_by("kind", "position", "pk"),
        "faults": faults(found) if editable else [],
        "assessments": [
            (one, period_words(one.time))
            for one in Assessment.objects.visible_to(request.standing).filter(method=found)
        ],
        "forms": {name: given.get(name) or kind() for name, (kind, _put) in ROWS.items()} if editable else {},
        "draw": PeriodForm(choices=choices) if may and found.state == MethodState.SIGNED else None,
        "may": may,
        "newer": found.revised_by.first(),
    }
    return render(request, "assessment/method.html", context, status=422 if bound else 200)


@office_only
@require_POST
def assessment_method_row(request: Request, pk: int, kind: str) -> HttpResponse:
    """Put an indicator, or an addition, into a draft."""
    found = method_or_404(request, pk)
    if kind not in ROWS or not _may(request, found):
        raise Http404
    form_class, put = ROWS[kind]
    form = form_class(request.POST)
    if form.is_valid():
        try:
            put(method=found, actor=request.person, at=request.now, **form.cleaned_data)
        except MethodUnfit as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("assessment-method", pk)
    return _method_page(request, found, {kind: form})


@office_only
@require_POST
def assessment_method_drop(request: Request, kind: str, pk: int) -> HttpResponse:
    """Take a row out of a draft."""
    if kind not in DROPS:
        raise Http404
    row = get_object_or_404(DROPS[kind]().select_related("method__owner"), pk=pk)
    found = method_or_404(request, row.method_id)
    if not _may(request, found):
        raise Http404
    try:
        methods.drop(row=row, actor=request.person, at=request.now)
    except MethodUnfit as refusal:
        messages.error(request, str(refusal))
    return redirect("assessment-method", found.pk)


@office_only
@require_POST
def assessment_method_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """Sign, revise, draw an assessment of a period."""
    found = method_or_404(request, pk)
    if deed not in {"sign", "revise", "draw"} or not _may(request, found):
        raise Http404
    try:
        if deed == "draw":
            return _draw(request, found)
        done = methods.sign if deed == "sign" else methods.revise
        made = done(method=found, actor=request.person, at=request.now)
    except (MethodUnfit, AssessmentRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect("assessment-method", pk)
    return redirect("assessment-method", made.pk)


def _draw(request: Request, found: AssessmentMethod) -> HttpResponse:
    form = PeriodForm(request.POST, choices=[(one.code, one.code) for one in periods_to_choose(request.today)])
    if not form.is_valid():
        raise AssessmentRefused(_("请选择统计期"))
    period = Period.read(form.cleaned_data["period"])
    made = actions.draw(method=found, period=period, actor=request.person, at=request.now)
    return redirect("assessment", made.pk)


@workers
@require_safe
def assessment(request: Request, pk: int) -> HttpResponse:
    """One assessment: places with intervals, every figure, points on top, comments."""
    return _page(request, assessment_or_404(request, pk))


def _page(request: Request, found: Assessment, bound: dict[str, forms.Form] | None = None) -> HttpResponse:
    reckoned, given = Reckoned(found), bound or {}
    may = _may(request, found.method) and found.state != AssessmentState.PUBLISHED
    own = rules.own_units(request.standing, found) if found.state == AssessmentState.COMMENTS else []
    units, keys = found.method.units.order_by("position", "pk"), [one.key for one in reckoned.method.indicators]
    office_forms = {
        "grant": given.get("grant") or GrantForm(additions=found.method.additions.all(), units=units),
        "exempt": given.get("exempt") or ExemptForm(units=units, keys=keys),
    }
    others = Assessment.objects.visible_to(request.standing).exclude(pk=found.pk).select_related("method")
    context = {
        "found": found,
        "words": period_words(found.time),
        "places": view.places(found),
        "few": len(reckoned.units),
        "rows": view.table(reckoned),
        "units": reckoned.units,
        "warnings": view.warnings(reckoned),
        "granted": found.granted.select_related("addition", "unit"),
        "comments": _comments(request, found),
        "forms": office_forms if may else {},
        "comment": (given.get("comment") or CommentForm(units=own)) if own else None,
        "others": [(one, period_words(one.time)) for one in others],
        "may": may,
        "verifies": found.state == AssessmentState.PUBLISHED and _may(request, found.method),
    }
    return render(request, "assessment/assessment.html", context, status=422 if bound else 200)


def _comments(request: Request, found: Assessment) -> list[AssessmentComment]:
    """The office reads all comments, a unit its own."""
    said = found.comments.select_related("unit", "by", "answered_by")
    if _may(request, found.method):
        return list(said)
    own = {unit.pk for unit in rules.own_units(request.standing, found)}
    return [one for one in said if one.unit_id in own]


@office_only
@require_POST
def assessment_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """Count again, ask for comments, publish, reckon what was published again."""
    found = assessment_or_404(request, pk)
    if not _may(request, found.method):
        raise Http404
    if deed == "verify":
        return _verified(request, found)
    if deed not in DEEDS:
        raise Http404
    act, words = DEEDS[deed]
    try:
        act(assessment=found, actor=request.person, at=request.now)
    except AssessmentRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("assessment", pk)


def _verified(request: Request, found: Assessment) -> HttpResponse:
    if found.state != AssessmentState.PUBLISHED:
        raise Http404
    again = verify(found)
    if again.same:
        messages.success(request, _("重算结果与公布的一致，指纹相同：%s") % again.fingerprint)
    else:
        messages.error(request, _("重算结果与公布的不一致，重算指纹：%s") % again.fingerprint)
    return redirect("assessment", found.pk)


@office_only
@require_POST
def assessment_adjust(request: Request, pk: int, kind: str) -> HttpResponse:
    """Points on top for a unit, or an indicator left out for it."""
    found = assessment_or_404(request, pk)
    if kind not in {"grant", "exempt"} or not _may(request, found.method):
        raise Http404
    units, given = found.method.units.all(), request.POST
    form: forms.Form
    if kind == "grant":
        form, act = GrantForm(given, additions=found.method.additions.all(), units=units), actions.grant
    else:
        keys = [row.indicator for row in found.method.indicators.all()]
        form, act = ExemptForm(given, units=units, keys=keys), actions.exempt  # type: ignore[assignment]  # either deed
    if form.is_valid():
        try:
            act(assessment=found, actor=request.person, at=request.now, **form.cleaned_data)
        except AssessmentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("assessment", pk)
    return _page(request, found, {kind: form})


@workers
@require_POST
def assessment_comment(request: Request, pk: int) -> HttpResponse:
    """What an assessed unit says to the draft."""
    found = assessment_or_404(request, pk)
    own = rules.own_units(request.standing, found)
    if not own:
        raise Http404
    form = CommentForm(request.POST, units=own)
    if form.is_valid():
        try:
            actions.comment(assessment=found, actor=request.person, at=request.now, **form.cleaned_data)
        except AssessmentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已提出意见"))
            return redirect("assessment", pk)
    return _page(request, found, {"comment": form})


@office_only
@require_POST
def assessment_answer(request: Request, pk: int) -> HttpResponse:
    """Answer a comment."""
    said = get_object_or_404(AssessmentComment.objects.select_related("assessment"), pk=pk)
    found = assessment_or_404(request, said.assessment_id)
    if not _may(request, found.method):
        raise Http404
    try:
        actions.answer(comment=said, text=request.POST.get("text", ""), actor=request.person, at=request.now)
    except AssessmentRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("assessment", found.pk)


@workers
@require_safe
def assessment_difference(request: Request, pk: int) -> HttpResponse:
    """What drives the difference of two units; or two assessments side by side."""
    found = assessment_or_404(request, pk)
    if other := request.GET.get("other"):
        second = assessment_or_404(request, int(other) if other.isdecimal() and len(other) < 10 else 0)
        told = view.choices(found, second) if found.method_id != second.method_id else None
        context = {"found": found, "second": second, "rows": beside(found, second), "choices": told}
        return render(request, "assessment/beside.html", context)
    reckoned = Reckoned(found)
    ends = {"unit": reckoned.units[0].code, "with": reckoned.units[-1].code}
    first, behind = (_unit_or_404(reckoned, request.GET.get(name, code)) for name, code in ends.items())
    context = {"found": found, "first": first, "second": behind, "units": reckoned.units}
    try:
        context["drivers"] = view.drivers(reckoned, first, behind)
    except CannotCompare as refusal:
        context["refusal"] = str(refusal)
    return render(request, "assessment/difference.html", context)


def _unit_or_404(reckoned: Reckoned, code: str) -> Unit:
    for unit in reckoned.units:
        if unit.code == code:
            return unit
    raise Http404


@workers
@require_safe
def assessment_file(request: Request, pk: int) -> HttpResponse:
    """Results and inputs as a workbook."""
    found = assessment_or_404(request, pk)
    name = f"{found.method.name}-{found.period}.xlsx"
    return HttpResponse(
        assessment_workbook(found), content_type=XLSX, headers={"Content-Disposition": attachment(name)}
    )
