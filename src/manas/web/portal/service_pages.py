"""办事大厅: what one can apply for, by what people want to do; applying with an account or without; following one's matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manas.engines.flow.model import Step
from manas.facts.deadlines import versions
from manas.matters.docket.actions import opening
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.kinds import Kind, full, kinds
from manas.matters.docket.models import Matter, PaperState
from manas.matters.docket.queries.inbox import applications
from manas.matters.docket.queries.lookup import by_code
from manas.matters.docket.queries.page import matter_page
from manas.office.actions import begin_sign_in, pass_sign_in
from manas.office.models import Organization, Outcome, Unit, UnitKind
from manas.office.values.queries import LocalRules, local_rules
from manas.web.desk.matter_forms import LookupForm, StartForm, WithoutAccountForm, step_form
from manas.web.desk.matter_pages import do_attach, do_rate, do_step, page
from manas.web.desk.matter_view import view_of
from manas.web.desk.paging import page_number
from manas.web.shared import sessions
from manas.web.shared.access import Request, anyone, signed_in
from manas.web.shared.explain import span
from manas.web.shared.uploads import saved_file

FOLLOWED = "followed-matter"


@dataclass(frozen=True, slots=True)
class LimitLine:
    """How long a part of it takes: whose part, what, how long, by which law; no length where nobody has set one."""

    name: str
    length: str
    unverified: bool


@anyone
@require_safe
def services(request: Request) -> HttpResponse:
    """The catalogue, each service by the wish that it serves."""
    wanted = request.GET.get("q", "").strip()[:60]
    shown = [kind for kind in kinds().values() if kind.in_portal and _fits(kind, wanted)]
    return render(request, "portal/services.html", {"kinds": shown, "q": wanted})


def _fits(kind: Kind, words: str) -> bool:
    return all(word in f"{kind.label}{kind.wish}{kind.for_whom}{kind.result}" for word in words.split())


def _kind_or_404(key: str) -> Kind:
    found = kinds().get(key)
    if found is None or not found.in_portal:
        raise Http404
    return found


@anyone
@require_safe
def service(request: Request, key: str) -> HttpResponse:
    """One service: who may apply, what to bring, how long it takes by law, what one gets."""
    kind = _kind_or_404(key)
    return render(request, "portal/service.html", _guide(request, kind) | {"start_form": _start_form(request, None)})


def _guide(request: Request, kind: Kind) -> dict[str, Any]:
    first = kind.flow.steps_from(kind.flow.initial)[0]
    rules = local_rules()
    return {
        "kind": kind,
        "must": [document for document in kind.documents if not document.inside and document.key in first.needs],
        "may": [document for document in kind.documents if not document.inside and document.key not in first.needs],
        "limits": [_limit(key, rules, request) for key in _official_rules(kind)],
        "states": [state for state in kind.flow.states if str(state.told)],
    }


def _official_rules(kind: Kind) -> list[str]:
    found = [clock.rule for step in kind.flow.steps for clock in step.starts if clock.binds != "applicant"]
    return list(dict.fromkeys(found))


def _limit(key: str, rules: LocalRules, request: Request) -> LimitLine:
    rule = (
        rules.rule(key, request.today) if any(v.holds_on(request.today) for v in versions(key)) else versions(key)[-1]
    )
    terms = [limit.term for limit in rule.limits if limit.term]
    return LimitLine(rule.name, span(terms[0]) if terms else "", rule.status == "memory")


def _counties() -> Any:
    return Unit.objects.filter(kind=UnitKind.COUNTY_GOVERNMENT, closed_on=None)


def _start_form(request: Request, data: Any) -> StartForm:
    own = Organization.objects.filter(pk__in=request.standing.organizations)
    form = StartForm(data, counties=_counties(), organizations=own)
    form.fields["about"].initial = _about(request)
    return form


def _about(request: Request) -> str:
    """The page from which somebody came to say something about it."""
    came_from = request.GET.get("about", "")[:200]
    return came_from if came_from.startswith("/") and came_from.isprintable() else ""


@signed_in
@require_POST
def start(request: Request, key: str) -> HttpResponse:
    """Beginning an application: a draft, filled in as far as the register knows."""
    kind = _kind_or_404(key)
    form = _start_form(request, request.POST)
    if not form.is_valid():
        return render(request, "portal/service.html", _guide(request, kind) | {"start_form": form}, status=422)
    organization: Organization | None = form.cleaned_data.get("organization")
    about = form.cleaned_data.get("about", "")
    known = {
        "title": f"{kind.label}（{about}）" if about else str(kind.label),
        "contact": organization.phone if organization else "",
    }
    try:
        draft = opening.open_draft(
            kind=kind,
            county=form.cleaned_data["county"],
            organization=organization,
            actor=request.person,
            at=request.now,
            values={name: value for name, value in known.items() if value},
        )
    except StepRefused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "portal/service.html", _guide(request, kind) | {"start_form": form}, status=422)
    first = kind.flow.steps_from(kind.flow.initial)[0]
    return redirect("step", draft.pk, first.key)


@signed_in
@require_safe
def mine(request: Request) -> HttpResponse:
    """What one applied for, drafts first of all."""
    found = applications(request.standing, page_number(request, most=999))
    return render(
        request, "portal/mine.html", {"found": found, "rows": [view_of(m, official=False) for m in found.matters]}
    )


@anyone
def without_account(request: Request, key: str) -> HttpResponse:
    """Applying without an account: one form, and a code with which the matter is followed."""
    kind = _kind_or_404(key)
    if not kind.without_account:
        raise Http404
    first = kind.flow.steps_from(kind.flow.initial)[0]
    data = request.POST if request.method == "POST" else None
    who = WithoutAccountForm(data, counties=_counties())
    what = _what_is_asked(request, kind, first, data)
    if data is not None and who.is_valid() and what.is_valid():
        done = _handed_in(request, kind, first.key, who, what)
        if done is not None:
            request.session[FOLLOWED] = done[0].pk
            return render(request, "portal/handed_in.html", {"matter": done[0], "code": done[1]})
    context = {"kind": kind, "who": who, "what": what}
    return render(request, "portal/without_account.html", context, status=422 if data is not None else 200)


def _what_is_asked(request: Request, kind: Kind, first: Step, data: Any) -> Any:
    """The form of the first step, without what is asked about the person."""
    anywhere = _counties().select_related("parent").first()
    if anywhere is None:
        raise Http404
    blank = kind.model(kind=kind.key, flow_version=kind.flow.version, state=kind.flow.initial, lead_unit=anywhere)
    what = step_form(blank, first, request.today, data)
    for name in ("county", "contact", "applicant_name", "opinion"):
        what.fields.pop(name, None)
    if data is None and _about(request):
        what.initial["title"] = f"{kind.label}（{_about(request)}）"
    return what


def _handed_in(
    request: Request, kind: Kind, step: str, who: WithoutAccountForm, what: Any
) -> tuple[Matter, str] | None:
    """All or nothing: no draft is left behind that nobody could find again."""
    try:
        with transaction.atomic():
            draft, code = opening.open_without_account(
                kind=kind,
                county=who.cleaned_data["county"],
                name=who.cleaned_data["applicant_name"],
                contact=who.cleaned_data["contact"],
                at=request.now,
                values=what.cleaned_data,
            )
            done = take(
                matter=draft,
                step=step,
                turn=draft.turn,
                actor=opening.public(),
                at=request.now,
                values={},
                by_code=True,
            )
    except StepRefused as refusal:
        what.add_error(None, str(refusal))
        return None
    return done, code


@anyone
def lookup(request: Request) -> HttpResponse:
    """Number and code open one matter for this visit."""
    form = LookupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found = _looked_up(request, form)
        if found is not None:
            request.session[FOLLOWED] = found.pk
            return redirect("follow")
    return render(request, "portal/lookup.html", {"form": form}, status=422 if request.method == "POST" else 200)


def _looked_up(request: Request, form: LookupForm) -> Matter | None:
    """Tries are counted by address like tries at signing in: neither codes nor numbers can be tried out."""
    address = sessions.address_of(request)
    attempt = begin_sign_in(username=f"lookup@{address}", address=address, at=request.now)
    if attempt.outcome == Outcome.LOCKED:
        minutes = settings.SIGN_IN_LOCK_MINUTES
        form.add_error(None, _("尝试次数过多，请%(minutes)s分钟后再试") % {"minutes": minutes})
        return None
    found = by_code(form.cleaned_data["number"], form.cleaned_data["code"])
    if found is None:
        form.add_error(None, _("编号或者查询码不对"))
        return None
    pass_sign_in(attempt=attempt)
    return found


def _followed_or_404(request: Request) -> Matter:
    related = "county", "lead_unit__parent"
    pk = request.session.get(FOLLOWED, 0)
    found = Matter.objects.exclude(lookup_hash="").select_related(*related)
    return full(get_object_or_404(found, pk=pk))


@anyone
@require_safe
def follow(request: Request) -> HttpResponse:
    return page(request, _followed_or_404(request), by_code=True)


@anyone
def follow_step(request: Request, key: str) -> HttpResponse:
    return do_step(request, _followed_or_404(request), key, by_code=True)


@anyone
@require_POST
def follow_attach(request: Request) -> HttpResponse:
    return do_attach(request, _followed_or_404(request), by_code=True)


@anyone
@require_POST
def follow_rate(request: Request) -> HttpResponse:
    return do_rate(request, _followed_or_404(request), by_code=True)


@anyone
@require_safe
def follow_paper(request: Request, pk: int) -> FileResponse:
    found = _followed_or_404(request)
    shown = matter_page(found, request.standing, request.now, by_code=True)
    paper = next((one for one in shown.papers if one.pk == pk and one.state == PaperState.MADE), None)
    if paper is None or paper.file is None:
        raise Http404
    return saved_file(paper.file)


@anyone
@require_POST
def stop_following(request: Request) -> HttpResponse:
    """Closing the matter again on a shared machine."""
    request.session.pop(FOLLOWED, None)
    messages.success(request, _("已关闭"))
    return redirect("lookup")
