"""A matter moves by steps alone: each checked, numbered, written down, told, and its clocks run."""

from datetime import date, timedelta

import pytest

from manas.matters.docket.actions.refusals import Overtaken, StepRefused
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.models import LimitState, Matter, Paper
from manas.office.journal.queries import verify
from manas.office.models import Job, JournalEntry, Notice
from tests.cast import AT, LATER, Cast
from tests.matters.business import aid, aid_draft, step, term


def test_handing_in_gives_the_number_of_the_year_and_the_next_one_the_next(cast: Cast) -> None:
    first, second = aid(cast), aid(cast)
    assert (first.number, second.number) == ("克知援〔2026〕1号", "克知援〔2026〕2号")
    assert (first.state, first.awaits, first.submitted_at) == ("received", "handler", AT)
    assert first.lead_unit == cast.ip_office
    next_year = aid(cast, at=AT + timedelta(days=365))
    assert next_year.number == "克知援〔2027〕1号"


def test_a_step_is_in_the_history_and_in_the_journal(cast: Cast) -> None:
    matter = step(aid(cast), "accept", cast.handler, LATER, opinion="材料齐全")
    turn = matter.turns.last()
    assert turn is not None
    assert (turn.number, turn.step, turn.from_state, turn.to_state) == (3, "accept", "received", "helping")
    assert (turn.actor, turn.at, turn.opinion, turn.told) == (cast.handler, LATER, "材料齐全", True)
    line = JournalEntry.objects.order_by("-number").first()
    assert line is not None
    assert (line.verb, line.subject, line.unit) == ("办件·受理", f"matters.matter:{matter.pk}", cast.ip_office)
    assert verify().intact


def test_what_a_step_asks_for_must_be_there(cast: Cast) -> None:
    draft = aid_draft(cast, title="", contact="")
    with pytest.raises(StepRefused, match="还需要填写：事项、联系方式"):
        step(draft, "submit", cast.firm)
    draft.refresh_from_db()
    assert (draft.state, draft.number, draft.turn) == ("draft", None, 1)


def test_a_value_that_its_field_does_not_take_is_refused(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="援助类型"):
        step(aid_draft(cast), "submit", cast.firm, aid_kind="magic")


def test_a_refusal_needs_its_reason(cast: Cast) -> None:
    matter = aid(cast)
    with pytest.raises(StepRefused, match="必须写明意见或理由"):
        step(matter, "refuse", cast.handler, opinion="  ")
    refused = step(matter, "refuse", cast.handler, opinion="不属于本州管辖")
    assert (refused.state, refused.awaits, refused.closed_at) == ("refused", "", AT)


@pytest.mark.parametrize("key", ["approve", "conclude"])
def test_a_step_of_another_state_is_refused(cast: Cast, key: str) -> None:
    with pytest.raises(StepRefused, match="当前状态是“待受理”"):
        step(aid(cast), key, cast.approver)


def test_a_step_that_the_flow_does_not_know_is_refused(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="没有这个办理步骤"):
        step(aid(cast), "bless", cast.handler)


def test_nobody_takes_a_step_of_another_party(cast: Cast) -> None:
    matter = aid(cast)
    for person in cast.others("handler"):
        with pytest.raises(StepRefused):
            step(matter, "accept", person)
    matter.refresh_from_db()
    assert (matter.state, matter.turn) == ("received", 2)


def test_of_two_who_press_the_same_button_the_second_is_told(cast: Cast) -> None:
    matter = aid(cast)
    take(matter=matter, step="accept", turn=2, actor=cast.handler, at=AT)
    with pytest.raises(Overtaken, match=f"{cast.handler.name}已先办理“受理”"):
        take(matter=matter, step="refuse", turn=2, actor=cast.handler, at=LATER, opinion="重复")


def test_return_for_correction_stops_its_limit_and_handing_in_again_starts_a_new_one(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    matter = step(aid(cast), "return", cast.handler, LATER, opinion="请补充商标注册证")
    assert (matter.state, matter.awaits, matter.due_on) == ("correcting", "applicant", None)
    matter = step(matter, "resubmit", cast.firm, LATER, right_number="12345678")
    states = list(matter.limits.order_by("pk").values_list("state", flat=True))
    assert states == [LimitState.MET, LimitState.RUNNING]
    assert matter.due_on == date(2026, 3, 16)  # five working days after Monday 9 March


def test_the_due_day_is_derived_and_follows_the_awaited_party(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 5)
    matter = aid(cast)
    (limit,) = matter.limits.all()
    assert (limit.rule, limit.due_on, matter.due_on) == ("AID-ACCEPT", date(2026, 3, 9), date(2026, 3, 9))
    matter = step(matter, "accept", cast.handler)
    assert matter.due_on is None  # the office has set no term for the opinion, and none is guessed


def test_papers_of_a_step_are_asked_for_once_and_numbered(cast: Cast) -> None:
    matter = step(aid(cast), "accept", cast.handler)
    (paper,) = Paper.objects.all()
    assert (paper.key, paper.version, paper.number, paper.state) == ("acceptance", 1, matter.number, "wanted")
    assert list(Job.objects.filter(kind="paper").values_list("key", flat=True)) == [f"paper:{paper.pk}"]


def test_whoever_must_act_is_told_and_what_is_answered_is_taken_back(cast: Cast) -> None:
    matter = aid(cast)
    asked = Notice.objects.get(recipient=cast.handler)
    assert (asked.subject, asked.address) == (f"待办：{matter.title}", f"/matters/{matter.pk}/")
    step(matter, "accept", cast.handler, LATER)
    asked.refresh_from_db()
    assert asked.withdrawn_at == LATER
    told = Notice.objects.get(recipient=cast.firm)
    assert (told.subject, told.withdrawn_at) == (f"进展：{matter.title}", None)


def test_a_final_state_closes_the_matter_and_only_the_approver_opens_it_again(cast: Cast) -> None:
    matter = step(step(aid(cast), "accept", cast.handler), "answer", cast.handler, LATER, answer="可以向平台投诉。")
    assert (matter.closed_at, matter.awaits) == (LATER, "")
    assert not matter.limits.filter(state__in=("running", "stopped")).exists()
    with pytest.raises(StepRefused):
        step(matter, "reopen", cast.handler, LATER, opinion="又有新情况")
    again = step(matter, "reopen", cast.approver, LATER, opinion="又有新情况")
    assert (again.state, again.closed_at) == ("helping", None)


def test_a_draft_that_is_withdrawn_takes_no_number(cast: Cast) -> None:
    matter = step(aid_draft(cast), "withdraw", cast.firm)
    assert (matter.state, matter.number, matter.submitted_at) == ("withdrawn", None, None)
    assert Matter.objects.filter(number__isnull=False).count() == 0
