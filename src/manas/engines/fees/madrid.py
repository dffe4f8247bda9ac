"""马德里: what an international registration of a mark costs, in Swiss francs; what a member asks for itself is not guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from manas.engines.fees.billing import Sheet
from manas.engines.fees.model import Bill, BillRefused, Currency, Refusal, Tariff, Why

FREE_CLASSES = 3  # extra classes cost from the fourth on; the price says so too


class Matter(StrEnum):
    REGISTRATION = "registration"
    SUBSEQUENT = "subsequent"
    RENEWAL = "renewal"
    TRANSFER = "transfer"
    NAME_CHANGE = "name-change"
    LIMITATION = "limitation"


DESIGNATING = (Matter.REGISTRATION, Matter.SUBSEQUENT, Matter.RENEWAL)


@dataclass(frozen=True, slots=True)
class International:
    """A matter of an international mark: `members` designated that share in the complementary fee, and the codes of those
    that ask an `individual` fee; `late`: a renewal in its grace."""

    matter: Matter
    on: date
    color: bool = False
    classes: int = 1
    members: int = 0
    individual: tuple[str, ...] = ()
    collective: bool = False
    late: bool = False


def madrid_bill(mark: International, tariff: Tariff) -> Bill:
    """This function will bill a matter of an international mark on its day; BillRefused where nobody is designated.

    Source: the schedule of fees under the Protocol, as far as it was read; the office of origin's own fee is not known.
    """
    _check(mark)
    sheet = Sheet(tariff, mark.on, currency=Currency.CHF)
    sheet.charge(f"{mark.matter}-color" if mark.matter == Matter.REGISTRATION and mark.color else mark.matter)
    if mark.matter in DESIGNATING:
        _designate(mark, sheet)
    if mark.matter == Matter.REGISTRATION:
        sheet.unknown("原属局手续费")
    if mark.matter == Matter.RENEWAL and mark.late and tariff.penalty:
        sheet.share(tariff.penalty)
    return sheet.bill()


def _check(mark: International) -> None:
    if mark.classes < 1 or mark.members < 0:
        raise BillRefused(Refusal.COUNT_TOO_SMALL)
    if mark.matter in DESIGNATING and not mark.members and not mark.individual:
        raise BillRefused(Refusal.NOTHING_DESIGNATED)


def _designate(mark: International, sheet: Sheet) -> None:
    sheet.charge("complementary", mark.members)
    if mark.matter != Matter.SUBSEQUENT:
        sheet.charge("supplementary", mark.classes)
        if mark.classes > FREE_CLASSES and not mark.members:
            sheet.warn(Why.ALL_INDIVIDUAL)
    for code in sorted(set(mark.individual)):
        _individual(mark, code, sheet)


def _individual(mark: International, code: str, sheet: Sheet) -> None:
    """What a member asks for a designation; for a renewal none was read, and what is unknown is said."""
    key = f"individual-{code}{'-collective' if mark.collective else ''}"
    if sheet.tariff.knows(key) and mark.matter != Matter.RENEWAL:
        sheet.charge(key, mark.classes)
    else:
        sheet.unknown(f"{code} 单独规费")
