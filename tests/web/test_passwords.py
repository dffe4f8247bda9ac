"""A person chooses their own password, and stays signed in."""

import pytest
from django.test import Client
from django.utils import timezone

from manas.office.journal.queries import verify
from manas.office.models import JournalEntry, Person
from manas.web.management.commands.demo import PASSWORD
from tests.demo import make_demo

NEW = "a longer word of my own"


@pytest.mark.django_db
def test_a_person_chooses_another_password() -> None:
    make_demo(timezone.now())
    client = Client()
    assert client.login(username="science", password=PASSWORD)
    weak = {"old_password": PASSWORD, "new_password1": "12345678901", "new_password2": "12345678901"}
    assert client.post("/password/", weak).status_code == 422
    wrong = {"old_password": "not it", "new_password1": NEW, "new_password2": NEW}
    assert client.post("/password/", wrong).status_code == 422
    assert client.post("/password/", wrong | {"old_password": PASSWORD}).status_code == 302
    assert client.get("/mine/").url.startswith("/plan/")  # type: ignore[attr-defined]  # a redirect
    assert not Client().login(username="science", password=PASSWORD)
    assert Client().login(username="science", password=NEW)
    last = JournalEntry.objects.latest("number")
    assert (last.verb, last.actor) == ("修改口令", Person.objects.get(username="science"))
    assert verify().intact


@pytest.mark.django_db
def test_who_is_no_longer_signed_in_is_led_there_from_the_panel() -> None:
    make_demo(timezone.now())
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/plan/1/"}
    answer = Client().get("/obligation/1/", headers=headers)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/sign-in/?next=/plan/1/")
