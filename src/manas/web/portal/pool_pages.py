"""推送给我的专利: what a firm is asked about, its answers, and what begins there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.pairing.pushed import begin_need, begin_pair, pairs_begun
from manas.registers.models import PushAddressee, PushAnswer
from manas.registers.pool.actions import PoolRefused
from manas.registers.pool.actions import answer as keep_answer
from manas.registers.pool.queries import own
from manas.web.desk import pool_view as view
from manas.web.desk.paging import page_of
from manas.web.shared.access import Request, signed_in

BEGINNINGS = {"pair": begin_pair, "need": begin_need}
ASKED = ("prospect", "will", "improvement", "reason", "reason_note")
HELP = {
    "prospect": gettext_lazy("在您单位或者本地做成产品、形成产业的可能"),
    "improvement": gettext_lazy("要用得上，还要怎样改；“改进后愿意合作”的必填"),
    "reason": gettext_lazy("“不愿意合作”的必选，其他不填"),
}


class AnswerForm(forms.Form):
    """What a firm says of a pushed patent; what belongs together is for the deed to say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= forms.fields_for_model(
            PushAnswer, fields=ASKED, help_texts={name: str(words) for name, words in HELP.items()}
        )


@signed_in
@require_safe
def mine(request: Request) -> HttpResponse:
    """What one's organizations are asked, those that wait for an answer first."""
    if not request.standing.memberships:
        raise Http404
    page = page_of(request, own(request.standing))
    lines = view.lines(page.rows, pairs_begun(request.standing, page.rows))
    return render(request, "portal/pushes.html", {"page": page, "lines": lines})


def _question_or_404(request: Request, pk: int) -> PushAddressee:
    return get_object_or_404(own(request.standing), pk=pk)


@signed_in
def answer(request: Request, pk: int) -> HttpResponse:
    """One pushed patent, and what the firm says of it."""
    question = _question_or_404(request, pk)
    said = view.answer_of(question)
    is_open = question.pushed.push_list.closed_at is None
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=model_to_dict(said) if said else None)
    if form.is_valid():
        try:
            keep_answer(addressee=question, actor=request.person, at=request.now, **form.cleaned_data)
        except PoolRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已答复，截止之前可以修改"))
            return redirect("push-answer", pk)
    context = {
        "line": view.lines([question], pairs_begun(request.standing, [question]))[0],
        "told": view.told_of(question.pushed),
        "form": form if is_open else None,
        "history": PushAnswer.objects.filter(addressee=question).exclude(replaced_at=None).select_related("actor"),
    }
    return render(request, "portal/push_answer.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def begin(request: Request, pk: int, verb: str) -> HttpResponse:
    """Begin a pair with the holder, or a need for the improvement that is wanted."""
    question = _question_or_404(request, pk)
    if verb not in BEGINNINGS:
        raise Http404
    try:
        made = BEGINNINGS[verb](addressee=question, actor=request.person, at=request.now)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("push-answer", pk)
    return redirect("matter", made.pk)
