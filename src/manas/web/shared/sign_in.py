"""Signing in: the password, then for officials with an authenticator a code; the same answer to every wrong one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from manas.office import actions
from manas.office.models import Outcome, Person, SignIn
from manas.office.queries import has_second_factor
from manas.web.shared import sessions
from manas.web.shared.access import Request, always, anyone

HALF = "half_signed_in"  # the password was right, the code is still to come
HALF_LASTS = timedelta(minutes=5)


def _locked_sentence() -> str:
    minutes = settings.SIGN_IN_LOCK_MINUTES
    return _("尝试次数过多，请%(minutes)s分钟后再试，或请安全管理员解除锁定") % {"minutes": minutes}


class SignInForm(AuthenticationForm):
    """Writes every try down before it is looked at; too many, and nothing is looked at any more."""

    attempt: SignIn | None = None

    def clean(self) -> dict[str, Any]:
        username, request = self.cleaned_data.get("username"), cast(Request, self.request)
        if username and self.cleaned_data.get("password"):
            address = sessions.address_of(request)
            self.attempt = actions.begin_sign_in(username=username, address=address, at=request.now)
            if self.attempt.outcome == Outcome.LOCKED:
                raise ValidationError(_locked_sentence(), code="locked")
        return super().clean()


class SignInView(LoginView):
    template_name = "sign_in.html"
    redirect_authenticated_user = True
    form_class = SignInForm
    request: Request

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        person, attempt = form.get_user(), cast(SignIn, cast(SignInForm, form).attempt)
        back = self.get_success_url()
        if settings.MANAS_TOTP != "off" and has_second_factor(person):
            actions.pass_sign_in(attempt=attempt, outcome=Outcome.PASSWORD)
            self.request.session.cycle_key()
            self.request.session[HALF] = _half(person, self.request.now, back)
            return redirect("sign-in-code")
        actions.pass_sign_in(attempt=attempt)
        sessions.enter(self.request, person, self.request.now, second=False)
        return HttpResponseRedirect(back)


def _half(person: Person, now: datetime, back: str) -> dict[str, Any]:
    return {"person": person.pk, "hash": person.get_session_auth_hash(), "at": now.timestamp(), "back": back}


sign_in = always(anyone(SignInView.as_view()))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("动态口令"),
        max_length=20,
        help_text=gettext_lazy("手机验证器上的6位数字；手机不在手边时填一个恢复码"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )


@always
@anyone
@never_cache
@sensitive_post_parameters("code")
def sign_in_code(request: Request) -> HttpResponse:
    """The second step, within five minutes of the first, for the password that was right then and still is."""
    half = request.session.get(HALF)
    person = _of_half(half, request.now) if half else None
    if half is None or person is None:
        request.session.pop(HALF, None)
        return redirect("sign-in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not (fault := _fault(request, person, form.cleaned_data["code"])):
        del request.session[HALF]
        sessions.enter(request, person, request.now, second=True)
        return HttpResponseRedirect(half["back"])
    if form.is_bound and form.is_valid():
        form.add_error("code", fault)
    return render(request, "sign_in_code.html", {"form": form}, status=422 if form.is_bound else 200)


def _of_half(half: dict[str, Any], now: datetime) -> Person | None:
    if now.timestamp() - half["at"] > HALF_LASTS.total_seconds():
        return None
    person = Person.objects.filter(pk=half["person"], is_active=True).first()
    return person if person and constant_time_compare(person.get_session_auth_hash(), half["hash"]) else None


def _fault(request: Request, person: Person, code: str) -> str:
    """Codes are counted like passwords: they cannot be tried out."""
    address = sessions.address_of(request)
    attempt = actions.begin_sign_in(username=person.username, address=address, at=request.now)
    if attempt.outcome == Outcome.LOCKED:
        return _locked_sentence()
    if not actions.pass_second_factor(person=person, code=code, at=request.now):
        return _("动态口令不对，或已经用过")
    actions.pass_sign_in(attempt=attempt)
    return ""
