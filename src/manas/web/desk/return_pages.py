"""Statistics: forms with what they ask, periods with who has answered, and the return of one unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.engines.periods import Period, Span
from manas.indicators import rules as figures_rules
from manas.indicators.models import FormItem, Return, ReturnForm, ReturnPeriod, ReturnValue
from manas.indicators.statistics import actions, designing, rules
from manas.indicators.statistics.actions import MOVES, ReturnRefused
from manas.indicators.statistics.designing import FormRefused
from manas.indicators.statistics.models import FormState, ReturnQuerySet, ReturnState
from manas.indicators.statistics.queries import burdens, changed_since, faults, last_day, standings
from manas.indicators.values.words import period_words
from manas.office.files.queries import attachment
from manas.reports.returns import returns_workbook
from manas.web.desk import return_view as view
from manas.web.desk.plan_pages import XLSX
from manas.web.desk.return_forms import (
    AmountForm,
    DesignForm,
    ExceptionForm,
    ItemForm,
    OpenForm,
    openable,
)
from manas.web.shared.access import Request, office_only, workers

FORM_DEEDS: dict[str, Callable[..., ReturnForm]] = {
    "force": designing.put_form_in_force,
    "close": designing.close_form,
}


def form_or_404(request: Request, pk: int) -> ReturnForm:
    """This function will load a form that the person may read."""
    return get_object_or_404(ReturnForm.objects.visible_to(request.standing).select_related("owner"), pk=pk)


def own_form_or_404(request: Request, pk: int) -> ReturnForm:
    """This function will load a form on which the person decides."""
    found = form_or_404(request, pk)
    if not figures_rules.may_decide(request.standing, found.owner):
        raise Http404
    return found


def period_or_404(request: Request, pk: int) -> ReturnPeriod:
    """This function will load a period of a form that the person may read."""
    forms = ReturnForm.objects.visible_to(request.standing)
    return get_object_or_404(ReturnPeriod.objects.filter(form__in=forms).select_related("form__owner"), pk=pk)


def return_or_404(request: Request, pk: int) -> Return:
    """This function will load a return of a unit whose work the person may read."""
    found = Return.objects.visible_to(request.standing).select_related("period__form__owner", "unit")
    return get_object_or_404(found, pk=pk)


def _returns(request: Request, period: ReturnPeriod) -> ReturnQuerySet:
    found = Return.objects.visible_to(request.standing).filter(period=period)
    return found.select_related("unit", "period__form")


@workers
def statistics(request: Request) -> HttpResponse:
    """The forms, what they cost those who fill them in, and what waits for the reader; the office designs a new one."""
    owner = figures_rules.office_of(request.standing)
    form = DesignForm(
        request.POST if request.method == "POST" else None,
        units=list(figures_rules.reporting_units(owner)) if owner else [],
    )
    if request.method == "POST":
        if owner is None:
            raise Http404
        if form.is_valid():
            try:
                given = {**form.cleaned_data, "owner": owner}
                made = designing.draw_up_form(**given, actor=request.person, at=request.now)
            except FormRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("return-form", made.pk)
    visible = ReturnForm.objects.visible_to(request.standing).select_related("owner").prefetch_related("items", "units")
    units = figures_rules.places(request.standing)
    context = {
        "forms": visible,
        "waiting": view.waiting(request.standing, request.today),
        "burdens": burdens(units[0]) if units else [],
        "form": form if owner else None,
    }
    return render(request, "statistics/forms.html", context, status=422 if form.is_bound else 200)


@workers
def return_form(request: Request, pk: int) -> HttpResponse:
    """One form: its items, its units, its periods, and what it adds to everybody's burden."""
    found = form_or_404(request, pk)
    may = figures_rules.may_decide(request.standing, found.owner)
    editable = may and found.state == FormState.DRAFT
    form = ItemForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not editable:
            raise Http404
        if form.is_valid():
            try:
                designing.add_item(form=found, actor=request.person, at=request.now, **form.cleaned_data)
            except FormRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("return-form", pk)
    periods = openable(found, Period.of(request.today, Span.MONTH)) if may and found.state == FormState.IN_FORCE else []
    choices = [(one.code, period_words(one)) for one in periods]
    context = {
        "found": found,
        "items": [(item, view.name_of(item), view.measure_of(item)) for item in found.items.all()],
        "units": found.units.all(),
        "periods": [(one, period_words(one.time)) for one in found.periods.all()],
        "burdens": burdens(found.owner, found),
        "form": form if editable else None,
        "opening": OpenForm(choices=choices) if choices else None,
        "may": may,
    }
    return render(request, "statistics/form.html", context, status=422 if form.is_bound else 200)


@office_only
@require_POST
def return_form_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """Put in force, close, throw a draft away, open a period."""
    found = own_form_or_404(request, pk)
    try:
        if deed == "discard":
            designing.discard_form(form=found, actor=request.person, at=request.now)
            return redirect("statistics")
        if deed == "open":
            return _open(request, found)
        if deed not in FORM_DEEDS:
            raise Http404
        FORM_DEEDS[deed](form=found, actor=request.person, at=request.now)
    except (FormRefused, ReturnRefused) as refusal:
        messages.error(request, str(refusal))
    return redirect("return-form", pk)


def _open(request: Request, found: ReturnForm) -> HttpResponse:
    choices = [(one.code, one.code) for one in openable(found, Period.of(request.today, Span.MONTH))]
    form = OpenForm(request.POST, choices=choices)
    if not form.is_valid():
        raise ReturnRefused(_("请选择统计期"))
    period = Period.read(form.cleaned_data["period"])
    made = actions.open_period(form=found, period=period, actor=request.person, at=request.now)
    return redirect("return-period", made.pk)


@office_only
@require_POST
def return_item_drop(request: Request, pk: int) -> HttpResponse:
    """Take an item off a draft."""
    item = get_object_or_404(FormItem.objects.select_related("form__owner"), pk=pk)
    own_form_or_404(request, item.form_id)
    try:
        designing.drop_item(item=item, actor=request.person, at=request.now)
    except FormRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("return-form", item.form_id)


@workers
def return_period(request: Request, pk: int) -> HttpResponse:
    """One period: who has answered, how completely and when; what has changed since; exceptions and the lock."""
    found = period_or_404(request, pk)
    may = figures_rules.may_decide(request.standing, found.form.owner)
    returns = list(_returns(request, found))
    form = ExceptionForm(
        request.POST if request.method == "POST" else None, units=[one.unit_id for one in returns] if may else []
    )
    if request.method == "POST":
        if not may:
            raise Http404
        if form.is_valid():
            try:
                actions.make_exception(period=found, actor=request.person, at=request.now, **form.cleaned_data)
            except ReturnRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("return-period", pk)
    changed = changed_since(returns)
    lines = standings(returns, request.today)
    context = {
        "found": found,
        "words": period_words(found.time),
        "lines": [(line, len(changed.get(line.filled.pk, []))) for line in lines],
        "submitted": sum(line.filled.state != ReturnState.OPEN for line in lines),
        "in_time": sum(line.filled.state != ReturnState.OPEN and not line.days_late for line in lines),
        "exceptions": found.exceptions.filter(unit__in=[one.unit_id for one in returns]).select_related(
            "unit", "made_by"
        ),
        "form": form if may else None,
        "may": may,
    }
    return render(request, "statistics/period.html", context, status=422 if form.is_bound else 200)


@office_only
@require_POST
def return_period_lock(request: Request, pk: int) -> HttpResponse:
    """Lock a period."""
    found = period_or_404(request, pk)
    own_form_or_404(request, found.form_id)
    try:
        actions.lock_period(period=found, actor=request.person, at=request.now)
    except ReturnRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("return-period", pk)


@workers
@require_safe
def return_period_file(request: Request, pk: int) -> HttpResponse:
    """The returns of a period as a workbook, four values an item."""
    found = period_or_404(request, pk)
    returns = _returns(request, found).prefetch_related("values__item")
    name = f"{found.form.name}-{found.period}.xlsx"
    return HttpResponse(
        returns_workbook(found, list(returns)),
        content_type=XLSX,
        headers={"Content-Disposition": attachment(name)},
    )


@workers
def unit_return(request: Request, pk: int) -> HttpResponse:
    """The return of one unit: every item with its values; filled in here while it is open."""
    found = return_or_404(request, pk)
    if request.method == "POST":
        if not rules.may_fill(request.standing, found):
            raise Http404
        return _fill_in(request, found)
    return _shown(request, found)


def _shown(request: Request, found: Return, given: Mapping[int, Mapping[str, str]] | None = None) -> HttpResponse:
    """The page; with what was typed and refused, so that nothing of it is lost."""
    today = request.today
    context = {
        "found": found,
        "period": found.period,
        "words": period_words(found.period.time),
        "due_on": last_day(found),
        "lines": view.lines(found, changed_since([found]).get(found.pk, []), faults(found), given or {}),
        "fills": rules.may_fill(request.standing, found) and found.state == ReturnState.OPEN,
        "deeds": view.deeds(request.standing, found, today),
        "verifies": view.verifies(request.standing, found, today),
        "office": rules.may_approve(request.standing, found),
        "steps": [(_(MOVES[step.deed].words), step) for step in found.steps.select_related("by")],
    }
    return render(request, "statistics/return.html", context, status=422 if given else 200)


def _fill_in(request: Request, found: Return) -> HttpResponse:
    """Keeps what was typed, and submits it at once where that was asked; counts anew where that was."""
    deed, given = request.POST.get("deed"), view.typed(found, request.POST)
    try:
        if deed == "compute":
            actions.compute_again(filled=found, actor=request.person, at=request.now)
            return redirect("unit-return", found.pk)
        actions.fill_in(filled=found, given=given, actor=request.person, at=request.now)
    except ReturnRefused as refusal:
        messages.error(request, str(refusal))
        return _shown(request, found, given)
    try:
        if deed == "submit":
            actions.move(filled=found, deed="submit", actor=request.person, at=request.now)
    except ReturnRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已上报") if deed == "submit" else _("已保存"))
    return redirect("unit-return", found.pk)


@workers
@require_POST
def return_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """One step up or down: recall, check, approve, and each taken back."""
    found = return_or_404(request, pk)
    if deed not in MOVES or not MOVES[deed].who(request.standing, found):
        raise Http404
    try:
        reason = request.POST.get("reason", "")
        actions.move(filled=found, deed=deed, actor=request.person, at=request.now, reason=reason)
    except ReturnRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已%s") % _(MOVES[deed].words))
    return redirect("unit-return", pk)


@office_only
def return_value(request: Request, pk: int, kind: str) -> HttpResponse:
    """What the office verified of one item, or what came back from above."""
    value = get_object_or_404(ReturnValue.objects.select_related("item", "filled__period__form__owner"), pk=pk)
    found = return_or_404(request, value.filled_id)
    if kind not in {"verified", "returned"} or not rules.may_approve(request.standing, found):
        raise Http404
    form = AmountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        amount, said = form.cleaned_data["amount"], form.cleaned_data["said"]
        try:
            if kind == "verified":
                actions.verify_value(value=value, verified=amount, reason=said, actor=request.person, at=request.now)
            else:
                actions.enter_returned(value=value, returned=amount, source=said, actor=request.person, at=request.now)
        except ReturnRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{reverse('unit-return', args=[found.pk])}#item-{value.item_id}")
    context = {"value": value, "found": found, "form": form, "name": view.name_of(value.item), "kind": kind}
    return render(request, "statistics/value.html", context, status=422 if form.is_bound else 200)
