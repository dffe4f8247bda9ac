"""The tables of fees: every amount has its law, versions do not overlap, bands do not leave gaps, faults are named."""

from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

from manas.engines.fees.model import Currency, Price, Status
from manas.facts import fees
from manas.facts.entries import Entry, FactsWrong
from manas.facts.laws import laws

PRICES = [(family, price) for family in fees.FAMILIES for price in fees.tariff(family).prices]


def apart(one: Price, other: Price) -> bool:
    """Whether two prices of one key can never hold for the same day and the same thing."""
    by_day = (one.valid_to or date.max) < (other.valid_from or date.min) or (other.valid_to or date.max) < (
        one.valid_from or date.min
    )
    by_band = (one.last or 10**9) < other.first or (other.last or 10**9) < one.first
    return by_day or by_band


@pytest.mark.parametrize("family", fees.FAMILIES)
def test_no_two_versions_hold_at_once(family: str) -> None:
    pairs = combinations(fees.tariff(family).prices, 2)
    assert [(one, other) for one, other in pairs if one.key == other.key and not apart(one, other)] == []


def test_every_law_is_known_and_every_amount_was_checked() -> None:
    cited = {citation.law for _, price in PRICES for citation in price.citations}
    cited |= {citation.law for one in fees.reductions() for citation in one.citations}
    assert cited - set(laws()) == set()
    assert {price.checked_on for _, price in PRICES} == {date(2026, 11, 22)}


def test_treaties_are_in_francs_and_the_office_in_yuan() -> None:
    found = {(family, price.currency) for family, price in PRICES}
    assert found == {
        ("patent", Currency.CNY),
        ("trademark", Currency.CNY),
        ("pct", Currency.CNY),
        ("madrid", Currency.CHF),
        ("hague", Currency.CHF),
    }


def test_amounts_have_two_places() -> None:
    assert {price.amount.as_tuple().exponent for _, price in PRICES} == {-2}


def test_annuities_leave_no_year_out() -> None:
    for kind, last in (("invention", 20), ("utility-model", 10), ("design", 15)):
        bands = fees.tariff("patent").named(f"annuity-{kind}")
        years = [year for band in bands for year in range(band.first, (band.last or 0) + 1)]
        assert years == list(range(1, last + 1))


def test_who_may_ask_changed_in_2019_and_the_new_limit_is_from_memory() -> None:
    def of(day: date) -> dict[str, tuple[str, Status]]:
        return {one.key: (one.condition, one.status) for one in fees.eligible_on(day)}

    assert of(date(2019, 6, 30))["person"] == ("上年度月均收入低于3500元（年4.2万元）", Status.READ)
    assert of(date(2019, 7, 1))["person"] == ("上年度月均收入低于5000元（年6万元）", Status.MEMORY)
    assert set(of(date(2026, 1, 1))) == {"person", "enterprise", "institution"}


def test_an_unknown_family_or_reduction_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        fees.tariff("plants")
    with pytest.raises(KeyError):
        fees.reduction("half")


SHEET: dict[str, Any] = {
    "family": "x",
    "currency": "CNY",
    "cite": {"fee-guide": "1"},
    "status": "read",
    "checked_on": date(2026, 1, 1),
}


def read(**price: object) -> Price:
    sheet = {**SHEET, "prices": [{"key": "a", "name": "某费", "amount": 5, **price}]}
    return fees.read_tariff(Entry("x.yaml", "the file", sheet), ()).prices[0]


@pytest.mark.parametrize(("written", "amount"), [(5, "5.00"), ("74.55", "74.55"), (0, "0.00")])
def test_amounts_are_whole_or_quoted(written: object, amount: str) -> None:
    assert read(amount=written).amount == Decimal(amount)


@pytest.mark.parametrize(
    "price",
    [
        {"amount": 0.1},
        {"amount": True},
        {"amount": -1},
        {"amount": "0.005"},
        {"amount": "five"},
        {"amount": None},
        {"per": "dozen"},
        {"status": "guessed"},
        {"cite": {}},
        {"reductions": ["half"]},
        {"ammount": 5},
        {"valid_from": "yesterday"},
    ],
    ids=str,
)
def test_a_fault_is_named_with_its_place(price: dict[str, object]) -> None:
    with pytest.raises(FactsWrong, match=r"^x\.yaml: a: "):
        read(**price)
