"""Pairs of the cast's company with a university's patent, carried as far as a test wants them."""

from datetime import date, timedelta
from typing import Any, cast

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_case, open_draft
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.pairing.pair.models import Pair
from manas.registers.deals.actions import enter
from manas.registers.models import Patent
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.registers.needs.deals import deal, patent
from tests.registers.needs.needs import need, university

USE_FIRST = {
    "signed_on": TODAY,
    "fee_rule": "免费使用半年，续用每年五万元",
    "report_due_on": TODAY + timedelta(days=150),
    "free_until": TODAY + timedelta(days=180),
    "payment_due_on": TODAY + timedelta(days=210),
}


def offered(cast_: Cast) -> Patent:
    """This function will put a patent of the university, for which the cast's bank clerk acts, into the register."""
    return patent(organization=university(cast_))


def proposed(cast_: Cast, **values: object) -> Pair:
    """This function will open a pair by the office: the company's need and the university's patent, from a suggestion."""
    known = offered(cast_)
    told = {"title": "鲜杏保鲜对接", "need": need(cast_), "patent_number": known.application_number, "source": "match"}
    made = open_case(kind=kinds()["pair"], unit=cast_.ip_office, actor=cast_.handler, at=AT, values={**told, **values})
    return cast(Pair, made)


def wanted(cast_: Cast, **values: object) -> Pair:
    """This function will begin a pair by the company, which found the patent itself; not handed in yet."""
    offered(cast_)
    told = {"title": "想用鲜杏保鲜专利", "patent_number": "ZL 2023 1 0000001.5", "contact": "13900000000"}
    made = open_draft(
        kind=kinds()["pair"],
        county=cast_.north,
        organization=cast_.company,
        actor=cast_.firm,
        at=AT,
        values={**told, **values},
    )
    return cast(Pair, made)


def contract(cast_: Cast, pair: Matter) -> None:
    """This function will let the company hand in the contract."""
    attach(matter=pair, document="contract", name="合同.txt", data="合同".encode(), actor=cast_.firm, at=AT)


def _sign(cast_: Cast, pair: Matter, key: str, values: dict[str, Any]) -> Matter:
    contract(cast_, pair)
    return step(pair, key, cast_.firm, **values)


WAY: dict[str, Any] = {
    "invite_demand": lambda c, pair, v: step(pair, "invite_demand", c.handler, **v),
    "demand_answers": lambda c, pair, v: step(pair, "demand_answers", c.firm, **{"demand_standpoint": "willing", **v}),
    "supply_answers": lambda c, pair, v: step(
        pair, "supply_answers", c.bank, **{"supply_standpoint": "conditions", **v}
    ),
    "visit": lambda c, pair, v: step(
        pair, "visit", c.handler, **{"visited_on": TODAY, "visit_findings": "到果园看过，可以试用", **v}
    ),
    "agree": lambda c, pair, v: step(pair, "agree", c.firm, **{"agreed_terms": "普通许可三年，五万元", **v}),
    "sign": lambda c, pair, v: _sign(c, pair, "sign", {"contract_kind": "license", "signed_on": TODAY, **v}),
}
TRIAL: dict[str, Any] = {
    "sign_use_first": lambda c, pair, v: _sign(c, pair, "sign_use_first", {**USE_FIRST, **v}),
    "report_use": lambda c, pair, v: step(pair, "report_use", c.firm, **{"use_report": "损耗从两成降到半成", **v}),
    "keep": lambda c, pair, v: step(pair, "keep", c.firm, **v),
    "pay": lambda c, pair, v: step(pair, "pay", c.bank, **{"fee_paid_on": TODAY, **v}),
}


def pair_after(cast_: Cast, last: str, way: dict[str, Any] | None = None, **values: dict[str, Any]) -> Pair:
    """This function will carry a pair through the steps of a way up to `last`; `values` name a step and what is special there."""
    pair: Matter = proposed(cast_, **values.pop("proposed", {}))
    for key, take in (way or WAY).items():
        pair = take(cast_, pair, values.get(key, {}))
        if key == last:
            break
    return cast(Pair, pair)


def trial_after(cast_: Cast, last: str, **values: dict[str, Any]) -> Pair:
    """This function will carry a pair through a contract of using first and paying later."""
    talks = {key: take for key, take in WAY.items() if key != "sign"}
    return pair_after(cast_, last, {**talks, **TRIAL}, **values)


def recorded_deal(cast_: Cast, pair: Pair, on: date = TODAY) -> None:
    """This function will put the licence of a pair's patent into the register."""
    assert pair.patent is not None
    enter(patent=pair.patent, deal=deal(recorded_on=on), unit=cast_.ip_office, actor=cast_.handler, at=AT)
