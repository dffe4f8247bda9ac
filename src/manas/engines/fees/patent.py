"""专利申请: what filing an application for a patent costs, and every other single request to the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from manas.engines.fees.billing import Sheet
from manas.engines.fees.model import Bill, BillRefused, PatentKind, Reduction, Refusal, Tariff, Why


@dataclass(frozen=True, slots=True)
class Application:
    """A patent application; `pages` of the description with its drawings, a sequence listing not among them."""

    kind: PatentKind
    filed_on: date
    claims: int = 1
    pages: int = 1
    priorities: int = 0
    examination: bool = False


def application_bill(application: Application, tariff: Tariff, reductions: Sequence[Reduction] = ()) -> Bill:
    """This function will bill an application for an event of its filing day; BillRefused where it cannot be one.

    Source: 专利和集成电路布图设计缴费服务指南, annex 2; 专利收费减缴办法 art. 3 and 4.
    """
    _check(application)
    sheet = Sheet(tariff, application.filed_on, reductions=tuple(reductions))
    sheet.charge(f"application-{application.kind}")
    if application.kind == PatentKind.INVENTION:
        sheet.charge("publication")
    charge_extras(sheet, application)
    if application.examination:
        sheet.charge("examination")
    return sheet.bill()


def charge_extras(sheet: Sheet, application: Application) -> None:
    """This function will add what claims, pages and priorities cost beyond the first ones."""
    if application.kind != PatentKind.DESIGN:
        sheet.charge("claims", application.claims)
        sheet.charge("pages", application.pages)
        if application.pages > 30:
            sheet.warn(Why.SEQUENCE_PAGES)
    sheet.charge("priority", application.priorities)


def request_bill(
    requests: Sequence[tuple[str, int]], on: date, tariff: Tariff, reductions: Sequence[Reduction] = ()
) -> Bill:
    """This function will bill single requests on a day: (key of the price, how many); KeyError for an unknown key."""
    sheet = Sheet(tariff, on, reductions=tuple(reductions))
    for key, count in requests:
        if count < 1:
            raise BillRefused(Refusal.COUNT_TOO_SMALL)
        sheet.charge(key, count)
    return sheet.bill()


def _check(application: Application) -> None:
    counts = (application.claims, application.pages)
    if application.kind == PatentKind.DESIGN and max(counts) > 1:
        raise BillRefused(Refusal.NO_CLAIMS_IN_A_DESIGN)
    if min(*counts, application.priorities + 1) < 1:
        raise BillRefused(Refusal.COUNT_TOO_SMALL)
    if application.examination and application.kind != PatentKind.INVENTION:
        raise BillRefused(Refusal.ONLY_INVENTIONS_ARE_EXAMINED)
