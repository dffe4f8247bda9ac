"""What stands against registering a pledge is looked at right by right; then it is asked for and answered."""

from datetime import date, timedelta
from typing import Any

import pytest

from manas.matters.docket.actions.acts import resume, suspend
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import Level
from manas.matters.docket.models import Matter
from manas.matters.finance.pledge_loan.models import PledgeLoan
from manas.matters.finance.pledge_loan.queries import advice, findings
from manas.matters.finance.pledge_loan.rules import CONSENTS, Standpoint
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.matters.pledge_loan.loans import loan_after


def standpoint(loan: PledgeLoan, label: str) -> Standpoint:
    return next(finding.standpoint for finding in findings(loan) if str(finding.label) == label)


def test_nothing_known_is_nothing_passed(cast: Cast) -> None:
    loan = loan_after(cast, "sign")
    looked_at = [str(finding.label) for finding in findings(loan)]
    assert (
        looked_at
        == "出质人 权利状态 年费 中止和保全 有效期 共有人 已有质押 同日申请 无效宣告 开放许可 质押合同".split()
    )
    assert [str(f.label) for f in findings(loan) if f.standpoint != Standpoint.OPEN] == ["同日申请"]
    assert {said.level for said in advice(loan, AT)} == {Level.WARNING}
    with pytest.raises(StepRefused, match="出质人：尚未核对"):
        step(loan, "pass_checks", cast.handler, opinion="都没有问题")


def test_a_clean_right_passes_and_the_sheet_is_made(cast: Cast) -> None:
    loan = loan_after(cast, "pass_checks")
    assert (loan.state, loan.awaits, loan.papers.last().key) == ("registering", "partner", "checks")
    assert {finding.standpoint for finding in findings(loan)} == {Standpoint.CLEAR}


@pytest.mark.parametrize(
    ("answers", "label", "said"),
    [
        ({"right_holders": "某某公司"}, "出质人", "出质人不是登记的权利人"),
        ({"granted": False}, "权利状态", "权利尚未授予"),
        ({"in_force": False}, "权利状态", "权利已经终止或者被宣告无效"),
        ({"annuity_paid": False}, "年费", "没有按规定缴纳年费"),
        ({"stayed": True}, "中止和保全", "权利因权属纠纷被中止"),
        ({"preserved": True}, "中止和保全", "权利被采取保全措施"),
        ({"pledged_before": True}, "已有质押", "权利正处于另一质押期间"),
        ({"right_holders": "云岭机电有限公司、某某公司", "co_owners_agree": False}, "共有人", "没有取得全体共有人同意"),
        ({"right_holders": "云岭机电有限公司、某某公司"}, "共有人", "没有取得全体共有人同意"),
        ({"invalidation_pending": True, "invalidation_accepted": False}, "无效宣告", "已启动无效宣告程序"),
        ({"invalidation_pending": True}, "无效宣告", "已启动无效宣告程序"),
        ({"open_license": True, "open_license_accepted": False}, "开放许可", "专利正在开放许可，质权人没有书面同意"),
        ({"contract_complete": False}, "质押合同", "合同缺少应当载明的内容"),
        ({"right_ends_on": TODAY + timedelta(days=364)}, "有效期", "债务履行期长于权利有效期"),
    ],
)
def test_a_definite_ground_refuses_and_is_shown(cast: Cast, answers: dict[str, Any], label: str, said: str) -> None:
    loan = loan_after(cast, "note", note=answers)
    assert standpoint(loan, label) == Standpoint.REFUSES
    assert [a.level for a in advice(loan, AT) if said in a.text] == [Level.STOP]
    with pytest.raises(StepRefused, match=f"^[^；]*{label}：{said}[^；]*$"):
        step(loan, "pass_checks", cast.handler, opinion="仍然通过")


def test_what_refuses_names_where_it_stands_and_how_well_it_is_known(cast: Cast) -> None:
    loan = loan_after(cast, "note", note={"annuity_paid": False})
    [said] = [a for a in advice(loan, AT) if a.level == Level.STOP]
    assert (said.status, said.basis[0]) == ("second-hand", ("pledge-measures", "不予登记的情形"))


@pytest.mark.parametrize(
    "answers",
    [
        {"right_holders": "云岭机电有限公司、某某公司", "co_owners_agree": True},
        {"right_holders": "云岭机电有限公司、某某公司", "agreed_otherwise": True},
        {"right_holders": "云岭机电有限公司、某某公司", "right_pledgors": "某某公司，云岭机电有限公司"},
        {"invalidation_pending": True, "invalidation_accepted": True},
        {"open_license": True, "open_license_accepted": True},
        {"right_ends_on": TODAY + timedelta(days=365)},
    ],
)
def test_a_consent_given_and_a_term_that_just_holds_pass(cast: Cast, answers: dict[str, Any]) -> None:
    assert loan_after(cast, "pass_checks", note=answers).state == "registering"


@pytest.mark.parametrize(("consent", "fact"), CONSENTS.items())
def test_a_consent_to_what_is_denied_is_refused(cast: Cast, consent: str, fact: str) -> None:
    loan = loan_after(cast, "sign")
    with pytest.raises(StepRefused, match="填写了“否”，不应再填"):
        step(loan, "note", cast.handler, **{fact: False, consent: True})


def test_a_utility_model_is_asked_for_its_twin(cast: Cast) -> None:
    utility = {"right_kind": "utility_model"}
    assert standpoint(loan_after(cast, "note", draft=utility), "同日申请") == Standpoint.OPEN
    told = {"same_day_invention": True, "same_day_accepted": False}
    assert standpoint(loan_after(cast, "note", draft=utility, note=told), "同日申请") == Standpoint.REFUSES
    told = {"same_day_invention": True, "same_day_accepted": True}
    assert standpoint(loan_after(cast, "note", draft=utility, note=told), "同日申请") == Standpoint.CLEAR


def test_a_mark_is_weighed_by_a_person_where_no_rule_was_read(cast: Cast) -> None:
    mark = {"right_kind": "trademark", "right_number": "12345678", "right_name": "云岭"}
    loan = loan_after(cast, "note", draft=mark, note={"pledged_before": True, "right_ends_on": TODAY})
    weighed = [str(finding.label) for finding in findings(loan) if finding.standpoint == Standpoint.WEIGHED]
    assert weighed == ["有效期", "已有质押"]
    assert {(a.level, a.status) for a in advice(loan, AT) if "12345678" in a.text} == {(Level.WARNING, "memory")}
    with pytest.raises(StepRefused, match="须向登记机关核实"):
        step(loan, "pass_checks", cast.handler)
    loan = step(loan, "pass_checks", cast.handler, opinion="经向登记机关核实，可以登记")
    with pytest.raises(StepRefused, match="请办理“申请商标专用权质押登记”"):
        step(loan, "apply_patent", cast.bank, registration_asked_on=TODAY)
    loan = step(loan, "apply_mark", cast.bank, registration_asked_on=TODAY)
    assert (loan.state, loan.limits.count()) == ("examining", 0)


def test_a_patent_is_registered_by_the_patent_office_within_three_working_days(cast: Cast) -> None:
    loan = loan_after(cast, "pass_checks")
    with pytest.raises(StepRefused, match="请办理“申请专利权质押登记”"):
        step(loan, "apply_mark", cast.bank, registration_asked_on=TODAY)
    loan = step(loan, "apply_patent", cast.bank, registration_asked_on=TODAY)
    [limit] = loan.limits.all()
    assert (limit.rule, limit.binds, limit.due_on) == ("FIN-PLEDGE-EXAM", "partner", date(2026, 3, 5))
    loan = step(loan, "register", cast.bank, pledge_number="Y2026650000001", registered_on=TODAY)
    limit.refresh_from_db()
    assert (loan.state, limit.state) == ("lending", "met")


def test_days_of_registration_follow_one_another(cast: Cast) -> None:
    loan = loan_after(cast, "apply_patent")
    given = {"pledge_number": "Y2026650000001"}
    with pytest.raises(StepRefused, match="质押登记日：不能早于申请质押登记日期2026-03-02"):
        step(loan, "register", cast.bank, registered_on=TODAY - timedelta(days=1), **given)
    with pytest.raises(StepRefused, match="质押登记日不能晚于今天"):
        step(loan, "register", cast.bank, registered_on=TODAY + timedelta(days=1), **given)


def test_a_refused_registration_comes_back_for_checking(cast: Cast) -> None:
    loan = step(loan_after(cast, "apply_patent"), "register_refused", cast.bank, opinion="合同缺少担保范围")
    assert (loan.state, loan.awaits, loan.limits.get().state) == ("checking", "handler", "met")
    loan = step(loan, "revise", cast.handler, opinion="请补充担保范围后重新签订")
    assert (loan.state, loan.awaits) == ("contracting", "partner")


def test_a_right_that_cannot_be_pledged_ends_the_matter_with_the_sheet(cast: Cast) -> None:
    loan = loan_after(cast, "note", note={"in_force": False})
    loan = step(loan, "give_up", cast.handler, opinion="专利权已经终止")
    assert (loan.state, [paper.key for paper in loan.papers.all()][-2:]) == ("unlent", ["checks", "completion"])


def test_a_dispute_suspends_the_loan_and_its_time(cast: Cast) -> None:
    loan: Matter = loan_after(cast, "apply_patent")
    with pytest.raises(StepRefused, match="您不能中止本件"):
        suspend(matter=loan, ground="suspension", turn=loan.turn, actor=cast.bank, at=AT, opinion="法院受理权属纠纷")
    loan = suspend(
        matter=loan, ground="suspension", turn=loan.turn, actor=cast.handler, at=AT, opinion="法院受理权属纠纷"
    )
    assert (loan.suspended, loan.state) == (True, "examining")
    with pytest.raises(StepRefused, match="办件已中止"):
        step(loan, "register", cast.bank, pledge_number="Y2026650000001", registered_on=TODAY)
    loan = resume(matter=loan, turn=loan.turn, actor=cast.handler, at=AT + timedelta(days=4), opinion="纠纷已经解决")
    assert not loan.suspended


def test_the_bank_notes_what_it_knows_and_does_not_pass_its_own_loan(cast: Cast) -> None:
    loan = step(loan_after(cast, "sign"), "note", cast.bank, annuity_paid=True)
    assert (loan.state, loan.annuity_paid) == ("checking", True)
    for person in cast.others("handler"):
        with pytest.raises(StepRefused, match="不由您办理"):
            step(loan, "pass_checks", person)
    for person in cast.others("handler", "bank"):
        with pytest.raises(StepRefused, match="不由您办理"):
            step(loan, "note", person, annuity_paid=False)
