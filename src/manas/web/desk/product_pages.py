"""产品: what local firms make, narrowed and searched, one page a product, and which patents are worked in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.office.files.queries import attachment
from manas.registers.imports.rules import desk
from manas.registers.models import Product, ProductPatent
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.products import actions, queries, rules
from manas.registers.products.actions import COLUMNS, ProductRefused
from manas.reports.products import products_workbook
from manas.web.desk import product_view as view
from manas.web.desk.paging import page_of
from manas.web.desk.plan_pages import XLSX
from manas.web.desk.product_forms import ProductForm, ScopeForm, WorkForm
from manas.web.shared.access import Request, signed_in

MOST: Final = 20_000  # rows of a workbook


@signed_in
@require_safe
def products(request: Request) -> HttpResponse:
    """The products that one may read of."""
    _inside(request)
    filters = queries.filters_of(request.GET.dict())
    found = queries.listed(request.standing, filters)
    context = {
        "page": page_of(request, found),
        "filters": filters,
        "facets": view.facets(queries.counts(found), filters),
        "chosen": view.chosen(filters),
        "here": view.address(filters),
        "without_words": view.address(filters, q=""),
        "scheme": queries.fields_loaded(),
        "may_enter": queries.writable_organizations(request.standing, request.now).exists(),
        "imports": desk(request.standing, ip_offices(request.now)) is not None,
    }
    return render(request, "registers/products.html", context)


@signed_in
@require_safe
def products_file(request: Request) -> HttpResponse:
    """The same list as a workbook, which can be filled in further and imported again."""
    _inside(request)
    found = queries.listed(request.standing, queries.filters_of(request.GET.dict())).prefetch_related("works__patent")
    return HttpResponse(
        products_workbook(found[:MOST], _("产品清单")),
        content_type=XLSX,
        headers={"Content-Disposition": attachment(f"{_('产品清单')}-{request.today}.xlsx")},
    )


@signed_in
@require_safe
def product(request: Request, pk: int) -> HttpResponse:
    """One product: what is told of it, the patents worked in it, and what changed."""
    return _page(request, _product(request, pk), WorkForm())


def _page(request: Request, found: Product, form: WorkForm, status: int = 200) -> HttpResponse:
    context = {
        "product": found,
        "facts": view.facts(found),
        "works": found.works.select_related("patent"),
        "history": view.deeds(found),
        "may_write": _may_write(request, found),
        "form": form,
    }
    return render(request, "registers/product.html", context, status=status)


@signed_in
def enter(request: Request) -> HttpResponse:
    """Enter a product of an organization that one writes for."""
    organizations = queries.writable_organizations(request.standing, request.now)
    if not organizations.exists():
        raise Http404
    own = organizations.first() if organizations.count() == 1 else None
    form = ProductForm(_posted(request), organizations=organizations, initial={"organization": own})

    def deed() -> Product:
        return actions.enter(
            organization=form.cleaned_data["organization"],
            values=form.values(),
            source=_("网上填报"),
            actor=request.person,
            at=request.now,
        )

    return _filled(request, form, deed, _("登记产品"), None)


@signed_in
def amend(request: Request, pk: int) -> HttpResponse:
    """Change what is told of a product."""
    held = _written(request, pk)
    told: dict[str, Any] = {name: getattr(held, name) for name in COLUMNS}
    form = ProductForm(_posted(request), initial={**told, "fields_of_technology": held.fields.all()})

    def deed() -> Product:
        return actions.amend(product=held, values=form.values(), actor=request.person, at=request.now)

    return _filled(request, form, deed, _("修改产品"), held)


def _filled(
    request: Request, form: ProductForm, deed: Callable[[], Product], title: str, held: Product | None
) -> HttpResponse:
    """A form that is shown, filled in wrongly, refused, or done with one deed."""
    if form.is_valid():
        try:
            made = deed()
        except ProductRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存"))
            return redirect("product", made.pk)
    context = {"form": form, "title": title, "product": held}
    return render(request, "registers/product_form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def work(request: Request, pk: int) -> HttpResponse:
    """Tell that a patent is worked in a product."""
    held, form = _written(request, pk), WorkForm(request.POST)
    if form.is_valid():
        try:
            actions.work_patent(product=held, actor=request.person, at=request.now, **form.cleaned_data)
        except ProductRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记"))
            return redirect("product", pk)
    return _page(request, held, form, status=422)


@signed_in
@require_POST
def stop_working(request: Request, pk: int, work: int) -> HttpResponse:
    """Take back that a patent is worked in a product."""
    held = _written(request, pk)
    told = get_object_or_404(ProductPatent.objects.select_related("product", "patent"), pk=work, product=held)
    actions.stop_working(work=told, actor=request.person, at=request.now)
    messages.success(request, _("已撤销"))
    return redirect("product", pk)


@signed_in
def scope(request: Request, pk: int) -> HttpResponse:
    """State the scope of business of an organization whose products one enters."""
    organization = get_object_or_404(queries.writable_organizations(request.standing, request.now), pk=pk)
    form = ScopeForm(_posted(request), initial={"scope": organization.business_scope})
    if form.is_valid():
        told = form.cleaned_data["scope"]
        actions.state_scope(organization=organization, scope=told, actor=request.person, at=request.now)
        messages.success(request, _("已保存"))
        return redirect("products")
    title = _("%(name)s的经营范围") % {"name": organization.name}
    context = {"form": form, "title": title, "product": None}
    return render(request, "registers/product_form.html", context, status=422 if form.is_bound else 200)


def _inside(request: Request) -> None:
    """Whoever reads of no organization has no such page."""
    if not rules.may_look(request.standing):
        raise Http404


def _product(request: Request, pk: int) -> Product:
    seen = Product.objects.visible_to(request.standing).select_related("organization__county")
    return get_object_or_404(seen, pk=pk)


def _written(request: Request, pk: int) -> Product:
    held = _product(request, pk)
    if not _may_write(request, held):
        raise Http404
    return held


def _may_write(request: Request, held: Product) -> bool:
    return rules.may_write(request.standing, ip_offices(request.now), held.organization)


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None
