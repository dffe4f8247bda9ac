"""Signing in and out, changing the language, and the pages for what went wrong."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.i18n import set_language

from manas.office import actions
from manas.web.shared.access import Request, anyone, signed_in

sign_in = anyone(LoginView.as_view(template_name="sign_in.html", redirect_authenticated_user=True))
sign_out = signed_in(LogoutView.as_view())
language = anyone(set_language)


@signed_in
def password(request: Request) -> HttpResponse:
    """Whoever opened an account knows its first password; its owner chooses another."""
    form = PasswordChangeForm(request.person, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "password.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.change_password(person=request.person, password=form.cleaned_data["new_password1"], at=request.now)
    update_session_auth_hash(request, request.person)
    messages.success(request, _("口令已修改"))
    return redirect("home")
