"""The register of technology needs, and that of matchmaking events with what came of their pairs."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manas.matters.pairing.need_offer.queries import offers_for
from manas.matters.pairing.need_offer.rules import may_offer
from manas.matters.pairing.pair.queries import By, funnel, pairs, use_first
from manas.office.models import Role, Unit
from manas.registers.events.actions import EventRefused
from manas.registers.events.actions import enter as enter_event
from manas.registers.models import MatchmakingEvent, TechnologyNeed
from manas.registers.needs import rules
from manas.registers.needs.actions import NeedRefused
from manas.registers.needs.actions import amend as amend_need
from manas.registers.needs.queries import Filters, Line, listed, one
from manas.web.desk.funnel_view import behind, table, use_first_table
from manas.web.desk.matter_view import view_of
from manas.web.desk.need_forms import AmendForm, EventForm, NeedFilterForm
from manas.web.desk.paging import page_number, page_of
from manas.web.shared.access import Request, signed_in


@signed_in
@require_safe
def needs(request: Request) -> HttpResponse:
    """Every need of which whoever looks may read anything."""
    form = NeedFilterForm(request.GET)
    found = listed(request.standing, filters(form), page_number(request))
    context = {"form": form, "found": found, "events": request.standing.is_official}
    return render(request, "needs/list.html", context)


def filters(form: NeedFilterForm) -> Filters:
    """This function will give how a list is narrowed; what was typed wrongly narrows nothing."""
    values = form.cleaned_data if form.is_valid() else {}
    county = values.get("county")
    return Filters(values.get("q", ""), values.get("state", ""), county.pk if county else None)


def need_or_404(request: Request, pk: int) -> Line:
    """This function will give a need as whoever looks may read it."""
    found = one(request.standing, pk)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def need(request: Request, pk: int) -> HttpResponse:
    """One need, as far as it is shown to whoever looks."""
    line = need_or_404(request, pk)
    inside = line.audience in (rules.Audience.OFFICE, rules.Audience.ASKER)
    context = {
        "line": line,
        "may_amend": rules.may_amend(request.standing, line.need),
        "invitations": line.need.invitations.select_related("organization") if inside else (),
        "changes": _changes(line.need) if inside else (),
        "result": line.need if inside or line.need.result == "" else None,
        "offers": [view_of(offer) for offer in offers_for(request.standing, line.need)[:50]],
        "may_offer": may_offer(request.standing, line.need),
        "pairs": [view_of(pair) for pair in pairs(request.standing).filter(need=line.need)[:50]],
    }
    return render(request, "needs/need.html", context)


def _changes(found: TechnologyNeed) -> list[tuple[str, object]]:
    labels = {field.name: field.verbose_name for field in TechnologyNeed._meta.concrete_fields}
    return [(str(labels.get(change.field, change.field)), change) for change in found.changes.select_related("actor")]


@signed_in
def amend(request: Request, pk: int) -> HttpResponse:
    """Changing what a need says, by its office or by whoever asked."""
    line = need_or_404(request, pk)
    if not rules.may_amend(request.standing, line.need):
        raise Http404
    form = AmendForm(request.POST if request.method == "POST" else None, instance=line.need)
    if request.method == "POST" and form.is_valid():
        try:
            kept = TechnologyNeed.objects.get(pk=pk)
            amend_need(need=kept, values=form.cleaned_data, actor=request.person, at=request.now)
        except NeedRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存"))
            return redirect("need", pk)
    context = {"line": line, "form": form}
    return render(request, "needs/amend.html", context, status=422 if request.method == "POST" else 200)


@signed_in
def events(request: Request) -> HttpResponse:
    """Matchmaking events with how far their pairs came; entering one."""
    if not request.standing.is_official:
        raise Http404
    form = EventForm(request.POST if request.method == "POST" else None) if _keeper(request) else None
    if request.method == "POST" and _entered(request, form):
        return redirect("events")
    found = page_of(request, MatchmakingEvent.objects.visible_to(request.standing).select_related("county"))
    counted = {line.key: line for line in table(funnel(request.standing, By.EVENT), By.EVENT)}
    context = {
        "page": found,
        "lines": [(event, counted.get(event.pk)) for event in found.rows],
        "form": form,
        "by_source": table(funnel(request.standing, By.SOURCE), By.SOURCE),
        "by_reason": [line for line in table(funnel(request.standing, By.REASON), By.REASON) if line.key],
        "by_county": table(funnel(request.standing, By.COUNTY), By.COUNTY),
        "use_first": use_first_table(use_first(request.standing)),
    }
    return render(request, "needs/events.html", context, status=422 if request.method == "POST" else 200)


def _keeper(request: Request) -> Unit | None:
    posts = request.standing.posts_as(Role.HANDLER, Role.OFFICE)
    return posts[0].unit if posts else None


def _entered(request: Request, form: EventForm | None) -> bool:
    keeper = _keeper(request)
    if keeper is None or form is None:
        raise Http404
    if not form.is_valid():
        return False
    try:
        enter_event(keeper=keeper, actor=request.person, at=request.now, **form.cleaned_data)
    except EventRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("已登记"))
    return True


@signed_in
@require_safe
def event(request: Request, pk: int) -> HttpResponse:
    """One event, and its pairs one by one."""
    found = get_object_or_404(MatchmakingEvent.objects.visible_to(request.standing).select_related("county"), pk=pk)
    lines = table(funnel(request.standing, By.EVENT), By.EVENT)
    counted = next((line for line in lines if line.key == found.pk), None)
    followed = pairs(request.standing).filter(event=found).select_related("county", "lead_unit", "handler")
    context = {"event": found, "counted": counted, "rows": [view_of(pair) for pair in followed[:500]]}
    return render(request, "needs/event.html", context)


@signed_in
@require_safe
def counted_pairs(request: Request) -> HttpResponse:
    """The pairs behind one figure of a funnel."""
    found = behind(request.standing, *(request.GET.get(name, "") for name in ("by", "stage", "key")))
    if not request.standing.is_official or found is None:
        raise Http404
    heading, rows = found
    page = page_of(request, rows.select_related("county", "lead_unit", "handler"))
    context = {"heading": heading, "page": page, "rows": [view_of(pair) for pair in page.rows]}
    return render(request, "needs/pairs.html", context)
