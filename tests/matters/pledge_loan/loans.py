"""Pledge loans of the cast's company with the cast's bank, carried as far as a test wants them."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.finance.pledge_loan.models import PledgeLoan
from manas.office.models import Person
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NEED = {
    "title": "以发明专利质押贷款",
    "amount_wanted": Decimal("3000000.00"),
    "term_wanted": 12,
    "purpose": "购置生产设备",
    "right_kind": "invention",
    "right_number": "ZL202310000001.2",
    "right_name": "一种戈壁温室的保温墙体",
    "contact": "13900000000",
}
CONTRACT = {
    "loan_contract": "云银借〔2026〕11号",
    "pledge_contract": "云银质〔2026〕11号",
    "signed_on": TODAY,
    "loan_amount": Decimal("2000000.00"),
    "pledge_amount": Decimal("1500000.00"),
    "rate": Decimal("4.35"),
    "term_days": 365,
    "debt_ends_on": TODAY + timedelta(days=365),
}
# What an unencumbered invention patent of one owner looks like.
CLEAN = {
    "right_ends_on": date(2043, 1, 1),
    "right_holders": "云岭机电有限公司",
    "right_pledgors": "云岭机电有限公司",
    "granted": True,
    "in_force": True,
    "annuity_paid": True,
    "stayed": False,
    "preserved": False,
    "pledged_before": False,
    "invalidation_pending": False,
    "open_license": False,
}


def draft(cast_: Cast, **values: object) -> PledgeLoan:
    """This function will begin a need of the company."""
    made = open_draft(
        kind=kinds()["pledge_loan"],
        county=cast_.north,
        organization=cast_.company,
        actor=cast_.firm,
        at=AT,
        values={**NEED, **values},
    )
    return cast(PledgeLoan, made)


def contracts(cast_: Cast, loan: Matter) -> None:
    """This function will let the bank hand in the contracts."""
    attach(matter=loan, document="contracts", name="合同.pdf", data=PDF, actor=cast_.bank, at=AT)


def _sign(cast_: Cast, loan: Matter, values: dict[str, Any]) -> Matter:
    contracts(cast_, loan)
    return step(loan, "sign", cast_.bank, **{**CONTRACT, **values})


def _with(key: str, who: Callable[[Cast], Person], **usual: object) -> Callable[[Cast, Matter, dict[str, Any]], Matter]:
    return lambda cast_, loan, values: step(loan, key, who(cast_), **{**usual, **values})


def _bank(cast_: Cast) -> Person:
    return cast_.bank


def _handler(cast_: Cast) -> Person:
    return cast_.handler


WAY: dict[str, Callable[[Cast, Matter, dict[str, Any]], Matter]] = {
    "submit": _with("submit", lambda cast_: cast_.firm),
    "recommend": lambda cast_, loan, _: step(loan, "recommend", cast_.handler, partner_organization=cast_.lender),
    "inspect": _with("inspect", _bank, inspected_on=TODAY),
    "value": _with("value", _bank, valuation_method="internal", valued_on=TODAY, value=Decimal("4000000.00")),
    "grant": _with("grant", _bank, credit=Decimal("2500000.00")),
    "sign": _sign,
    "note": _with("note", _handler, contract_complete=True, **CLEAN),
    "pass_checks": _with("pass_checks", _handler),
    "apply_patent": _with("apply_patent", _bank, registration_asked_on=TODAY),
    "register": _with("register", _bank, pledge_number="Y2026650000001", registered_on=TODAY),
    "draw": _with("draw", _bank, drawn_amount=Decimal("2000000.00"), drawn_on=TODAY, first_loan=True),
}


def loan_after(cast_: Cast, last: str, **values: dict[str, Any]) -> PledgeLoan:
    """This function will carry a loan through the steps of WAY up to `last`; `values` name a step and what is special there."""
    loan: Matter = draft(cast_, **values.pop("draft", {}))
    for key, take in WAY.items():
        loan = take(cast_, loan, values.get(key, {}))
        if key == last:
            break
    return cast(PledgeLoan, loan)
