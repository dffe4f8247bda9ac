"""What offices ask for their work: `facts/fees/<family>.yaml`; what lowers it: `facts/fees/reductions.yaml`.

A price that changed stands once per version; the version is chosen by the day of the event, never by today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from manas.engines.fees.model import (
    Citation,
    Currency,
    Form,
    Penalty,
    Per,
    Price,
    Reduction,
    Status,
    Surcharge,
    Tariff,
    Waiver,
    cents,
)
from manas.facts.entries import Entry, keyed, shipped

FAMILIES = ("patent", "trademark", "pct", "madrid", "hague")
_SHEET = (
    "family name currency source cite status checked_on vouched_from prices surcharge waivers penalty neighbors"
).split()
_FORMS = tuple(Form)
_PRICE = (
    "key name amount per from to cite status checked_on reductions valid_from valid_to vouched_from filed_from note"
    " paper online"
).split()
_REDUCTION = "key name rate years status cite valid_from valid_to note".split()
_REST = ("family", "name", "source", "checked_on", "reductions", "eligible", "procedure")


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who may ask for the reduction of 85 or 70 per cent, on which condition, on which days (both inclusive)."""

    key: str
    who: str
    condition: str
    citations: tuple[Citation, ...]
    status: Status
    valid_from: date | None
    valid_to: date | None


@cache
def tariff(family: str) -> Tariff:
    """This function will load the prices of a family (patent, trademark, pct, madrid, hague); KeyError for any other.

    Entering the national phase costs what patents cost, so `pct` holds their prices too."""
    if family not in FAMILIES:
        raise KeyError(family)
    own = read_tariff(shipped(f"fees/{family}.yaml"), reductions())
    if family != "pct":
        return own
    return Tariff(own.prices + tariff("patent").prices, own.reductions, own.waivers, None, own.penalty)


@cache
def reductions() -> tuple[Reduction, ...]:
    """This function will load the reductions, of which the best single one counts."""
    sheet = shipped("fees/reductions.yaml")
    sheet.only(_REST)
    return tuple(_reduction(entry, sheet) for entry in keyed(sheet, "reductions"))


def reduction(key: str) -> Reduction:
    """This function will give a reduction by its key; KeyError when there is none."""
    return {one.key: one for one in reductions()}[key]


def eligible_on(day: date) -> tuple[Eligibility, ...]:
    """This function will tell who may ask for a reduction on a day, and on which condition."""
    found = (_eligibility(entry) for entry in keyed(shipped("fees/reductions.yaml"), "eligible"))
    return tuple(
        one
        for one in found
        if (one.valid_from is None or one.valid_from <= day) and (one.valid_to is None or day <= one.valid_to)
    )


def read_tariff(sheet: Entry, known: tuple[Reduction, ...]) -> Tariff:
    """This function will read a whole family; FactsWrong, with file and entry, for whatever is wrong with it."""
    sheet.only(_SHEET)
    prices = tuple(price for entry in keyed(sheet, "prices") for price in _prices(entry, sheet, known))
    return Tariff(prices, known, tuple(_waivers(sheet)), _surcharge(sheet), _penalty(sheet))


def _prices(entry: Entry, sheet: Entry, known: tuple[Reduction, ...]) -> Iterator[Price]:
    """One price, or one for each way of filing."""
    entry.only(_PRICE)
    forms = [form for form in _FORMS if form in entry.values]
    if not forms:
        yield _price(entry, sheet, entry, entry.key, known)
    for form in forms:
        part = Entry(entry.file, f"{entry.key}/{form}", entry.mapping(form))
        part.only(("amount", "status"))
        yield _price(entry, sheet, part, f"{entry.key}/{form}", known)


def _price(entry: Entry, sheet: Entry, amounts: Entry, key: str, known: tuple[Reduction, ...]) -> Price:
    unknown = set(entry.texts("reductions")) - {one.key for one in known}
    if unknown:
        raise entry.wrong(f"no such reduction: {', '.join(sorted(unknown))}")
    last = entry.whole("to", 0)
    return Price(
        key,
        entry.text("name"),
        amount(amounts, "amount"),
        sheet.one_of(Currency, "currency"),
        entry.one_of(Per, "per", Per.CASE),
        _cited(entry, sheet),
        (amounts if "status" in amounts.values else sheet).one_of(Status, "status"),
        entry.day("checked_on") or sheet.known_day("checked_on"),
        entry.whole("from", 1),
        last or None,
        entry.texts("reductions"),
        entry.day("valid_from"),
        entry.day("valid_to"),
        entry.day("vouched_from") or sheet.day("vouched_from"),
        entry.day("filed_from"),
        entry.text("note", ""),
    )


def amount(entry: Entry, name: str) -> Decimal:
    """This function will give an amount of money, two places; fractions of a coin and binary fractions are refused."""
    value = entry.values.get(name)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise entry.wrong(f"{name} must be a whole number or a decimal in quotes, not {value!r}")
    found = _decimal(entry, name, value)
    if found < 0 or found != cents(found):
        raise entry.wrong(f"{name} must be an amount of money, not {value!r}")
    return cents(found)


def _decimal(entry: Entry, name: str, value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise entry.wrong(f"{name} must be a number, not {value!r}") from None


def _share(entry: Entry, name: str, value: object = None) -> Decimal:
    """A share between nothing and the whole."""
    found = _decimal(entry, name, entry.values.get(name) if value is None else value)
    if not 0 <= found <= 1:
        raise entry.wrong(f"{name} must be a share, not {value!r}")
    return found


def _cited(entry: Entry, sheet: Entry) -> tuple[Citation, ...]:
    holder = entry if "cite" in entry.values else sheet
    return tuple(Citation(one.law, one.article) for one in holder.citations())


def _reduction(entry: Entry, sheet: Entry) -> Reduction:
    entry.only(_REDUCTION)
    return Reduction(
        entry.key,
        entry.text("name"),
        _share(entry, "rate"),
        _cited(entry, sheet),
        entry.one_of(Status, "status"),
        sheet.known_day("checked_on"),
        entry.whole("years", 0) or None,
        entry.day("valid_from"),
        entry.day("valid_to"),
        entry.text("note", ""),
    )


def _eligibility(entry: Entry) -> Eligibility:
    entry.only("key name condition status valid_from valid_to cite".split())
    return Eligibility(
        entry.key,
        entry.text("name"),
        entry.text("condition"),
        _cited(entry, entry),
        entry.one_of(Status, "status"),
        entry.day("valid_from"),
        entry.day("valid_to"),
    )


def _part(sheet: Entry, name: str) -> Entry | None:
    return Entry(sheet.file, name, sheet.mapping(name)) if name in sheet.values else None


def _surcharge(sheet: Entry) -> Surcharge | None:
    part = _part(sheet, "surcharge")
    if part is None:
        return None
    part.only("name steps ceiling status cite".split())
    steps = tuple(_share(part, "steps", step) for step in part.texts("steps"))
    if list(steps) != sorted(steps) or not steps:
        raise part.wrong("steps must be there and never fall")
    return Surcharge(
        part.text("name"), steps, _share(part, "ceiling"), _cited(part, sheet), part.one_of(Status, "status")
    )


def _penalty(sheet: Entry) -> Penalty | None:
    part = _part(sheet, "penalty")
    if part is None:
        return None
    part.only("key name share of ceiling_of status cite".split())
    return Penalty(
        part.text("key"),
        part.text("name"),
        _share(part, "share"),
        part.texts("of"),
        part.texts("ceiling_of"),
        _cited(part, sheet),
        part.one_of(Status, "status"),
    )


def _waivers(sheet: Entry) -> Iterator[Waiver]:
    for entry in keyed(sheet, "waivers"):
        entry.only("key name prices status cite".split())
        yield Waiver(
            entry.key,
            entry.text("name"),
            entry.texts("prices"),
            _cited(entry, sheet),
            entry.one_of(Status, "status"),
        )
