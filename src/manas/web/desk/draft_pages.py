"""From an uploaded document to a plan in force: the reader's result beside the text, put right by clicking."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.engines.policy.correct import Verb
from manas.engines.policy.model import ReadError
from manas.office.files.actions import FileRefused, gather
from manas.office.models import Unit, UnitKind
from manas.office.rules import under
from manas.plan.actions import adopting, drafting
from manas.plan.actions.drafting import DraftRefused
from manas.plan.models import PlanState, WorkPlan
from manas.plan.queries.draft import reading
from manas.plan.queries.review import review, revision
from manas.web.desk.forms import AdoptForm, CorrectionForm, IdentifyForm, UploadForm
from manas.web.shared.access import Request, anyone, office_only
from manas.web.shared.uploads import saved_file


def _owner(request: Request) -> Unit:
    """The government whose plan this office runs."""
    return Unit.objects.get(path=request.standing.office_realms()[0])


def _owners(request: Request, revises: WorkPlan | None) -> QuerySet[Unit]:
    """The governments for which this office may hand a plan in; a revision is of the same as what it revises."""
    kinds = (UnitKind.GOVERNMENT, UnitKind.COUNTY_GOVERNMENT)
    found = Unit.objects.filter(under("path", request.standing.office_realms()), kind__in=kinds)
    return found.none() if revises else found.order_by("path")


def _plans(request: Request) -> list[WorkPlan]:
    plans = WorkPlan.objects.run_by(request.standing).exclude(state=PlanState.DISCARDED)
    return list(plans.select_related("document", "owner", "created_by", "revises__document"))


def _draft_or_404(request: Request, pk: int) -> WorkPlan:
    drafts = WorkPlan.objects.run_by(request.standing).filter(state=PlanState.DRAFT)
    return get_object_or_404(drafts.select_related("document", "owner", "revises__document"), pk=pk)


def _upload_page(request: Request, form: UploadForm, revises: WorkPlan | None, status: int = 200) -> HttpResponse:
    context = {"form": form, "plans": _plans(request), "revises": revises}
    return render(request, "draft/upload.html", context, status=status)


@office_only
def drafts(request: Request, revises: int | None = None) -> HttpResponse:
    """The plans that this office runs, and the place to hand in another, or the revision of one in force."""
    old = None
    if revises is not None:
        in_force = WorkPlan.objects.run_by(request.standing).filter(state=PlanState.ADOPTED)
        old = get_object_or_404(in_force.select_related("document", "owner"), pk=revises)
    owners = _owners(request, old)
    if request.method != "POST":
        return _upload_page(request, UploadForm(owners=owners), old)
    form = UploadForm(request.POST, request.FILES, owners=owners)
    if not form.is_valid():
        return _upload_page(request, form, old, status=422)
    document = form.cleaned_data["document"]
    try:
        plan = drafting.upload(
            data=gather(document.chunks()),
            name=document.name,
            owner=old.owner if old else form.cleaned_data.get("owner") or _owner(request),
            actor=request.person,
            at=request.now,
            revises=old,
        )
    except (ReadError, FileRefused, DraftRefused) as refusal:
        form.add_error("document", str(refusal))
        return _upload_page(request, form, old, status=422)
    return redirect("draft", plan.pk)


@office_only
@require_safe
def draft(request: Request, pk: int) -> HttpResponse:
    return _review_page(request, _draft_or_404(request, pk))


def _review_page(request: Request, plan: WorkPlan, form: AdoptForm | None = None, status: int = 200) -> HttpResponse:
    found = reading(plan)
    context = {
        "plan": plan,
        "page": review(plan, found, request.today),
        "revision": revision(found, plan.revises) if plan.revises else None,
        "form": form or AdoptForm(initial={"ends_on": plan.revises.ends_on if plan.revises else None}),
        "open_key": request.POST.get("task_key", ""),
    }
    return render(request, "draft/review.html", context, status=status)


def _back(request: Request, plan: WorkPlan) -> HttpResponse:
    """With htmx the page again, of which the browser takes the card that was clicked; a plain form goes back to it."""
    return _review_page(request, plan) if request.htmx else redirect("draft", plan.pk)  # HtmxMiddleware sets it


@office_only
@require_POST
def correct(request: Request, pk: int) -> HttpResponse:
    plan = _draft_or_404(request, pk)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("校正内容不完整"))
        return _back(request, plan)
    values = form.cleaned_data
    verb = Verb(values.pop("verb"))
    try:
        drafting.correct(plan=plan, verb=verb, actor=request.person, at=request.now, **values)
    except DraftRefused as refusal:
        messages.error(request, str(refusal))
    return _back(request, plan)


@office_only
@require_POST
def undo(request: Request, pk: int, correction: int) -> HttpResponse:
    plan = _draft_or_404(request, pk)
    found = get_object_or_404(plan.corrections.select_related("plan"), pk=correction)
    try:
        drafting.undo(correction=found, actor=request.person, at=request.now)
    except DraftRefused as refusal:
        messages.error(request, str(refusal))
    return _back(request, plan)


@office_only
@require_POST
def identify(request: Request, pk: int) -> HttpResponse:
    """Say which unit of the register a name in the draft means."""
    plan = _draft_or_404(request, pk)
    form = IdentifyForm(request.POST, owner=plan.owner)
    if not form.is_valid():
        messages.error(request, _("请选择单位"))
        return redirect("draft", pk)
    try:
        drafting.identify(plan=plan, actor=request.person, at=request.now, **form.cleaned_data)
    except DraftRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("draft", pk)


@office_only
@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    plan = _draft_or_404(request, pk)
    try:
        drafting.discard(plan=plan, actor=request.person, at=request.now)
    except DraftRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("草案已放弃，原件和校正记录仍可查"))
    return redirect("drafts")


@office_only
@require_POST
def adopt(request: Request, pk: int) -> HttpResponse:
    plan = _draft_or_404(request, pk)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        return _review_page(request, plan, form, status=422)
    try:
        adopting.adopt(plan=plan, actor=request.person, at=request.now, ends_on=form.cleaned_data["ends_on"])
    except DraftRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("draft", plan.pk)
    messages.success(request, _("方案已启用"))
    return redirect("living", plan.pk)


@office_only
@require_POST
def keep_for_reference(request: Request, pk: int) -> HttpResponse:
    """Keep a document of a government above to read and to compare with."""
    plan = _draft_or_404(request, pk)
    try:
        adopting.keep_for_reference(plan=plan, actor=request.person, at=request.now)
    except DraftRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("draft", plan.pk)
    messages.success(request, _("已存为上级文件，可与本级方案对照"))
    return redirect("living", plan.pk)


@anyone
@require_safe
def original(request: Request, plan_id: int) -> FileResponse:
    """The file as it was handed in."""
    plans = WorkPlan.objects.visible_to(request.standing).select_related("document__file")
    plan = get_object_or_404(plans, pk=plan_id)
    if plan.state == PlanState.DISCARDED:
        raise Http404
    return saved_file(plan.document.file)
