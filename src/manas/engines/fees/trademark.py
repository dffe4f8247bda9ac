"""商标: what a trademark matter before the national office costs, on paper or online, by classes and items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from manas.engines.fees.billing import Sheet
from manas.engines.fees.model import Bill, BillRefused, Form, Refusal, Tariff, Why


class Matter(StrEnum):
    REGISTRATION = "registration"
    COLLECTIVE_OR_CERTIFICATION = "collective-or-certification"
    RENEWAL = "renewal"
    TRANSFER = "transfer"
    CHANGE = "change"
    LICENSE = "license"
    OPPOSITION = "opposition"
    CANCELLATION = "cancellation"
    REVIEW = "review"
    CERTIFICATE = "certificate"
    NEW_CERTIFICATE = "new-certificate"
    PLEDGE = "pledge"


WITH_ITEMS = (Matter.REGISTRATION, Matter.COLLECTIVE_OR_CERTIFICATION)


@dataclass(frozen=True, slots=True)
class Mark:
    """A trademark matter; `items` are the goods or services in each of its classes; `late`: a renewal in its grace."""

    matter: Matter
    form: Form
    on: date
    items: tuple[int, ...] = (1,)
    late: bool = False


def trademark_bill(mark: Mark, tariff: Tariff) -> Bill:
    """This function will bill a trademark matter for an event of its day; BillRefused without a class or an item."""
    if min(mark.items, default=0) < 1:
        raise BillRefused(Refusal.COUNT_TOO_SMALL)
    sheet = Sheet(tariff, mark.on)
    _charge(f"{mark.matter}/{mark.form}", mark, sheet)
    if mark.matter == Matter.REGISTRATION:
        sheet.charge_each(f"extra-items/{mark.form}", mark.items)
    elif mark.matter in WITH_ITEMS and max(mark.items) > 10:
        sheet.warn(Why.EXTRA_ITEMS_UNKNOWN)
    if mark.matter == Matter.RENEWAL and mark.late:
        _charge(f"renewal-late/{mark.form}", mark, sheet)
    return sheet.bill()


def _charge(key: str, mark: Mark, sheet: Sheet) -> None:
    """Where only the other way of filing has a price, this way's is not known."""
    if sheet.tariff.knows(key):
        sheet.charge(key, len(mark.items))
        return
    other = Form.PAPER if mark.form == Form.ONLINE else Form.ONLINE
    sheet.unknown(sheet.tariff.named(f"{key.partition('/')[0]}/{other}")[0].name)
