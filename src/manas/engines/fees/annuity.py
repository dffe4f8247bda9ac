"""年费: what a patent costs in one of its years, what being late adds, and what restoring an ended right costs.

Patent years are counted from the filing day (审查指南 五-九 4.2.1.1), the window of reduction from the patent year in which
the right was granted. The surcharge is a share of the full annuity, whatever was reduced (专利法实施细则 art. 115).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from manas.engines.fees.billing import Sheet, share_line, weakest
from manas.engines.fees.model import (
    ZERO,
    Bill,
    BillRefused,
    Line,
    PatentKind,
    Price,
    Reduction,
    Refusal,
    Surcharge,
    Tariff,
    Why,
    cents,
)
from manas.engines.fees.months import anniversary, months_after, months_begun, year_of_life

CLOSE = timedelta(days=10)  # the longest holiday, with the days that are worked for it


@dataclass(frozen=True, slots=True)
class Annuity:
    """One year of one patent, paid on a day.

    `due_on` and `grace_ends_on` as a calendar of rest days gave them; None: the day in the calendar itself.
    """

    kind: PatentKind
    filed_on: date
    year: int
    paid_on: date
    granted_on: date | None = None
    due_on: date | None = None
    grace_ends_on: date | None = None

    @property
    def due(self) -> date:
        return self.due_on or anniversary(self.filed_on, self.year - 1)

    @property
    def grace_end(self) -> date:
        return self.grace_ends_on or months_after(self.due, 6)

    @property
    def grant_year(self) -> int | None:
        """The patent year in which the right was granted."""
        return year_of_life(self.filed_on, self.granted_on) if self.granted_on else None


def annuity_bill(annuity: Annuity, tariff: Tariff, reductions: Sequence[Reduction] = ()) -> Bill:
    """This function will bill the annuity of a patent year as it is paid on its day, with surcharge or restoration.

    BillRefused where the year does not exist. The best single reduction counts, on the annuity only.
    """
    _check(annuity)
    price = _price(annuity, tariff)
    sheet = Sheet(tariff, annuity.paid_on)
    sheet.reductions = _inside_the_window(annuity, tuple(reductions), sheet)
    if price is None:
        sheet.unknown(tariff.named(f"annuity-{annuity.kind}")[0].name)
        return sheet.bill()
    sheet.charge_one(price)
    if annuity.year == annuity.grant_year:
        sheet.warn(Why.GRANT_YEAR)
    elif tariff.surcharge:
        _charge_lateness(annuity, price, tariff.surcharge, sheet)
    return sheet.bill()


def compensation_bill(years: int, paid_on: date, tariff: Tariff) -> Bill:
    """This function will bill the annuities of so many years by which the term was lengthened."""
    sheet = Sheet(tariff, paid_on)
    sheet.charge("compensation-annuity", years)
    return sheet.bill()


def rate_of_lateness(due_on: date, paid_on: date, surcharge: Surcharge) -> Decimal:
    """This function will give the share of the full annuity that is added for paying on `paid_on`."""
    begun = months_begun(due_on, paid_on)
    return surcharge.steps[min(begun, len(surcharge.steps)) - 1] if begun else ZERO


def surcharge_still_due(
    full_annuity: Decimal, due_on: date, paid_on: date, already_paid: Decimal, surcharge: Surcharge
) -> Decimal:
    """This function will give what is left of the surcharge when it is made up for on `paid_on`: the step of that day
    counts for the whole, less what was paid before (审查指南 五-九 4.2.1.3)."""
    whole = cents(full_annuity * rate_of_lateness(due_on, paid_on, surcharge))
    return max(ZERO, whole - already_paid)


def refundable(due: Decimal, paid: Decimal) -> Decimal:
    """This function will give what was paid too much and may be asked back (审查指南 五-二 4.2.1.1)."""
    return cents(max(ZERO, paid - due))


def _check(annuity: Annuity) -> None:
    granted = annuity.granted_on
    troubles = (
        (granted is not None and granted < annuity.filed_on, Refusal.GRANTED_BEFORE_FILED),
        (annuity.paid_on < annuity.filed_on, Refusal.PAID_BEFORE_FILED),
        (annuity.grace_end < annuity.due, Refusal.GRACE_BEFORE_DUE),
        (annuity.year < 1, Refusal.COUNT_TOO_SMALL),
        (annuity.grant_year is not None and annuity.year < annuity.grant_year, Refusal.YEAR_BEFORE_GRANT),
    )
    for is_so, refusal in troubles:
        if is_so:
            raise BillRefused(refusal)


def _price(annuity: Annuity, tariff: Tariff) -> Price | None:
    """The price of the band that holds the year; None where the year exists and its amount of that day is not known."""
    bands = [
        price
        for price in tariff.named(f"annuity-{annuity.kind}")
        if price.first <= annuity.year <= (price.last or annuity.year)
        and (price.filed_from is None or price.filed_from <= annuity.filed_on)
    ]
    if not bands:
        raise BillRefused(Refusal.YEAR_BEYOND_TERM)
    return next((price for price in bands if price.holds_on(annuity.paid_on)), None)


def _inside_the_window(annuity: Annuity, reductions: tuple[Reduction, ...], sheet: Sheet) -> tuple[Reduction, ...]:
    """The reductions whose years cover this one. A year within the first ten is inside whenever the grant was."""
    kept = []
    for one in reductions:
        last = (annuity.grant_year or 1) + one.years - 1 if one.years else annuity.year
        if annuity.year <= last:
            kept.append(one)
        elif annuity.grant_year:
            sheet.warn(Why.WINDOW_OVER, one.name, count=last)
        else:
            sheet.warn(Why.WINDOW_UNKNOWN, one.name)
    return tuple(kept)


def _charge_lateness(annuity: Annuity, price: Price, surcharge: Surcharge, sheet: Sheet) -> None:
    begun = months_begun(annuity.due, annuity.paid_on)
    if not begun:
        return
    if annuity.paid_on > annuity.grace_end:
        sheet.warn(Why.TERMINATED, day=annuity.grace_end)
        if annuity.grace_ends_on is None and annuity.paid_on - annuity.grace_end <= CLOSE:
            sheet.warn(Why.NEAR_A_STEP, day=annuity.grace_end)
        sheet.lines.append(_surcharge_line(price, surcharge.ceiling, surcharge))
        sheet.charge("restoration")
        return
    _say_how_late(annuity, begun, sheet)
    rate = rate_of_lateness(annuity.due, annuity.paid_on, surcharge)
    if rate:
        sheet.lines.append(_surcharge_line(price, rate, surcharge))


def _say_how_late(annuity: Annuity, begun: int, sheet: Sheet) -> None:
    sheet.warn(Why.LATE if begun > 1 else Why.NOT_YET_LATE, day=annuity.due, count=begun)
    step_ended_on = months_after(annuity.due, begun - 1)
    if begun > 1 and annuity.paid_on - step_ended_on <= CLOSE:
        sheet.warn(Why.NEAR_A_STEP, day=step_ended_on)


def _surcharge_line(price: Price, rate: Decimal, surcharge: Surcharge) -> Line:
    amount = cents(price.amount * rate)
    status = weakest((price.status, surcharge.status))
    return share_line("surcharge", surcharge.name, amount, rate, surcharge.citations, status)
