"""上级反馈和统计数据: what was given from outside, entered by the office; one value with all its versions."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from manas.indicators import rules
from manas.indicators.given.actions import GivenRefused, Paper, enter
from manas.indicators.given.models import GivenValue
from manas.indicators.given.official import OFFICIAL
from manas.indicators.given.queries import conditions, history
from manas.indicators.given.reading import read
from manas.office.models import Unit
from manas.web.desk.forms import DayField
from manas.web.desk.paging import page_of
from manas.web.shared.access import Request, workers


class GivenForm(forms.Form):
    """Values of one document, a line each, as a spreadsheet copies them."""

    document = forms.CharField(label=gettext_lazy("来源文件名称"), max_length=200)
    number = forms.CharField(label=gettext_lazy("发文字号"), max_length=80)
    issued_on = DayField(label=gettext_lazy("成文日期"))
    lines = forms.CharField(
        label=gettext_lazy("数据"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "每行一条：指标、单位、统计期（年）、数值，可从表格中整块复制。任何一行有误时都不登记。"
        ),
    )


@workers
def given_values(request: Request) -> HttpResponse:
    """What counts of all given values; the office enters more."""
    owner = rules.office_of(request.standing)
    form = GivenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if owner is None:
            raise Http404
        if form.is_valid() and _entered(form, owner, request):
            return redirect("given-values")
    found = GivenValue.objects.visible_to(request.standing).counting().select_related("unit")
    page = page_of(request, found.order_by("-period", "figure", "unit__position", "pk"))
    context = {
        "page": page,
        "rows": [(one, OFFICIAL[one.figure]) for one in page.rows],
        "official": OFFICIAL.values(),
        "conditions": conditions(),
        "form": form if owner else None,
    }
    return render(request, "indicators/given.html", context, status=422 if form.is_bound else 200)


def _entered(form: GivenForm, owner: Unit, request: Request) -> bool:
    asked = form.cleaned_data
    told, faults = read(asked["lines"], list(Unit.objects.within(owner)))
    for fault in faults:
        form.add_error("lines", fault)
    if not faults and not told:
        form.add_error("lines", _("没有可登记的数据"))
    if form.errors:
        return False
    paper = Paper(asked["document"], asked["number"], asked["issued_on"])
    try:
        enter(owner=owner, told=told, paper=paper, actor=request.person, at=request.now)
    except GivenRefused as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


@workers
@require_safe
def given_value(request: Request, pk: int) -> HttpResponse:
    """One value with the versions before and after it."""
    found = get_object_or_404(GivenValue.objects.visible_to(request.standing).select_related("unit"), pk=pk)
    context = {"given": found, "official": OFFICIAL[found.figure], "versions": history(found)}
    return render(request, "indicators/given_value.html", context)
