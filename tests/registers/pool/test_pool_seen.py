"""A firm sees its own questions, a county those of its firms, the office all of its lists; each figure counts its rows."""

import pytest

from manas.registers.models import PushAddressee, PushList
from manas.registers.pool import queries
from manas.registers.pool.queries import Narrowed
from tests.cast import LATER, TODAY, Cast, queries_of
from tests.registers.pool.lists import answer, ask, pushed_list


@pytest.fixture
def two(cast: Cast) -> Cast:
    """Two firms in two counties, both asked about two patents: the company answered both, the cooperative neither."""
    cast.cooperative.county = cast.south
    cast.cooperative.save()
    push_list = pushed_list(cast)
    ask(cast, push_list, cast.company, cast.cooperative)
    first, second = PushAddressee.objects.filter(organization=cast.company).order_by("pk")
    answer(cast, first)
    answer(cast, first, will="conditions", improvement="要耐低温", at=LATER)
    answer(cast, second, will="unwilling", reason="own")
    return cast


PARTS = ("office", "handler", "leader", "county_handler", "county_liaison", "county_leader", "firm", "coop", "outsider")


def test_each_sees_their_part_of_a_list(two: Cast) -> None:
    lists = {part: PushList.objects.visible_to(two.standing(part)).count() for part in (*PARTS, "police", "public")}
    seen = {part: PushAddressee.objects.visible_to(two.standing(part)).count() for part in (*PARTS, "police", "public")}
    assert lists == {
        "office": 1, "handler": 1, "leader": 1, "county_handler": 1, "county_liaison": 1, "county_leader": 1,
        "firm": 0, "coop": 0, "outsider": 0, "police": 0, "public": 0,
    }  # fmt: skip
    assert seen == {
        "office": 4, "handler": 4, "leader": 4, "county_handler": 2, "county_liaison": 2, "county_leader": 2,
        "firm": 2, "coop": 2, "outsider": 0, "police": 0, "public": 0,
    }  # fmt: skip


def test_a_county_whose_firms_nobody_asked_sees_no_list(cast: Cast) -> None:
    push_list = pushed_list(cast)
    assert PushList.objects.visible_to(cast.standing("county_liaison")).count() == 0
    ask(cast, push_list, cast.company)
    assert PushList.objects.visible_to(cast.standing("county_liaison")).count() == 1


@pytest.mark.parametrize(("part", "total"), [("handler", (4, 2, 1)), ("county_liaison", (2, 2, 1))])
def test_the_figures_are_those_of_what_one_sees(two: Cast, part: str, total: tuple[int, int, int]) -> None:
    standing = two.standing(part)
    (found,) = queries.lists(standing)
    overview = queries.overview(found, standing, TODAY)
    assert (overview.total.asked, overview.total.answered, overview.total.willing) == total
    assert (found.size, found.asked, found.answered) == (2, *total[:2])  # type: ignore[attr-defined]  # annotated
    assert (overview.patents, overview.unasked) == (2, 0)


def test_behind_each_figure_stand_as_many_rows(two: Cast) -> None:
    standing, push_list = two.standing("handler"), PushList.objects.get()
    overview = queries.overview(push_list, standing, TODAY)
    assert {one.label: (one.asked, one.answered, one.open, one.willing) for one in overview.firms} == {
        "云岭机电有限公司": (2, 2, 0, 1),
        "北山县杏林农民专业合作社": (2, 0, 2, 0),
    }
    for by, tallies in (("organization", overview.firms), ("county", overview.counties)):
        for one in tallies:
            behind = {
                state: queries.questions(push_list, standing, Narrowed(**{by: one.key, "state": state})).count()
                for state in ("", "answered", "open", "willing")
            }
            assert behind == {"": one.asked, "answered": one.answered, "open": one.open, "willing": one.willing}


def test_rows_are_narrowed_by_trade_and_by_the_unwilling(two: Cast) -> None:
    standing, push_list = two.standing("handler"), PushList.objects.get()
    assert queries.segments(push_list) == ["新能源装备", "林果加工"]
    assert queries.questions(push_list, standing, Narrowed(segment="林果加工")).count() == 2
    (unwilling,) = queries.questions(push_list, standing, Narrowed(state="unwilling"))
    assert [one.reason for one in unwilling.answers.all()] == ["own"]


def test_a_firm_nobody_of_which_has_an_account_is_named(two: Cast) -> None:
    two.coop.is_active = False
    two.coop.save()
    overview = queries.overview(PushList.objects.get(), two.standing("handler"), TODAY)
    assert {one.label: one.reachable for one in overview.firms} == {
        "云岭机电有限公司": True,
        "北山县杏林农民专业合作社": False,
    }


def test_patents_that_nobody_was_asked_about_are_found(cast: Cast) -> None:
    push_list = pushed_list(cast, 3)
    ask(cast, push_list, cast.company)
    later = pushed_list_again(cast)
    assert [one.asked for one in queries.patents(push_list)] == [1, 1, 1]  # type: ignore[attr-defined]  # annotated
    assert queries.patents(push_list, only_unasked=True).count() == 0
    assert queries.patents(later, only_unasked=True).count() == 1


def test_ones_own_questions_begin_with_those_that_wait(two: Cast) -> None:
    waiting = PushAddressee.objects.create(
        pushed=pushed_list_again(two).patents.get(),
        organization=two.company,
        assigned_by=two.handler,
        assigned_at=LATER,
    )
    own = list(queries.own(two.standing("firm")))
    assert (own[0], len(own)) == (waiting, 3)
    assert queries.own(two.standing("bank")).count() == 0


def test_the_pages_ask_as_often_for_one_row_as_for_many(cast: Cast) -> None:
    standing, push_list = cast.standing("handler"), pushed_list(cast, 3)

    def look() -> None:
        list(queries.lists(standing))
        queries.overview(push_list, standing, TODAY)
        list(queries.questions(push_list, standing))
        list(queries.own(cast.standing("firm")))

    ask(cast, push_list, cast.company)
    PushAddressee.objects.exclude(pk=PushAddressee.objects.order_by("pk")[0].pk).delete()
    answer(cast, PushAddressee.objects.get())
    one = queries_of(look)
    ask(cast, push_list, cast.company, cast.cooperative)
    for question in PushAddressee.objects.unanswered().filter(organization=cast.company):
        answer(cast, question)
    assert queries_of(look) == one


def pushed_list_again(cast: Cast) -> PushList:
    """Another list with one of the patents."""
    return pushed_list(cast, 1)
