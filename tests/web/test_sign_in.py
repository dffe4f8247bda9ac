"""Signing in and staying in: the same answer to every wrong one, a code when there is one, sessions that end."""

from datetime import timedelta

import pyotp
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from manas.office import actions
from manas.office.models import JournalEntry, OpenSession, Outcome, Person, Role, SecondFactor, SignIn
from manas.web.shared.sessions import KEPT
from tests.cast import PASSWORD, Cast, make_cast

NEW = "a longer word of my own"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def send(client: Client, username: str, password: str = PASSWORD, **more: str) -> int:
    return client.post("/sign-in/", {"username": username, "password": password, **more}).status_code


def said(username: str, password: str) -> str:
    """The page that answers, without what was typed and the token of its form."""
    page = Client().post("/sign-in/", {"username": username, "password": password}).content.decode()
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.lower()).replace(username, "…")


def authenticator(person: Person) -> pyotp.TOTP:
    """An authenticator in use since a minute ago, so that the code of this moment is fresh."""
    factor = actions.prepare_second_factor(person=person)
    totp, then = pyotp.TOTP(factor.secret), timezone.now() - timedelta(minutes=1)
    actions.confirm_second_factor(person=person, code=totp.at(then), at=then)
    return totp


def test_the_same_answer_to_a_wrong_name_a_wrong_password_and_a_closed_account(cast: Cast) -> None:
    actions.set_active(person=cast.leader, active=False, actor=cast.administrator, at=timezone.now())
    answers = {said("liaison", "wrong"), said("nobody-here", "wrong"), said("leader", PASSWORD)}
    assert len(answers) == 1
    assert [each.outcome for each in SignIn.objects.all()] == [Outcome.FAILED] * 3


def test_locked_out_the_right_password_does_not_help_until_unlocked(cast: Cast) -> None:
    client = Client()
    for _ in range(settings.SIGN_IN_TRIES):
        assert send(client, "liaison", "wrong") == 200
    answer = client.post("/sign-in/", {"username": "liaison", "password": PASSWORD})
    assert (answer.status_code, "尝试次数过多" in answer.content.decode()) == (200, True)
    security = Client()
    security.force_login(cast.security)
    security.post(f"/people/{cast.liaison.pk}/unlock/")
    assert send(client, "liaison") == 302


def test_signing_in_makes_a_new_key(cast: Cast) -> None:
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "1"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    assert send(client, "liaison") == 302
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_the_way_back_leads_nowhere_else(cast: Cast) -> None:
    there = Client().post("/sign-in/", {"username": "liaison", "password": PASSWORD, "next": "/mine/"})
    away = Client().post("/sign-in/", {"username": "liaison", "password": PASSWORD, "next": "https://evil.example/"})
    assert (there.headers["Location"], away.headers["Location"]) == ("/mine/", "/")


def test_with_an_authenticator_the_password_is_half_the_way(cast: Cast) -> None:
    totp, client = authenticator(cast.office), Client()
    first = client.post("/sign-in/", {"username": "office", "password": PASSWORD, "next": "/drafts/"})
    assert first.headers["Location"] == "/sign-in/code/"
    assert client.get("/drafts/").status_code == 302
    assert client.post("/sign-in/code/", {"code": "x"}).status_code == 422
    done = client.post("/sign-in/code/", {"code": totp.now()})
    assert (done.status_code, done.headers["Location"]) == (302, "/drafts/")
    assert client.get("/drafts/").status_code == 200
    told = [each.outcome for each in SignIn.objects.filter(username="office").order_by("pk")]
    assert told == [Outcome.PASSWORD, Outcome.FAILED, Outcome.PASSED]


def test_the_code_is_not_tried_out(cast: Cast) -> None:
    totp, client = authenticator(cast.office), Client()
    send(client, "office")
    for _ in range(settings.SIGN_IN_TRIES):
        client.post("/sign-in/code/", {"code": "x"})
    answer = client.post("/sign-in/code/", {"code": totp.now()})
    assert (answer.status_code, "尝试次数过多" in answer.content.decode()) == (422, True)


def test_half_a_sign_in_lasts_five_minutes_and_ends_with_the_password(cast: Cast) -> None:
    totp = authenticator(cast.office)
    for spoil in ("late", "changed"):
        client = Client()
        send(client, "office", PASSWORD)
        session = client.session
        if spoil == "late":
            session["half_signed_in"] = {**session["half_signed_in"], "at": timezone.now().timestamp() - 301}
            session.save()
        else:
            actions.change_password(person=cast.office, password=NEW, at=timezone.now())
        answer = client.post("/sign-in/code/", {"code": totp.now()})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/"), spoil


def test_required_of_officials_nothing_opens_before_it_is_set_up(cast: Cast, settings: Settings) -> None:
    settings.MANAS_TOTP = "required"
    client, member = Client(), Client()
    client.force_login(cast.office)
    member.force_login(cast.firm)
    assert client.get("/drafts/").headers["Location"] == "/account/second-factor/"
    assert client.post("/drafts/").headers["Location"] == "/account/second-factor/"
    assert member.get("/account/").status_code == 200
    client.post("/account/second-factor/", {"begin": "1"})
    picture = client.get("/account/second-factor/picture.svg")
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/svg+xml")
    assert picture.content.startswith(b"<?xml")
    code = pyotp.TOTP(SecondFactor.objects.get().secret).now()
    shown = client.post("/account/second-factor/", {"code": code})
    assert shown.content.decode().count("<code>") == 10
    assert client.get("/drafts/").status_code == 200
    assert client.get("/account/second-factor/picture.svg").status_code == 404
    assert Person.objects.get(pk=cast.office.pk).second_factor.secret not in shown.content.decode()


def test_switched_off_nobody_is_asked(cast: Cast, settings: Settings) -> None:
    authenticator(cast.office)
    settings.MANAS_TOTP = "off"
    assert send(Client(), "office") == 302
    client = Client()
    client.force_login(cast.office)
    assert [client.get("/drafts/").status_code, client.get("/account/second-factor/").status_code] == [200, 404]


def test_a_password_set_by_another_is_changed_before_anything(cast: Cast) -> None:
    actions.reset_password(person=cast.liaison, password=NEW, actor=cast.security, at=timezone.now())
    client = Client()
    assert send(client, "liaison", NEW) == 302
    assert [client.get(address).headers["Location"] for address in ("/mine/", "/account/")] == ["/password/"] * 2
    client.post("/password/", {"old_password": NEW, "new_password1": NEW + "!", "new_password2": NEW + "!"})
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(("clock", "over"), [("seen", "SESSION_IDLE_SECONDS"), ("began", "SESSION_COOKIE_AGE")])
def test_a_session_ends_when_idle_and_when_old(cast: Cast, clock: str, over: str) -> None:
    client = Client()
    send(client, "liaison")
    for seconds, status in ((getattr(settings, over) - 30, 200), (getattr(settings, over) + 30, 302)):
        session = client.session
        session[KEPT] = {**session[KEPT], clock: timezone.now().timestamp() - seconds}
        session.save()
        assert client.get("/account/").status_code == status
    assert not OpenSession.objects.filter(person=cast.liaison).exists()


def test_a_new_password_ends_the_other_sessions(cast: Cast) -> None:
    here, there = Client(), Client()
    send(here, "liaison")
    send(there, "liaison")
    here.post("/password/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert [client.get("/account/").status_code for client in (here, there)] == [200, 302]
    assert [each.key for each in OpenSession.objects.filter(person=cast.liaison)] == [here.session.session_key]


def test_closing_the_account_ends_every_session(cast: Cast) -> None:
    client, admin = Client(), Client()
    send(client, "liaison")
    admin.force_login(cast.administrator)
    admin.post(f"/people/{cast.liaison.pk}/active/", {"active": "0"})
    assert client.get("/account/").status_code == 302
    assert not OpenSession.objects.filter(person=cast.liaison).exists()


def test_signing_out_elsewhere_one_by_one_and_all_at_once(cast: Cast) -> None:
    here, *others = (Client(headers={"User-Agent": f"browser {n}"}) for n in range(4))
    for client in (here, *others):
        send(client, "liaison")
    assert all(f"browser {n}" in here.get("/account/").content.decode() for n in range(4))
    first = OpenSession.objects.get(browser="browser 1")
    here.post(f"/account/sessions/{first.pk}/end/")
    assert [client.get("/account/").status_code for client in (here, *others)] == [200, 302, 200, 200]
    here.post("/account/sessions/end/")
    assert [client.get("/account/").status_code for client in (here, *others)] == [200, 302, 302, 302]
    assert JournalEntry.objects.latest("number").verb == "全部退出登录"


def test_nobody_ends_the_session_of_another(cast: Cast) -> None:
    mine, other = Client(), Client()
    send(mine, "liaison")
    send(other, "leader")
    session = OpenSession.objects.get(person=cast.leader)
    assert mine.post(f"/account/sessions/{session.pk}/end/").status_code == 404


def test_signing_out_takes_it_off_the_list(cast: Cast) -> None:
    client = Client()
    send(client, "liaison")
    assert client.post("/sign-out/").status_code == 302
    assert not OpenSession.objects.exists()


def test_behind_the_https_server_the_address_is_what_that_server_saw(cast: Cast, settings: Settings) -> None:
    told = {"X-Forwarded-For": "1.2.3.4, 10.9.8.7"}
    Client(headers=told).post("/sign-in/", {"username": "liaison", "password": "wrong"})
    settings.HTTPS = True
    Client(headers=told).post("/sign-in/", {"username": "liaison", "password": "wrong"})
    assert [each.address for each in SignIn.objects.order_by("pk")] == ["127.0.0.1", "10.9.8.7"]


def test_a_deputy_sees_the_office_pages_while_deputizing(cast: Cast) -> None:
    today = timezone.localdate(timezone.now())
    post = cast.office.posts.get(role=Role.OFFICE)
    actions.delegate(post=post, deputy=cast.nobody, from_on=today, last_on=today, actor=cast.office, at=timezone.now())
    client = Client()
    client.force_login(cast.nobody)
    assert client.get("/drafts/").status_code == 200
    assert "代理office" in client.get("/account/").content.decode()
