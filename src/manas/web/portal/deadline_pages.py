"""期限推算: what happened and when → every date that follows, with its law; the same as a calendar file."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manas.engines.calendar.model import Status
from manas.facts import events, laws
from manas.facts.deadlines import families
from manas.office.values.queries import calendars, local_rules
from manas.reports.ics import MEDIA_TYPE, Entry, calendar_file
from manas.web.portal.deadline_answers import CHANNELS, Answer, Asked, Known, following
from manas.web.portal.deadline_forms import DeadlineForm, catalog
from manas.web.shared.access import Request, anyone
from manas.web.shared.explain import STATUSES, cited


@anyone
@require_safe
def deadline_page(request: Request) -> HttpResponse:
    """The form of what happened and, once it says when, what follows. A link may name the event alone."""
    asked = "on" in request.GET
    form = DeadlineForm(request.GET if asked else None, initial={**request.GET.dict(), "on": request.today})
    context: dict[str, object] = {"form": form, "catalog": catalog()}
    if asked and form.is_valid():
        context |= _answered(request, form)
    return render(request, "portal/deadlines.html", context, status=422 if form.errors else 200)


@anyone
@require_safe
def deadline_file(request: Request, event: str, on: str) -> HttpResponse:
    """What follows as a calendar file: all that is dated, or the one that `only` names."""
    form = DeadlineForm({**request.GET.dict(), "event": event, "on": on})
    if not form.is_valid():
        raise Http404
    asked, only = form.asked(), request.GET.get("only", "")
    found = [one for one in _following(request, form) if one.due_on and only in ("", one.key)]
    if not found:
        raise Http404
    happened = urlencode({"event": event, "on": on})
    page = request.build_absolute_uri(f"{reverse('deadlines')}?{happened}&{_refined(request)}".rstrip("&"))
    entries = [_entry(one, asked, page) for one in found]
    written = calendar_file(_("期限"), entries, stamped_at=request.now)
    name = f"deadlines-{asked.on:%Y%m%d}.ics"
    return HttpResponse(
        written, content_type=MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _following(request: Request, form: DeadlineForm) -> list[Answer]:
    known = Known(calendars(), local_rules().rule)
    asked = replace(form.asked(), today=request.today)
    return following(asked, known, form.cleaned_data["family"])


def _answered(request: Request, form: DeadlineForm) -> dict[str, object]:
    answers, asked = _following(request, form), form.asked()
    return {
        "asked": asked,
        "happened": events.events()[asked.event],
        "served": CHANNELS[asked.channel] if asked.channel else "",
        "rows": [_row(one, request) for one in answers],
        "file": reverse("deadlines-file", args=(asked.event, asked.on.isoformat())),
        "refined": _refined(request),
        "dated": sum(one.due_on is not None for one in answers),
        "laws": _laws(answers),
    }


def _row(answer: Answer, request: Request) -> dict[str, object]:
    """One time limit as the page shows it: the day, whose it is, how long, by which article, how it was reckoned."""
    derivation = answer.derivation
    other = derivation.alternative if derivation else None
    return {
        "answer": answer,
        "family": families()[answer.rule.domain],
        "actor": events.actors().get(answer.rule.actor, ""),
        "days": (answer.due_on - request.today).days if answer.due_on else None,
        "other_on": other.due_on if other else None,
        "citations": [(one.law, laws.cited_as(one)) for one in answer.citations],
        "status": "" if answer.status is Status.READ else STATUSES[answer.status],
        "doubtful": answer.status is Status.MEMORY,
    }


def _laws(answers: list[Answer]) -> list[dict[str, object]]:
    """The documents that the answers cite, each once, in the order in which they are met."""
    keys = dict.fromkeys(citation.law for answer in answers for citation in answer.citations)
    found = [laws.law(key) for key in keys]
    return [{"law": law, "status": STATUSES[law.status], "doubtful": law.status is Status.MEMORY} for law in found]


def _refined(request: Request) -> str:
    """The part of the address that says more than event and day."""
    kept = ("clock", "served", "family")
    return urlencode([(name, request.GET[name]) for name in kept if request.GET.get(name)])


def _entry(answer: Answer, asked: Asked, page: str) -> Entry:
    happened = _("%(event)s：%(day)s") % {"event": events.events()[asked.event], "day": asked.on.isoformat()}
    reckoned = [sentence.text for sentence in answer.sentences]
    doubt = [str(STATUSES[answer.status])] if answer.status is not Status.READ else []
    text = "\n".join(
        [happened, cited(answer.citations), *doubt, *reckoned, *([answer.trouble] if answer.trouble else [])]
    )
    derivation = answer.derivation
    return Entry(
        f"{answer.key}.{asked.event}.{asked.on:%Y%m%d}",
        answer.rule.name,
        answer.due_on or asked.on,
        text,
        page,
        derivation.due_at if derivation else None,
        (7, 1),
    )
