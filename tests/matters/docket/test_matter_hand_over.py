"""A matter is given to another handler of its unit, who is told and alone may go on with it."""

import pytest

from manas.matters.docket.actions.acts import hand_over
from manas.matters.docket.actions.refusals import Overtaken, StepRefused
from manas.matters.docket.models import Act, Matter
from manas.office import actions as office
from manas.office.models import Notice, Person, Role
from tests.cast import AT, BEGAN, LATER, Cast, journal_lines, person
from tests.matters.business import aid, aid_draft, step


@pytest.fixture
def colleague(cast: Cast) -> Person:
    """A second handler of the bureau."""
    made = person("colleague", cast.office)
    office.appoint(
        person=made, unit=cast.ip_office, role=Role.HANDLER, from_on=BEGAN.date(), actor=cast.office, at=BEGAN
    )
    return made


def give(matter: Matter, to: Person, actor: Person) -> Matter:
    return hand_over(matter=matter, to=to, turn=matter.turn, actor=actor, at=LATER, opinion="休假")


@pytest.mark.parametrize("part", ["handler", "approver"])
def test_the_unit_s_handlers_and_its_approver_may(cast: Cast, colleague: Person, part: str) -> None:
    matter = aid(cast)
    with journal_lines() as told:
        given = give(matter, colleague, cast.people()[part])
    turn = given.turns.last()
    assert turn is not None
    assert (given.handler, turn.act, turn.label, turn.opinion) == (colleague, Act.HAND_OVER, "转交colleague", "休假")
    assert (turn.from_state, turn.to_state, told.verbs) == ("received", "received", ["办件·转交colleague"])


def test_nobody_else_may(cast: Cast, colleague: Person) -> None:
    matter = aid(cast)
    for other in cast.others("handler", "approver"):
        with pytest.raises(StepRefused, match="只有承办单位的人员可以转交"):
            give(matter, colleague, other)


def test_it_goes_to_handlers_of_the_unit_only(cast: Cast, colleague: Person) -> None:
    matter = aid(cast)
    for other in cast.others("handler"):
        with pytest.raises(StepRefused, match="不是市场监管局的办件人员"):
            give(matter, other, cast.handler)


def test_whoever_has_it_need_not_be_given_it(cast: Cast, colleague: Person) -> None:
    matter = give(aid(cast), colleague, cast.handler)
    with pytest.raises(StepRefused, match="本件已由colleague承办"):
        give(matter, colleague, cast.approver)


def test_from_then_on_the_new_handler_alone_goes_on_and_is_told(cast: Cast, colleague: Person) -> None:
    matter = give(aid(cast), colleague, cast.handler)
    with pytest.raises(StepRefused, match="“受理”不由您办理"):
        step(matter, "accept", cast.handler, LATER)
    assert Notice.objects.get(recipient=cast.handler).withdrawn_at == LATER
    assert list(Notice.objects.filter(withdrawn_at=None).values_list("recipient__name", "subject")) == [
        ("colleague", f"待办：{matter.title}")
    ]
    assert step(matter, "accept", colleague, LATER).state == "helping"


def test_who_stands_in_for_the_handler_goes_on(cast: Cast, colleague: Person) -> None:
    matter = give(aid(cast), colleague, cast.handler)
    office.delegate(
        post=colleague.posts.get(), deputy=cast.liaison, from_on=AT.date(), last_on=LATER.date(), actor=colleague,
        at=AT,
    )  # fmt: skip
    assert step(matter, "accept", cast.liaison, LATER).state == "helping"


def test_what_waits_is_told_to_the_unit_when_its_handler_has_left(cast: Cast, colleague: Person) -> None:
    matter = give(step(aid(cast), "accept", cast.handler), colleague, cast.handler)
    step(matter, "draft_opinion", colleague, LATER, answer="可以起诉。")
    office.end_post(post=colleague.posts.get(), to_on=LATER.date(), actor=cast.office, at=LATER)
    step(matter, "redraft", cast.approver, LATER, opinion="补充依据")
    asked = Notice.objects.filter(withdrawn_at=None, subject__startswith="待办")
    assert [notice.recipient for notice in asked] == [cast.handler]


def test_what_is_not_handed_in_or_is_over_is_handed_to_nobody(cast: Cast, colleague: Person) -> None:
    over = step(aid(cast), "refuse", cast.handler, opinion="不属于本州管辖")
    for matter in (aid_draft(cast), over):
        with pytest.raises(StepRefused, match="只有正在办理的办件"):
            give(matter, colleague, cast.handler)


def test_on_a_page_that_is_out_of_date_it_is_overtaken(cast: Cast, colleague: Person) -> None:
    matter = aid(cast)
    step(matter, "accept", cast.handler)
    with pytest.raises(Overtaken, match="handler已先办理“受理”"):
        hand_over(matter=matter, to=colleague, turn=2, actor=cast.handler, at=LATER)
