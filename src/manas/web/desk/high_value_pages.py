"""高价值发明专利认定: the patents that lists from above name, each under its condition; the office enters lists."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from manas.indicators import rules
from manas.indicators.given.actions import GivenRefused, Paper
from manas.indicators.given.models import HighValueReason, ReasonCode
from manas.indicators.given.naming import ListRefused, name_list, take_back
from manas.indicators.given.queries import conditions
from manas.office.models import Unit
from manas.web.desk.forms import DayField
from manas.web.desk.paging import page_of
from manas.web.shared.access import Request, office_only, workers

TOLD = [(str(code), code.label) for code in ReasonCode if code != ReasonCode.TEN_YEARS]


class NamesForm(forms.Form):
    """Numbers of patents that one document names under one condition."""

    code = forms.ChoiceField(label=gettext_lazy("高价值认定条件"), choices=TOLD)
    document = forms.CharField(label=gettext_lazy("来源文件名称"), max_length=100)
    number = forms.CharField(label=gettext_lazy("发文字号"), max_length=80)
    issued_on = DayField(label=gettext_lazy("成文日期"))
    numbers = forms.CharField(
        label=gettext_lazy("专利号"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("每行一个申请号或者公开（公告）号。任何一行有误时都不登记。"),
    )


@workers
def high_value(request: Request) -> HttpResponse:
    """Every patent that a list names, the latest first; the office enters more."""
    owner = rules.office_of(request.standing)
    form = NamesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if owner is None:
            raise Http404
        if form.is_valid() and _entered(form, owner, request):
            return redirect("high-value")
    page = page_of(request, HighValueReason.objects.select_related("patent").order_by("-pk"))
    context = {"page": page, "conditions": conditions(), "form": form if owner else None}
    return render(request, "indicators/high_value.html", context, status=422 if form.is_bound else 200)


def _entered(form: NamesForm, owner: Unit, request: Request) -> bool:
    asked = form.cleaned_data
    paper = Paper(asked["document"], asked["number"], asked["issued_on"])
    try:
        made = name_list(
            owner=owner, text=asked["numbers"], code=asked["code"], paper=paper, actor=request.person, at=request.now
        )
    except ListRefused as refusal:
        for fault in refusal.faults:
            form.add_error("numbers", fault)
    except GivenRefused as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, _("已登记%d件") % len(made))
    return not form.errors


@office_only
@require_POST
def high_value_drop(request: Request, pk: int) -> HttpResponse:
    """Take back what was entered by mistake."""
    owner = rules.office_of(request.standing)
    found = get_object_or_404(HighValueReason.objects.select_related("patent"), pk=pk)
    if owner is None:
        raise Http404
    try:
        take_back(owner=owner, reason=found, why=request.POST.get("why", ""), actor=request.person, at=request.now)
    except GivenRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已撤销"))
    return redirect("high-value")
