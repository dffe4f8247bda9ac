"""A need is entered, changed with its history, answered, closed with a result, opened again."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from manas.registers.models import NeedInvitation, NeedResult, NeedState, TechnologyNeed
from manas.registers.needs import actions
from manas.registers.needs.actions import NeedRefused
from tests.cast import AT, LATER, Cast, journal_lines
from tests.registers.needs.needs import need, university


def test_entering_leaves_one_line_in_the_journal(cast: Cast) -> None:
    with journal_lines() as told:
        made = need(cast)
    assert told.verbs == ["登记技术需求"]
    assert (made.state, made.result, made.keeper, made.is_example) == (NeedState.OPEN, "", cast.ip_office, True)


def test_a_need_without_words_or_with_a_negative_budget_is_refused(cast: Cast) -> None:
    with pytest.raises(NeedRefused, match="需求内容"):
        need(cast, text="")
    with pytest.raises(NeedRefused, match="预算上限"):
        need(cast, budget="-1")


def test_a_change_keeps_what_stood_there_before(cast: Cast) -> None:
    made = need(cast)
    with journal_lines() as told:
        made = actions.amend(
            need=made, values={"scene": "田头", "object": "鲜杏", "payment": "free"}, actor=cast.firm, at=LATER
        )
    assert {(c.field, c.before, c.after) for c in made.changes.all()} == {
        ("scene", "", "田头"),
        ("payment", "面议", "只接受免费"),
    }
    assert (told.verbs, made.changed_at) == (["修改技术需求"], LATER)


def test_nothing_is_kept_where_nothing_changed(cast: Cast) -> None:
    made = need(cast)
    with journal_lines() as told:
        actions.amend(need=made, values={"object": "鲜杏"}, actor=cast.handler, at=LATER)
    assert (told.verbs, made.changes.count()) == ([], 0)


@pytest.mark.parametrize(
    "part", ["coop", "bank", "outsider", "leader", "county_handler", "administrator", "nobody", "liaison"]
)
def test_who_neither_asked_nor_handles_changes_nothing(cast: Cast, part: str) -> None:
    made = need(cast)
    with pytest.raises(NeedRefused, match="不由您修改"):
        actions.amend(need=made, values={"scene": "田头"}, actor=cast.people()[part], at=LATER)


def test_a_closed_need_says_what_came_of_it_and_stands_still(cast: Cast) -> None:
    made = actions.close(need=need(cast), result=NeedResult.ADOPTED, note="已经试用", actor=cast.handler, at=AT)
    assert (made.state, made.result, made.result_note) == ("closed", "adopted", "已经试用")
    for deed in (
        lambda: actions.close(need=made, result=NeedResult.GONE, note="", actor=cast.handler, at=AT),
        lambda: actions.note_answered(need=made, actor=cast.handler, at=AT),
        lambda: actions.invite(need=made, organization=cast.lender, actor=cast.handler, at=AT),
        lambda: actions.amend(need=made, values={"scene": "田头"}, actor=cast.handler, at=AT),
    ):
        with pytest.raises(NeedRefused):
            deed()
    again = actions.look_again(need=made, actor=cast.handler, at=AT)
    assert (again.state, again.result) == ("open", "")


def test_an_invitation_stands_once_and_nobody_accepts_without_one(cast: Cast) -> None:
    made, school = need(cast), university(cast)
    first = actions.invite(need=made, organization=school, actor=cast.handler, at=AT)
    with journal_lines() as told:
        assert actions.invite(need=made, organization=school, actor=cast.handler, at=LATER) == first
    assert told.verbs == []
    with pytest.raises(NeedRefused, match="没有邀请"):
        actions.accept(need=made, organization=cast.lender, actor=cast.bank, at=AT)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [("need_closed_with_result", {"state": "closed"}), ("need_budget_not_negative", {"budget": "-1"})],
)
def test_the_database_holds_it_too(cast: Cast, constraint: str, values: dict[str, Any]) -> None:
    made = need(cast)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        TechnologyNeed.objects.filter(pk=made.pk).update(**values)


def test_the_database_holds_invitations_too(cast: Cast) -> None:
    made, school = need(cast), university(cast)
    NeedInvitation.objects.create(need=made, organization=school, invited_at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():  # need_invited_once
        NeedInvitation.objects.create(need=made, organization=school, invited_at=LATER)
    with pytest.raises(IntegrityError, match="need_accepted_after_invited"), transaction.atomic():
        NeedInvitation.objects.update(accepted_at=AT)
