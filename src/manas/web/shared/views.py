"""Signing out, changing the language, choosing another password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LogoutView
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from manas.office import actions
from manas.web.shared import sessions
from manas.web.shared.access import Request, always, anyone, signed_in

_leave = LogoutView.as_view()
language = always(anyone(set_language))


@always
@signed_in
@require_POST
def sign_out(request: Request) -> HttpResponseBase:
    """Leave this session; it goes off its owner's list too."""
    actions.forget_session(key=str(request.session.session_key))
    return _leave(request)


@always
@signed_in
def password(request: Request) -> HttpResponse:
    """Whoever opened an account knows its first password; its owner chooses another, and is signed out elsewhere."""
    form = PasswordChangeForm(request.person, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "password.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.change_password(person=request.person, password=form.cleaned_data["new_password1"], at=request.now)
    here = str(request.session.session_key)
    actions.end_sessions(person=request.person, actor=request.person, at=request.now, but=here)
    update_session_auth_hash(request, request.person)
    sessions.begin(request, request.person, request.now)
    messages.success(request, _("口令已修改"))
    return redirect("home")
