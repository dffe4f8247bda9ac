"""What a time limit is made of: a rule with its law, the events it runs from, and how its days are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How well a fact is known: the article was read, a second source quotes it, or it is from memory (未核实)."""

    READ = "read"
    SECOND_HAND = "second-hand"
    MEMORY = "memory"


class Span(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"
    YEAR = "year"


class Roll(StrEnum):
    """What happens when the last day is a rest day."""

    NEXT_WORKDAY = "next-workday"
    NEVER = "never"
    SILENT = "silent"  # the text does not say: the day stays, and the explanation says that the text is silent


class Ending(StrEnum):
    """Which day a term of months or years ends on."""

    SAME_NUMBER = "same-number"  # the day with the same number; where the month has none, its last day
    DAY_BEFORE = "day-before"  # the day before the day with the same number; where the month has none, its last day


class Place(StrEnum):
    """Whose rest days count: those of the whole country, or also those that the region adds for its own bodies."""

    NATIONAL = "national"
    LOCAL = "local"


class Choice(StrEnum):
    """Which of several limits binds."""

    LATEST = "latest"  # acting within any of them is enough
    EARLIEST = "earliest"  # all of them must be kept


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact stands: a law by its key in `facts/laws.yaml`, and the article as its text numbers it."""

    law: str
    article: str


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time; a negative count runs back from the event ("at least seven working days before")."""

    count: int
    span: Span


@dataclass(frozen=True, slots=True)
class Limit:
    """A term and the key of the event that it runs from; no term: the event's day itself is the day."""

    event: str
    term: Term | None


@dataclass(frozen=True, slots=True)
class Variant:
    """Other limits for a case that the rule sets apart; `key` names the case, `when` says it in Chinese."""

    key: str
    when: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Extension:
    """How a limit may be made longer: by whom, for how long (None: the law leaves the length open), how many times."""

    by: str
    term: Term | None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Counting:
    """How one body of law counts days."""

    key: str
    first_day_counted: bool
    ending: Ending
    roll: Roll
    place: Place
    citations: tuple[Citation, ...]
    status: Status
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One time limit in one version of its law. Versions of a rule share the key; their days of validity do not meet.

    `valid_from` and `valid_to` (both inclusive, None: open) bound the days of the event to which this version applies.
    `excluded` are the keys of grounds whose time is not counted. `missed` says in Chinese what follows when it is missed.
    `left_open` names the event of a limit whose length no law fixes: it has no `limits` until an office sets its own.
    """

    key: str
    name: str
    domain: str
    actor: str
    limits: tuple[Limit, ...]
    counting: Counting
    citations: tuple[Citation, ...]
    status: Status
    checked_on: date
    choice: Choice = Choice.EARLIEST
    variants: tuple[Variant, ...] = ()
    extensions: tuple[Extension, ...] = ()
    excluded: tuple[str, ...] = ()
    missed: str = ""
    restorable: bool | None = None
    reminder: str = ""
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    left_open: str = ""

    def holds_on(self, day: date) -> bool:
        """This function will tell whether this version applies to an event of `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Channel(StrEnum):
    """How a notice reaches its addressee."""

    POST = "post"
    ELECTRONIC = "electronic"
    PUBLIC_NOTICE = "public-notice"


@dataclass(frozen=True, slots=True)
class Service:
    """When a notice of one body of law counts as served: a term after it was issued; none: the day it was issued.

    The day of service itself never rolls. `rebuttable`: a day of receipt that is proved takes the place of the presumed.
    `valid_from` and `valid_to` (both inclusive, None: open) bound the day of issue.
    """

    body: str
    channel: Channel
    term: Term | None
    rebuttable: bool
    citations: tuple[Citation, ...]
    status: Status
    checked_on: date
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """This function will tell whether this version applies to a notice issued on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Suspension:
    """Time that does not count: from a day (counted out) until the day on which it runs again; None: still standing.

    `formal`: the matter itself was suspended by decision (中止); else the time counts out only if the rule excludes its ground.
    """

    ground: str
    from_on: date
    until_on: date | None
    formal: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """An extension that was given: by whom, and for how long."""

    by: str
    term: Term
