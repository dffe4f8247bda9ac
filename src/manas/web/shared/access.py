"""Who may enter an address. An address that says nothing lets nobody in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from manas.office.models import Person
from manas.office.queries import has_second_factor, standing
from manas.office.rules import Standing
from manas.web.shared import sessions

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Request(HttpRequest):
    """A request with what every view needs to know: who asks, with which standing, and the moment it is."""

    standing: Standing
    now: datetime
    today: date
    person: Person
    htmx: HtmxDetails
    to_do: int


class Entrance(Protocol):
    def __call__(self, standing: Standing) -> bool: ...


def _mark(entrance: Entrance) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.entrance = entrance  # type: ignore[attr-defined]  # functions carry attributes; their type does not say so
        return view

    return mark


anyone = _mark(lambda standing: True)
signed_in = _mark(lambda standing: standing.person is not None)
workers = _mark(lambda standing: standing.works_here)
overseers = _mark(lambda standing: standing.oversees)
office_only = _mark(lambda standing: standing.is_office)
administrators = _mark(lambda standing: standing.is_administrator)
security_only = _mark(lambda standing: standing.is_security)
auditors_only = _mark(lambda standing: standing.is_auditor)


def always(view: View) -> View:
    """This function will keep an address open to who must first change a password or set up the second factor."""
    view.always = True  # type: ignore[attr-defined]  # functions carry attributes; their type does not say so
    return view


class AccessMiddleware:
    """Gives each request its moment and standing, and holds the entrances: outside, a page does not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.now = timezone.now()
        request.today = timezone.localtime(request.now).date()
        person = request.user if isinstance(request.user, Person) else None
        if person is not None and not sessions.hold(request, person, request.now):
            person = None
        request.standing = standing(person, request.today)
        if person is not None:
            request.person = person
        return self.get_response(request)

    def process_view(
        self, request: Request, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        entrance: Entrance | None = getattr(view, "entrance", None)
        if entrance is None:
            raise Http404
        if entrance(request.standing):
            return None if getattr(view, "always", False) else _detour(request)
        if request.standing.person is None and request.method in ("GET", "HEAD"):
            # Beside the text there is no room for signing in: the whole page goes there and comes back.
            back = request.htmx.current_url_abs_path if request.htmx else request.get_full_path()
            return _led(request, redirect_to_login(back or "/").url)
        raise Http404


def _led(request: Request, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


def _detour(request: Request) -> HttpResponse | None:
    """What a person must do before anything else: choose their own password, set up the second factor."""
    if request.standing.person is None:
        return None
    if request.person.must_change_password:
        return _led(request, reverse("password"))
    needed = settings.MANAS_TOTP == "required" and request.standing.is_official
    if needed and not request.session.get(sessions.SECOND) and not has_second_factor(request.person):
        return _led(request, reverse("second-factor"))
    return None
