"""What is asked about a pledge loan: its rights, when it is repayable, what stands against registering its pledge."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from manas.matters.docket.kinds import Advice, Level
from manas.matters.docket.models import Matter
from manas.matters.finance.pledge_loan import rules
from manas.matters.finance.pledge_loan.models import PledgedRight, PledgeLoan, RightColumns, ValuationMethod
from manas.matters.finance.pledge_loan.rules import Check, Verdict

LEVELS = {Verdict.BLOCK: Level.STOP, Verdict.CONCERN: Level.WARNING, Verdict.UNKNOWN: Level.WARNING}
CHECKED_IN = ("contracting", "checking", "registering")


def more_rights(loan: PledgeLoan) -> tuple[PledgedRight, ...]:
    """This function will give the rights pledged beside the first, in the order in which they were added."""
    return tuple(loan.rights.filter(removed_at=None).select_related("added_by"))


def pledged(loan: PledgeLoan) -> tuple[RightColumns, ...]:
    """This function will give every right pledged for the loan, the loan's own first."""
    return (loan, *more_rights(loan))


def repayable_on(loan: PledgeLoan) -> date | None:
    """This function will give the day on which the debt is to be repaid, after extensions; absent before a contract."""
    return loan.extended_until or loan.debt_ends_on


def checks(loan: PledgeLoan) -> tuple[Check, ...]:
    """This function will look at every ground against registering the pledge, for every right."""
    return rules.checks_of(loan, pledged(loan), repayable_on(loan))


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:  # noqa: ARG001  # the shape of all advice
    """This function will say what is to be thought of: how the value was found, and what registration will meet with."""
    loan = cast(PledgeLoan, matter)
    found = [_of_check(check) for check in checks(loan) if check.verdict in LEVELS] if loan.state in CHECKED_IN else []
    return (*_of_valuation(loan), *found)


def _of_check(check: Check) -> Advice:
    text = f"{check.right} {check.label}：{check.reason}".strip()
    return Advice(LEVELS[check.verdict], text, check.basis, check.status)


def _of_valuation(loan: PledgeLoan) -> tuple[Advice, ...]:
    if loan.valuation_method not in (ValuationMethod.INTERNAL, ValuationMethod.AGREED):
        return ()
    text = (
        f"{loan.get_valuation_method_display()}可以代替委托评估，仅见于金融生态综合试点地区，并有单笔金额限制；"
        "本地是否适用，请先核实"
    )
    return (Advice(Level.WARNING, text, status="second-hand"),)
