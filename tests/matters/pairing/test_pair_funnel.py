"""How many pairs came how far, by event, county, source and reason; each figure is the length of the list behind it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from manas.matters.docket.actions.opening import open_case
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.pairing.pair.queries import STAGES, By, funnel, pairs_of
from manas.plan.queries.matters import matters_by_task
from manas.registers.events.actions import enter
from manas.web.desk.funnel_view import table
from tests.cast import AT, TODAY, Cast, queries_of
from tests.matters.business import step
from tests.matters.pairing.pairs import WAY, pair_after, recorded_deal


@pytest.fixture
def three(cast: Cast) -> Cast:
    """Three pairs: one recorded, one ended over the price after a visit, one that waits for the holder."""
    event = enter(
        keeper=cast.ip_office, name="对接会", held_on=TODAY, organizer="州知识产权局", actor=cast.handler, at=AT
    )
    done = pair_after(cast, "sign")
    recorded_deal(cast, done)
    step(done, "record", cast.handler)
    values = {
        "need": done.need,
        "patent_number": "202310000001.5",
        "title": "第二对",
        "source": "event",
        "event": event,
    }
    for last in ("visit", "demand_answers"):
        pair = _again(cast, values, last)
        if last == "visit":
            step(pair, "end", cast.firm, exit_reason="price")
    return cast


def _again(cast: Cast, values: dict[str, object], last: str) -> Matter:
    pair: Matter = open_case(kind=kinds()["pair"], unit=cast.ip_office, actor=cast.handler, at=AT, values=values)
    for key, take in WAY.items():
        pair = take(cast, pair, {})
        if key == last:
            return pair
    raise KeyError(last)


def test_a_funnel_counts_who_came_so_far(three: Cast) -> None:
    by_source = {line.key: line for line in funnel(three.standing("handler"), By.SOURCE)}
    at_events, suggested = by_source["event"], by_source["match"]
    assert (at_events.label, at_events.begun, at_events.willing, at_events.visited, at_events.agreed, at_events.ended) == (
        "对接会", 2, 1, 1, 0, 1,
    )  # fmt: skip
    assert (suggested.begun, suggested.agreed, suggested.signed, suggested.done) == (1, 1, 1, 1)
    (reason,) = (line for line in funnel(three.standing("handler"), By.REASON) if line.key)
    assert (reason.label, reason.begun) == ("价格谈不拢", 1)
    assert [line.label for line in funnel(three.standing("handler"), By.COUNTY)] == ["北山县"]
    assert {line.label for line in funnel(three.standing("handler"), By.EVENT)} == {"—", f"{TODAY} 对接会"}


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("part", ["handler", "leader", "firm", "county_handler", "outsider"])
def test_each_figure_is_the_length_of_its_list(three: Cast, by: By, part: str) -> None:
    standing = three.standing(part)
    for line in funnel(standing, by):
        for stage in STAGES:
            assert getattr(line, stage) == pairs_of(standing, stage, by, line.key).count(), (line, stage)
    assert (sum(line.begun for line in funnel(standing, by)) == 0) == (part == "outsider")


def test_counting_takes_as_many_queries_for_many_pairs_as_for_few(three: Cast) -> None:
    assert queries_of(funnel, three.standing("handler"), By.EVENT) <= 3


def test_task_four_of_the_plan_moves_with_the_pairs(three: Cast) -> None:
    lines = {line.key: line for line in matters_by_task(three.standing("office"), TODAY)["4"]}
    assert (lines["pair"].running, lines["pair"].closed) == (1, 2)


@pytest.mark.parametrize("by", list(By), ids=str)
def test_every_number_opens_the_list_that_has_so_many_lines(three: Cast, client: Client, by: By) -> None:
    client.force_login(three.handler)
    lines = table(funnel(three.standing("handler"), by), by)
    assert lines != []
    for cell in (cell for line in lines for cell in line.cells):
        page = client.get(cell.address)
        assert (page.status_code, page.context["page"].total, len(page.context["rows"])) == (
            200,
            cell.count,
            cell.count,
        )


def test_the_pages_of_events_link_each_number(three: Cast, client: Client) -> None:
    client.force_login(three.handler)
    said = client.get(reverse("events")).content.decode()
    shown = [
        one for by in By for line in table(funnel(three.standing("handler"), by), by) if line.key for one in line.cells
    ]
    assert [cell.address for cell in shown if cell.count and escape(cell.address) not in said] == []


@pytest.mark.parametrize("address", ["by=place&stage=begun", "by=event&stage=all", "by=event&stage=begun&key=x"])
def test_a_figure_that_there_is_not_has_no_list(three: Cast, client: Client, address: str) -> None:
    client.force_login(three.handler)
    assert client.get(f"{reverse('counted-pairs')}?{address}").status_code == 404
