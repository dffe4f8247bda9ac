"""PCT: an international application before the Chinese receiving office, its preliminary examination, and its entry into
the Chinese national phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from manas.engines.fees.annuity import CLOSE
from manas.engines.fees.billing import Sheet
from manas.engines.fees.model import Bill, BillRefused, PatentKind, Reduction, Refusal, Tariff, Why
from manas.engines.fees.months import months_after
from manas.engines.fees.patent import Application, charge_extras

ENTRY_MONTHS, ENTRY_MONTHS_WITH_FEE = 30, 32


class Searcher(StrEnum):
    CN = "cn"
    EP = "ep"


@dataclass(frozen=True, slots=True)
class International:
    """An international application; `late`: its fees are paid only after the office invited to."""

    received_on: date
    pages: int = 1
    searcher: Searcher = Searcher.CN
    priority_documents: int = 0
    late: bool = False


@dataclass(frozen=True, slots=True)
class NationalEntry:
    """An entry into the Chinese national phase; `application.filed_on` is the day of entry.

    `received_and_searched`: by the Chinese office; `searched_and_examined`: it made both the search report and the
    international preliminary report. `corrections` are those of the translation, in each phase.
    """

    application: Application
    priority_on: date
    received_and_searched: bool = False
    searched_and_examined: bool = False
    priority_restored: bool = False


def international_bill(application: International, tariff: Tariff) -> Bill:
    """This function will bill an international application for an event of the day on which it was received."""
    if min(application.pages, application.priority_documents + 1) < 1:
        raise BillRefused(Refusal.COUNT_TOO_SMALL)
    sheet = Sheet(tariff, application.received_on)
    sheet.charge("international-filing")
    sheet.charge("international-pages", application.pages)
    sheet.charge(f"search-{application.searcher}")
    sheet.charge("priority-document", application.priority_documents)
    if application.late and tariff.penalty:
        sheet.share(tariff.penalty)
    sheet.warn(Why.ELECTRONIC_FILING)
    return sheet.bill()


def demand_bill(demanded_on: date, tariff: Tariff) -> Bill:
    """This function will bill the demand for an international preliminary examination on its day."""
    sheet = Sheet(tariff, demanded_on)
    sheet.charge("preliminary-examination")
    sheet.charge("handling")
    return sheet.bill()


def national_bill(entry: NationalEntry, tariff: Tariff, reductions: Sequence[Reduction] = ()) -> Bill:
    """This function will bill an entry into the national phase on its day; BillRefused when it is too late for one.

    `tariff` holds the prices of both the national phase and of patents. Source: 专利法实施细则 art. 120 to 122.
    """
    application = entry.application
    _check(entry)
    waivers = [
        tariff.waiver(key)
        for key, holds in (
            ("received-and-searched", entry.received_and_searched),
            ("received-and-searched-extras", entry.received_and_searched),
            ("searched-and-examined", entry.searched_and_examined),
        )
        if holds
    ]
    sheet = Sheet(tariff, application.filed_on, reductions=tuple(reductions), waivers=tuple(waivers))
    sheet.charge(f"application-{application.kind}")
    if application.kind == PatentKind.INVENTION:
        sheet.charge("publication")
        sheet.warn(Why.NATIONAL_PUBLICATION)
    charge_extras(sheet, application)
    if application.examination:
        sheet.charge("examination")
    if application.filed_on > months_after(entry.priority_on, ENTRY_MONTHS):
        sheet.charge("grace")
        _say_near(sheet, entry, ENTRY_MONTHS)
    if entry.priority_restored:
        sheet.charge("priority-restoration")
    return sheet.bill()


def _check(entry: NationalEntry) -> None:
    application = entry.application
    latest = months_after(entry.priority_on, ENTRY_MONTHS_WITH_FEE)
    troubles = (
        (application.kind == PatentKind.DESIGN, Refusal.NOT_A_PCT_KIND),
        (application.examination and application.kind != PatentKind.INVENTION, Refusal.ONLY_INVENTIONS_ARE_EXAMINED),
        (min(application.claims, application.pages, application.priorities + 1) < 1, Refusal.COUNT_TOO_SMALL),
        (application.filed_on < entry.priority_on, Refusal.ENTRY_BEFORE_PRIORITY),
        (application.filed_on > latest + CLOSE, Refusal.ENTRY_TOO_LATE),
    )
    for is_so, refusal in troubles:
        if is_so:
            raise BillRefused(refusal)


def _say_near(sheet: Sheet, entry: NationalEntry, months: int) -> None:
    for end in (months_after(entry.priority_on, months), months_after(entry.priority_on, ENTRY_MONTHS_WITH_FEE)):
        if end < entry.application.filed_on <= end + CLOSE:
            sheet.warn(Why.NEAR_A_STEP, day=end)
