"""A limit is made longer as its law allows: by whom, how often, by how much, and never without a reason."""

from datetime import date

import pytest

from manas.matters.docket.actions.acts import extend
from manas.matters.docket.actions.refusals import Overtaken, StepRefused
from manas.matters.docket.models import Matter
from manas.office.models import Person
from tests.cast import AT, Cast, journal_lines
from tests.matters.business import aid, step, term
from tests.matters.penalty_case.cases import File, filed, registered, reported


def longer(file: File, rule: str, actor: Person, days: int | None = None, opinion: str = "案情复杂") -> Matter:
    case = file.case
    return extend(matter=case, rule=rule, turn=case.turn, actor=actor, at=AT, opinion=opinion, days=days)


def test_the_approver_makes_it_longer_by_what_the_rule_says(cast: Cast) -> None:
    file = registered(cast)
    assert file.limit("PEN-VERIFY").due_on == date(2026, 3, 23)
    with journal_lines() as told:
        case = longer(file, "PEN-VERIFY", cast.approver)
    assert file.limit("PEN-VERIFY").due_on == date(2026, 4, 14)  # fifteen working days more, 清明节 apart
    turn = case.turns.last()
    assert turn is not None
    assert turn.label == "延长“核查线索并决定是否立案”：2026-03-23改为2026-04-14"
    assert (turn.opinion, told.verbs) == ("案情复杂", [f"办件·{turn.label}"])


def test_the_day_of_the_matter_follows(cast: Cast) -> None:
    file = registered(cast)
    assert file.case.due_on == date(2026, 3, 23)
    longer(file, "PEN-VERIFY", cast.approver)
    assert file.case.due_on == date(2026, 4, 14)


def test_as_often_as_the_rule_says_and_no_more(cast: Cast) -> None:
    file = registered(cast)
    longer(file, "PEN-VERIFY", cast.approver)
    with pytest.raises(StepRefused, match="依法不能再延长"):
        longer(file, "PEN-VERIFY", cast.approver)


def test_nobody_else_does(cast: Cast) -> None:
    file = registered(cast)
    for other in cast.others("approver"):
        with pytest.raises(StepRefused, match="这项期限不由您延长"):
            longer(file, "PEN-VERIFY", other)


def test_why_must_be_said(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="延长期限必须写明理由"):
        longer(registered(cast), "PEN-VERIFY", cast.approver, opinion=" ")


def test_a_length_that_the_law_leaves_open_must_be_given(cast: Cast) -> None:
    file = reported(cast)
    before = file.limit("PEN-REVIEW").due_on
    assert before == date(2026, 3, 23)
    with pytest.raises(StepRefused, match="请写明天数"):
        longer(file, "PEN-REVIEW", cast.approver)
    for days in (0, -3):
        with pytest.raises(StepRefused, match=r"请写明天数|至少为一天"):
            longer(file, "PEN-REVIEW", cast.approver, days=days)
    longer(file, "PEN-REVIEW", cast.approver, days=7)
    assert file.limit("PEN-REVIEW").due_on == date(2026, 3, 30)


def test_the_second_extension_is_another_body_s_and_open_in_length(cast: Cast) -> None:
    file = filed(cast)
    assert file.limit("PEN-DECIDE").due_on == date(2026, 6, 8)
    longer(file, "PEN-DECIDE", cast.approver, days=5)  # the length that the law gives is not for anybody to choose
    assert file.limit("PEN-DECIDE").due_on == date(2026, 7, 7)
    longer(file, "PEN-DECIDE", cast.approver, days=20, opinion="经集体讨论")
    assert file.limit("PEN-DECIDE").due_on == date(2026, 7, 27)
    assert [one["by"] for one in file.limit("PEN-DECIDE").extended] == ["head-of-authority", "collective-discussion"]


def test_a_limit_that_does_not_run_or_that_its_rule_does_not_lengthen(cast: Cast) -> None:
    file = registered(cast)
    with pytest.raises(StepRefused, match="没有正在计时的这项期限"):
        longer(file, "PEN-DECIDE", cast.approver)
    term(cast, "AID-OPINION", 5)
    matter = step(aid(cast), "accept", cast.handler)
    with pytest.raises(StepRefused, match="依法不能再延长"):
        extend(matter=matter, rule="AID-OPINION", turn=matter.turn, actor=cast.approver, at=AT, opinion="复杂")


def test_on_a_page_that_is_out_of_date_it_is_overtaken(cast: Cast) -> None:
    case = registered(cast).case
    with pytest.raises(Overtaken):
        extend(matter=case, rule="PEN-VERIFY", turn=case.turn - 1, actor=cast.approver, at=AT, opinion="复杂")
