"""Telling the party, hearing it, discussing and deciding, serving."""

from datetime import date
from decimal import Decimal

import pytest

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.models import LimitState
from tests.cast import Cast
from tests.matters.penalty_case.cases import (
    DECISION,
    EVIDENCE,
    FACTS,
    File,
    deciding,
    punished,
    reported,
    second_officer,
    told,
)

HEARING = {"hearing_on": date(2026, 3, 24), "hearing_place": "三楼会议室"}


def agreed(cast: Cast, **values: object) -> File:
    """A report that the reviewer agreed to on 10 March."""
    return reported(cast, **values).on(date(2026, 3, 10)).do("agree", "reviewer", opinion="同意")


def hearing(cast: Cast, on: date = date(2026, 3, 24)) -> File:
    """A case whose party asked for a hearing on 12 March, and a hearing planned for a day."""
    file = told(cast).on(date(2026, 3, 12)).do("ask_hearing", hearing_requested_on=date(2026, 3, 12))
    return file.do("plan_hearing", **{**HEARING, "hearing_on": on}, hearing_host=cast.reviewer)


def test_the_party_has_five_working_days_to_answer(cast: Cast) -> None:
    file = told(cast)
    assert (file.state, file.papers()) == ("pleading", ["proof_of_service"])
    assert (file.limit("PEN-STATEMENT").due_on, file.limit("PEN-STATEMENT").binds) == (date(2026, 3, 17), "applicant")


@pytest.mark.parametrize(("day", "over"), [(date(2026, 3, 17), False), (date(2026, 3, 18), True)])
def test_silence_counts_only_after_the_last_day(cast: Cast, day: date, *, over: bool) -> None:
    file = told(cast).on(day)
    if not over:
        with pytest.raises(StepRefused, match="期限未满"):
            file.do("no_plea")
    else:
        assert file.do("no_plea").state == "ready"


def test_a_written_waiver_needs_no_waiting(cast: Cast) -> None:
    file = told(cast).on(date(2026, 3, 11)).do("no_plea", rights_waived=True)
    assert (file.state, file.limit("PEN-STATEMENT").state) == ("ready", LimitState.MET)


def test_a_plea_is_answered_before_anything_else(cast: Cast) -> None:
    file = told(cast).on(date(2026, 3, 12)).do("take_plea", plea="进货时不知是假货")
    assert file.state == "plea_check"
    with pytest.raises(StepRefused, match="还需要填写：意见复核和采纳情况"):
        file.do("answer_plea")
    assert file.do("answer_plea", plea_answer="不能说明提供者，不予采纳").state == "ready"


def test_a_plea_with_new_facts_leads_back_to_investigating_and_to_telling_anew(cast: Cast) -> None:
    file = told(cast).on(date(2026, 3, 12)).do("take_plea", plea="另有供货人")
    file.do("plea_needs_facts", opinion="核实供货人")
    file.do("finish", **FACTS, **EVIDENCE, proposal="penalty", review_kind="legal")
    case = file.case
    assert (case.state, case.notice_served_on, case.plea) == ("review", None, "")


def test_a_notice_that_is_published_is_served_after_thirty_days(cast: Cast) -> None:
    file = agreed(cast).do("propose_notice", proposed_penalty="罚款", legal_basis="商标法第六十条")
    file.do("approve_notice", "approver").do("publish_notice", notice_published_on=date(2026, 3, 10))
    assert (file.state, file.limit("PEN-DECIDE").state) == ("notice_published", LimitState.STOPPED)
    assert file.limit("PEN-SERVE-PUBLIC").due_on == date(2026, 4, 9)
    file.on(date(2026, 4, 9))
    with pytest.raises(StepRefused, match="公告送达须经过三十日"):
        file.do("serve_notice", notice_served_on=date(2026, 4, 8))
    file.do("serve_notice", notice_served_on=date(2026, 4, 9))
    assert (file.state, file.limit("PEN-DECIDE").due_on) == ("pleading", date(2026, 7, 7))


def test_a_notice_goes_back_with_its_reason(cast: Cast) -> None:
    file = agreed(cast).do("propose_notice", proposed_penalty="罚款", legal_basis="商标法第六十条")
    assert file.do("redraft_notice", "approver", opinion="幅度偏高").state == "reviewed"


def test_a_hearing_stops_the_clock_and_is_announced_seven_working_days_ahead(cast: Cast) -> None:
    file = hearing(cast)
    assert (file.state, file.papers()) == ("hearing_told", ["hearing_notice"])
    assert file.limit("PEN-HEARING-NOTICE").due_on == date(2026, 3, 13)
    assert file.limit("PEN-DECIDE").state == LimitState.STOPPED
    assert file.on(date(2026, 3, 13)).do("tell_hearing").state == "hearing_waiting"


def test_a_hearing_announced_too_late_is_put_on_another_day(cast: Cast) -> None:
    file = hearing(cast, on=date(2026, 3, 16))
    with pytest.raises(StepRefused, match="不足七个工作日"):
        file.do("tell_hearing")
    file.do("plan_hearing", **HEARING, hearing_host=cast.reviewer).do("tell_hearing")
    assert file.state == "hearing_waiting"


def test_a_hearing_lies_ahead_and_is_not_led_by_an_officer(cast: Cast) -> None:
    file = told(cast).on(date(2026, 3, 12)).do("ask_hearing", hearing_requested_on=date(2026, 3, 12))
    with pytest.raises(StepRefused, match="应当在今天之后"):
        file.do("plan_hearing", **{**HEARING, "hearing_on": date(2026, 3, 12)}, hearing_host=cast.reviewer)
    with pytest.raises(StepRefused, match="非本案调查人员主持"):
        file.do("plan_hearing", **HEARING, hearing_host=cast.handler)
    assert file.offered("hearing_host") == {cast.reviewer, cast.approver}
    assert file.offered("officer_one") == {cast.handler, second_officer(cast)}


def test_after_the_hearing_lawyers_look_the_case_through(cast: Cast) -> None:
    file = hearing(cast).do("tell_hearing").on(date(2026, 3, 20)).add("hearing_record", "hearing_report")
    with pytest.raises(StepRefused, match="还没有到"):
        file.do("hold_hearing")
    file.on(date(2026, 3, 24)).do("hold_hearing").do("report_hearing", plea_answer="申辩不成立")
    assert (file.state, file.limit("PEN-DECIDE").state) == ("hearing_review", LimitState.RUNNING)
    assert file.limit("PEN-DECIDE").due_on == date(2026, 6, 22)  # the 19th to the 21st are days off
    assert file.do("agree_after_hearing", "reviewer", opinion="同意").state == "ready"


def test_a_hearing_given_up_leaves_the_plea_to_be_answered(cast: Cast) -> None:
    file = hearing(cast).do("tell_hearing").on(date(2026, 3, 24)).do("give_up_hearing", opinion="无正当理由未到场")
    assert file.state == "plea_check"


def test_a_penalty_is_decided_told_and_served_in_seven_working_days(cast: Cast) -> None:
    file = punished(cast)
    assert (file.state, file.papers()) == ("serving", ["penalty_decision"])
    assert (file.limit("PEN-DECIDE").state, file.limit("PEN-SERVE").due_on) == (LimitState.MET, date(2026, 3, 27))


def test_nobody_is_punished_without_having_been_told(cast: Cast) -> None:
    file = agreed(cast, proposal="unpunished").do("submit_without_notice")
    with pytest.raises(StepRefused, match="没有告知当事人"):
        file.do("punish", "approver", **DECISION, decided_on=date(2026, 3, 10))


def test_a_case_to_be_punished_goes_not_past_the_party(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="应当先告知当事人"):
        agreed(cast).do("submit_without_notice")


def test_a_complex_case_is_discussed_by_all_heads(cast: Cast) -> None:
    file = told(cast, is_complex=True).on(date(2026, 3, 18)).do("no_plea")
    with pytest.raises(StepRefused, match="集体讨论"):
        file.do("submit")
    file.do("submit_to_all")
    with pytest.raises(StepRefused, match="还缺材料：集体讨论记录"):
        file.do("discuss", "approver", discussed_on=date(2026, 3, 18), opinion="一致同意")
    file.add("discussion_record").do("discuss", "approver", discussed_on=date(2026, 3, 18), opinion="一致同意")
    file.do("punish", "approver", **DECISION, decided_on=date(2026, 3, 18))
    assert file.state == "serving"


def test_a_decision_that_became_complex_is_held_back(cast: Cast) -> None:
    file = deciding(cast)
    case = file.case
    case.is_complex = True
    case.save()
    with pytest.raises(StepRefused, match="集体讨论"):
        file.do("punish", "approver", **DECISION, decided_on=date(2026, 3, 18))


@pytest.mark.parametrize("part", ["handler", "reviewer", "police", "outsider"])
def test_the_head_alone_decides(cast: Cast, part: str) -> None:
    with pytest.raises(StepRefused, match="不由您办理"):
        deciding(cast).do("punish", part, **DECISION, decided_on=date(2026, 3, 18))


@pytest.mark.parametrize("ground", ["minor", "first", "no-fault", "child", "incapable", "lapsed", "other"])
def test_who_is_not_punished_gets_it_in_writing(cast: Cast, ground: str) -> None:
    file = agreed(cast, proposal="unpunished").do("submit_without_notice")
    file.do("leave_unpunished", "approver", decided_on=date(2026, 3, 10), unpunished_ground=ground)
    assert (file.state, file.papers()) == ("serving_other", ["no_penalty_decision"])
    file.do("serve_other", served_on=date(2026, 3, 10), service_means="direct")
    assert (file.state, file.limit("PEN-CLOSE").due_on) == ("to_close", date(2026, 3, 31))


def test_not_punishing_names_its_ground(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="还需要填写：不予处罚事由"):
        deciding(cast).do("leave_unpunished", "approver", decided_on=date(2026, 3, 18))


def test_what_did_not_happen_is_closed(cast: Cast) -> None:
    file = deciding(cast).do("find_nothing", "approver", decided_on=date(2026, 3, 18), opinion="证据不能证明")
    assert (file.state, file.limit("PEN-CLOSE").due_on) == ("to_close", date(2026, 4, 9))


def test_what_belongs_elsewhere_is_sent_there(cast: Cast) -> None:
    file = deciding(cast).do(
        "send_elsewhere",
        "approver",
        decided_on=date(2026, 3, 18),
        receiving_office="州文化旅游局",
        opinion="属版权事项",
    )
    assert (file.state, file.papers()) == ("to_close", ["referral_letter"])


def test_a_decision_is_sent_back_for_more_facts(cast: Cast) -> None:
    file = deciding(cast).do("investigate_again", "approver", opinion="数额未查清")
    assert (file.state, file.limit("PEN-DECIDE").state) == ("investigating", LimitState.RUNNING)


@pytest.mark.parametrize(
    ("step", "rule", "due"),
    [("serve", "PEN-PUBLISH-SAME", date(2026, 4, 16)), ("serve_elsewhere", "PEN-PUBLISH-OTHER", date(2026, 4, 1))],
)
def test_serving_starts_the_time_to_pay_and_to_publish(cast: Cast, step: str, rule: str, due: date) -> None:
    file = punished(cast).on(date(2026, 3, 20)).do(step, served_on=date(2026, 3, 20), service_means="post")
    assert (file.state, file.limit("PEN-PAY").due_on) == ("paying", date(2026, 4, 7))
    assert file.limit(rule).due_on == due
    assert (file.limit("PEN-RECONSIDER").due_on, file.limit("PEN-LITIGATE").due_on) == (
        date(2026, 5, 19),
        date(2026, 9, 20),  # a Sunday that is worked
    )


def test_a_published_decision_is_served_after_thirty_days(cast: Cast) -> None:
    file = punished(cast).do("publish_service", service_published_on=date(2026, 3, 18))
    assert file.limit("PEN-SERVE-PUBLIC").due_on == date(2026, 4, 17)
    file.on(date(2026, 4, 16))
    with pytest.raises(StepRefused, match="公告送达须经过三十日"):
        file.do("serve", served_on=date(2026, 4, 16), service_means="public-notice")
    file.on(date(2026, 4, 17)).do("serve", served_on=date(2026, 4, 17), service_means="public-notice")
    assert file.state == "paying"


def test_a_decision_lies_not_ahead(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="决定日期不能晚于今天"):
        deciding(cast).do("punish", "approver", **DECISION, decided_on=date(2026, 3, 19), fine=Decimal(1000))
