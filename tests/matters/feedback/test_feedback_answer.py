"""Feedback is a matter: numbered, answered in the office's own time, and its answer read by whoever gave it."""

from datetime import date

import pytest

from manas.matters.docket.actions.opening import open_draft, open_without_account
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.lookup import by_code
from manas.matters.docket.queries.page import matter_page
from tests.cast import AT, LATER, Cast
from tests.matters.business import step, term

WORDS = {"title": "任务页太慢", "summary": "打开任务页要等很久。"}


def feedback(cast: Cast) -> Matter:
    draft = open_draft(kind=kinds()["feedback"], county=cast.north, actor=cast.nobody, at=AT, values=WORDS)
    return step(draft, "submit", cast.nobody)


def test_it_is_numbered_and_waits_for_the_office(cast: Cast) -> None:
    term(cast, "FEEDBACK-ANSWER", 5)
    matter = feedback(cast)
    assert (matter.number, matter.state, matter.awaits) == ("克知馈〔2026〕1号", "received", "handler")
    assert matter.due_on == date(2026, 3, 9)


def test_an_answer_closes_it_and_is_read_by_whoever_gave_it(cast: Cast) -> None:
    matter = step(feedback(cast), "answer", cast.handler, LATER, opinion="已加快，请再试。")
    assert (matter.state, matter.closed_at) == ("answered", LATER)
    shown = matter_page(matter, cast.standing("nobody"), LATER)
    assert [turn.opinion for turn in shown.turns if turn.step == "answer"] == ["已加快，请再试。"]


def test_an_answer_needs_words(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="必须写明"):
        step(feedback(cast), "answer", cast.handler)


def test_asked_back_it_waits_for_its_giver_and_comes_back(cast: Cast) -> None:
    matter = step(feedback(cast), "ask", cast.handler, opinion="请说明是哪一页")
    assert (matter.state, matter.awaits) == ("asked", "applicant")
    assert step(matter, "add", cast.nobody, LATER, summary="任务四的页面。").state == "received"


def test_without_an_account_it_is_followed_by_its_code(cast: Cast) -> None:
    draft, code = open_without_account(
        kind=kinds()["feedback"], county=cast.north, name="张三", contact="13900000000", at=AT, values=WORDS
    )
    assert draft.number is None
    assert by_code("", code) is None
    matter = feedback(cast)
    assert by_code(str(matter.number), code) is None
