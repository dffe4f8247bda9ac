"""单位: the tree of units, renamed, closed and merged by dates. What still holds a unit open is told, not deleted."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.matters.docket.queries.holding import open_matters
from manas.office import actions
from manas.office.actions import Naming, UnitRefused
from manas.office.actions.units import Obstacles
from manas.office.models import FactStatus, NameKind, Unit, UnitKind
from manas.plan.queries.holding import open_work
from manas.web.desk.forms import DayField
from manas.web.shared.access import Request, administrators

# Each room that gives units work says here what of it is still open.
OBSTACLES: tuple[Obstacles, ...] = (open_work, open_matters)


class UnitForm(forms.Form):
    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9_-]*$",
        label=gettext_lazy("单位代码"),
        max_length=40,
        help_text=gettext_lazy("小写字母、数字和短横线，登记后不再改变"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("单位类别"), choices=UnitKind.choices)
    parent = forms.ModelChoiceField(Unit.objects.all(), label=gettext_lazy("上级单位"))
    full_name = forms.CharField(label=gettext_lazy("全称"), max_length=120)
    short_name = forms.CharField(label=gettext_lazy("简称"), max_length=80)
    source = forms.CharField(label=gettext_lazy("依据文件"), max_length=200)
    opened_on = DayField(label=gettext_lazy("设立日期"), required=False)


class RenameForm(forms.Form):
    full_name = forms.CharField(label=gettext_lazy("新全称"), max_length=120)
    short_name = forms.CharField(label=gettext_lazy("新简称"), max_length=80)
    valid_from = DayField(label=gettext_lazy("启用日期"))
    source = forms.CharField(label=gettext_lazy("依据文件"), max_length=200)


class CloseForm(forms.Form):
    closed_on = DayField(label=gettext_lazy("撤销日期"))
    into = forms.ModelChoiceField(Unit.objects.filter(closed_on=None), label=gettext_lazy("并入"), required=False)


def _page(request: Request, form: UnitForm, status: int = 200) -> HttpResponse:
    units = Unit.objects.select_related("parent", "merged_into").prefetch_related("names").order_by("path")
    context = {"units": units, "form": form, "rename_form": RenameForm(), "close_form": CloseForm()}
    return render(request, "people/units.html", context, status=status)


@administrators
@require_safe
def units(request: Request) -> HttpResponse:
    return _page(request, UnitForm())


@administrators
@require_POST
def add(request: Request) -> HttpResponse:
    form = UnitForm(request.POST)
    if form.is_valid() and Unit.objects.filter(code=form.cleaned_data["code"]).exists():
        form.add_error("code", _("这个单位代码已经登记"))
    if not form.is_valid():
        return _page(request, form, status=422)
    told = form.cleaned_data
    naming = Naming(told["full_name"], NameKind.FULL, told["source"], FactStatus.READ, told["opened_on"])
    actions.add_unit(
        code=told["code"],
        kind=told["kind"],
        short_name=told["short_name"],
        names=[naming],
        parent=told["parent"],
        position=Unit.objects.count(),
        opened_on=told["opened_on"],
        actor=request.person,
        at=request.now,
    )
    messages.success(request, _("单位已登记"))
    return redirect("units")


@administrators
@require_POST
def rename(request: Request, pk: int) -> HttpResponse:
    unit, form = get_object_or_404(Unit, pk=pk), RenameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写新名称、启用日期和依据文件"))
        return redirect("units")
    told = form.cleaned_data
    naming = Naming(told["full_name"], NameKind.FULL, told["source"], FactStatus.READ, told["valid_from"])
    try:
        actions.rename_unit(
            unit=unit, naming=naming, short_name=told["short_name"], actor=request.person, at=request.now
        )
    except UnitRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("units")


@administrators
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    unit, form = get_object_or_404(Unit, pk=pk), CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写撤销日期"))
        return redirect("units")
    told = form.cleaned_data
    common = {"closed_on": told["closed_on"], "obstacles": OBSTACLES, "actor": request.person, "at": request.now}
    try:
        if told["into"]:
            actions.merge_unit(unit=unit, into=told["into"], **common)
        else:
            actions.close_unit(unit=unit, **common)
    except UnitRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("units")
