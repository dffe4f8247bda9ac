"""The register of patents: a list to narrow and to search, one page a patent, and what can be said about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.office.files.queries import attachment
from manas.registers.models import Patent, SavedSearch
from manas.registers.navigation.rules import desk
from manas.registers.patents import rules
from manas.registers.patents.actions import correct_patent, drop_search, lift_shield, save_search, state_offer
from manas.registers.patents.actions.searching import flat
from manas.registers.patents.queries.facets import counts
from manas.registers.patents.queries.listing import Filters, Listed, filtered, filters_of
from manas.registers.patents.queries.page import patent_page
from manas.registers.patents.refusals import PatentRefused
from manas.registers.products.rules import READERS
from manas.reports.patents import patents_workbook
from manas.web.desk import patent_view as view
from manas.web.desk.paging import page_of
from manas.web.desk.patent_forms import SaveSearchForm, correction_form, offer_form
from manas.web.desk.plan_pages import XLSX
from manas.web.shared.access import Request, signed_in

MOST = 20_000  # rows of a workbook


@signed_in
@require_safe
def patents(request: Request) -> HttpResponse:
    """Every patent of the register, narrowed and searched."""
    return _listed(request, filters_of(request.GET.dict()), SaveSearchForm())


def _listed(request: Request, filters: Filters, form: SaveSearchForm, status: int = 200) -> HttpResponse:
    found = filtered(request.standing, filters)
    counted = counts(found, filters)
    context = {
        "page": page_of(request, Listed(found, filters.order, counted.total)),
        "filters": filters,
        "facets": view.facets(counted, filters),
        "chosen": view.chosen(filters),
        "orders": view.orders(filters),
        "own": view.own() if request.standing.memberships else "",
        "here": view.address(filters),
        "without_words": view.address(filters, q=""),
        "asked": view.parameters(filters),
        "form": form,
        "kept": [
            (one, view.address(filters_of(flat(one)))) for one in SavedSearch.objects.filter(person=request.person)
        ],
        "most": MOST,
        "navigates": desk(request.standing) is not None,
    }
    return render(request, "registers/patents.html", context, status=status)


@signed_in
@require_safe
def patents_file(request: Request) -> HttpResponse:
    """The same list as a workbook, up to the rows that one can still work with."""
    filters = filters_of(request.GET.dict())
    found = filtered(request.standing, filters)
    return HttpResponse(
        patents_workbook(Listed(found, filters.order, MOST).first(MOST), _("专利清单")),
        content_type=XLSX,
        headers={"Content-Disposition": attachment(f"{_('专利清单')}-{request.today}.xlsx")},
    )


def patent_or_404(request: Request, pk: int) -> Patent:
    """This function will load a patent that the person may read."""
    return get_object_or_404(Patent.objects.visible_to(request.standing).select_related("first_run"), pk=pk)


@signed_in
@require_safe
def patent(request: Request, pk: int) -> HttpResponse:
    """One patent: what is published, what is offered, the next annuity, where it came from and what changed."""
    found = patent_page(patent_or_404(request, pk), request.standing, request.now)
    context = {
        "page": found,
        "patent": found.patent,
        "facts": view.facts(found),
        "correctable": view.correctable(found),
        "paid": view.facts(found, view.PAID),
        "offered": view.facts(found, rules.OFFERED),
        "history": view.history(found.changes),
        "shields": view.shields(found),
        "annuity": view.annuity(found.annuity, request.today),
        "idle_basis": view.basis(found.idle),
        "looks_for_users": bool(request.standing.posts_as(*READERS)),
    }
    return render(request, "registers/patent.html", context)


@signed_in
def correct(request: Request, pk: int, name: str) -> HttpResponse:
    """Put one column right, with the reason: for officials."""
    known = patent_or_404(request, pk)
    page = patent_page(known, request.standing, request.now)
    if not page.may_correct or name not in (*rules.PUBLISHED, *rules.OFFERED):
        raise Http404
    form = correction_form(known, name, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            correct_patent(
                patent=known,
                field=name,
                value=form.value_of(name),
                reason=form.cleaned_data["reason"],
                actor=request.person,
                at=request.now,
            )
        except PatentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已更正"))
            return redirect("patent", pk)
    context = {"patent": Patent.objects.get(pk=pk), "form": form, "title": _("更正专利信息")}
    return render(request, "registers/patent_form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def lift(request: Request, pk: int, name: str) -> HttpResponse:
    """Let files change a column again that an official had put right."""
    known = patent_or_404(request, pk)
    if (
        not patent_page(known, request.standing, request.now).may_correct
        or not known.shields.filter(field=name).exists()
    ):
        raise Http404
    lift_shield(patent=known, field=name, actor=request.person, at=request.now)
    messages.success(request, _("以后导入的文件可以更新这一项"))
    return redirect("patent", pk)


@signed_in
def offer(request: Request, pk: int) -> HttpResponse:
    """Say what is offered: for the people of a holder."""
    known = patent_or_404(request, pk)
    if not rules.may_offer(request.standing, known.holders.all()):
        raise Http404
    form = offer_form(known, request.POST if request.method == "POST" else None)
    if form.is_valid():
        offered = {name: form.value_of(name) for name in rules.OFFERED}
        try:
            state_offer(patent=known, offer=offered, actor=request.person, at=request.now)
        except PatentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已填报"))
            return redirect("patent", pk)
    context = {"patent": Patent.objects.get(pk=pk), "form": form, "title": _("填报转化信息")}
    return render(request, "registers/patent_form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def search_save(request: Request) -> HttpResponse:
    """Keep how the list is narrowed."""
    filters, form = filters_of(request.POST.dict()), SaveSearchForm(request.POST)
    if form.is_valid():
        try:
            save_search(filters=filters, actor=request.person, at=request.now, **form.cleaned_data)
        except PatentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("检索已保存"))
            return redirect(reverse("patents") + view.address(filters))
    return _listed(request, filters, form, status=422)


@signed_in
@require_POST
def search_drop(request: Request, pk: int) -> HttpResponse:
    """Forget a kept search of one's own."""
    kept = get_object_or_404(SavedSearch, pk=pk, person=request.person)
    drop_search(search=kept, actor=request.person, at=request.now)
    messages.success(request, _("已删除"))
    return redirect("patents")
