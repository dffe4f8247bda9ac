"""Reports of work: drawn from records by one click, worded section by section, finished, taken away as a Word file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.engines.cited import cited
from manas.engines.periods import Period, Span
from manas.indicators.values.words import period_words
from manas.indicators.workreports import actions, queries, rules
from manas.indicators.workreports.actions import WorkReportRefused
from manas.indicators.workreports.models import ReportNumber, ReportSection, WorkReport, WorkReportState
from manas.office.files.queries import attachment
from manas.reports import work_report as paper
from manas.reports.papers.names import file_name
from manas.web.desk import work_report_view as view
from manas.web.desk.work_report_forms import DrawForm, SectionForm
from manas.web.shared.access import Request, office_only, overseers

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DEEDS: dict[str, tuple[Callable[..., object], Any]] = {
    "renew": (actions.renew, gettext_lazy("数据已更新")),
    "take-up": (actions.take_up, gettext_lazy("已补入，请在各节核对")),
    "finish": (actions.finish, gettext_lazy("已定稿")),
    "discard": (actions.discard, gettext_lazy("已作废")),
}


def report_or_404(request: Request, pk: int) -> WorkReport:
    """This function will load a report that the person may read."""
    return get_object_or_404(queries.reports(request.standing), pk=pk)


def _written_or_404(request: Request, pk: int) -> WorkReport:
    """This function will load a report that the person may word."""
    found = report_or_404(request, pk)
    if not rules.may_write(request.standing, found.plan):
        raise Http404
    return found


@overseers
def work_reports(request: Request) -> HttpResponse:
    """The reports of the plans; the office draws a new one by one click."""
    plans = rules.plans_of(request.standing)
    given = request.POST if request.method == "POST" else None
    if given is not None and not plans:
        raise Http404
    form = DrawForm(given, plans=plans, today=request.today)
    if form.is_valid():
        try:
            made = actions.draw_up(**form.cleaned_data, actor=request.person, at=request.now)
        except WorkReportRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("work-report", made.pk)
    now = [Period.of(request.today, Span.QUARTER), Period.of(request.today, Span.YEAR)]
    context = {
        "reports": [(one, period_words(Period.read(one.period))) for one in queries.reports(request.standing)],
        "plans": plans,
        "now": [(one.code, period_words(one)) for one in now],
        "form": form if plans else None,
    }
    return render(request, "workreports/list.html", context, status=422 if form.is_bound else 200)


@overseers
@require_safe
def work_report(request: Request, pk: int) -> HttpResponse:
    """One report as it reads now; of a draft, which numbers have changed since."""
    found = report_or_404(request, pk)
    draft = found.state == WorkReportState.DRAFT
    changed = queries.changed(found) if draft else []
    reading = view.Reading(queries.cited_in(found), {one.row.number for one in changed})
    context = {
        "report": found,
        "words": period_words(Period.read(found.period)),
        "sections": [reading.section(*one) for one in queries.numbered(queries.sections(found))],
        "changed": [(paper.source([one.row]), view.address([one.row]), one) for one in changed],
        "unwritten": queries.unwritten(found) if draft else [],
        "draft": draft,
        "may_write": draft and rules.may_write(request.standing, found.plan),
        "intact": found.state == WorkReportState.FINAL and queries.fingerprint(found) == found.sha256,
    }
    return render(request, "workreports/report.html", context)


@overseers
@require_safe
def work_report_file(request: Request, pk: int) -> HttpResponse:
    """The report as a Word file in the official form."""
    found = report_or_404(request, pk)
    return HttpResponse(
        paper.work_report(found, _full_address),
        content_type=DOCX,
        headers={"Content-Disposition": attachment(file_name("", found.title))},
    )


def _full_address(rows: Sequence[ReportNumber]) -> str:
    return f"{settings.MANAS_SITE_URL}{view.address(rows)}"


@office_only
@require_POST
def work_report_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """Renew the numbers, finish, give up."""
    found = _written_or_404(request, pk)
    if deed not in DEEDS:
        raise Http404
    act, done = DEEDS[deed]
    try:
        act(report=found, actor=request.person, at=request.now)
    except WorkReportRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(done))
    return redirect("work-report", pk)


def _section_or_404(request: Request, pk: int, position: int) -> ReportSection:
    report = _written_or_404(request, pk)
    for one in queries.sections(report):
        if one.position == position:
            one.report = report
            return one
    raise Http404


@office_only
def section(request: Request, pk: int, position: int) -> HttpResponse:
    """The paragraphs of one section, with the numbers that they may cite and the versions before."""
    found = _section_or_404(request, pk, position)
    text = queries.present(found)
    given = request.POST if request.method == "POST" else None
    form = SectionForm(given, initial={"text": text.text, "seen": text.number})
    if form.is_valid():
        try:
            actions.rewrite(section=found, actor=request.person, at=request.now, **form.cleaned_data)
        except WorkReportRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            return redirect(f"{reverse('work-report', args=[pk])}#section-{position}")
    every = queries.cited_in(found.report)
    drawn = found.texts.all()[0].text
    own = cited(
        "\n".join([drawn, *(cell for row in found.table for cell in row), *(mark for _label, mark in found.bars)])
    )
    context = {
        "report": found.report,
        "section": found,
        "form": form,
        "own": view.marks(every, own),
        "others": view.marks(every, [number for number in every if number not in own]),
        "versions": [(one, queries.spelled(one.text, every), one == text) for one in reversed(found.texts.all())],
        "may_undo": text.number > 1,
        "draft": found.report.state == WorkReportState.DRAFT,
    }
    return render(request, "workreports/section.html", context, status=422 if form.is_bound else 200)


@office_only
@require_POST
def undo(request: Request, pk: int, position: int) -> HttpResponse:
    """Take a section back by one version."""
    found = _section_or_404(request, pk, position)
    try:
        actions.undo(section=found, actor=request.person, at=request.now)
    except WorkReportRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已撤销上一次修改"))
    return redirect("work-report-section", pk, position)
