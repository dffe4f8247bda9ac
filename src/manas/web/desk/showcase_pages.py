"""代表作: proposed from a record, vetted, published; who took it over, and what came of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.matters.docket.models import Matter
from manas.office.models import Unit
from manas.office.rules import REPORTING
from manas.plan import rules
from manas.plan.actions import showcases as deeds
from manas.plan.actions.showcases import ShowcaseRefused, Source
from manas.plan.models import Report, Showcase, ShowcaseCopy, ShowcaseState, WorkItem
from manas.plan.queries.showcases import copies_of, counts, listed
from manas.web.desk.showcase_forms import TakeOverForm, ToldForm
from manas.web.shared.access import Request, workers

# What an address calls a deed of the office, and what it asks beside the record.
DEEDS: dict[str, Callable[[Request, Showcase], Showcase]] = {
    "accept": lambda request, found: deeds.accept(showcase=found, actor=request.person, at=request.now),
    "return": lambda request, found: deeds.give_back(
        showcase=found, reason=request.POST.get("reason", ""), actor=request.person, at=request.now
    ),
    "publish": lambda request, found: deeds.publish(
        showcase=found, checked="checked" in request.POST, actor=request.person, at=request.now
    ),
    "take-down": lambda request, found: deeds.take_down(
        showcase=found, reason=request.POST.get("reason", ""), actor=request.person, at=request.now
    ),
}
COPY_DEEDS: dict[str, Callable[[Request, ShowcaseCopy], ShowcaseCopy]] = {
    "confirm": lambda request, copy: deeds.confirm_copy(copy=copy, actor=request.person, at=request.now),
    "return": lambda request, copy: deeds.return_copy(
        copy=copy, reason=request.POST.get("reason", ""), actor=request.person, at=request.now
    ),
}


def _showcase_or_404(request: Request, pk: int) -> Showcase:
    related = ("unit__parent__parent", "matter", "item", "report__item", "proposed_by", "decided_by")
    return get_object_or_404(Showcase.objects.all().visible_to(request.standing).select_related(*related), pk=pk)


@workers
@require_safe
def showcases(request: Request) -> HttpResponse:
    """The showcases that somebody may see, by state; each count is the length of its list."""
    state = request.GET.get("state", "")
    state = state if state in ShowcaseState.values else ""
    counted = counts(request.standing)
    states = [(key, label, counted.get(key, 0)) for key, label in ShowcaseState.choices]
    context = {"lines": listed(request.standing, state), "state": state, "states": states, "all": sum(counted.values())}
    return render(request, "showcases/list.html", context)


def _source_or_404(request: Request, record: str, pk: int) -> Source:
    """The record from which a showcase is drawn, one that the person may read."""
    standing = request.standing
    if record == "matter":
        matters = Matter.objects.all().visible_to(standing).select_related("lead_unit", "county")
        return Source(matter=get_object_or_404(matters, pk=pk))
    if record == "item":
        return Source(item=get_object_or_404(WorkItem.objects.visible_to(standing).select_related("unit"), pk=pk))
    if record == "report":
        reports = Report.objects.all().visible_to(standing).select_related("item__unit")
        return Source(report=get_object_or_404(reports, pk=pk))
    raise Http404


@workers
def new(request: Request, record: str, pk: int) -> HttpResponse:
    """Proposes what one record tells as a showcase."""
    source = _source_or_404(request, record, pk)
    found = Unit.objects.filter(pk__in=deeds.units_of(source)).order_by("path")
    units = [unit for unit in found if rules.may_propose(request.standing, unit)]
    if not units:
        raise Http404
    form = ToldForm(request.POST if request.method == "POST" else None, units=units)
    if form.is_bound and form.is_valid():
        unit = form.cleaned_data.get("unit") or units[0]
        try:
            made = deeds.propose(source=source, unit=unit, told=form.told(), actor=request.person, at=request.now)
        except ShowcaseRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("showcase", made.pk)
    context = {"form": form, "units": units, "record": source.matter or source.item or source.report}
    return render(request, "showcases/new.html", context, status=422 if form.is_bound else 200)


@workers
@require_safe
def showcase(request: Request, pk: int) -> HttpResponse:
    return _page(request, _showcase_or_404(request, pk))


def _page(
    request: Request,
    found: Showcase,
    *,
    amending: ToldForm | None = None,
    taking: TakeOverForm | None = None,
    status: int = 200,
) -> HttpResponse:
    standing, returned = request.standing, found.state == ShowcaseState.RETURNED
    told = {"title": found.title, "method": found.method, "result": found.result}
    mine = returned and rules.may_propose(standing, found.unit)
    takers = _takers(request, found)
    copies = copies_of(found, standing)
    context = {
        "showcase": found,
        "record_opens": _opens(request, found),
        "may_vet": rules.may_vet(standing, found),
        "amending": (amending or ToldForm(initial=told, units=[])) if mine else None,
        "copies": [(copy, rules.may_confirm_copy(standing, copy) and copy.confirmed_at is None) for copy in copies],
        "taking": (taking or TakeOverForm(units=takers, initial={"unit": takers[0]})) if takers else None,
    }
    return render(request, "showcases/showcase.html", context, status=status)


def _takers(request: Request, found: Showcase) -> list[Unit]:
    """The units for which this person may say that they took a published showcase over."""
    if found.state != ShowcaseState.PUBLISHED:
        return []
    own = {post.unit.pk: post.unit for post in request.standing.posts_as(*REPORTING)}
    settled = set(found.copies.filter(confirmed_at__isnull=False).values_list("unit", flat=True))
    return [unit for pk, unit in own.items() if pk != found.unit_id and pk not in settled]


def _opens(request: Request, found: Showcase) -> bool:
    """Whether the record that it came from opens to this person."""
    pairs: list[tuple[type[Model], int | None]] = [
        (Matter, found.matter_id),
        (WorkItem, found.item_id),
        (Report, found.report_id),
    ]
    ((model, pk),) = [(model, pk) for model, pk in pairs if pk is not None]
    return bool(model.objects.all().visible_to(request.standing).filter(pk=pk).exists())  # type: ignore[attr-defined]  # the three that keep records have it


@workers
@require_POST
def amend(request: Request, pk: int) -> HttpResponse:
    """Hands a returned showcase in again."""
    found = _showcase_or_404(request, pk)
    if not rules.may_propose(request.standing, found.unit):
        raise Http404
    form = ToldForm(request.POST, units=[])
    if not form.is_valid():
        return _page(request, found, amending=form, status=422)
    try:
        deeds.amend(showcase=found, told=form.told(), actor=request.person, at=request.now)
    except ShowcaseRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("showcase", pk)


@workers
@require_POST
def showcase_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """Vets: accepts, returns, publishes, takes down."""
    found = _showcase_or_404(request, pk)
    if deed not in DEEDS or not rules.may_vet(request.standing, found):
        raise Http404
    try:
        DEEDS[deed](request, found)
    except ShowcaseRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("showcase", pk)


@workers
@require_POST
def take_over(request: Request, pk: int) -> HttpResponse:
    """Says that one's unit took a showcase over, and what came of it."""
    found = _showcase_or_404(request, pk)
    takers = _takers(request, found)
    if not takers:
        raise Http404
    form = TakeOverForm(request.POST, units=takers)
    if not form.is_valid():
        return _page(request, found, taking=form, status=422)
    try:
        deeds.take_over(showcase=found, actor=request.person, at=request.now, **form.cleaned_data)
    except ShowcaseRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, taking=form, status=422)
    messages.success(request, _("已记下，由主管部门核实"))
    return redirect("showcase", pk)


@workers
@require_POST
def copy_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """Confirms what came of a copy, or gives it back."""
    found = get_object_or_404(
        ShowcaseCopy.objects.all().visible_to(request.standing).select_related("unit", "showcase"), pk=pk
    )
    if deed not in COPY_DEEDS or not rules.may_confirm_copy(request.standing, found):
        raise Http404
    try:
        COPY_DEEDS[deed](request, found)
    except ShowcaseRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("showcase", found.showcase_id)
