"""Signing in and out, changing the language, and the pages for what went wrong."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.views.i18n import set_language

from manas.web.shared.access import anyone, signed_in

sign_in = anyone(LoginView.as_view(template_name="sign_in.html", redirect_authenticated_user=True))
sign_out = signed_in(LogoutView.as_view())
language = anyone(set_language)
