"""Supervision: what records show to be late, the orders written on it, one order with its course."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.office.files.kinds import FileRefused
from manas.office.files.queries import attachment
from manas.office.models import Role, Unit
from manas.office.values.actions import ValueRefused
from manas.plan.models import Level, OrderState, SupervisionOrder
from manas.plan.models.supervision import OPEN
from manas.plan.rules import root_of
from manas.plan.supervision import actions
from manas.plan.supervision.actions import DEEDS, SupervisionRefused
from manas.plan.supervision.grounds import Ground, ground_of, to_raise, to_write
from manas.plan.supervision.terms import set_days, terms_on
from manas.reports.papers.names import file_name
from manas.reports.supervision import supervision_workbook
from manas.reports.supervision_papers import circular, order_paper
from manas.web.desk.filters import choice
from manas.web.desk.plan_pages import XLSX
from manas.web.desk.supervision_forms import CircularForm, IssueForm, RaiseForm, TermForm
from manas.web.desk.work_report_pages import DOCX
from manas.web.shared.access import Request, office_only, workers
from manas.web.shared.uploads import saved_file


def order_or_404(request: Request, pk: int) -> SupervisionOrder:
    """This function will load an order to a unit whose work the person may read."""
    found = SupervisionOrder.objects.visible_to(request.standing)
    return get_object_or_404(found.select_related("unit__parent__parent", "issued_by", "item", "follows"), pk=pk)


def _office(request: Request) -> Unit | None:
    """The office in which somebody supervises."""
    post = next(iter(request.standing.posts_as(Role.OFFICE)), None)
    return post.unit if post else None


def _root(request: Request) -> Unit | None:
    """The tree in which somebody supervises."""
    office = _office(request)
    return root_of(office) if office else None


def _this_year(today: date) -> dict[str, date]:
    return {"first": today.replace(month=1, day=1), "last": today}


@workers
@require_safe
def supervision(request: Request) -> HttpResponse:
    """The orders that somebody may read; for the office also what could be written, and what should be raised."""
    root, state, level = _root(request), request.GET.get("state", ""), request.GET.get("level", "")
    found = SupervisionOrder.objects.visible_to(request.standing).select_related("unit")
    if state in OrderState.values:
        found = found.filter(state=state)
    if level in Level.values:
        found = found.filter(level=level)
    today = request.today
    context = {
        "orders": found,
        "filters": [
            choice("state", _("督办状态"), OrderState.choices, state),
            choice("level", _("督办层级"), Level.choices, level),
        ],
        "grounds": [(ground, ground.days_late(today)) for ground in to_write(root, today)] if root else [],
        "raises": to_raise(root, today) if root else [],
        "circular": CircularForm(initial=_this_year(today)) if root else None,
        "terms": terms_on(root, today) if root else [],
        "term": TermForm(initial={"valid_from": today}) if root else None,
        "today": today,
        "open": OPEN,
    }
    return render(request, "supervision/list.html", context)


@office_only
@require_POST
def supervision_term(request: Request) -> HttpResponse:
    """Set how long orders wait for their answer."""
    root, form = _root(request), TermForm(request.POST)
    if root is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, _("请填写天数、起用日期和依据文件"))
        return redirect("supervision")
    try:
        set_days(root=root, actor=request.person, at=request.now, **form.cleaned_data)
    except ValueRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已设定"))
    return redirect("supervision")


@office_only
def supervision_new(request: Request, key: str) -> HttpResponse:
    """Writes an order on a ground that records show today."""
    root = _root(request)
    ground = ground_of(key, root, request.today) if root else None
    if root is None or ground is None or not request.standing.runs(ground.unit):
        raise Http404
    form = IssueForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.issue(key=key, root=root, actor=request.person, at=request.now, **form.cleaned_data)
        except SupervisionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已签发"))
            return redirect("supervision-order", made.pk)
    context: dict[str, Ground | IssueForm | int] = {
        "ground": ground,
        "days": ground.days_late(request.today),
        "form": form,
    }
    return render(request, "supervision/new.html", context, status=422 if form.is_bound else 200)


@workers
@require_safe
def supervision_order(request: Request, pk: int) -> HttpResponse:
    """One order: what is asked, its course, what is to be done next."""
    found = order_or_404(request, pk)
    root = root_of(found.unit)
    due = found.answer_by < request.today and found.state in {OrderState.ISSUED, OrderState.RECEIVED}
    runs = request.standing.runs(found.unit)
    context = {
        "order": found,
        "steps": [
            (_(DEEDS[step.deed].words) if step.deed in DEEDS else _("升级"), step)
            for step in found.steps.select_related("by").prefetch_related("files")
        ],
        "deeds": [
            (key, _(deed.words), bool(deed.told), key == "reply")
            for key, deed in DEEDS.items()
            if found.state in deed.sources and deed.who(request.standing, found)
        ],
        "overdue": due,
        "raising": RaiseForm() if due and runs and found.level != Level.INTERVIEW else None,
        "still_late": ground_of(found.ground_key, root, request.today) is not None if runs else None,
        "raised_to": SupervisionOrder.objects.filter(follows=found).first(),
    }
    return render(request, "supervision/order.html", context)


@workers
@require_POST
def supervision_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """Receive, reply, send back, close, withdraw, raise."""
    found = order_or_404(request, pk)
    if deed == "raise":
        return _raise(request, found)
    if deed not in DEEDS or not DEEDS[deed].who(request.standing, found):
        raise Http404
    files = [(file.name or "", file.read()) for file in request.FILES.getlist("files")] if deed == "reply" else []
    try:
        text = request.POST.get("text", "")
        actions.act(order=found, deed=deed, actor=request.person, at=request.now, text=text, files=files)
    except (SupervisionRefused, FileRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已%s") % _(DEEDS[deed].words))
    return redirect("supervision-order", pk)


def _raise(request: Request, found: SupervisionOrder) -> HttpResponse:
    if not request.standing.runs(found.unit):
        raise Http404
    form = RaiseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写督办要求"))
        return redirect("supervision-order", found.pk)
    try:
        made = actions.raise_order(order=found, actor=request.person, at=request.now, **form.cleaned_data)
    except SupervisionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("supervision-order", found.pk)
    return redirect("supervision-order", made.pk)


@workers
@require_safe
def supervision_proof(request: Request, pk: int, file: int) -> FileResponse:
    """A file that a unit sent with its reply."""
    found = order_or_404(request, pk)
    for step in found.steps.prefetch_related("files"):
        for one in step.files.all():
            if one.pk == file:
                return saved_file(one)
    raise Http404


@workers
@require_safe
def supervision_file(request: Request) -> HttpResponse:
    """The register of orders as a workbook."""
    found = SupervisionOrder.objects.visible_to(request.standing).select_related("unit", "issued_by")
    return HttpResponse(
        supervision_workbook(found.prefetch_related("steps")),
        content_type=XLSX,
        headers={"Content-Disposition": attachment(f"{_('督办台账')}-{request.today}.xlsx")},
    )


@workers
@require_safe
def supervision_paper(request: Request, pk: int) -> HttpResponse:
    """One order as a Word file in the official form."""
    found = order_or_404(request, pk)
    address = f"{settings.MANAS_SITE_URL}{reverse('supervision-order', args=[pk])}"
    return _word(order_paper(found, address), f"{found.get_level_display()}通知单")


@office_only
@require_safe
def supervision_circular(request: Request) -> HttpResponse:
    """The circular on the orders of a time as a Word file, by itself of this year; a time that is none leads back."""
    office, root = _office(request), _root(request)
    if office is None or root is None or not request.standing.runs(root):
        raise Http404
    form = CircularForm(request.GET or _this_year(request.today))
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for told in form.errors.values() for one in told))
        return redirect("supervision")
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    made = circular(root=root, office=office, first=first, last=last, at=request.now)
    return _word(made, f"督查情况通报 {first}至{last}")


def _word(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=DOCX, headers={"Content-Disposition": attachment(file_name("", name))})
