"""What is asked about a pledge loan: its rights, when it is repayable, what stands against registering its pledge."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone

from manas.engines.pledge import Block, Outcome, checks_of_all
from manas.facts.finance import pledge_grounds
from manas.matters.docket.kinds import Advice, Level
from manas.matters.docket.models import Matter
from manas.matters.finance.pledge_loan import rules
from manas.matters.finance.pledge_loan.models import PledgedRight, PledgeLoan, RightColumns, ValuationMethod
from manas.matters.finance.pledge_loan.rules import Finding, Standpoint

LEVELS = {Standpoint.REFUSES: Level.STOP, Standpoint.WEIGHED: Level.WARNING, Standpoint.OPEN: Level.WARNING}
NEAR = timedelta(days=30)
CHECKED_IN = ("contracting", "checking", "registering")


def more_rights(loan: PledgeLoan) -> tuple[PledgedRight, ...]:
    """This function will give the rights pledged beside the first, in the order in which they were added."""
    return tuple(loan.rights.filter(removed_at=None).select_related("added_by"))


def other_rights(matter: Matter) -> QuerySet[PledgedRight]:
    """This function will give the rights pledged beside the loan's own, those taken out left aside."""
    return PledgedRight.objects.filter(loan_id=matter.pk, removed_at=None)


def pledged(loan: PledgeLoan) -> tuple[RightColumns, ...]:
    """This function will give every right pledged for the loan, the loan's own first."""
    return (loan, *more_rights(loan))


def repayable_on(loan: PledgeLoan) -> date | None:
    """This function will give the day on which the debt is to be repaid, after extensions; absent before a contract."""
    return loan.extended_until or loan.debt_ends_on


def findings(loan: PledgeLoan) -> tuple[Finding, ...]:
    """This function will look at every ground against registering the pledge, right by right, then at the contract."""
    grounds = pledge_grounds()
    rights = [rules.right_of(right) for right in pledged(loan)]
    checks = checks_of_all(rights, repayable_on(loan), grounds)
    return (*map(rules.in_words, checks), rules.of_contract(loan, grounds))


def outlasted(loan: PledgeLoan) -> tuple[str, ...]:
    """This function will give the numbers of the pledged rights that end before the debt is to be repaid."""
    rights = [rules.right_of(right) for right in pledged(loan)]
    checks = checks_of_all(rights, repayable_on(loan), pledge_grounds())
    return tuple(check.number for check in checks if check.block == Block.TERM and check.outcome == Outcome.BLOCKED)


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:
    """This function will say what is to be thought of: how the value was found, what registration will meet with, and that
    the day of repayment comes near."""
    loan = cast(PledgeLoan, matter)
    found = findings(loan) if loan.state in CHECKED_IN else ()
    shown = (
        Advice(LEVELS[one.standpoint], str(one), one.basis, one.status) for one in found if one.standpoint in LEVELS
    )
    return (*_of_valuation(loan), *shown, *_of_repayment(loan, timezone.localtime(at).date()))


def paper_values(matter: Matter) -> dict[str, Any]:
    """This function will give what the papers of a loan print beside its columns: the rights, the end of the debt, the findings."""
    loan = cast(PledgeLoan, matter)
    return {
        "rights": [
            {"kind": r.get_right_kind_display(), "number": r.right_number, "name": r.right_name} for r in pledged(loan)
        ],
        "repayable_on": repayable_on(loan),
        "findings": [
            {"right": one.right or "—", "label": str(one.label), "words": str(one.words)} for one in findings(loan)
        ],
    }


def _of_valuation(loan: PledgeLoan) -> tuple[Advice, ...]:
    if loan.valuation_method not in (ValuationMethod.INTERNAL, ValuationMethod.AGREED):
        return ()
    text = (
        f"{loan.get_valuation_method_display()}可以代替委托评估，仅见于金融生态综合试点地区，并有单笔金额限制；"
        "本地是否适用，请先核实"
    )
    return (Advice(Level.WARNING, text, status="second-hand"),)


def _of_repayment(loan: PledgeLoan, today: date) -> tuple[Advice, ...]:
    """The day is the contract's and no limit of law: it is told of and binds nobody here."""
    due = repayable_on(loan)
    if loan.state not in ("lent", "changing") or due is None or today < due - NEAR:
        return ()
    if today > due:
        return (Advice(Level.STOP, f"贷款已于{due}到期，请登记还清、展期或者逾期"),)
    return (Advice(Level.WARNING, f"贷款将于{due}到期"),)
