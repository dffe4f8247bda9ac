"""援疆: what each county gets from whom, the four books behind the figures, and an offer followed to a local firm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manas.facts.aid import known_partners
from manas.office.files.kinds import FileRefused, gather
from manas.office.files.queries import attachment
from manas.office.models import Unit
from manas.registers.aid import actions, queries, rules
from manas.registers.aid.actions import NEXT, AidRefused
from manas.registers.aid.books import BOOKS, OFFERS, PARTNERSHIPS, POLICIES, TEAMS, Book, book_of
from manas.registers.models import AidOffer, AidPartnership, AidPolicy, AidRecord, AidState
from manas.reports.aid import aid_workbook, heads
from manas.web.desk import aid_view as view
from manas.web.desk.aid_forms import AidFilterForm, DocumentForm, RecordForm, StepForm
from manas.web.desk.paging import page_of
from manas.web.desk.plan_pages import XLSX
from manas.web.shared.access import Request, signed_in
from manas.web.shared.uploads import saved_file

MOST: Final = 20_000  # rows of a workbook
FILTERS: Final[Mapping[str, tuple[str, ...]]] = {
    PARTNERSHIPS.key: ("q", "unit"),
    OFFERS.key: ("q", "unit", "partnership", "state", "kind"),
    POLICIES.key: ("q", "unit", "partnership"),
    TEAMS.key: ("q", "unit", "partnership", "here"),
}


@signed_in
@require_safe
def overview(request: Request) -> HttpResponse:
    """Per county: its partners, its offers by state, its policies and teams."""
    _inside(request)
    rows = queries.overview(request.standing, request.today)
    known = queries.not_entered(rows) if _may_enter(request) else []
    context = {
        "rows": rows,
        "states": AidState,
        "known": [(unit, one, view.status_word(one.status)) for unit, one in known],
        "books": BOOKS.values(),
        "may_enter": _may_enter(request),
    }
    return render(request, "registers/aid.html", context)


@signed_in
@require_safe
def book(request: Request, key: str) -> HttpResponse:
    """The records of one book, narrowed."""
    found = _book(request, key)
    form = _filter_form(request, found)
    page = page_of(request, queries.listed(found, request.standing, _filters(request, form)))
    context = {
        "book": found,
        "form": form,
        "page": page,
        "heads": heads(found),
        "lines": [view.line(found, record) for record in page.rows],
        "asked": request.GET.urlencode(),
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "may_enter": _may_enter(request),
    }
    return render(request, "registers/aid_book.html", context)


@signed_in
@require_safe
def book_file(request: Request, key: str) -> HttpResponse:
    """The same records as a workbook."""
    found = _book(request, key)
    records = queries.listed(found, request.standing, _filters(request, _filter_form(request, found)))[:MOST]
    return HttpResponse(
        aid_workbook(found, records, found.label),
        content_type=XLSX,
        headers={"Content-Disposition": attachment(f"{found.label}-{request.today}.xlsx")},
    )


@signed_in
@require_safe
def record(request: Request, key: str, pk: int) -> HttpResponse:
    """One record with its history; an offer as the chain from its first day to its result."""
    return _page(request, _record(request, _book(request, key), pk))


def _page(request: Request, found: AidRecord, form: DocumentForm | None = None, status: int = 200) -> HttpResponse:
    may_write = rules.may_write(request.standing, found)
    context = {
        "book": book_of(found),
        "record": found,
        "facts": view.facts(found),
        "links": view.links(found, request.standing),
        "chain": view.chain(found) if isinstance(found, AidOffer) else [],
        "next": NEXT[found.state] if isinstance(found, AidOffer) and may_write else (),
        "history": view.history(found),
        "may_write": may_write,
        "form": form or (DocumentForm() if isinstance(found, AidPolicy) and may_write else None),
    }
    return render(request, "registers/aid_record.html", context, status=status)


@signed_in
def enter(request: Request, key: str) -> HttpResponse:
    """Enter a record; what is publicly known of a partner stands there already when the address names it."""
    found = _book(request, key)
    units = queries.units_for(request.standing)
    if not units:
        raise Http404
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        book=found,
        partners=queries.partners_for(units, request.standing),
        units=units,
        initial=_known(request, found),
    )

    def deed() -> AidRecord:
        unit: Unit = form.cleaned_data["unit"]
        keeper = queries.keeper_for(request.standing, unit) or unit
        return actions.enter(
            book=found, unit=unit, values=form.values(), keeper=keeper, actor=request.person, at=request.now
        )

    return _filled(request, found, form, deed, _("已登记"), view.entering(found))


@signed_in
def amend(request: Request, key: str, pk: int) -> HttpResponse:
    """Put right what a record says."""
    found = _book(request, key)
    held = _record(request, found, pk)
    if not rules.may_write(request.standing, held):
        raise Http404
    partners = queries.partners_for(Unit.objects.filter(pk=held.unit_id), request.standing)
    form = RecordForm(
        request.POST if request.method == "POST" else None, book=found, partners=partners, initial=view.told(held)
    )

    def deed() -> AidRecord:
        return actions.amend(record=held, values=form.values(), actor=request.person, at=request.now)

    return _filled(request, found, form, deed, _("已保存"), str(held), held)


@signed_in
def step(request: Request, pk: int, state: str) -> HttpResponse:
    """Carry an offer into its next state."""
    _inside(request)
    held: AidOffer = get_object_or_404(queries.visible(OFFERS, request.standing), pk=pk)
    if not rules.may_write(request.standing, held) or state not in NEXT[held.state]:
        raise Http404
    form = StepForm(
        request.POST if request.method == "POST" else None,
        offer=held,
        state=AidState(state),
        users=queries.users_for(held),
        today=request.today,
    )

    def deed() -> AidRecord:
        return actions.advance(offer=held, step=form.step(), actor=request.person, at=request.now)

    return _filled(request, OFFERS, form, deed, _("已保存"), f"{held} · {AidState(state).label}", held)


def _filled(
    request: Request,
    found: Book,
    form: Any,
    deed: Callable[[], AidRecord],
    done: str,
    title: str,
    held: AidRecord | None = None,
) -> HttpResponse:
    """A form that is shown, filled in wrongly, refused, or done with one deed."""
    if form.is_valid():
        try:
            made = deed()
        except AidRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("aid-record", found.key, made.pk)
    context = {"book": found, "form": form, "title": title, "record": held}
    return render(request, "registers/aid_form.html", context, status=422 if form.is_bound else 200)


@signed_in
def document(request: Request, pk: int) -> HttpResponseBase:
    """The document of a policy: saved from here, or put there."""
    _inside(request)
    held: AidPolicy = get_object_or_404(queries.visible(POLICIES, request.standing), pk=pk)
    if request.method != "POST" and held.document is not None:
        return saved_file(held.document)
    if request.method != "POST" or not rules.may_write(request.standing, held):
        raise Http404
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            data = gather(upload.chunks())
            actions.attach(policy=held, name=upload.name, data=data, actor=request.person, at=request.now)
        except (AidRefused, FileRefused) as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("已上传"))
            return redirect("aid-record", POLICIES.key, pk)
    return _page(request, held, form, status=422)


def _inside(request: Request) -> None:
    """Whoever reaches no unit here has no such page."""
    if not rules.reach(request.standing):
        raise Http404


def _may_enter(request: Request) -> bool:
    return bool(rules.keepers(request.standing))


def _book(request: Request, key: str) -> Book:
    _inside(request)
    if key not in BOOKS:
        raise Http404
    return BOOKS[key]


def _record(request: Request, found: Book, pk: int) -> AidRecord:
    _inside(request)
    held: AidRecord = get_object_or_404(queries.visible(found, request.standing), pk=pk)
    return held


def _filter_form(request: Request, found: Book) -> AidFilterForm:
    partners = AidPartnership.objects.visible_to(request.standing).select_related("unit")
    units = Unit.objects.filter(pk__in=queries.visible(found, request.standing).order_by().values("unit"))
    return AidFilterForm(request.GET, names=FILTERS[found.key], units=units, partners=partners)


def _filters(request: Request, form: AidFilterForm) -> queries.Filters:
    """What was typed wrongly narrows nothing."""
    form.is_valid()
    told = form.cleaned_data
    unit, partnership = told.get("unit"), told.get("partnership")
    return queries.Filters(
        told.get("q", ""),
        unit.pk if unit else None,
        partnership.pk if partnership else None,
        told.get("state", ""),
        told.get("kind", ""),
        request.today if told.get("here") else None,
    )


def _known(request: Request, found: Book) -> dict[str, Any]:
    """What is known of the partner that the address names."""
    named = request.GET.get("known", "")
    one = next((one for one in known_partners() if found is PARTNERSHIPS and one.key == named), None)
    if one is None:
        return {}
    told = {name: getattr(one, name) for name in ("province", "city", "since", "source")}
    return {**told, "status": one.status.value, "unit": Unit.objects.filter(code=one.unit).first()}
