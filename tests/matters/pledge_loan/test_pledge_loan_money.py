"""Money is paid out, paid back, prolonged, or falls overdue; the pledge is taken off at the end."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import Level
from manas.matters.finance.pledge_loan.models import PledgeLoan
from manas.matters.finance.pledge_loan.queries import advice, repayable_on
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.matters.pledge_loan.loans import loan_after

END = TODAY + timedelta(days=365)
LATE = AT + timedelta(days=370)
LATE_ON = END + timedelta(days=1)
OVERDUE = {"overdue_on": LATE_ON, "principal_outstanding": Decimal("500000.00")}


def test_the_bank_pays_out_and_confirms_whether_it_is_the_first_loan(cast: Cast) -> None:
    loan = loan_after(cast, "draw")
    assert (loan.state, loan.drawn_amount, loan.first_loan) == ("lent", Decimal("2000000.00"), True)
    assert repayable_on(loan) == END


def test_whether_it_is_the_first_loan_must_be_said(cast: Cast) -> None:
    loan = loan_after(cast, "register")
    with pytest.raises(StepRefused, match="还需要填写：首贷"):
        step(loan, "draw", cast.bank, drawn_amount=Decimal(1), drawn_on=TODAY)
    assert step(loan, "draw", cast.bank, drawn_amount=Decimal(1), drawn_on=TODAY, first_loan=False).state == "lent"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"drawn_amount": Decimal("2000000.01")}, "放款金额（元）：不能超过合同金额（元）2000000.00"),
        ({"drawn_on": TODAY - timedelta(days=1)}, "放款日期：不能早于质押登记日2026-03-02"),
        ({"drawn_on": TODAY + timedelta(days=1)}, "放款日期不能晚于今天"),
    ],
)
def test_money_beyond_contract_or_before_the_pledge_is_refused(cast: Cast, wrong: dict[str, object], said: str) -> None:
    loan = loan_after(cast, "register")
    right = {"drawn_amount": Decimal("2000000.00"), "drawn_on": TODAY, "first_loan": True}
    with pytest.raises(StepRefused, match=said):
        step(loan, "draw", cast.bank, **{**right, **wrong})


def test_a_loan_paid_back_is_settled_when_the_pledge_is_off(cast: Cast) -> None:
    loan = loan_after(cast, "draw")
    with pytest.raises(StepRefused, match="还清日期：不能早于放款日期2026-03-02"):
        step(loan, "repay", cast.bank, repaid_on=TODAY - timedelta(days=1))
    loan = step(loan, "repay", cast.bank, LATE, repaid_on=END)
    assert (loan.state, loan.awaits) == ("repaid", "partner")
    loan = step(loan, "deregister", cast.bank, LATE, deregistered_on=LATE_ON)
    assert (loan.state, loan.awaits, loan.closed_at, loan.papers.last().key) == ("settled", "", LATE, "completion")


def test_an_extension_needs_its_registration_and_moves_the_end(cast: Cast) -> None:
    loan = loan_after(cast, "draw")
    with pytest.raises(StepRefused, match="展期后到期日应在原到期日2027-03-02之后"):
        step(loan, "extend", cast.bank, extended_on=TODAY, extended_until=END)
    loan = step(loan, "extend", cast.bank, extended_on=TODAY, extended_until=END + timedelta(days=90))
    assert (loan.state, repayable_on(loan)) == ("changing", END + timedelta(days=90))
    loan = step(loan, "register_change", cast.bank, change_registered_on=TODAY)
    assert (loan.state, loan.debt_ends_on) == ("lent", END)
    with pytest.raises(StepRefused, match="展期后到期日应在原到期日2027-05-31之后"):
        step(loan, "extend", cast.bank, extended_on=TODAY, extended_until=END + timedelta(days=90))


def test_an_extension_beyond_the_end_of_a_patent_is_refused(cast: Cast) -> None:
    loan = loan_after(cast, "draw", note={"right_ends_on": END + timedelta(days=30)})
    with pytest.raises(StepRefused, match="展期后到期日晚于权利有效期届满日：ZL2023"):
        step(loan, "extend", cast.bank, extended_on=TODAY, extended_until=END + timedelta(days=31))
    assert (
        step(loan, "extend", cast.bank, extended_on=TODAY, extended_until=END + timedelta(days=30)).state == "changing"
    )


def test_an_overdue_loan_is_recovered(cast: Cast) -> None:
    loan = step(loan_after(cast, "draw"), "fall_due", cast.bank, LATE, **OVERDUE)
    assert (loan.state, loan.overdue_on, loan.principal_outstanding) == ("overdue", LATE_ON, Decimal("500000.00"))
    loan = step(loan, "measure", cast.bank, LATE, measures="已发催收函，并协商处置专利权")
    assert (loan.state, loan.measures) == ("overdue", "已发催收函，并协商处置专利权")
    loan = step(loan, "recover", cast.bank, LATE, repaid_on=LATE_ON)
    assert loan.state == "repaid"


def test_an_overdue_loan_is_disposed_of(cast: Cast) -> None:
    loan = step(loan_after(cast, "draw"), "fall_due", cast.bank, LATE, **OVERDUE)
    with pytest.raises(StepRefused, match="还需要填写：追偿和处置措施"):
        step(loan, "dispose", cast.bank, LATE, disposed_on=LATE_ON, recovered=Decimal("300000.00"))
    given = {"disposed_on": LATE_ON, "recovered": Decimal("300000.00"), "measures": "折价转让专利权"}
    loan = step(loan, "dispose", cast.bank, LATE, **given)
    assert (loan.state, loan.recovered, loan.papers.last().key) == ("disposed", Decimal("300000.00"), "completion")


def test_a_cured_loan_goes_on_as_before(cast: Cast) -> None:
    loan = step(loan_after(cast, "draw"), "fall_due", cast.bank, LATE, **OVERDUE)
    assert step(loan, "cure", cast.bank, LATE, opinion="逾期本息已经补还").state == "lent"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"principal_outstanding": Decimal("2000000.01")}, "不能超过放款金额（元）2000000.00"),
        ({"overdue_on": TODAY}, "逾期之日：应当晚于放款日期2026-03-02"),
        ({"overdue_on": END}, "贷款2027-03-02到期，此前登记逾期的，请写明理由"),
        ({"overdue_on": END + timedelta(days=30)}, "逾期之日不能晚于今天"),
    ],
)
def test_what_cannot_be_overdue_is_refused(cast: Cast, wrong: dict[str, object], said: str) -> None:
    loan = loan_after(cast, "draw")
    with pytest.raises(StepRefused, match=said):
        step(loan, "fall_due", cast.bank, LATE, **{**OVERDUE, **wrong})


def test_an_instalment_overdue_before_the_end_says_so(cast: Cast) -> None:
    loan = loan_after(cast, "draw")
    early = {**OVERDUE, "overdue_on": END - timedelta(days=90)}
    assert step(loan, "fall_due", cast.bank, LATE, opinion="第三期本金逾期", **early).state == "overdue"


def test_the_day_of_repayment_is_told_of_a_month_before_and_after(cast: Cast) -> None:
    loan = loan_after(cast, "draw", value={"valuation_method": "agreed"})

    def said_on(day: date) -> list[tuple[Level, str]]:
        return [(said.level, said.text) for said in advice(loan, AT + (day - TODAY))][1:]

    assert said_on(END - timedelta(days=31)) == []
    assert said_on(END - timedelta(days=30)) == said_on(END) == [(Level.WARNING, "贷款将于2027-03-02到期")]
    assert said_on(LATE_ON) == [(Level.STOP, "贷款已于2027-03-02到期，请登记还清、展期或者逾期")]


def test_a_firm_that_withdraws_after_registration_leaves_the_pledge_to_be_taken_off(cast: Cast) -> None:
    loan = loan_after(cast, "register")
    loan = step(loan, "renounce", cast.firm, opinion="改用自有资金")
    assert (loan.state, loan.awaits) == ("releasing", "partner")
    with pytest.raises(StepRefused, match="请填写注销质押登记日"):
        step(loan, "release", cast.bank)
    loan = step(loan, "release", cast.bank, deregistered_on=TODAY)
    assert (loan.state, loan.papers.last().key) == ("unlent", "completion")


def test_a_bank_that_does_not_lend_after_all_says_why(cast: Cast) -> None:
    loan = loan_after(cast, "apply_patent")
    loan = step(loan, "not_lend", cast.bank, opinion="企业出现重大诉讼")
    assert (loan.state, loan.limits.get().state) == ("releasing", "met")
    assert step(loan, "release", cast.bank).state == "unlent"


def test_nobody_but_the_bank_moves_the_money(cast: Cast) -> None:
    loan = loan_after(cast, "draw")
    for person in cast.others("bank"):
        for key in ("repay", "extend", "fall_due"):
            with pytest.raises(StepRefused, match="不由您办理"):
                step(loan, key, person)


def test_the_firm_cannot_withdraw_what_was_paid_out(cast: Cast) -> None:
    loan = loan_after(cast, "draw")
    for key in ("withdraw", "renounce"):
        with pytest.raises(StepRefused, match="当前状态是“贷后管理”"):
            step(loan, key, cast.firm, opinion="不需要了")


@pytest.mark.parametrize(
    ("constraint", "after", "wrong"),
    [
        ("pledge_loan_drawn_within_contract", "draw", {"drawn_amount": Decimal("2000000.01")}),
        ("pledge_loan_drawn_after_registration", "draw", {"drawn_on": TODAY - timedelta(days=1)}),
        ("pledge_loan_drawn_after_registration", "apply_patent", {"drawn_on": TODAY}),
        ("pledge_loan_repaid_after_drawn", "draw", {"repaid_on": TODAY - timedelta(days=1)}),
        ("pledge_loan_repaid_after_drawn", "register", {"repaid_on": date(2026, 3, 3)}),
    ],
)
def test_the_database_holds_what_money_needs(cast: Cast, constraint: str, after: str, wrong: dict[str, object]) -> None:
    loan = loan_after(cast, after)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PledgeLoan.objects.filter(pk=loan.pk).update(**wrong)
