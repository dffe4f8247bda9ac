"""一县一品: every county with its product, one product with what records know of it, naming and giving up."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.office.models import Unit, UnitKind
from manas.plan import rules
from manas.plan.models import CountySpecialty, Obligation, PlanState
from manas.plan.specialty.actions import Named, SpecialtyRefused, give_up, name_specialty
from manas.plan.specialty.queries import counties, history, known, sales
from manas.web.desk.forms import DayField
from manas.web.shared.access import Request, workers

# What the prefecture's plan calls such work; of a county's own plan every sentence may be answered.
CALLED = ("一县一品", "品牌", "地理标志")


class SpecialtyForm(forms.Form):
    """A county's product as it is named."""

    name = forms.CharField(label=gettext_lazy("特色产品"), max_length=60)
    other_words = forms.CharField(
        label=gettext_lazy("其他叫法"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("记录中可能用到的其他名称，用顿号分开；系统按这些名称查找记录"),
    )
    obligation = forms.ModelChoiceField(Obligation.objects.none(), label=gettext_lazy("责任语句"), required=False)
    document = forms.CharField(label=gettext_lazy("依据文件"), max_length=200)
    on = DayField(label=gettext_lazy("确定日期"))


def _sentences(county: Unit) -> QuerySet[Obligation]:
    """The sentences of plans in force in a county that its product may answer."""
    called = Q(pk__in=[])
    for word in CALLED:
        called |= Q(text__contains=word)
    owners = (rules.root_of(county), county)
    found = Obligation.objects.filter(task__plan__state=PlanState.ADOPTED, task__plan__owner__in=owners)
    return found.filter(called | Q(task__plan__owner=county)).order_by("-task__plan__owner__path", "pk")


@workers
@require_safe
def specialties(request: Request) -> HttpResponse:
    """Every county with its product; where there is none, who may names one."""
    rows = [(unit, one, rules.may_propose(request.standing, unit)) for unit, one in counties(request.standing)]
    return render(request, "specialty/list.html", {"rows": rows})


@workers
@require_safe
def specialty(request: Request, pk: int) -> HttpResponse:
    """One product: what records know of it, and what the county had before."""
    related = ("county", "obligation__task__plan__owner", "entered_by")
    found = get_object_or_404(CountySpecialty.objects.visible_to(request.standing).select_related(*related), pk=pk)
    may = rules.may_propose(request.standing, found.county)
    context = {
        "specialty": found,
        "known": known(found, request.standing),
        "sales": sales(found, request.standing),
        "others": [one for one in history(found) if one.pk != found.pk],
        "may": may,
        "may_end": may and found.ended_on is None,
    }
    return render(request, "specialty/one.html", context)


@workers
def specialty_new(request: Request, code: str) -> HttpResponse:
    """Names the product of a county."""
    county = get_object_or_404(Unit, code=code, kind=UnitKind.COUNTY_GOVERNMENT, closed_on=None)
    if not rules.may_propose(request.standing, county):
        raise Http404
    form = SpecialtyForm(request.POST if request.method == "POST" else None, initial={"on": request.today})
    form.fields["obligation"].queryset = _sentences(county)  # type: ignore[attr-defined]  # it chooses among rows
    if form.is_valid():
        try:
            made = name_specialty(county=county, named=Named(**form.cleaned_data), actor=request.person, at=request.now)
        except SpecialtyRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记"))
            return redirect("specialty", made.pk)
    return render(request, "specialty/new.html", {"county": county, "form": form}, status=422 if form.is_bound else 200)


@workers
@require_POST
def specialty_end(request: Request, pk: int) -> HttpResponse:
    """Gives a county's product up."""
    found = get_object_or_404(CountySpecialty.objects.visible_to(request.standing).select_related("county"), pk=pk)
    if not rules.may_propose(request.standing, found.county):
        raise Http404
    try:
        give_up(specialty=found, reason=request.POST.get("reason", ""), actor=request.person, at=request.now)
    except SpecialtyRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已终止"))
    return redirect("specialty", pk)
