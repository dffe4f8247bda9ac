"""What was decided or promised, as meetings and visits show it; putting it under a sentence, striking it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manas.plan import rules
from manas.plan.meetings.decisions import place, strike
from manas.plan.meetings.queries import Followed, Suggestion, binds, decided, followed, sentences_of, suggested
from manas.plan.meetings.states import MeetingRefused
from manas.plan.models import Decision, GuidanceVisit, Meeting, Obligation, PlanState, WorkPlan
from manas.web.shared.access import Request, workers

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Line:
    """A decision as it stands; while it is written, the sentences that fit its unit, those that read like it first."""

    stands: Followed
    likely: list[Suggestion]
    sentences: list[Obligation]


def writes(request: Request, plan: WorkPlan) -> bool:
    """This function will tell whether the person keeps the meetings and visits of a plan, and the plan is in force."""
    return plan.state == PlanState.ADOPTED and rules.may_edit(request.standing, plan)


def filled(form: forms.Form, deed: Callable[[], Made]) -> Made | None:
    """This function will do a deed with what was filled in; nothing where the form says what is wrong, a refusal with it."""
    if not form.is_valid():
        return None
    try:
        return deed()
    except (MeetingRefused, ValidationError) as refusal:
        form.add_error(None, refusal.messages if isinstance(refusal, ValidationError) else str(refusal))
        return None


def done(request: Request, said: str, deed: Callable[[], object], then: HttpResponse) -> HttpResponse:
    """This function will do a deed and lead on; a refusal is said in the same place."""
    try:
        deed()
    except ValidationError as refusal:
        messages.error(request, "；".join(refusal.messages))
    except MeetingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return then


def decisions_of(request: Request, gathering: Meeting | GuidanceVisit, *, writing: bool) -> list[Line]:
    """This function will give the decisions that the person may read, each with what the page shows of it."""
    found = followed(decided(gathering, request.standing), request.standing, request.today)
    sentences = sentences_of(gathering.plan) if writing else []
    return [_line(one, sentences) for one in found]


def _line(one: Followed, sentences: list[Obligation]) -> Line:
    fits = [sentence for sentence in sentences if binds(sentence, one.decision.unit)]
    homeless = one.decision.obligation_id is None
    return Line(one, suggested(one.decision, sentences) if sentences and homeless else [], fits)


@workers
@require_POST
def decision_deed(request: Request, pk: int, deed: str) -> HttpResponse:
    """Puts a decision under a sentence, or strikes it out."""
    related = ("meeting__plan__owner", "visit__plan__owner")
    readable = Decision.objects.all().visible_to(request.standing).select_related(*related)
    found = get_object_or_404(readable, pk=pk)
    gathering = found.gathering
    if deed not in {"place", "strike"} or not writes(request, gathering.plan):
        raise Http404
    back = redirect("meeting" if isinstance(gathering, Meeting) else "visit", gathering.pk)
    if deed == "strike":
        return done(request, _("已删去"), lambda: strike(decision=found, actor=request.person, at=request.now), back)
    chosen = _chosen(request, gathering.plan)
    if chosen is None:
        messages.error(request, _("请选择方案的一句"))
        return back
    words = _("已选定责任语句")
    return done(
        request, words, lambda: place(decision=found, obligation=chosen, actor=request.person, at=request.now), back
    )


def _chosen(request: Request, plan: WorkPlan) -> Obligation | None:
    number = request.POST.get("obligation", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return Obligation.objects.select_related("task").filter(task__plan=plan, pk=int(number)).first()
