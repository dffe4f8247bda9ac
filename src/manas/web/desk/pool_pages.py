"""存量专利推送: the lists of the national pool, who was asked, who answered what, and the table that goes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.matters.pairing.pushed import pairs_begun
from manas.office.files.queries import attachment
from manas.registers.imports.rules import desk
from manas.registers.models import PushAddressee, PushedPatent, PushList
from manas.registers.patents.queries.keeping import ip_offices
from manas.registers.pool import actions, queries, rules
from manas.registers.pool.actions import PoolRefused
from manas.reports.pool import answers_workbook
from manas.web.desk import pool_view as view
from manas.web.desk.paging import page_of
from manas.web.desk.plan_pages import XLSX
from manas.web.desk.pool_forms import AskForm, DescribeForm, NarrowForm
from manas.web.shared.access import Request, signed_in

DEEDS: dict[str, tuple[Callable[..., Any], Any]] = {
    "close": (actions.close, gettext_lazy("已截止答复")),
    "reopen": (actions.reopen, gettext_lazy("已恢复答复")),
}


@signed_in
@require_safe
def pool(request: Request) -> HttpResponse:
    """The lists of one's office, and those that ask firms of one's county."""
    if not rules.reach(request.standing):
        raise Http404
    context = {
        "page": page_of(request, queries.lists(request.standing)),
        "imports": desk(request.standing, ip_offices(request.now)) is not None,
    }
    return render(request, "registers/pool.html", context)


def list_or_404(request: Request, pk: int) -> PushList:
    """This function will load a list of which whoever looks sees anything."""
    return get_object_or_404(PushList.objects.visible_to(request.standing).select_related("keeper", "run"), pk=pk)


def own_or_404(request: Request, pk: int) -> PushList:
    """This function will load a list that whoever looks runs."""
    found = list_or_404(request, pk)
    if not rules.may_run(request.standing, found):
        raise Http404
    return found


@signed_in
@require_safe
def push_list(request: Request, pk: int) -> HttpResponse:
    """One list: how far it is answered by firm and county, and the questions behind each figure."""
    found = list_or_404(request, pk)
    narrowed = NarrowForm(request.GET).narrowed()
    overview = queries.overview(found, request.standing, request.today)
    page = page_of(request, queries.questions(found, request.standing, narrowed))
    context = {
        "list": found,
        "overview": overview,
        "page": page,
        "lines": view.lines(page.rows, pairs_begun(request.standing, page.rows)),
        "chosen": view.chosen(
            narrowed, _label(overview.firms, narrowed.organization), _label(overview.counties, narrowed.county)
        ),
        "asked": request.GET.urlencode(),
        "may_run": rules.may_run(request.standing, found),
        "may_remind": rules.may_remind(request.standing),
        "unverified": view.unverified(),
    }
    return render(request, "registers/pool_list.html", context)


def _label(tallies: list[queries.Tally], key: str) -> str:
    return next((one.label for one in tallies if one.key == key), "")


@signed_in
@require_safe
def push_list_file(request: Request, pk: int) -> HttpResponse:
    """The questions within view, narrowed as the page is, as a table in the fields of the national system."""
    found = list_or_404(request, pk)
    asked = queries.questions(found, request.standing, NarrowForm(request.GET).narrowed())
    return HttpResponse(
        answers_workbook(asked, _("存量专利评价")),
        content_type=XLSX,
        headers={"Content-Disposition": attachment(f"{found.title}-{_('存量专利评价')}-{request.today}.xlsx")},
    )


@signed_in
@require_safe
def patents(request: Request, pk: int) -> HttpResponse:
    """The patents of a list, each with how many firms were asked about it."""
    found = own_or_404(request, pk)
    only = request.GET.get("unasked") == "1"
    page = page_of(request, queries.patents(found, only_unasked=only))
    return render(request, "registers/pool_patents.html", {"list": found, "page": page, "only": only})


@signed_in
def describe(request: Request, pk: int) -> HttpResponse:
    """Say what a list is called and what its paper says of days."""
    found = own_or_404(request, pk)
    initial = {name: getattr(found, name) for name in DescribeForm.base_fields}
    form = DescribeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.describe(push_list=found, actor=request.person, at=request.now, **form.cleaned_data)
        except PoolRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存"))
            return redirect("push-list", pk)
    context = {"list": found, "form": form}
    return render(request, "registers/pool_describe.html", context, status=422 if form.is_bound else 200)


@signed_in
def ask(request: Request, pk: int) -> HttpResponse:
    """Put patents of a list to firms: one patent, those of a trade, or all."""
    found = own_or_404(request, pk)
    single = _single(request, found)
    form = AskForm(request.POST if request.method == "POST" else None, push_list=found)
    if form.is_valid():
        segment = form.cleaned_data["segment"]
        wanted = found.patents.filter(segment=segment) if segment else found.patents.all()
        try:
            count = actions.ask(
                push_list=found,
                patents=[single] if single else list(wanted),
                organizations=form.chosen(),
                actor=request.person,
                at=request.now,
            )
        except PoolRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已转送 %(n)s 项，重复的不再转送") % {"n": count})
            return redirect("push-list", pk)
    context = {"list": found, "form": form, "single": single}
    return render(request, "registers/pool_ask.html", context, status=422 if form.is_bound else 200)


def _single(request: Request, found: PushList) -> PushedPatent | None:
    """The one patent that the address names, if it names one of the list."""
    named = request.GET.get("patent", "")[:9]
    return found.patents.select_related("patent").filter(pk=int(named)).first() if named.isdecimal() else None


@signed_in
@require_POST
def remind(request: Request, pk: int) -> HttpResponse:
    """Remind the firms that have not answered."""
    found = list_or_404(request, pk)
    if not rules.may_remind(request.standing):
        raise Http404
    try:
        told = actions.remind(push_list=found, actor=request.person, at=request.now)
    except PoolRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已提醒 %(n)s 人；今天提醒过的不重复提醒") % {"n": told})
    return redirect("push-list", pk)


@signed_in
@require_POST
def deed(request: Request, pk: int, verb: str) -> HttpResponse:
    """End a list, or let firms answer again."""
    found = own_or_404(request, pk)
    if verb not in DEEDS:
        raise Http404
    do, said = DEEDS[verb]
    try:
        do(push_list=found, actor=request.person, at=request.now)
    except PoolRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(said))
    return redirect("push-list", pk)


@signed_in
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    """Take a question back that was put to the wrong firm."""
    asked = PushAddressee.objects.overseen_by(request.standing).select_related("pushed__push_list__keeper")
    question = get_object_or_404(asked, pk=pk)
    if not rules.may_run(request.standing, question.pushed.push_list):
        raise Http404
    try:
        actions.take_back(addressee=question, actor=request.person, at=request.now)
    except PoolRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已撤回"))
    return redirect("push-list", question.pushed.push_list_id)
