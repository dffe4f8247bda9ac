"""海牙: what an international registration of designs costs, in Swiss francs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from manas.engines.fees.billing import Sheet
from manas.engines.fees.model import Bill, BillRefused, Currency, Per, Reduction, Refusal, Tariff

LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class International:
    """An international application for designs: its designs and images, how many members at each standard level are
    designated (three counts), and the codes of those that ask an `individual` fee."""

    on: date
    designs: int = 1
    images: int = 1
    standard: tuple[int, int, int] = (0, 0, 0)
    individual: tuple[str, ...] = ()


def hague_bill(application: International, tariff: Tariff, reductions: Sequence[Reduction] = ()) -> Bill:
    """This function will bill an international application for designs on its day; BillRefused where nobody is designated."""
    if min(application.designs, application.images, min(application.standard) + 1) < 1:
        raise BillRefused(Refusal.COUNT_TOO_SMALL)
    if not any(application.standard) and not application.individual:
        raise BillRefused(Refusal.NOTHING_DESIGNATED)
    sheet = Sheet(tariff, application.on, currency=Currency.CHF, reductions=tuple(reductions))
    sheet.charge("basic", application.designs)
    sheet.charge("publication", application.images)
    for level, members in zip(LEVELS, application.standard, strict=True):
        sheet.charge(f"standard-{level}", application.designs, times=members)
    for code in sorted(set(application.individual)):
        _individual(application, code, sheet)
    return sheet.bill()


def _individual(application: International, code: str, sheet: Sheet) -> None:
    """Some members ask by the application, most by the design."""
    key = f"individual-{code}"
    if not sheet.tariff.knows(key):
        sheet.unknown(f"{code} 单独指定费")
        return
    by_design = all(price.per is Per.DESIGN for price in sheet.tariff.named(key))
    sheet.charge(key, application.designs if by_design else 1)
