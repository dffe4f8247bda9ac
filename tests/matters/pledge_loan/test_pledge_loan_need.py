"""A firm says what it needs; the office checks it, sends it back, refuses it, or recommends the firm to a bank."""

from datetime import timedelta

import pytest

from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.finance.pledge_loan.flow import banks
from tests.cast import AT, TODAY, Cast, journal_lines
from tests.matters.business import step
from tests.matters.pledge_loan.loans import NEED, draft, loan_after


def papers_of(matter: Matter) -> list[str]:
    return [paper.key for paper in matter.papers.all()]


def test_a_need_has_a_number_of_its_own_and_waits_for_the_office(cast: Cast) -> None:
    with journal_lines() as told:
        loan = loan_after(cast, "submit")
    assert (loan.number, loan.state, loan.awaits) == ("克知押〔2026〕1号", "received", "handler")
    assert papers_of(loan) == ["need"]
    assert told.verbs == ["办件·建立草稿", "办件·提交融资需求"]


@pytest.mark.parametrize(
    "missing", ["amount_wanted", "term_wanted", "purpose", "right_number", "right_name", "contact"]
)
def test_a_need_without_its_particulars_is_refused(cast: Cast, missing: str) -> None:
    loan = open_draft(
        kind=kinds()["pledge_loan"],
        county=cast.north,
        organization=cast.company,
        actor=cast.firm,
        at=AT,
        values={name: value for name, value in NEED.items() if name != missing},
    )
    with pytest.raises(StepRefused, match="还需要填写"):
        step(loan, "submit", cast.firm)


def test_a_need_of_a_person_without_a_firm_is_refused(cast: Cast) -> None:
    loan = open_draft(kind=kinds()["pledge_loan"], county=cast.north, actor=cast.firm, at=AT, values=NEED)
    with pytest.raises(StepRefused, match="以企业、合作社或者个体工商户的名义申请"):
        step(loan, "submit", cast.firm)


def test_the_office_recommends_to_a_bank_which_then_must_act(cast: Cast) -> None:
    loan = loan_after(cast, "recommend")
    assert (loan.state, loan.awaits, loan.partner_organization) == ("inspecting", "partner", cast.lender)
    assert papers_of(loan) == ["need", "recommendation"]


def test_only_banks_that_exist_are_offered_and_taken(cast: Cast) -> None:
    loan = loan_after(cast, "submit")
    assert list(banks(loan, TODAY)) == [cast.lender]
    with pytest.raises(StepRefused, match="只能推荐给金融机构"):
        step(loan, "recommend", cast.handler, partner_organization=cast.cooperative)
    with pytest.raises(StepRefused, match="还需要填写：合作机构"):
        step(loan, "recommend", cast.handler)


def test_a_return_for_correction_says_why_and_comes_back(cast: Cast) -> None:
    loan = loan_after(cast, "submit")
    with pytest.raises(StepRefused, match="必须写明意见或理由"):
        step(loan, "return", cast.handler)
    loan = step(loan, "return", cast.handler, opinion="请补交专利登记簿副本")
    assert (loan.state, loan.awaits, papers_of(loan)) == ("correcting", "applicant", ["need", "correction"])
    assert loan.turns.last().told
    loan = step(loan, "resubmit", cast.firm, AT + timedelta(days=1), term_wanted=6)
    assert (loan.state, loan.term_wanted) == ("received", 6)


def test_a_refusal_says_why_and_may_be_opened_again_by_the_approver(cast: Cast) -> None:
    loan = step(loan_after(cast, "submit"), "refuse", cast.handler, opinion="专利权已经终止")
    assert (loan.state, loan.awaits, loan.closed_at, papers_of(loan)) == ("refused", "", AT, ["need", "refusal"])
    with pytest.raises(StepRefused, match="不由您办理"):
        step(loan, "reopen", cast.handler, opinion="专利权已经恢复")
    loan = step(loan, "reopen", cast.approver, opinion="专利权已经恢复")
    assert (loan.state, loan.closed_at) == ("received", None)


@pytest.mark.parametrize("after", ["submit", "recommend", "inspect", "value", "grant", "sign", "pass_checks"])
def test_the_firm_may_withdraw_until_registration_is_asked_for(cast: Cast, after: str) -> None:
    loan = step(loan_after(cast, after), "withdraw", cast.firm)
    assert (loan.state, loan.awaits, loan.closed_at) == ("withdrawn", "", AT)


def test_a_draft_is_withdrawn_without_a_number(cast: Cast) -> None:
    loan = step(draft(cast), "withdraw", cast.firm)
    assert (loan.state, loan.number) == ("withdrawn", None)


def test_nobody_else_checks_a_need(cast: Cast) -> None:
    loan = loan_after(cast, "submit")
    for person in cast.others("handler"):
        for key in ("recommend", "return", "refuse"):
            with pytest.raises(StepRefused, match="不由您办理"):
                step(loan, key, person, opinion="理由", partner_organization=cast.lender)


def test_nobody_but_the_firm_hands_its_need_in(cast: Cast) -> None:
    loan = draft(cast)
    for person in cast.others("firm"):
        with pytest.raises(StepRefused, match="不由您办理"):
            step(loan, "submit", person)
