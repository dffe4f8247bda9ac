"""The public page of time limits: what happened and when, every date that follows, and the same as a calendar file."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from manas.facts import deadlines, events
from manas.web.portal.deadline_answers import Asked, events_of, following, shipped
from manas.web.portal.deadline_forms import catalog
from tests.web.test_odd_input import ODD

pytestmark = pytest.mark.django_db

FILED = {"event": "filing", "on": "2026-09-28"}


def page(client: Client, given: dict[str, str], status: int = 200) -> str:
    response = client.get(reverse("deadlines"), given)
    assert response.status_code == status
    return response.content.decode()


def listed(shown: str) -> list[str]:
    return re.findall(r'<li id="([A-Z][^"]*)"', shown)


def test_an_address_is_an_answer(client: Client) -> None:
    shown = page(client, FILED)
    assert listed(shown)[:3] == ["PAT-AMEND-UMDES", "PAT-FEE-FILE", "PAT-GRACE-PROOF"]
    for words in (
        "2026-11-30",
        "《中华人民共和国专利法实施细则》第57条",
        'id="law-patent-rules"',
        "怎么算的",
        "顺延未定",
    ):
        assert words in shown


def test_the_dates_stand_in_their_order(client: Client) -> None:
    days = re.findall(r'<li id="PAT[^>]*>.*?datetime="([\d-]+)"', page(client, FILED), re.DOTALL)
    assert days == sorted(days)
    assert len(days) == 10


def test_an_event_may_be_given_in_words(client: Client) -> None:
    assert listed(page(client, {"event": "收到行政复议决定书", "on": "2026-03-02"})) == [
        "PEN-LITIGATE.after-reconsideration"
    ]


def test_what_comes_back_each_year_is_shown_at_its_next_time() -> None:
    asked = Asked("filing", date(2020, 2, 29), today=date(2026, 3, 1))
    annuity = next(one for one in following(asked, shipped()) if one.rule.key == "PAT-ANNUITY")
    assert annuity.due_on == date(2027, 2, 28)


def test_a_family_narrows(client: Client) -> None:
    everything = listed(page(client, {"event": "request-received", "on": "2026-03-02"}))
    narrowed = listed(page(client, {"event": "request-received", "on": "2026-03-02", "family": "mediation"}))
    assert narrowed == ["MED-SERVE"]
    assert set(narrowed) < set(everything)


def test_a_day_of_issue_is_followed_by_the_day_of_service(client: Client) -> None:
    shown = page(
        client, {"event": "refusal-notice-received", "on": "2026-03-06", "served": "electronic", "family": "trademark"}
    )
    assert "通知于2026年3月6日发出，满15日，即2026年3月21日视为送达" in shown
    assert 'datetime="2026-04-07"' in shown


def test_a_limit_of_hours_asks_for_the_moment(client: Client) -> None:
    assert "请填写时刻" in page(client, {"event": "transfer-approved", "on": "2026-09-28"})
    shown = page(client, {"event": "transfer-approved", "on": "2026-09-28", "clock": "17:30"})
    assert "2026年9月29日 17:30届满" in shown


def test_two_versions_of_a_law_are_warned_of(client: Client) -> None:
    old = page(client, {"event": "preliminary-publication", "on": "2026-12-20"})
    new = page(client, {"event": "preliminary-publication", "on": "2027-01-06"})
    assert "（2019年修正）》第33条" in old
    assert "所引条文适用于2026年12月31日及以前发生的事" in old
    assert "（2026年修订）》第36条" in new
    assert "所引条文自2027年1月1日起施行" in new


def test_what_is_from_memory_is_marked(client: Client) -> None:
    shown = page(client, {"event": "priority-date", "on": "2026-03-02", "family": "pct"})
    assert '<span class="unverified">未核实</span>' in shown


def test_a_limit_that_no_law_fixes_says_so(client: Client) -> None:
    assert "法律没有规定期限" in page(client, {"event": "aid-application-received", "on": "2026-03-02"})


def test_a_day_for_which_no_article_was_read_says_so(client: Client) -> None:
    assert "没有查到适用于这一天的条文" in page(client, {"event": "complaint-received", "on": "2026-09-28"})


def test_without_an_answer_there_is_a_form_and_a_catalogue(client: Client) -> None:
    shown = page(client, {})
    assert "按领域找" in shown
    assert f'value="{timezone.localdate().isoformat()}"' in shown
    named = page(client, {"event": "filing", "family": "patent"})
    assert (listed(named), 'name="event" value="申请日"' in named) == ([], True)


@pytest.mark.parametrize(
    "given",
    [{"event": "flood", "on": "2026-03-02"}, {"event": "filing", "on": "2026-02-30"}, {"event": "filing", "on": ""}],
    ids=["no such event", "no such day", "no day"],
)
def test_a_fault_stands_at_its_field(client: Client, given: dict[str, str]) -> None:
    assert "field--error" in page(client, given, 422)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("field", ["event", "on", "clock", "served", "family"])
def test_odd_words_get_an_answer(client: Client, field: str, odd: str) -> None:
    assert client.get(reverse("deadlines"), {**FILED, field: odd}).status_code in (200, 422)
    assert client.get(
        reverse("deadlines-file", args=("filing", "2026-09-28")), {field: odd, "only": odd}
    ).status_code in (200, 404)


def test_nothing_is_written_by_asking(client: Client) -> None:
    assert client.post(reverse("deadlines"), FILED).status_code == 405


def test_every_event_answers_for_every_rule_that_names_it() -> None:
    for event in events.events():
        keys = {one.rule.key for one in following(Asked(event, date(2026, 3, 2)), shipped())}
        named = {rule.key for rule in deadlines.rules() if event in events_of(rule)}
        assert named - keys == set(), event


def test_the_words_of_events_tell_them_apart() -> None:
    assert len(set(events.events().values())) == len(events.events())


def test_the_catalogue_holds_every_event_that_starts_a_limit() -> None:
    held = {key for _, _, found in catalog() for key, _ in found}
    assert held == {event for rule in deadlines.rules() for event in events_of(rule)}


def read(client: Client, **given: str) -> list[tuple[str, date]]:
    response = client.get(reverse("deadlines-file", args=("filing", "2026-09-28")), given)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    found = Calendar.from_ical(response.content).walk("VEVENT")
    return [(str(event["uid"]), event.decoded("dtstart")) for event in found]


def test_all_dates_go_into_one_file(client: Client) -> None:
    found = read(client)
    assert found[0] == ("PAT-AMEND-UMDES.filing.20260928@manas", date(2026, 11, 30))
    assert len(found) == 10


def test_one_date_may_go_alone(client: Client) -> None:
    assert read(client, only="PAT-TERM-UM") == [("PAT-TERM-UM.filing.20260928@manas", date(2036, 9, 27))]


@pytest.mark.parametrize(
    ("event", "on", "only"),
    [
        ("flood", "2026-09-28", ""),
        ("filing", "someday", ""),
        ("filing", "2026-09-28", "PAT-NONE"),
        ("aid-accepted", "2026-09-28", ""),
    ],
    ids=["event", "day", "rule", "no date"],
)
def test_there_is_no_file_without_a_date(client: Client, event: str, on: str, only: str) -> None:
    assert client.get(reverse("deadlines-file", args=(event, on)), {"only": only}).status_code == 404


def test_the_page_asks_the_database_the_same_for_many_rules_and_for_one(
    client: Client, django_assert_num_queries: object
) -> None:
    for event in ("filing", "transfer-approved"):
        with django_assert_num_queries(3):  # type: ignore[operator]  # a fixture that is called
            page(client, {"event": event, "on": "2026-09-28"})
