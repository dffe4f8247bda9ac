"""The calendar of a person: made and revoked on the account page, read without signing in, moved with the day."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from manas.matters.docket.actions.clocks import project
from manas.matters.docket.models import Matter
from manas.office import actions as office
from manas.office.models import Person
from tests.cast import Cast, adopted, item, make_cast, queries_of
from tests.matters.business import aid, step, term


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def address(person: Person) -> str:
    return reverse("my-calendar", args=[office.make_calendar_token(person=person, at=timezone.now())])


def entries(url: str) -> dict[str, tuple[str, date]]:
    """What a calendar program takes in: uid → title, day."""
    answer = Client().get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(event["uid"]): (str(event["summary"]), event.decoded("dtstart")) for event in events}


def waiting(cast: Cast, at: datetime) -> Matter:
    """A request that waits for its handler, who has a term that the office set."""
    term(cast, "AID-ACCEPT", 10)
    return aid(cast, at, title="某公司遭仿冒")


def test_a_due_day_waits_for_who_must_act_and_names_no_applicant(cast: Cast, now: datetime) -> None:
    matter = waiting(cast, now)
    limit = matter.limits.get(rule="AID-ACCEPT")
    assert limit.due_on is not None
    url = address(cast.handler)
    assert entries(url) == {f"limit-{limit.pk}@manas": (f"{matter.number} 维权援助", limit.due_on)}
    text = str(Client().get(url).content.decode().replace("\r\n ", ""))
    assert [word for word in (cast.company.name, "某公司遭仿冒", matter.contact, matter.summary) if word in text] == []
    assert "办理规程（示例）" in text
    assert reverse("matter", args=[matter.pk]) in text
    assert [entries(address(person)) for person in (cast.firm, cast.outsider, cast.leader)] == [{}, {}, {}]


def test_a_moved_day_moves_the_entry(cast: Cast, now: datetime) -> None:
    matter = waiting(cast, now)
    url = address(cast.handler)
    before = entries(url)
    limit = matter.limits.get(rule="AID-ACCEPT")
    limit.event_at -= timedelta(days=7)
    limit.save()
    project(matter)
    after = entries(url)
    limit.refresh_from_db()
    assert before.keys() == after.keys()
    assert [day for _, day in after.values()] == [limit.due_on] != [day for _, day in before.values()]


def test_what_is_done_or_stands_still_leaves_the_calendar(cast: Cast, now: datetime) -> None:
    matter = waiting(cast, now)
    url = address(cast.handler)
    assert len(entries(url)) == 1
    step(matter, "accept", cast.handler, now)
    assert f"limit-{matter.limits.get(rule='AID-ACCEPT').pk}@manas" not in entries(url)


def test_work_of_the_plan_stands_in_the_calendar_of_its_unit(cast: Cast) -> None:
    work = item(cast, adopted(cast), due_on=date(2030, 6, 30))
    assert entries(address(cast.liaison)) == {
        f"item-{work.pk}@manas": ("科技局举措：培育高价值专利", date(2030, 6, 30))
    }
    assert entries(address(cast.market)) == {}


def test_the_account_page_shows_the_address_once(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.handler)
    shown = client.post(reverse("my-calendar-make")).content.decode()
    found = re.search(r"<code>http://testserver(/calendar/[\w-]{43}\.ics)</code>", shown)
    assert found is not None
    assert entries(found[1]) == {}
    page = client.get(reverse("account")).content.decode()
    assert (found[1] in page, "重新生成订阅地址" in page) == (False, True)
    client.post(reverse("my-calendar-revoke"))
    assert Client().get(found[1]).status_code == 404
    assert "重新生成订阅地址" not in client.get(reverse("account")).content.decode()


def test_an_ended_post_empties_the_calendar(cast: Cast, now: datetime) -> None:
    waiting(cast, now)
    url = address(cast.handler)
    today = timezone.localdate(now)
    office.end_post(post=cast.handler.posts.get(), to_on=today, actor=cast.security, at=now)
    assert entries(url) == {}


def test_reading_writes_nothing_and_more_matters_take_no_more_queries(cast: Cast, now: datetime) -> None:
    waiting(cast, now)
    url, client = address(cast.handler), Client()
    client.get(url)
    one = queries_of(client.get, url)
    aid(cast, now), aid(cast, now)
    assert (queries_of(client.get, url), len(entries(url)), len(client.cookies)) == (one, 3, 0)


def test_an_unknown_address_does_not_exist(cast: Cast) -> None:
    assert Client().get(reverse("my-calendar", args=["0" * 43])).status_code == 404
