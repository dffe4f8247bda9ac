"""The desk of matters: what waits, every list, one page a matter, and the deeds that can be done from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.engines.flow.model import Step
from manas.matters.docket import rules
from manas.matters.docket.actions import acts, attaching, opening, rating
from manas.matters.docket.actions.refusals import Overtaken, StepRefused
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.kinds import Kind, Part, flow_of, full, kind_of, kinds
from manas.matters.docket.models import Attachment, Matter, Paper, PaperState
from manas.matters.docket.parties import SEATS
from manas.matters.docket.queries import inbox as trays
from manas.matters.docket.queries.inbox import Filters, Tray
from manas.matters.docket.queries.page import matter_page
from manas.matters.docket.queries.people import holders
from manas.office.files.kinds import FileRefused, gather
from manas.office.files.queries import attachment as attachment_name
from manas.office.models import Person, Role, Unit, UnitKind
from manas.plan.rules import may_propose
from manas.reports.matters import matters_workbook
from manas.web.desk.matter_forms import (
    ActForm,
    AttachForm,
    FilterForm,
    HandOverForm,
    MergeForm,
    RateForm,
    draft_form,
    part_form,
    step_form,
)
from manas.web.desk.matter_view import view_of
from manas.web.desk.paging import page_number
from manas.web.shared.access import Request, signed_in
from manas.web.shared.uploads import saved_file

TRAYS = {Tray.MINE: _("待我办理"), Tray.UNIT: _("本单位待办"), Tray.DUE: _("七天内到期"), Tray.LATE: _("已超期")}


@signed_in
@require_safe
def inbox(request: Request) -> HttpResponse:
    """What waits for whoever looks, in four trays."""
    wanted = request.GET.get("tray", Tray.MINE)
    tray = Tray(wanted) if wanted in set(Tray) else Tray.MINE
    found = trays.inbox(request.standing, tray, request.today, page_number(request))
    counts = trays.counts(request.standing, request.today)
    request.to_do = counts[Tray.MINE]
    context = {
        "tabs": [(each.value, str(label), counts[each], each == tray) for each, label in TRAYS.items()],
        "found": found,
        "rows": [view_of(matter, official=request.standing.is_official) for matter in found.matters],
        "tray": tray.value,
        "openable": openable(request),
    }
    return render(request, "matters/inbox.html", context)


def openable(request: Request) -> list[Kind]:
    """The kinds that whoever looks may open by their post."""
    seats = {party for party, seat in SEATS.items() if seat.holds is not None and seat.holds(request.standing)}
    return [kind for kind in kinds().values() if seats.intersection(kind.opened_by)]


@signed_in
@require_safe
def matters(request: Request) -> HttpResponse:
    """Every matter that whoever looks may read, narrowed and searched."""
    form = _filter_form(request)
    found = trays.listed(request.standing, _filters(form), page_number(request))
    rows = [view_of(matter, official=request.standing.is_official) for matter in found.matters]
    context = {"form": form, "found": found, "rows": rows}
    return render(request, "matters/list.html", context)


@signed_in
@require_safe
def matters_file(request: Request) -> HttpResponse:
    """The same list as a workbook."""
    found = trays.filtered(request.standing, _filters(_filter_form(request)))
    rows = [view_of(matter, official=request.standing.is_official) for matter in found[:20_000]]
    data = matters_workbook(rows, _("办件清单"))
    return HttpResponse(
        data,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": attachment_name(f"{_('办件清单')}-{request.today}.xlsx")},
    )


def _filter_form(request: Request) -> FilterForm:
    counties = Unit.objects.filter(kind=UnitKind.COUNTY_GOVERNMENT).select_related("parent")
    form = FilterForm(request.GET, counties=counties)
    form.is_valid()
    return form


def _filters(form: FilterForm) -> Filters:
    values = form.cleaned_data
    county = values.get("county")
    return Filters(
        words=values.get("q", ""),
        kind=values.get("kind", ""),
        county=county.pk if county else None,
        year=values.get("year"),
        closed=values.get("closed"),
    )


def matter_or_404(request: Request, pk: int) -> Matter:
    """This function will give the matter with the columns of its kind, to whom it is visible."""
    related = "county", "lead_unit__parent", "handler", "applicant_person", "applicant_organization", "partner_unit"
    found = get_object_or_404(Matter.objects.visible_to(request.standing).select_related(*related), pk=pk)
    return full(found)


@signed_in
@require_safe
def matter(request: Request, pk: int) -> HttpResponse:
    return page(request, matter_or_404(request, pk))


def page(request: Request, found: Matter, *, by_code: bool = False, status: int = 200, **said: Any) -> HttpResponse:
    """This function will show a matter's page with everything that can be done from it."""
    shown = matter_page(found, request.standing, request.now, by_code=by_code)
    context = {
        "page": shown,
        "view": view_of(found, shown),
        "by_code": by_code,
        "hand_over_form": HandOverForm(people=_handlers(request, found)) if shown.can_hand_over else None,
        "merge_form": MergeForm() if shown.can_hand_over else None,
        "may_show": found.closed_at and not found.confidential and may_propose(request.standing, found.lead_unit),
        "rate_form": RateForm() if shown.applicant and found.closed_at and not shown.rating else None,
        **said,
    }
    return render(request, "matters/matter.html", context, status=status)


def _handlers(request: Request, found: Matter) -> Any:
    people = [person.pk for person in holders(Role.HANDLER, found.lead_unit, request.today)]
    return Person.objects.filter(pk__in=people).exclude(pk=found.handler_id or 0)


@signed_in
def step(request: Request, pk: int, key: str) -> HttpResponse:
    """A step: its form, and taking it."""
    return do_step(request, matter_or_404(request, pk), key, by_code=False)


def do_step(request: Request, found: Matter, key: str, *, by_code: bool) -> HttpResponse:
    """This function will show the form of a step that is open to whoever asks, and take it."""
    shown = matter_page(found, request.standing, request.now, by_code=by_code)
    move = next((one for one in shown.steps if one.key == key), None)
    if move is None:
        if request.method == "POST" and flow_of(found).step(key) is not None:
            messages.warning(request, _("这件已经有人先办理，请看最新情况"))
            return redirect(_address(found, by_code=by_code))
        raise Http404
    form = step_form(found, move, request.today, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _taken(request, found, move, form, by_code=by_code):
        messages.success(request, _("已办理：%(step)s") % {"step": move.label})
        return redirect(_address(found, by_code=by_code))
    context = {
        "page": shown,
        "view": view_of(found, shown),
        "step": move,
        "form": form,
        "by_code": by_code,
        "turn": request.POST.get("turn", found.turn) if request.method == "POST" else found.turn,
        "missing": [d for d in shown.kind.documents if d.key in move.needs and not _there(shown.attachments, d.key)],
        "form_papers": [shown.kind.paper(key).title for key in move.makes],
    }
    return render(request, "matters/step.html", context, status=422 if request.method == "POST" else 200)


@signed_in
@require_POST
def step_advice(request: Request, pk: int, key: str) -> HttpResponse:
    """What the rules have to say about the values as they stand in the form: nothing is kept."""
    found = matter_or_404(request, pk)
    shown = matter_page(found, request.standing, request.now)
    move = next((one for one in shown.steps if one.key == key), None)
    past = flow_of(found).step(key)
    if move is None and past is not None and rules.may_take(request.standing, found, past):
        return HttpResponse(status=204)  # taken while this was on its way: there is nothing left to advise on
    if move is None:
        raise Http404
    typed = step_form(shown.matter, move, request.today, request.POST)
    typed.is_valid()  # what is valid so far is in the instance; what is not stays as it was
    # Whoever may take the step sees what stands against it; an applicant whose matter is handed in does not.
    advice = () if shown.applicant and found.submitted_at else shown.kind.advice(typed.instance, request.now)
    return render(request, "matters/advice.html", {"advice": advice})


def _there(attachments: tuple[Attachment, ...], document: str) -> bool:
    return any(attachment.document == document for attachment in attachments)


def _taken(request: Request, found: Matter, move: Step, form: Any, *, by_code: bool) -> bool:
    """Somebody who was overtaken is told so beside what they wrote, which stays in the form."""
    values = dict(form.cleaned_data)
    opinion = values.pop("opinion", "")
    try:
        take(
            matter=found,
            step=move.key,
            turn=_turn(request),
            actor=opening.public() if by_code else request.person,
            at=request.now,
            values=values,
            opinion=opinion,
            by_code=by_code,
        )
    except StepRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _turn(request: Request) -> int:
    seen = request.POST.get("turn", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1


def _address(found: Matter, *, by_code: bool) -> str:
    return "/follow/" if by_code else f"/matters/{found.pk}/"


@signed_in
@require_POST
def save_draft(request: Request, pk: int) -> HttpResponse:
    """Keeps what was typed so far: what cannot be kept yet is simply not kept, and nothing is refused."""
    found = matter_or_404(request, pk)
    kind = kind_of(found)
    first = flow_of(found).steps_from(flow_of(found).initial)[0]
    names = set(kind.asks) | set(kind.offers) | set(first.asks) | set(first.offers)
    form = step_form(found, first, request.today, request.POST)
    form.is_valid()
    typed = {name: value for name, value in form.cleaned_data.items() if name in names and name in request.POST}
    try:
        opening.save_draft(matter=found, values=typed, actor=request.person, at=request.now)
    except StepRefused as refusal:
        return HttpResponse(str(refusal), status=422)
    return render(request, "matters/saved.html", {"at": request.now})


def _hand_over(request: Request, found: Matter) -> None:
    form = HandOverForm(request.POST, people=_handlers(request, found))
    if not form.is_valid():
        raise StepRefused(_("请选择转交给谁"))
    acts.hand_over(matter=found, turn=_turn(request), actor=request.person, at=request.now, **form.cleaned_data)


def _suspend(request: Request, found: Matter) -> None:
    form = ActForm(request.POST)
    form.is_valid()
    acts.suspend(
        matter=found,
        ground=request.POST.get("ground", ""),
        turn=_turn(request),
        actor=request.person,
        at=request.now,
        opinion=form.cleaned_data.get("opinion", ""),
    )


def _resume(request: Request, found: Matter) -> None:
    acts.resume(matter=found, turn=_turn(request), actor=request.person, at=request.now)


def _extend(request: Request, found: Matter) -> None:
    days = request.POST.get("days", "")
    acts.extend(
        matter=found,
        rule=request.POST.get("rule", ""),
        turn=_turn(request),
        actor=request.person,
        at=request.now,
        opinion=request.POST.get("opinion", "")[:1000],
        days=int(days) if days.isascii() and days.isdigit() and 0 < int(days[:4]) < 366 else None,
    )


def _merge(request: Request, found: Matter) -> None:
    number = request.POST.get("into", "").strip()[:40]
    into = Matter.objects.visible_to(request.standing).filter(number=number).first()
    if into is None:
        raise StepRefused(_("没有这个编号的办件"))
    acts.merge(matter=found, into=into, turn=_turn(request), actor=request.person, at=request.now)


ACTS: dict[str, Callable[[Request, Matter], None]] = {
    "hand-over": _hand_over,
    "suspend": _suspend,
    "resume": _resume,
    "extend": _extend,
    "merge": _merge,
}


@signed_in
@require_POST
def act(request: Request, pk: int, verb: str) -> HttpResponse:
    """What can be done with any matter: hand over, suspend, resume, extend, merge."""
    found = matter_or_404(request, pk)
    if verb not in ACTS:
        raise Http404
    try:
        ACTS[verb](request, found)
    except Overtaken as refusal:
        messages.warning(request, str(refusal))
        return redirect("matter", pk)
    except StepRefused as refusal:
        return page(request, matter_or_404(request, pk), status=422, refusal=str(refusal))
    messages.success(request, _("已办理"))
    return redirect("matter", pk)


@signed_in
@require_POST
def attach(request: Request, pk: int) -> HttpResponse:
    return do_attach(request, matter_or_404(request, pk), by_code=False)


def do_attach(request: Request, found: Matter, *, by_code: bool) -> HttpResponse:
    """This function will put an uploaded document with a matter."""
    form = AttachForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, found, by_code=by_code, status=422, refusal=_("请选择材料种类和文件"))
    upload = form.cleaned_data["file"]
    try:
        attaching.attach(
            matter=found,
            document=form.cleaned_data["document"],
            name=upload.name,
            data=gather(upload.chunks()),
            actor=opening.public() if by_code else request.person,
            at=request.now,
            by_code=by_code,
        )
    except (StepRefused, FileRefused) as refusal:
        return page(request, found, by_code=by_code, status=422, refusal=str(refusal))
    return redirect(_after_attaching(request, found, by_code=by_code))


def _after_attaching(request: Request, found: Matter, *, by_code: bool) -> str:
    """Back to the step whose form asked for the document, else to the matter."""
    step = flow_of(found).step(request.POST.get("step", ""))
    return _address(found, by_code=by_code) + (f"steps/{step.key}/" if step else "")


@signed_in
@require_POST
def detach(request: Request, pk: int) -> HttpResponse:
    attachment = _attachment_or_404(request, pk)
    try:
        attaching.detach(attachment=attachment, actor=request.person, at=request.now)
    except StepRefused as refusal:
        return page(request, full(attachment.matter), status=422, refusal=str(refusal))
    return redirect("matter", attachment.matter_id)


def _attachment_or_404(request: Request, pk: int) -> Attachment:
    visible = Matter.objects.visible_to(request.standing).values("pk")
    related = "file", "matter__lead_unit", "matter__county"
    return get_object_or_404(Attachment.objects.filter(matter__in=visible).select_related(*related), pk=pk)


@signed_in
@require_safe
def document(request: Request, pk: int) -> FileResponse:
    """A document that was handed in, to whom its matter shows it."""
    attachment = _attachment_or_404(request, pk)
    shown = matter_page(attachment.matter, request.standing, request.now)
    if attachment.pk not in {one.pk for one in shown.attachments}:
        raise Http404
    return saved_file(attachment.file)


@signed_in
@require_safe
def paper(request: Request, pk: int) -> FileResponse:
    """A paper that the office made, to whom its matter shows it."""
    visible = Matter.objects.visible_to(request.standing).values("pk")
    made = Paper.objects.filter(matter__in=visible, state=PaperState.MADE).select_related("file", "matter__lead_unit")
    found = get_object_or_404(made, pk=pk)
    shown = matter_page(found.matter, request.standing, request.now)
    if found.pk not in {one.pk for one in shown.papers} or found.file is None:
        raise Http404
    return saved_file(found.file)


@signed_in
@require_POST
def rate(request: Request, pk: int) -> HttpResponse:
    return do_rate(request, matter_or_404(request, pk), by_code=False)


def do_rate(request: Request, found: Matter, *, by_code: bool) -> HttpResponse:
    """This function will keep what the applicant thought of it."""
    form = RateForm(request.POST)
    if not form.is_valid():
        return page(request, found, by_code=by_code, status=422, refusal=_("请选择满意度"))
    actor = opening.public() if by_code else request.person
    try:
        rating.rate(matter=found, actor=actor, at=request.now, by_code=by_code, **form.cleaned_data)
    except StepRefused as refusal:
        return page(request, found, by_code=by_code, status=422, refusal=str(refusal))
    messages.success(request, _("谢谢您的评价"))
    return redirect(_address(found, by_code=by_code))


@signed_in
def part(request: Request, pk: int, key: str) -> HttpResponse:
    """Adding a row beside a matter: a right that is pledged, a year of use."""
    found = matter_or_404(request, pk)
    listed = _part_or_404(request, found, key)
    if listed.add is None:
        raise Http404
    form = part_form(listed, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            listed.add(matter=found, values=form.cleaned_data, actor=request.person, at=request.now)
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("matter", pk)
    context = {"matter": found, "part": listed, "form": form}
    return render(request, "matters/part.html", context, status=422 if request.method == "POST" else 200)


@signed_in
@require_POST
def part_remove(request: Request, pk: int, key: str, row: int) -> HttpResponse:
    """Taking a row out again; it stays on record."""
    found = matter_or_404(request, pk)
    listed = _part_or_404(request, found, key)
    if listed.remove is None:
        raise Http404
    try:
        listed.remove(row=get_object_or_404(listed.rows(found), pk=row), actor=request.person, at=request.now)
    except StepRefused as refusal:
        return page(request, found, status=422, refusal=str(refusal))
    return redirect("matter", pk)


def _part_or_404(request: Request, found: Matter, key: str) -> Part:
    listed = kind_of(found).part(key)
    if listed is None or found.closed_at is not None or not listed.may_edit(request.standing, found):
        raise Http404
    return listed


@signed_in
def open_case(request: Request, kind: str) -> HttpResponse:
    """A matter that an official opens by their post."""
    found = next((one for one in openable(request) if one.key == kind), None)
    if found is None:
        raise Http404
    unit = next(post.unit for post in request.standing.posts_as(Role.HANDLER))
    blank = found.model(kind=found.key, flow_version=found.flow.version, state=found.flow.initial, lead_unit=unit)
    form = draft_form(blank, found, request.today, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = opening.open_case(
                kind=found,
                unit=unit,
                actor=request.person,
                at=request.now,
                county=unit if unit.kind == UnitKind.COUNTY_GOVERNMENT else None,
                values=form.cleaned_data,
            )
            return redirect("matter", made.pk)
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"kind": found, "form": form, "unit": unit}
    return render(request, "matters/open.html", context, status=422 if request.method == "POST" else 200)
