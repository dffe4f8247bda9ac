"""依据: the system administrator's pages of the facts: which terms hold, which days are off, what is in doubt, what was set here.

Whoever changes something sees first which open due days it moves, then confirms.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.facts.deadlines import NoSuchRule, families, rules, versions
from manas.facts.review import Concern, Doubt, review
from manas.matters.docket.actions.reprojecting import AlwaysOvertaken, reproject_open
from manas.matters.docket.queries.moves import foreseen
from manas.office.models import CalendarDay, CalendarYear, LocalValue, Person
from manas.office.values.actions import ValueRefused
from manas.office.values.queries import TERMS, local_rules
from manas.web.desk.paging import page_of
from manas.web.desk.value_forms import CalendarDayForm, EndTermForm, TermForm, YearFileForm, YearForm
from manas.web.desk.value_wishes import Wish, day_wish, end_wish, file_wish, term_wish, withdraw_wish, year_wish
from manas.web.shared.access import Request, administrators
from manas.web.shared.rule_rows import open_rows, rule_context
from manas.web.shared.year_days import asked_year, year_page

CONCERNS: dict[Concern, Promise | str] = {
    Concern.MEMORY: gettext_lazy("凭记忆，未核实"),
    Concern.STALE: gettext_lazy("核对已逾一年"),
    Concern.UNSOURCED: gettext_lazy("没有出处"),
}
TABS: dict[str, Promise | str] = {
    "facts": gettext_lazy("时限"),
    "facts-calendar": gettext_lazy("日历"),
    "facts-doubts": gettext_lazy("待核"),
    "facts-local": gettext_lazy("本地设定"),
}
SHOWN = 200  # due days of a preview that are listed one by one


def _page(request: Request, tab: str, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    tabs = [(reverse(name), label, name == tab) for name, label in TABS.items()]
    return render(request, template, {"tabs": tabs, "editing": True, **context}, status=status)


@administrators
@require_safe
def facts(request: Request) -> HttpResponse:
    """Every time limit of a family; those that the law leaves open lead to the office's own term."""
    context = rule_context(request.GET.get("family", ""), local_rules(), request.today)
    return _page(request, "facts", "values/facts.html", context)


@administrators
@require_safe
def calendar(request: Request) -> HttpResponse:
    return _calendar(request)


def _calendar(request: Request, **bound: forms.Form) -> HttpResponse:
    """The year, and the forms to change it; the form that was sent stands in `bound` with what is wrong with it."""
    year = asked_year(request.GET.get("year", ""), request.today)
    context = {
        "page": year_page(year),
        "day_form": bound.get("day_form") or CalendarDayForm(auto_id="day-%s"),
        "year_form": bound.get("year_form") or YearForm(auto_id="year-%s", initial={"year": year}),
    }
    return _page(request, "facts-calendar", "values/facts_calendar.html", context, 422 if bound else 200)


@administrators
@require_safe
def doubts(request: Request) -> HttpResponse:
    """Facts that somebody must look at again: from memory, checked long ago, without a source."""
    found, asked = _reviewed(request.today), request.GET.get("concern", "")
    wanted = Concern(asked) if asked in list(Concern) else None
    kinds = [(kind, word, sum(d.concern is kind for d in found), kind is wanted) for kind, word in CONCERNS.items()]
    shown = [(doubt, CONCERNS[doubt.concern]) for doubt in found if wanted in (None, doubt.concern)]
    context = {"kinds": kinds, "wanted": wanted, "total": len(found), "page": page_of(request, shown)}
    return _page(request, "facts-doubts", "values/facts_doubts.html", context)


@lru_cache(maxsize=2)
def _reviewed(on: date) -> tuple[Doubt, ...]:
    """The files do not change while the program runs; only the day does."""
    return review(on)


@administrators
@require_safe
def local(request: Request) -> HttpResponse:
    """What was ever set here, what was withdrawn or ended included."""
    values = LocalValue.objects.filter(family=TERMS).select_related("entered_by").order_by("key", "-valid_from")
    names = {rule.key: rule.name for rule in rules()}
    context = {
        "open_rows": open_rows(local_rules(), request.today),
        "values": [(value, names.get(value.key, value.key)) for value in values],
        "days": page_of(request, CalendarDay.objects.select_related("entered_by").order_by("-day", "-pk")),
        "years": CalendarYear.objects.select_related("entered_by").order_by("-year", "place"),
    }
    return _page(request, "facts-local", "values/facts_local.html", context)


@administrators
@require_POST
def add_day(request: Request) -> HttpResponse:
    form = CalendarDayForm(request.POST, auto_id="day-%s")
    refused = partial(_calendar, request, day_form=form)
    return _decide(request, form, lambda: day_wish(form.cleaned_data), refused, "facts-calendar")


@administrators
@require_POST
def withdraw_day(request: Request, pk: int) -> HttpResponse:
    entry = get_object_or_404(CalendarDay, pk=pk)
    form = forms.Form(request.POST)
    return _decide(request, form, partial(withdraw_wish, entry), partial(_told, request, form), "facts-calendar")


@administrators
@require_POST
def declare_year(request: Request) -> HttpResponse:
    form = YearForm(request.POST, auto_id="year-%s")
    refused = partial(_calendar, request, year_form=form)
    return _decide(request, form, lambda: year_wish(form.cleaned_data), refused, "facts-calendar")


@administrators
def import_year(request: Request) -> HttpResponse:
    """The days of a whole year from a file, shown with what is wrong in which row before anything is entered."""
    sent = request.method == "POST"
    form = YearFileForm(request.POST if sent else None, request.FILES if sent else None)
    status = 422 if sent else 200
    refused = partial(_page, request, "facts-calendar", "values/import.html", {"form": form}, status)
    if not sent:
        return refused()
    return _decide(request, form, lambda: _file_wish(form), refused, "facts-calendar")


def _file_wish(form: YearFileForm) -> Wish:
    if form.read is None:
        raise ValueRefused(_("请选择文件"))
    return file_wish(form.cleaned_data, form.read)


@administrators
def term(request: Request, key: str) -> HttpResponse:
    """One limit that the law leaves open: its terms so far, and the form for the next."""
    form = TermForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _term(request, key, form)
    refused = partial(_term, request, key, form)
    return _decide(request, form, lambda: term_wish(key, form.cleaned_data), refused, "facts-local")


@administrators
@require_POST
def end_term(request: Request, pk: int) -> HttpResponse:
    value = get_object_or_404(LocalValue, pk=pk, family=TERMS)
    form = EndTermForm(request.POST)
    refused = partial(_term, request, value.key, TermForm(), form)
    return _decide(request, form, lambda: end_wish(value, form.cleaned_data["last_on"]), refused, "facts-local")


def _term(request: Request, key: str, form: TermForm, end_form: EndTermForm | None = None) -> HttpResponse:
    try:
        rule = versions(key)[-1]
    except NoSuchRule:
        raise Http404 from None
    if not rule.left_open:
        raise Http404
    values = LocalValue.objects.filter(family=TERMS, key=key).select_related("entered_by").order_by("-valid_from")
    wrong = end_form if end_form and end_form.errors else form
    context = {"rule": rule, "form": form, "wrong": wrong, "values": values, "family": families()[rule.domain]}
    return _page(request, "facts-local", "values/term.html", context, 422 if wrong.errors else 200)


def _told(request: Request, form: forms.Form) -> HttpResponse:
    """A refusal of a deed without a form of its own: said where it was asked for."""
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect("facts-calendar")


def _decide(
    request: Request, form: forms.Form, wish: Callable[[], Wish], refused: Callable[[], HttpResponse], back: str
) -> HttpResponse:
    """First show what would move, then, once it is confirmed, do it; whatever stands in the way is said at the form."""
    if not form.is_valid():
        return refused()
    try:
        wished = wish()
        if wished.faults or "confirm" not in request.POST:
            return _preview(request, wished, back)
        moved = _do(request, wished)
    except ValueRefused as refusal:
        form.add_error(None, str(refusal))
        return refused()
    except AlwaysOvertaken:
        form.add_error(None, _("此刻办理的事项较多，没有登记，请稍后再试"))
        return refused()
    messages.success(request, _("%(done)s；重算办理期限%(moved)s项") % {"done": wished.done, "moved": moved})
    return redirect(back)


def _do(request: Request, wish: Wish) -> int:
    """The deed, with the number of due days that it moved."""
    moved: list[int] = []

    def reproject(cause: str, actor: Person, at: datetime) -> int:
        moved.append(reproject_open(cause, actor, at))
        return moved[-1]

    wish.deed(actor=request.person, at=request.now, reproject=reproject)
    return sum(moved)


def _preview(request: Request, wish: Wish, back: str) -> HttpResponse:
    sent = {name: str(value) for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "confirm")}
    moves = [] if wish.faults else foreseen(wish.change)
    context = {
        "wish": wish,
        "kept": {**sent, **wish.kept},
        "moves": moves[:SHOWN],
        "total": len(moves),
        "more": max(len(moves) - SHOWN, 0),
        "back": reverse(back),
    }
    return _page(request, back, "values/preview.html", context, 422 if wish.faults else 200)
