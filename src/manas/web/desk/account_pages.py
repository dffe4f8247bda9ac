"""我的账号: where one is signed in, the second factor, who stands in for one, the organizations one acts for."""

from __future__ import annotations

import io

import pyotp
import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from manas.office import actions
from manas.office.actions import AccessRefused, MembershipRefused, PostRefused
from manas.office.models import SEPARATED, Delegation, Membership, OpenSession, Person, Post
from manas.office.queries import calendar_made_at, delegations_to, deputies, has_second_factor, memberships_to_confirm
from manas.web.desk.forms import DayField
from manas.web.shared import sessions
from manas.web.shared.access import Request, always, signed_in
from manas.web.shared.sign_in import CodeForm


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("电子邮箱"), required=False, help_text=gettext_lazy("只用于接收提醒，可以不填")
    )


class DelegationForm(forms.Form):
    deputy = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("代理人"))
    from_on = DayField(label=gettext_lazy("起始日"))
    last_on = DayField(label=gettext_lazy("截止日（含）"))
    reason = forms.CharField(label=gettext_lazy("事由"), max_length=100, required=False)


def _lendable(request: Request) -> list[Post]:
    return [post for post in request.standing.posts if not post.delegated and post.role not in SEPARATED]


def _page(request: Request, email: EmailForm | None = None, status: int = 200) -> HttpResponse:
    mine = Delegation.objects.filter(post__person=request.person, taken_back_at__isnull=True)
    current = mine.filter(last_on__gte=request.today).select_related("post__unit", "deputy")
    lendable = _lendable(request)
    context = {
        "standing": request.standing,
        "waiting": Membership.objects.filter(person=request.person, confirmed_at__isnull=True, to_on__isnull=True),
        "email_form": email or EmailForm(initial={"email": request.person.email}),
        "sessions": OpenSession.objects.filter(person=request.person),
        "here": request.session.session_key,
        "second": has_second_factor(request.person),
        "second_offered": settings.MANAS_TOTP != "off",
        "delegations": current,
        "lent": delegations_to(request.person, request.today),
        "lendable": [(post, deputies(post, request.today)) for post in lendable],
        "to_confirm": memberships_to_confirm(request.standing),
        "calendar_made_at": calendar_made_at(request.person),
        "today": request.today,
    }
    return render(request, "account/account.html", context, status=status)


@signed_in
@require_safe
def account(request: Request) -> HttpResponse:
    return _page(request)


@signed_in
@require_POST
def email(request: Request) -> HttpResponse:
    form = EmailForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    actions.change_email(person=request.person, email=form.cleaned_data["email"], at=request.now)
    messages.success(request, _("电子邮箱已保存"))
    return redirect("account")


@signed_in
@require_POST
def session_end(request: Request, pk: int) -> HttpResponse:
    session = get_object_or_404(OpenSession, pk=pk, person=request.person)
    actions.end_session(session=session, actor=request.person, at=request.now)
    return redirect("account")


@signed_in
@require_POST
def sessions_end(request: Request) -> HttpResponse:
    """Sign out everywhere else; this session stays."""
    here = str(request.session.session_key)
    count = actions.end_sessions(person=request.person, actor=request.person, at=request.now, but=here)
    messages.success(request, _("已退出其他%(count)s处登录") % {"count": count})
    return redirect("account")


@signed_in
@require_POST
def delegate(request: Request, pk: int) -> HttpResponse:
    """Lend a post of one's own to a deputy."""
    post = next((post for post in _lendable(request) if post.pk == pk), None)
    if post is None:
        raise Http404
    form = DelegationForm(request.POST)
    chosen = [person.pk for person in deputies(post, request.today)]
    form.fields["deputy"].queryset = Person.objects.filter(pk__in=chosen)  # type: ignore[attr-defined]  # the field's own
    if not form.is_valid():
        messages.error(request, _("请选择代理人，并填写起止日期"))
        return redirect("account")
    try:
        actions.delegate(post=post, **form.cleaned_data, actor=request.person, at=request.now)
    except PostRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("account")


@signed_in
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    delegation = get_object_or_404(Delegation.objects.select_related("post__unit"), pk=pk, post__person=request.person)
    try:
        actions.take_back(delegation=delegation, actor=request.person, at=request.now)
    except PostRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("account")


@signed_in
@require_POST
def membership_confirm(request: Request, pk: int) -> HttpResponse:
    membership = get_object_or_404(memberships_to_confirm(request.standing), pk=pk)
    try:
        actions.confirm_membership(membership=membership, standing=request.standing, at=request.now)
    except MembershipRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("account")


@signed_in
@require_POST
def membership_refuse(request: Request, pk: int) -> HttpResponse:
    membership = get_object_or_404(memberships_to_confirm(request.standing), pk=pk)
    try:
        actions.end_membership(membership=membership, to_on=request.today, actor=request.person, at=request.now)
    except MembershipRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("account")


def _offered() -> None:
    if settings.MANAS_TOTP == "off":
        raise Http404


@always
@signed_in
@never_cache
def second_factor(request: Request) -> HttpResponse:
    """Set the authenticator up: begun by a press, proved by a code; the recovery codes show on the answer, once."""
    _offered()
    if request.method != "POST":
        return _second_page(request, CodeForm())
    if "begin" in request.POST:
        actions.prepare_second_factor(person=request.person)
        return redirect("second-factor")
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _second_page(request, form, 422)
    try:
        codes = actions.confirm_second_factor(person=request.person, code=form.cleaned_data["code"], at=request.now)
    except AccessRefused as refusal:
        form.add_error("code", str(refusal))
        return _second_page(request, form, 422)
    request.session[sessions.SECOND] = True
    return render(request, "account/recovery_codes.html", {"codes": codes})


def _second_page(request: Request, form: CodeForm, status: int = 200) -> HttpResponse:
    factor = getattr(request.person, "second_factor", None)
    form.fields["code"].help_text = _("手机验证器上的6位数字")
    secret = factor.secret if factor and factor.confirmed_at is None else ""
    context = {
        "form": form,
        "confirmed": factor is not None and factor.confirmed_at is not None,
        "secret": " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        "required": settings.MANAS_TOTP == "required",
    }
    return render(request, "account/second_factor.html", context, status=status)


@always
@signed_in
@never_cache
@require_safe
def second_factor_picture(request: Request) -> HttpResponse:
    """The secret as a square that a phone scans: from an address of our own, and only until it was proved."""
    _offered()
    factor = getattr(request.person, "second_factor", None)
    if factor is None or factor.confirmed_at is not None:
        raise Http404
    uri = pyotp.TOTP(factor.secret).provisioning_uri(name=request.person.username, issuer_name="Manas")
    target = io.BytesIO()
    segno.make(uri, error="m").save(target, kind="svg", scale=5, border=4, light="#fff", svgclass=None, lineclass=None)
    return HttpResponse(target.getvalue(), content_type="image/svg+xml")


@signed_in
@never_cache
@require_POST
def recovery_codes(request: Request) -> HttpResponse:
    """New recovery codes, against a code of the authenticator: a session left open is not enough."""
    _offered()
    if not actions.pass_second_factor(person=request.person, code=request.POST.get("code", "")[:20], at=request.now):
        messages.error(request, _("动态口令不对，或已经用过"))
        return redirect("account")
    codes = actions.renew_recovery_codes(person=request.person, at=request.now)
    return render(request, "account/recovery_codes.html", {"codes": codes})
