"""Judging how well patents answer: rounds, one's own sheet, what two differ on, and the file by which finding is measured."""

from __future__ import annotations

from secrets import randbelow

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.office.files.queries import attachment
from manas.registers.matching import rules
from manas.registers.matching.encoder import installed
from manas.registers.matching.judging import JudgingRefused, judge_some, open_round, outcome, progress, sheet
from manas.registers.matching.store import IndexRefused
from manas.registers.models import JudgingRound, Relevance, TechnologyNeed
from manas.web.desk.need_pages import need_or_404
from manas.web.shared.access import Request, signed_in

SEEDS = 2**31
NUMBERED = "level-"
LEVELS = {str(level) for level in Relevance.values}


class QuestionForm(forms.Form):
    """A question in free words."""

    query = forms.CharField(
        label=gettext_lazy("评判语句"),
        help_text=gettext_lazy("一项技术需求的原话，越像真实的需求越好"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
    )


@signed_in
def rounds(request: Request) -> HttpResponse:
    """The rounds of one's office; opening one in free words."""
    if rules.home(request.standing) is None:
        raise Http404
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = _opened(request, form)
        if made is not None:
            return redirect("judging-round", made.pk)
    found = JudgingRound.objects.visible_to(request.standing)
    context = {"rows": progress(found[:200]), "form": form, "encoder": installed()}
    return render(request, "registers/judging.html", context, status=422 if form.is_bound else 200)


def _opened(request: Request, form: QuestionForm) -> JudgingRound | None:
    # Only who asks loads the compiler of the index.
    from manas.engines.matching.model import Need
    from manas.registers.matching.pooling import pool

    query = form.cleaned_data["query"]
    try:
        patents = pool(Need(query), request.today)
        return open_round(patents=patents, seed=randbelow(SEEDS), query=query, actor=request.person, at=request.now)
    except (IndexRefused, JudgingRefused) as refusal:
        form.add_error("query", str(refusal))
        return None


@signed_in
@require_POST
def open_for_need(request: Request, pk: int) -> HttpResponse:
    """Opens a round for a need, over the best patents of each way of finding."""
    from manas.registers.matching.asking import compared
    from manas.registers.matching.pooling import pool

    asked: TechnologyNeed = need_or_404(request, pk).need
    if not rules.may_open(request.standing, asked):
        raise Http404
    try:
        patents = pool(compared(asked)[0], request.today)
        made = open_round(need=asked, patents=patents, seed=randbelow(SEEDS), actor=request.person, at=request.now)
    except (IndexRefused, JudgingRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect("need-offers", pk)
    return redirect("judging-round", made.pk)


def _round_or_404(request: Request, pk: int) -> JudgingRound:
    return get_object_or_404(JudgingRound.objects.visible_to(request.standing).select_related("need"), pk=pk)


@signed_in
def judging_round(request: Request, pk: int) -> HttpResponse:
    """One's own sheet of a round; both done, what the two differ on."""
    asked = _round_or_404(request, pk)
    if request.method == "POST":
        try:
            count = judge_some(asked=asked, levels=_levels(request), actor=request.person, at=request.now)
        except JudgingRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("已保存 {n} 件").format(n=count))
        return redirect("judging-round", pk)
    context = {
        "round": asked,
        "sheet": sheet(asked, request.person),
        "levels": Relevance.choices,
        "outcome": outcome(asked),
    }
    return render(request, "registers/judging_round.html", context)


def _levels(request: Request) -> dict[int, int]:
    """What was chosen, by the number of the candidate; what is no number is no choice."""
    return {
        int(name.removeprefix(NUMBERED)): int(str(value))
        for name, value in request.POST.items()
        if name.startswith(NUMBERED) and len(name) < 24 and name.removeprefix(NUMBERED).isdecimal() and value in LEVELS
    }


@signed_in
@require_safe
def judged_file(request: Request) -> HttpResponse:
    """What was judged here, as `manas bench matching` reads it."""
    from manas.registers.matching.judged import rows_of, write_rows

    if rules.home(request.standing) is None:
        raise Http404
    finished = [one for one in JudgingRound.objects.visible_to(request.standing) if outcome(one) is not None]
    return HttpResponse(
        write_rows(rows_of(finished)),
        content_type="text/tab-separated-values; charset=utf-8",
        headers={"Content-Disposition": attachment(f"{_('匹配评判')}-{request.today}.tsv")},
    )
