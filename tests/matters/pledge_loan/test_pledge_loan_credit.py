"""The bank looks into the firm, a value is found, a credit granted or declined, and contracts are signed."""

from datetime import timedelta
from decimal import Decimal

import pytest

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import Level
from manas.matters.finance.pledge_loan.queries import advice
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.matters.pledge_loan.loans import CONTRACT, PDF, contracts, loan_after

TOMORROW = TODAY + timedelta(days=1)


def test_the_bank_moves_the_loan_from_inspection_to_credit(cast: Cast) -> None:
    loan = loan_after(cast, "grant")
    assert (loan.state, loan.awaits, loan.inspected_on) == ("contracting", "partner", TODAY)
    assert (loan.valuation_method, loan.value, loan.credit) == (
        "internal",
        Decimal("4000000.00"),
        Decimal("2500000.00"),
    )


@pytest.mark.parametrize("after", ["recommend", "inspect", "value"])
def test_a_declined_loan_says_why_and_goes_back_to_the_office(cast: Cast, after: str) -> None:
    loan = loan_after(cast, after)
    with pytest.raises(StepRefused, match="必须写明意见或理由"):
        step(loan, "decline", cast.bank)
    loan = step(loan, "decline", cast.bank, opinion="现金流不足以还款")
    assert (loan.state, loan.awaits) == ("declined", "handler")
    assert loan.turns.last().told


def test_the_office_recommends_another_bank_or_closes(cast: Cast) -> None:
    loan = step(loan_after(cast, "inspect"), "decline", cast.bank, opinion="现金流不足以还款")
    loan = step(loan, "recommend_again", cast.handler, partner_organization=cast.lender)
    assert (loan.state, loan.awaits) == ("inspecting", "partner")
    assert [paper.version for paper in loan.papers.filter(key="recommendation")] == [1, 2]
    loan = step(loan, "decline", cast.bank, opinion="仍不同意")
    loan = step(loan, "close", cast.handler, opinion="已对接的银行都没有同意")
    assert (loan.state, loan.closed_at, loan.papers.last().key) == ("unlent", AT, "completion")


def test_the_next_bank_begins_anew(cast: Cast) -> None:
    loan = step(loan_after(cast, "value"), "decline", cast.bank, opinion="现金流不足以还款")
    loan = step(loan, "recommend_again", cast.handler, partner_organization=cast.lender)
    loan.refresh_from_db()
    assert (loan.inspected_on, loan.valuation_method, loan.value) == (None, "", None)
    with pytest.raises(StepRefused, match="还需要填写：完成尽职调查日期"):
        step(loan, "inspect", cast.bank)


def test_an_outside_valuation_needs_the_valuer_and_the_report(cast: Cast) -> None:
    loan = loan_after(cast, "inspect")
    given = {"valuation_method": "outside", "valued_on": TODAY, "value": Decimal("4000000.00")}
    with pytest.raises(StepRefused, match="请填写评估机构"):
        step(loan, "value", cast.bank, **given)
    with pytest.raises(StepRefused, match="请提交评估报告"):
        step(loan, "value", cast.bank, valuer="云岭资产评估有限公司", **given)
    attach(matter=loan, document="valuation", name="评估报告.pdf", data=PDF, actor=cast.bank, at=AT)
    loan = step(loan, "value", cast.bank, valuer="云岭资产评估有限公司", **given)
    assert (loan.state, advice(loan, AT)) == ("crediting", ())


@pytest.mark.parametrize("method", ["internal", "agreed"])
def test_a_value_found_without_a_valuer_is_warned_of_and_marked_as_not_read(cast: Cast, method: str) -> None:
    loan = loan_after(cast, "value", value={"valuation_method": method})
    [said] = advice(loan, AT)
    assert (said.level, said.status) == (Level.WARNING, "second-hand")


def test_a_value_cannot_be_of_tomorrow(cast: Cast) -> None:
    loan = loan_after(cast, "inspect")
    with pytest.raises(StepRefused, match="评估基准日不能晚于今天"):
        step(loan, "value", cast.bank, valuation_method="agreed", valued_on=TOMORROW, value=Decimal(1))


def test_signing_needs_the_contracts(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="还缺材料：借款合同和质押合同"):
        step(loan_after(cast, "grant"), "sign", cast.bank, **CONTRACT)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"loan_amount": Decimal("2500000.01")}, "不能超过授信额度（元）2500000.00"),
        ({"pledge_amount": Decimal("2000000.01")}, "不能超过合同金额（元）2000000.00"),
        ({"debt_ends_on": TODAY}, "债务履行期届满日：应当晚于合同签订日期2026-03-02"),
        ({"signed_on": TOMORROW}, "合同签订日期不能晚于今天"),
        ({"rate": Decimal("-0.01")}, "贷款年利率"),
        ({"loan_amount": Decimal("0.00")}, "合同金额"),
        ({"term_days": 0}, "贷款期限"),
    ],
)
def test_contracts_that_do_not_fit_are_refused(cast: Cast, wrong: dict[str, object], said: str) -> None:
    loan = loan_after(cast, "grant")
    contracts(cast, loan)
    with pytest.raises(StepRefused, match=said):
        step(loan, "sign", cast.bank, **{**CONTRACT, **wrong})


def test_signed_contracts_go_to_the_office_for_checking(cast: Cast) -> None:
    loan = loan_after(cast, "sign")
    assert (loan.state, loan.awaits, loan.rate, loan.term_days) == ("checking", "handler", Decimal("4.35"), 365)


def test_nobody_but_the_recommended_bank_decides(cast: Cast) -> None:
    loan = loan_after(cast, "recommend")
    for person in cast.others("bank"):
        with pytest.raises(StepRefused, match="不由您办理"):
            step(loan, "inspect", person, inspected_on=TODAY)
        with pytest.raises(StepRefused, match="不由您办理"):
            step(loan, "decline", person, opinion="理由")
