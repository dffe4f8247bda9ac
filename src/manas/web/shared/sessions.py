"""Sessions: begun at signing in, ended when idle too long or simply old, listed where their owner sees them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest

from manas.office import actions
from manas.office.models import Person

BACKEND = "django.contrib.auth.backends.ModelBackend"
KEPT = "signed_in"
SECOND = "second_factor"  # this session was entered with a code, not with the password alone
# How exactly "last used" is known; one small write a minute and session.
GRAIN = timedelta(minutes=1)


def address_of(request: HttpRequest) -> str:
    """This function will give the address that a request comes from; behind the https server, as that server saw it."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    return (told.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", ""))[:45]


def enter(request: HttpRequest, person: Person, now: datetime, *, second: bool) -> None:
    """This function will sign a person in, in a session of a new key."""
    login(request, person, backend=BACKEND)
    request.session[SECOND] = second
    begin(request, person, now)


def begin(request: HttpRequest, person: Person, now: datetime) -> None:
    """This function will start the clocks of a session, and put it on its owner's list."""
    began = request.session.get(KEPT, {}).get("began", now.timestamp())
    request.session[KEPT] = {"began": began, "seen": now.timestamp()}
    if request.session.session_key is None:
        request.session.save()
    browser = request.META.get("HTTP_USER_AGENT", "")
    key = str(request.session.session_key)
    actions.open_session(person=person, key=key, address=address_of(request), browser=browser, at=now)


def hold(request: HttpRequest, person: Person, now: datetime) -> bool:
    """This function will tell whether the session still holds, and end it when it does not."""
    kept = request.session.get(KEPT)
    if kept is None:
        begin(request, person, now)
        return True
    idle, age = now.timestamp() - kept["seen"], now.timestamp() - kept["began"]
    if idle > settings.SESSION_IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE:
        actions.forget_session(key=str(request.session.session_key))
        logout(request)
        return False
    if idle > GRAIN.total_seconds():
        request.session[KEPT] = {**kept, "seen": now.timestamp()}
        actions.see_session(key=str(request.session.session_key), at=now)
    return True
