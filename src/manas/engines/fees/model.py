"""What a bill is made of: prices with their law and days, reductions, and lines that say how they came about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


class Status(StrEnum):
    """How well an amount is known: its table was read, a second source quotes it, or it is from memory (未核实)."""

    READ = "read"
    SECOND_HAND = "second-hand"
    MEMORY = "memory"


class Currency(StrEnum):
    CNY = "CNY"
    CHF = "CHF"


class Per(StrEnum):
    """What an amount is asked for each of."""

    CASE = "case"  # the application, the request, the registration
    CLAIM = "claim"
    PAGE = "page"
    PRIORITY = "priority"
    CLASS = "class"
    ITEM = "item"  # goods or services within a class
    YEAR = "year"
    MONTH = "month"
    COPY = "copy"
    MEMBER = "member"  # a designated contracting party
    DESIGN = "design"
    IMAGE = "image"


class Form(StrEnum):
    """How a trademark matter is filed; each way has its own price."""

    PAPER = "paper"
    ONLINE = "online"


class PatentKind(StrEnum):
    INVENTION = "invention"
    UTILITY_MODEL = "utility-model"
    DESIGN = "design"


class Refusal(StrEnum):
    """Why there can be no bill; the words for it belong to whoever shows it."""

    NO_CLAIMS_IN_A_DESIGN = "no-claims-in-a-design"
    ONLY_INVENTIONS_ARE_EXAMINED = "only-inventions-are-examined"
    NOT_A_PCT_KIND = "not-a-pct-kind"
    YEAR_BEYOND_TERM = "year-beyond-term"
    YEAR_BEFORE_GRANT = "year-before-grant"
    GRANTED_BEFORE_FILED = "granted-before-filed"
    PAID_BEFORE_FILED = "paid-before-filed"
    GRACE_BEFORE_DUE = "grace-before-due"
    COUNT_TOO_SMALL = "count-too-small"
    ENTRY_BEFORE_PRIORITY = "entry-before-priority"
    ENTRY_TOO_LATE = "entry-too-late"
    NOTHING_DESIGNATED = "nothing-designated"


class BillRefused(ValueError):
    """What was asked cannot be billed; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.value)


class Why(StrEnum):
    """What a reader of a bill must be told; the words for it belong to whoever shows it."""

    NOT_KNOWN = "not-known"  # `name`: no amount is known for that day: it is not in the total
    BEFORE_SOURCE = "before-source"  # an amount was read in an edition that begins on `day`, after the event
    NOT_REDUCIBLE = "not-reducible"  # the reduction `name` does not cover what is billed, or does not hold on that day
    WEAKER_REDUCTION = "weaker-reduction"  # the reduction `name` gives way to a better one: never both
    WINDOW_OVER = "window-over"  # the reduction `name` covers patent years up to `count`
    WINDOW_UNKNOWN = "window-unknown"  # whether the year lies in the window of `name` depends on the day of grant
    GRANT_YEAR = "grant-year"  # the annuity of the year of grant is due as the notice of registration says
    LATE = "late"  # `count` months begun after `day`, the day on which it was due
    NOT_YET_LATE = "not-yet-late"  # paid within the first month after `day`: nothing is added
    TERMINATED = "terminated"  # unpaid at the end of the grace on `day`: the right ended; what restoring it costs
    NEAR_A_STEP = "near-a-step"  # paid within ten days after `day`, the last of a step: rest days may have moved it
    WAIVED = "waived"  # `name` is not asked for
    SEQUENCE_PAGES = "sequence-pages"  # a sequence listing in the standard form is not counted among the pages
    EXTRA_ITEMS_UNKNOWN = "extra-items-unknown"  # whether more items cost more in this matter is not known
    ELECTRONIC_FILING = "electronic-filing"  # how much less an electronic filing costs is not known
    NATIONAL_PUBLICATION = "national-publication"  # that it is paid on entering is from memory
    ALL_INDIVIDUAL = "all-individual"  # whether extra classes cost more where every member asks its own fee


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an amount stands: a law by its key in `facts/laws.yaml`, and the article as its text numbers it."""

    law: str
    article: str


@dataclass(frozen=True, slots=True)
class Price:
    """One amount for one thing, on the days from `valid_from` to `valid_to` (both inclusive, None: open or not known).

    `first` and `last` bound the band that it is asked for (the 11th claim on, pages 31 to 300, patent years 4 to 6).
    `reductions` are the keys of those that may lower it. `vouched_from` is the day from which its source speaks at all:
    for earlier events the amount is shown with a remark. `filed_from`: only for rights applied for since then.
    """

    key: str
    name: str
    amount: Decimal
    currency: Currency
    per: Per
    citations: tuple[Citation, ...]
    status: Status
    checked_on: date
    first: int = 1
    last: int | None = None
    reductions: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    vouched_from: date | None = None
    filed_from: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """This function will tell whether this amount is the one for an event of `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def counted(self, count: int) -> int:
        """This function will tell how many of `count` things fall into the band of this price."""
        top = count if self.last is None else min(count, self.last)
        return max(0, top - self.first + 1)


@dataclass(frozen=True, slots=True)
class Reduction:
    """A share of a price that is not asked for; `years` bounds annuities to so many patent years from that of grant."""

    key: str
    name: str
    rate: Decimal
    citations: tuple[Citation, ...]
    status: Status
    checked_on: date
    years: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """This function will tell whether this reduction exists for an event of `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Waiver:
    """The prices that are not asked for in a case that the law names."""

    key: str
    name: str
    prices: tuple[str, ...]
    citations: tuple[Citation, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What a late annuity costs more: a share of the full annuity by the number of months begun since it was due.

    `steps[0]` is the share in the first month. `ceiling` is what restoring a lost right costs beside annuity and fee.
    """

    name: str
    steps: tuple[Decimal, ...]
    ceiling: Decimal
    citations: tuple[Citation, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Penalty:
    """What paying late costs more: a share of the prices in `of` (none named: of everything owed), at most the same share
    of the prices in `ceiling_of`."""

    key: str
    name: str
    share: Decimal
    of: tuple[str, ...]
    ceiling_of: tuple[str, ...]
    citations: tuple[Citation, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Tariff:
    """Every price of one family, in every version."""

    prices: tuple[Price, ...]
    reductions: tuple[Reduction, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    surcharge: Surcharge | None = None
    penalty: Penalty | None = None

    def named(self, key: str) -> tuple[Price, ...]:
        """This function will give the versions and bands of a price by its key; KeyError when there is none."""
        found = tuple(price for price in self.prices if price.key == key)
        if not found:
            raise KeyError(key)
        return found

    def knows(self, key: str) -> bool:
        """This function will tell whether anything at all is known of a price."""
        return any(price.key == key for price in self.prices)

    def at(self, key: str, day: date) -> tuple[Price, ...]:
        """This function will give the price for an event of `day`, one for each band; empty when it is not known."""
        return tuple(price for price in self.named(key) if price.holds_on(day))

    def reduction(self, key: str) -> Reduction:
        """This function will give a reduction by its key; KeyError when there is none."""
        return {one.key: one for one in self.reductions}[key]

    def waiver(self, key: str) -> Waiver:
        """This function will give a waiver by its key; KeyError when there is none."""
        return {one.key: one for one in self.waivers}[key]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bill: `amount` is what is asked for, after the reduction; before it, `quantity` × `price`."""

    key: str
    name: str
    quantity: int
    per: Per
    price: Decimal
    amount: Decimal
    citations: tuple[Citation, ...]
    status: Status
    reduction: Reduction | None = None
    share: Decimal | None = None  # of another amount, where the price was computed as one
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A word to the reader of a bill, in code: what it says belongs to whoever shows it."""

    why: Why
    name: str = ""
    day: date | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Bill:
    """What an event of `on` costs, in one currency. What is not known stands among the remarks, not in the total."""

    on: date
    currency: Currency
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def is_complete(self) -> bool:
        return all(remark.why is not Why.NOT_KNOWN for remark in self.remarks)

    @property
    def saved(self) -> Decimal:
        return sum((line.quantity * line.price - line.amount for line in self.lines if line.reduction), ZERO)


def cents(amount: Decimal) -> Decimal:
    """This function will round an amount to two places, half away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
