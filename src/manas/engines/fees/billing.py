"""Making lines from prices: the price of the day, the best reduction, and a word about everything that is not certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from manas.engines.fees.model import (
    ZERO,
    Bill,
    BillRefused,
    Citation,
    Currency,
    Line,
    Penalty,
    Per,
    Price,
    Reduction,
    Refusal,
    Remark,
    Status,
    Tariff,
    Waiver,
    Why,
    cents,
)

DOUBT = (Status.READ, Status.SECOND_HAND, Status.MEMORY)


@dataclass(slots=True)
class Sheet:
    """A bill while it is being written, for an event of one day."""

    tariff: Tariff
    on: date
    currency: Currency = Currency.CNY
    reductions: tuple[Reduction, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    lines: list[Line] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def charge(self, key: str, count: int = 1, times: int = 1) -> None:
        """This function will add what `count` of something cost on the day, a line for each band that is reached.

        `times`: the same again for so many others (each member designated, each class)."""
        self.charge_each(key, [count] * times)

    def charge_each(self, key: str, counts: Sequence[int]) -> None:
        """This function will add what several counts of something cost: each has bands of its own."""
        if min(counts, default=0) < 0:
            raise BillRefused(Refusal.COUNT_TOO_SMALL)
        held = self.tariff.at(key, self.on)
        if not all(_is_priced(count, held, self.tariff.named(key)) for count in counts):
            self.unknown(self.tariff.named(key)[-1].name)
        for price in held:
            if quantity := sum(map(price.counted, counts)):
                self._add(price, quantity)

    def share(self, penalty: Penalty) -> None:
        """This function will add a share of what stands on the sheet; unknown where one of its amounts is unknown."""
        if not all(any(line.key == key for line in self.lines) for key in (*penalty.of, *penalty.ceiling_of)):
            self.unknown(penalty.name)
            return
        base = sum((line.amount for line in self.lines if line.key in penalty.of or not penalty.of), ZERO)
        amount = cents(base * penalty.share)
        if penalty.ceiling_of:
            top = sum((line.amount for line in self.lines if line.key in penalty.ceiling_of), ZERO)
            amount = min(amount, cents(top * penalty.share))
        status = weakest([penalty.status, *(line.status for line in self.lines)])
        self.lines.append(share_line(penalty.key, penalty.name, amount, penalty.share, penalty.citations, status))

    def charge_one(self, price: Price) -> None:
        """This function will add one of a price that was chosen already."""
        self._add(price, 1)

    def unknown(self, name: str) -> None:
        """This function will say that an amount is not known; it is never guessed."""
        self.warn(Why.NOT_KNOWN, name)

    def warn(self, why: Why, name: str = "", day: date | None = None, count: int = 0) -> None:
        """This function will add a word to the reader, once."""
        remark = Remark(why, name, day, count)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def bill(self) -> Bill:
        """This function will close the sheet: reductions that were asked for and lowered nothing are named."""
        used = {line.reduction.key for line in self.lines if line.reduction}
        named = {remark.name for remark in self.remarks}
        for reduction in self.reductions:
            if reduction.key not in used and reduction.name not in named:
                self.warn(Why.NOT_REDUCIBLE, reduction.name)
        return Bill(self.on, self.currency, tuple(self.lines), tuple(self.remarks))

    def _add(self, price: Price, quantity: int) -> None:
        waiver = next((waiver for waiver in self.waivers if price.key in waiver.prices), None)
        if waiver:
            self.warn(Why.WAIVED, f"{price.name}：{waiver.name}")
            return
        if price.vouched_from and self.on < price.vouched_from:
            self.warn(Why.BEFORE_SOURCE, day=price.vouched_from)
        self.lines.append(line_of(price, quantity, self._best(price)))

    def _best(self, price: Price) -> Reduction | None:
        """Of several reductions the one that lowers most: they never add up."""
        fitting = [one for one in self.reductions if one.key in price.reductions and one.holds_on(self.on)]
        best = max(fitting, key=lambda one: one.rate, default=None)
        for other in fitting:
            if other is not best:
                self.warn(Why.WEAKER_REDUCTION, other.name)
        return best


def line_of(price: Price, quantity: int, reduction: Reduction | None = None) -> Line:
    """This function will make the line of a price for so many of its things."""
    full = price.amount * quantity
    amount = cents(full * (1 - reduction.rate)) if reduction else cents(full)
    status = weakest([price.status, *([reduction.status] if reduction else [])])
    return Line(
        price.key, price.name, quantity, price.per, price.amount, amount, price.citations, status, reduction,
        note=price.note,
    )  # fmt: skip


def share_line(
    key: str, name: str, amount: Decimal, share: Decimal, citations: tuple[Citation, ...], status: Status
) -> Line:
    """This function will make the line of an amount that was computed as a share of others."""
    return Line(key, name, 1, Per.CASE, amount, amount, citations, status, share=share)


def _is_priced(count: int, held: tuple[Price, ...], named: tuple[Price, ...]) -> bool:
    """Whether the prices of the day reach so many: a first one that is known says nothing about the next."""
    if not any(price.counted(count) for price in named):
        return True
    return any(price.last is None or count <= price.last for price in held)


def weakest(statuses: Iterable[Status]) -> Status:
    """This function will give the least certain of several: a bill is no surer than its weakest amount."""
    return max(statuses, key=DOUBT.index)
