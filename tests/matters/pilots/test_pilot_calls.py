"""Calls from above: entered by the office as their document words them, closed with a reason, read in their prefecture."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from manas.matters.pilots.calls.actions import CallRefused, announce, close
from manas.matters.pilots.calls.models import Course, PilotCall, PilotShare
from manas.office.models import JournalEntry, Person
from tests.cast import AT, TODAY, Cast
from tests.matters.pilots.applications import CALL, after, called

pytestmark = pytest.mark.django_db


def test_a_call_is_entered_with_the_shares_of_counties(cast: Cast) -> None:
    call = called(cast, {cast.north: 1})
    assert [(share.county, share.quota) for share in call.shares.all()] == [(cast.north, 1)]
    assert JournalEntry.objects.filter(verb="登记申报通知").count() == 1
    assert call.course(CALL.opens_on - timedelta(days=1)) == Course.COMING
    assert [call.course(day) for day in (CALL.opens_on, CALL.closes_on)] == [Course.OPEN, Course.OPEN]
    assert call.course(CALL.closes_on + timedelta(days=1)) == Course.CLOSED


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"closes_on": date(2026, 1, 31)}, "依次不早于"),
        ({"above_closes_on": date(2026, 3, 31)}, "依次不早于"),
        ({"report_day": None}, "一起填写"),
        ({"report_month": 2, "report_day": 29}, "每年都有这一天"),
        ({"quota": 0}, "1"),
        ({"materials": ""}, "空"),
        ({"level": "city"}, "city"),
    ],
)
def test_a_call_that_cannot_be(cast: Cast, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(CallRefused, match=said):
        called(cast, **changed)
    assert not PilotCall.objects.exists()


def test_shares_are_of_counties_here_and_within_the_quota(cast: Cast) -> None:
    for county, quota, said in ((cast.science, 1, "不是"), (cast.elsewhere, 1, "不是"), (cast.north, 2, "多于")):
        with pytest.raises(CallRefused, match=said):
            called(cast, {county: quota})


def test_the_same_call_is_entered_once(cast: Cast) -> None:
    called(cast)
    with pytest.raises(CallRefused, match="已经登记"):
        called(cast)


def test_it_is_closed_early_with_a_reason_and_once(cast: Cast) -> None:
    call = called(cast)
    with pytest.raises(CallRefused, match="理由"):
        close(call=call, reason=" ", actor=cast.office, at=AT)
    assert close(call=call, reason="上级取消", actor=cast.office, at=AT).course(TODAY) == Course.CLOSED
    with pytest.raises(CallRefused, match="已经停止"):
        close(call=call, reason="上级取消", actor=cast.office, at=AT)


def test_the_office_alone_enters_and_closes(cast: Cast) -> None:
    call = called(cast)
    for person in cast.others("office"):
        with pytest.raises(CallRefused):
            announce(owner=cast.government, asked=CALL, shares={}, actor=person, at=AT)
        with pytest.raises(CallRefused):
            close(call=call, reason="上级取消", actor=person, at=AT)


@pytest.mark.parametrize(
    ("constraint", "changed"),
    [
        ("pilot_call_once", {}),
        ("pilot_call_days_in_order", {"closes_on": date(2025, 1, 1), "document_number": "2号"}),
        ("pilot_call_quota_at_least_one", {"quota": 0, "document_number": "2号"}),
        ("pilot_call_report_day_whole", {"report_day": None, "document_number": "2号"}),
    ],
)
def test_constraints_of_calls(cast: Cast, constraint: str, changed: dict[str, Any]) -> None:
    call = called(cast)
    call.pk = None
    for name, value in changed.items():
        setattr(call, name, value)
    known = {"pilot_call_once": "owner_id"}.get(constraint, constraint)
    with pytest.raises(IntegrityError, match=f"{constraint}|{known}"), transaction.atomic():
        call.save(force_insert=True)


def test_a_county_has_one_share(cast: Cast) -> None:
    call = called(cast, {cast.north: 1})
    with pytest.raises(IntegrityError, match=r"pilot_share_once|call_id"), transaction.atomic():
        PilotShare.objects.create(call=call, county=cast.north, quota=1)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_calls_are_read_in_their_prefecture(cast: Cast) -> None:
    call = called(cast)
    for part in ("office", "leader", "county_liaison", "handler", "firm"):
        assert PilotCall.objects.visible_to(cast.standing(part)).get() == call
    for part in ("outsider", "nobody", "public"):
        assert not PilotCall.objects.visible_to(cast.standing(part)).exists()


def test_the_office_enters_a_call_on_its_page(cast: Cast) -> None:
    client, address = signed_in(cast.office), reverse("pilot-call-new")
    asked = {name: getattr(CALL, name) for name in CALL.__dataclass_fields__}
    wrong = client.post(address, {**asked, "closes_on": "2026-01-01"})
    assert wrong.status_code == 422
    assert "依次不早于" in wrong.content.decode()
    assert CALL.document_name in wrong.content.decode()
    made = client.post(address, {**asked, f"share_{cast.north.pk}": 1})
    call = PilotCall.objects.get()
    assert (made.status_code, made["Location"]) == (302, reverse("pilot-call", args=[call.pk]))
    assert [share.county for share in call.shares.all()] == [cast.north]


def test_a_call_shows_its_places_and_only_applications_one_may_read(cast: Cast) -> None:
    call = called(cast, {cast.north: 1})
    one = after(cast, "recommend", call)
    address = reverse("pilot-call", args=[call.pk])
    pages = {part: signed_in(cast.people()[part]).get(address).content.decode() for part in ("office", "liaison")}
    assert reverse("matter", args=[one.pk]) in pages["office"]
    assert reverse("matter", args=[one.pk]) not in pages["liaison"]
    assert [page.count("1 / 1") for page in pages.values()] == [2, 2]
    assert "停止理由" not in pages["liaison"]
