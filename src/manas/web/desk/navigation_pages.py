"""专利导航: studies of the register, each figure with the list behind it, conclusions, the paper and the data."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.engines.navigation.model import Of
from manas.matters.navigation.navigation_project.queries import projects_on
from manas.office.files.queries import attachment
from manas.registers.models import NavigationKind, NavigationStudy, StudyConclusion, TechnologyNeed
from manas.registers.navigation import actions, rules
from manas.registers.navigation.actions import NavigationRefused
from manas.registers.navigation.queries import (
    Behind,
    behind,
    difference,
    holders_behind,
    landscape_of,
    patents_behind,
    query_in_words,
    titles_of,
)
from manas.registers.navigation.words import called
from manas.registers.patents.queries.listing import filtered, filters_of
from manas.reports.navigation import data_workbook, report
from manas.web.desk import patent_view
from manas.web.desk.navigation_forms import ConclusionForm, LimitsForm, StudyForm
from manas.web.desk.navigation_view import view_of
from manas.web.desk.paging import page_of
from manas.web.desk.plan_pages import XLSX
from manas.web.shared.access import Request, signed_in

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHANGED = 100  # changed figures shown


@signed_in
@require_safe
def studies(request: Request) -> HttpResponse:
    """Every study that whoever looks may read."""
    if not rules.reach(request.standing):
        raise Http404
    found = NavigationStudy.objects.visible_to(request.standing).lean().select_related("keeper", "made_by")
    context = {"page": page_of(request, found), "may_make": rules.desk(request.standing) is not None}
    return render(request, "navigation/list.html", context)


@signed_in
def new(request: Request) -> HttpResponse:
    """What is asked of a selection of the register; making the study."""
    if rules.desk(request.standing) is None:
        raise Http404
    filters = filters_of((request.POST if request.method == "POST" else request.GET).dict())
    form = StudyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked = {**form.cleaned_data, "kind": NavigationKind(form.cleaned_data["kind"])}
            made = actions.make_study(**asked, filters=filters, actor=request.person, at=request.now)
        except NavigationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已完成统计"))
            return redirect("navigation-study", made.pk)
    context = {
        "form": form,
        "filters": filters,
        "chosen": patent_view.chosen(filters),
        "asked": patent_view.parameters(filters),
        "here": patent_view.address(filters),
        "count": filtered(request.standing, filters).count(),
        "most": actions.MOST,
    }
    return render(request, "navigation/new.html", context, status=422 if form.is_bound else 200)


def study_or_404(request: Request, pk: int) -> NavigationStudy:
    """This function will load a study that the person may read, whole."""
    known = NavigationStudy.objects.visible_to(request.standing)
    return get_object_or_404(known.select_related("keeper", "made_by", "last_run", "earlier"), pk=pk)


def _written_or_404(request: Request, pk: int) -> NavigationStudy:
    found = study_or_404(request, pk)
    if not rules.may_write(request.standing, found):
        raise Http404
    return found


@signed_in
@require_safe
def study(request: Request, pk: int) -> HttpResponse:
    """One study by the skeleton of a report: what was asked, of what, how things stand, what matters, what follows."""
    return _shown(request, study_or_404(request, pk))


def _shown(
    request: Request,
    found: NavigationStudy,
    conclusion: ConclusionForm | None = None,
    limits: LimitsForm | None = None,
) -> HttpResponse:
    landscape = landscape_of(found)
    titles = titles_of(landscape)
    view = view_of(landscape, titles)
    differs = difference(found)
    context = {
        "study": found,
        "landscape": landscape,
        "view": view,
        "titles_loaded": bool(titles),
        "query": query_in_words(found),
        "conclusions": [
            (one, [(code, view.names.get(code, code)) for code in one.figures]) for one in _conclusions(found)
        ],
        "differs": differs,
        "changes": [(view.names.get(one.code, one.code), one) for one in differs.changes[:CHANGED]] if differs else [],
        "later": found.later.lean().first(),
        "projects": projects_on(found, request.standing),
        "may_write": rules.may_write(request.standing, found),
        "conclusion": conclusion or ConclusionForm(view.names),
        "limits": limits or LimitsForm(initial={"limits": found.limits}),
    }
    return render(request, "navigation/study.html", context, status=422 if conclusion or limits else 200)


def _conclusions(found: NavigationStudy) -> list[StudyConclusion]:
    return list(found.conclusions.select_related("written_by"))


@signed_in
@require_safe
def figure(request: Request, pk: int) -> HttpResponse:
    """What is behind one figure: as many patents, holders or needs as it counts."""
    found = study_or_404(request, pk)
    counted = behind(found, request.GET.get("code", "all"))
    if counted is None:
        raise Http404
    context = {
        "study": found,
        "figure": counted.figure,
        "name": called(landscape_of(found))[counted.figure.code],
        "page": page_of(request, _members(request, counted)),
        "may_write": rules.may_write(request.standing, found),
    }
    return render(request, "navigation/figure.html", context)


def _members(request: Request, counted: Behind) -> Any:
    if counted.figure.of is Of.PATENTS:
        return patents_behind(counted.keys)
    if counted.figure.of is Of.HOLDERS:
        return holders_behind(counted.keys)
    return TechnologyNeed.objects.visible_to(request.standing).filter(pk__in=counted.keys)


@signed_in
@require_safe
def report_file(request: Request, pk: int) -> HttpResponse:
    """The report as a Word file."""
    found = study_or_404(request, pk)
    headers = {"Content-Disposition": attachment(f"{found.title}.docx")}
    return HttpResponse(report(found, request.now), content_type=DOCX, headers=headers)


@signed_in
@require_safe
def data_file(request: Request, pk: int) -> HttpResponse:
    """Every table of the study, and its patents, as a workbook."""
    found = study_or_404(request, pk)
    headers = {"Content-Disposition": attachment(f"{found.title}.xlsx")}
    return HttpResponse(data_workbook(found), content_type=XLSX, headers=headers)


@signed_in
@require_POST
def again(request: Request, pk: int) -> HttpResponse:
    """Counts the same selection anew, from the register as it is now."""
    found = _written_or_404(request, pk)
    try:
        made = actions.make_again(study=found, actor=request.person, at=request.now)
    except NavigationRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("navigation-study", pk)
    same = made.pk == found.pk
    messages.success(request, _("重新统计的结果与本次完全一致") if same else _("结果与上一次不同，差异列在下面"))
    return redirect("navigation-study", made.pk)


@signed_in
@require_POST
def conclude(request: Request, pk: int) -> HttpResponse:
    """Writes a conclusion on figures of the study."""
    found = _written_or_404(request, pk)
    form = ConclusionForm(called(landscape_of(found)), request.POST)
    if form.is_valid():
        try:
            actions.conclude(
                study=found,
                text=form.cleaned_data["text"],
                codes=form.cleaned_data["figures"],
                actor=request.person,
                at=request.now,
            )
        except NavigationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("结论已保存"))
            return redirect("navigation-study", pk)
    return _shown(request, found, conclusion=form)


@signed_in
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Takes a conclusion back."""
    kept = get_object_or_404(StudyConclusion.objects.select_related("study"), pk=pk)
    found = _written_or_404(request, kept.study_id)
    actions.withdraw(conclusion=kept, actor=request.person, at=request.now)
    messages.success(request, _("结论已撤回"))
    return redirect("navigation-study", found.pk)


@signed_in
@require_POST
def limits(request: Request, pk: int) -> HttpResponse:
    """Puts risks and limits into other words."""
    found = _written_or_404(request, pk)
    form = LimitsForm(request.POST)
    if form.is_valid():
        actions.word_limits(study=found, text=form.cleaned_data["limits"], actor=request.person, at=request.now)
        messages.success(request, _("已保存"))
        return redirect("navigation-study", pk)
    return _shown(request, found, limits=form)
