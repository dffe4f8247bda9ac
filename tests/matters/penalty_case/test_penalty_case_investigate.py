"""Investigating: what is held and seized and for how long, help, tests, standing still, and the report to the reviewer."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.models import LimitState
from tests.cast import Cast
from tests.matters.penalty_case.cases import EVIDENCE, FACTS, LAW, File, filed, morning, reported

HOLD = {"hold_on": date(2026, 3, 9), "hold_list": "电机二十台", "hold_place": "本局物品保管室"}
SEIZURE = {
    "seizure_kind": "detain",
    "seized_on": date(2026, 3, 9),
    "seizure_basis": "《中华人民共和国商标法》第六十二条",
    "seizure_list": "电机二十台",
    "seizure_place": "南河市幸福路1号",
}


def test_held_evidence_is_settled_in_seven_working_days(cast: Cast) -> None:
    file = filed(cast).do("propose_hold", **HOLD)
    assert file.state == "hold_approval"
    file.do("hold", "approver")
    assert (file.state, file.papers()) == ("investigating", ["hold_notice"])
    assert file.limit("PEN-EVID-HOLD").due_on == date(2026, 3, 18)
    file.do("settle_hold", hold_outcome="released")
    assert file.limit("PEN-EVID-HOLD").state == LimitState.MET


def test_evidence_is_not_held_twice_at_a_time(cast: Cast) -> None:
    file = filed(cast).do("propose_hold", **HOLD).do("hold", "approver").do("propose_hold", **HOLD)
    with pytest.raises(StepRefused, match="还没有处理"):
        file.do("hold", "approver")


def test_a_measure_on_the_spot_is_approved_within_a_day(cast: Cast) -> None:
    taken = datetime(2026, 3, 9, 8, 30, tzinfo=morning(date(2026, 3, 9)).tzinfo)
    file = filed(cast).do("seize_on_spot", measured_at=taken, **SEIZURE)
    assert (file.state, file.case.awaits) == ("urgent_approval", "approver")
    assert file.limit("PEN-URGENT-REPORT").due_at == datetime(2026, 3, 10, 8, 30, tzinfo=taken.tzinfo)
    file.do("approve_urgent", "approver")
    assert file.limit("PEN-URGENT-REPORT").state == LimitState.MET
    assert file.limit("PEN-SEIZE").due_on == date(2026, 4, 8)


def test_a_measure_on_the_spot_that_is_not_approved_is_lifted(cast: Cast) -> None:
    file = filed(cast).do("hold_on_spot", measured_at=morning(date(2026, 3, 9)), **HOLD)
    file.do("lift_urgent", "approver", opinion="不必要")
    assert (file.state, file.limit("PEN-EVID-HOLD").state) == ("investigating", LimitState.MET)


def test_seizure_lasts_thirty_days_and_thirty_more(cast: Cast) -> None:
    file = filed(cast).do("propose_seizure", **SEIZURE).do("seize", "approver")
    assert file.papers() == ["seizure_decision"]
    assert file.limit("PEN-SEIZE").due_on == date(2026, 4, 8)
    with pytest.raises(StepRefused, match="还没有批准延长"):
        file.do("tell_extension", opinion="真伪鉴定尚未完成")
    assert file.lengthen("PEN-SEIZE").limit("PEN-SEIZE").due_on == date(2026, 5, 8)
    assert file.do("tell_extension", opinion="真伪鉴定尚未完成").papers() == ["seizure_extension"]
    with pytest.raises(StepRefused, match="不能再延长"):
        file.lengthen("PEN-SEIZE")


def test_testing_is_not_counted_in_seizure_but_identification_is(cast: Cast) -> None:
    file = filed(cast).do("propose_seizure", **SEIZURE).do("seize", "approver").add("expert_opinion")
    file.do("test", examiner="某检测院", examined_matter="真伪")
    assert (file.limit("PEN-SEIZE").state, file.limit("PEN-DECIDE").state) == (LimitState.STOPPED, LimitState.STOPPED)
    file.on(date(2026, 3, 19)).do("tested")
    assert (file.limit("PEN-SEIZE").due_on, file.limit("PEN-DECIDE").due_on) == (date(2026, 4, 17), date(2026, 6, 16))
    file.add("right_holder_opinion").do("identify", right_holder="某电机公司")
    assert (file.limit("PEN-SEIZE").state, file.limit("PEN-DECIDE").state) == (LimitState.RUNNING, LimitState.STOPPED)
    assert file.do("identified").limit("PEN-SEIZE").due_on == date(2026, 4, 17)


def test_what_is_not_seized_is_not_lifted(cast: Cast) -> None:
    file = filed(cast)
    with pytest.raises(StepRefused, match="没有正在查封扣押"):
        file.do("lift_seizure", opinion="不再需要")
    file.do("propose_seizure", **SEIZURE).do("seize", "approver").do("lift_seizure", opinion="不再需要")
    assert (file.state, file.limit("PEN-SEIZE").state) == ("investigating", LimitState.MET)


def test_seized_things_can_be_let_go_while_the_party_is_heard(cast: Cast) -> None:
    file = filed(cast).do("propose_seizure", **SEIZURE).do("seize", "approver").add("evidence")
    file.do("finish", **FACTS, **EVIDENCE, **LAW, proposal="penalty", review_kind="case")
    file.do("agree", "reviewer", opinion="同意").do("lift_seizure-reviewed", opinion="已查清")
    assert (file.state, file.limit("PEN-SEIZE").state) == ("reviewed", LimitState.MET)


def test_help_of_another_office_is_answered_in_fifteen_working_days(cast: Cast) -> None:
    asked = {
        "assisting_office": "某县市场监管局",
        "assist_matter": "核实供货单位",
        "assist_received_on": date(2026, 3, 9),
    }
    file = filed(cast).do("ask_assistance", **asked)
    assert file.limit("PEN-ASSIST").due_on == date(2026, 3, 30)
    assert file.add("assistance_reply").do("assistance_given").limit("PEN-ASSIST").state == LimitState.MET


def test_an_order_to_correct_is_made_while_investigating(cast: Cast) -> None:
    assert filed(cast).do("order_correction", correction="立即停止销售").papers() == ["correction_notice"]


GROUNDS = ["other-case", "interpretation", "force-majeure", "party-missing", "other"]


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_suspended_case_stands_still_but_seized_things_do_not_wait(cast: Cast, ground: str) -> None:
    file = filed(cast).do("propose_seizure", **SEIZURE).do("seize", "approver")
    file.do("propose_suspension", suspension_ground=ground, opinion="相关案件尚未审结").do("suspend", "approver")
    assert (file.state, file.limit("PEN-DECIDE").state) == ("suspended", LimitState.STOPPED)
    assert (file.limit("PEN-SEIZE").state, file.limit("PEN-SEIZE").due_on) == (LimitState.RUNNING, date(2026, 4, 8))
    file.on(date(2026, 4, 8)).do("resume", opinion="中止原因消除")
    assert (file.state, file.limit("PEN-DECIDE").due_on) == ("investigating", date(2026, 7, 6))


def test_suspension_needs_one_of_the_five_grounds_and_the_approver(cast: Cast) -> None:
    file = filed(cast)
    with pytest.raises(StepRefused, match="还需要填写：中止事由"):
        file.do("propose_suspension", opinion="等待")
    with pytest.raises(StepRefused, match="中止事由"):
        file.do("propose_suspension", suspension_ground="busy", opinion="等待")
    file.do("propose_suspension", suspension_ground="other", opinion="等待")
    with pytest.raises(StepRefused, match="不由您办理"):
        file.do("suspend")
    assert file.do("investigate_further", "approver", opinion="理由不足").state == "investigating"


def test_a_terminated_case_is_closed(cast: Cast) -> None:
    file = filed(cast).do("propose_termination", termination_ground="dissolved", opinion="当事人已注销")
    file.do("terminate", "approver")
    assert (file.state, file.limit("PEN-DECIDE").state) == ("to_close", LimitState.MET)
    assert file.limit("PEN-CLOSE").due_on == date(2026, 3, 30)


def test_the_report_goes_to_the_reviewer_for_ten_working_days(cast: Cast) -> None:
    file = reported(cast)
    assert (file.state, file.case.awaits, file.papers()) == ("review", "reviewer", ["investigation_report"])
    assert file.limit("PEN-REVIEW").due_on == date(2026, 3, 23)


def test_a_report_without_evidence_is_not_taken(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="还缺材料：证据材料"):
        filed(cast).do("finish", **FACTS, **EVIDENCE, proposal="penalty", review_kind="case")


def test_a_complex_case_is_looked_through_by_lawyers(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="应当进行法制审核"):
        reported(cast, is_complex=True, review_kind="case")
    assert reported(cast, is_complex=True, review_kind="legal").state == "review"


def test_a_reviewer_did_not_investigate(cast: Cast) -> None:
    file = reported(cast)
    case = file.case
    case.officer_one = cast.reviewer
    case.save()
    with pytest.raises(StepRefused, match="非本案办案人员"):
        file.do("agree", "reviewer", opinion="同意")


@pytest.mark.parametrize(
    ("step", "state"), [("ask_correction", "correcting"), ("supplement", "investigating"), ("agree", "reviewed")]
)
def test_a_reviewer_agrees_or_sends_back(cast: Cast, step: str, state: str) -> None:
    file = reported(cast).do(step, "reviewer", opinion="见审核意见")
    assert (file.state, file.papers(), file.limit("PEN-REVIEW").state) == (state, ["review_opinion"], LimitState.MET)


def test_a_corrected_report_is_looked_through_again(cast: Cast) -> None:
    file = reported(cast).do("ask_correction", "reviewer", opinion="依据条款有误").on(date(2026, 3, 12))
    file.do("corrected", legal_basis="《中华人民共和国商标法》第六十条")
    assert (file.state, file.limit("PEN-REVIEW").due_on) == ("review", date(2026, 3, 26))


def test_findings_are_noted_as_they_come(cast: Cast) -> None:
    file = filed(cast).do("note_findings", illegal_turnover=Decimal("12000.00"), label_count=30)
    assert (file.state, file.case.illegal_turnover, file.case.label_count) == (
        "investigating",
        Decimal("12000.00"),
        30,
    )
    with pytest.raises(StepRefused, match="非法经营数额"):
        file.do("note_findings", illegal_turnover=Decimal(-1))


def test_another_person_of_the_unit_does_not_act_for_the_handler(cast: Cast) -> None:
    file: File = filed(cast)
    with pytest.raises(StepRefused, match="不由您办理"):
        file.do("order_correction", "county_handler", correction="立即停止销售")
