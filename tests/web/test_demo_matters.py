"""The demonstration's matters: of every kind, in every way of standing, made by real deeds on whatever day it is made."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from manas.matters.docket.kinds import flow_of, kinds
from manas.matters.docket.models import Matter
from manas.office.journal.queries import verify
from manas.office.models import LocalValue, Person
from manas.web.management.commands.demo import fill

# A working day, a day of the spring festival, a leap day, a weekend in a year whose holidays nobody knows yet.
DAYS = [datetime(*day, 3, tzinfo=UTC) for day in ((2026, 11, 23), (2027, 2, 8), (2028, 2, 29), (2031, 6, 15))]


@pytest.mark.django_db
@pytest.mark.parametrize("now", DAYS, ids=lambda day: str(day.date()))
def test_matters_of_every_kind_stand_in_every_way(now: datetime) -> None:
    fill(now)
    matters = list(Matter.objects.all())
    assert {matter.kind for matter in matters} == set(kinds())
    assert {matter.is_example for matter in matters} == {True}
    assert [matter.title for matter in matters if not matter.title.endswith("（示例）")] == []
    stands = Counter(_stands(matter, now) for matter in matters)
    assert {"suspended", "returned", "waiting", "finished"} <= stands.keys()
    assert len(matters) == 32


def _stands(matter: Matter, now: datetime) -> str:
    if matter.suspended:
        return "suspended"
    if flow_of(matter).state(matter.state).final:
        return "finished"
    if matter.state == "correcting":
        return "returned"
    return "late" if matter.due_on and matter.due_on < timezone.localdate(now) else "waiting"


@pytest.mark.django_db
def test_some_are_late_refused_and_partly_not_counted() -> None:
    now = timezone.now()
    fill(now)
    matters = list(Matter.objects.all())
    assert "late" in {_stands(matter, now) for matter in matters}
    assert {"refused", "answered", "unlent", "solved", "ended", "recorded", "registered", "adopted"} == {
        matter.state for matter in matters if matter.closed_at
    }
    assert Matter.objects.get(state="testing").limits.get(rule="PEN-DECIDE").state == "stopped"
    assert {value.document for value in LocalValue.objects.all()} == {"知识产权局办理规程（示例）"}
    assert max(turn.at for matter in matters for turn in matter.turns.all()) < now
    assert verify().intact


@pytest.mark.django_db
def test_each_person_of_the_cast_has_something_to_do() -> None:
    fill(timezone.now() - timedelta(seconds=1))
    waiting = {}
    for username in ("handler", "artux-handler", "police"):
        client = Client()
        client.force_login(Person.objects.get(username=username))
        waiting[username] = "（示例）</a>" in client.get(reverse("inbox")).content.decode()
    assert waiting == {"handler": True, "artux-handler": True, "police": True}
