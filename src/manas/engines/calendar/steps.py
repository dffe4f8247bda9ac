"""What a derivation hands on: the day, and the steps that led to it, without words. Who shows them finds the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from manas.engines.calendar.days import NamedDay
from manas.engines.calendar.model import Citation, Place, Rule, Service, Status, Term


class StepKind(StrEnum):
    SERVED = "served"  # issued on `from_on`, served on `to_on` (`term` later, or on that very day)
    MISSING = "missing"  # the day of `event` is not known; its limit is left out
    DAY_ITSELF = "day-itself"  # the day of the event, `to_on`, is the last day
    NOT_COUNTED = "not-counted"  # `from_on` is not counted; counting begins with `to_on`
    COUNTED = "counted"  # `from_on` is itself counted
    ADDED = "added"  # `term` from `from_on` ends on `to_on`, or from `from_at` at `to_at`
    COUNTED_BACK = "counted-back"  # `term` back from `from_on` reaches `to_on`
    MONTH_END = "month-end"  # the last month has no day with the number of `from_on`: its last day `to_on` is taken
    DAY_BEFORE = "day-before"  # the corresponding day is `from_on`; the term ends the day before, `to_on`
    SKIPPED = "skipped"  # `days` are rest days and not counted
    WORKED = "worked"  # `days` are weekend days that are worked, and counted
    EXTENDED = "extended"  # `by` gave `term`: the last day goes from `from_on` to `to_on`
    NOT_EXCLUDED = "not-excluded"  # time from `from_on` to `to_on` for `grounds` goes on counting
    SUSPENDED = (
        "suspended"  # nothing counted from `from_on`, again from `to_on`: the last day moves by `term` to `last_on`
    )
    STANDING = "standing"  # nothing counts since `from_on`; `term` is left when it runs again
    ROLLED = "rolled"  # `from_on` is a rest day: the next working day `to_on`; `days` are passed over
    ROLLED_BACK = "rolled-back"  # the same towards the past, for a term that runs back
    KEPT = "kept"  # `from_on` is a rest day, and the law does not move such a day
    KEPT_SILENT = "kept-silent"  # `from_on` is a rest day, and the text is silent: the day stays
    HOURS_KEPT = "hours-kept"  # a limit of hours is not moved by rest days
    REGION_UNKNOWN = "region-unknown"  # the regional notice of `year` is not known: counted by the national one
    EARLIEST = "earliest"  # of several limits the earliest binds: `to_on`, of `event`
    LATEST = "latest"  # of several limits the latest binds: `to_on`, of `event`
    BOUND = "bound"  # by the national days `from_on`, with the regional ones `to_on`; the earlier, `last_on`, binds


@dataclass(frozen=True, slots=True)
class Step:
    """One step; which fields are set stands beside its kind. `event` is the key of the event whose limit it belongs to."""

    kind: StepKind
    event: str = ""
    from_on: date | None = None
    to_on: date | None = None
    last_on: date | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None
    term: Term | None = None
    days: tuple[NamedDay, ...] = ()
    grounds: tuple[str, ...] = ()
    by: str = ""
    year: int = 0
    citations: tuple[Citation, ...] = ()


STATUSES = (Status.READ, Status.SECOND_HAND, Status.MEMORY)


@dataclass(frozen=True, slots=True)
class Derivation:
    """The day that a rule gives, and why.

    `due_on` None: a suspension still stands, `remaining` is left. `due_at` only for limits of hours. `event` is the key of
    the event whose limit binds, and `began_on` its day (of service). `missing` are events whose limits could not be looked
    at: with the earliest choice the real day may be earlier, with the latest choice later. `alternative`: the day by the
    other calendar, where it is not settled which of the two counts.
    """

    rule: Rule
    place: Place
    event: str
    began_on: date
    due_on: date | None
    due_at: datetime | None
    steps: tuple[Step, ...]
    remaining: Term | None = None
    missing: tuple[str, ...] = ()
    served: tuple[Service, ...] = ()
    alternative: Derivation | None = None

    @property
    def status(self) -> Status:
        """How well the whole is known: as the least known of its rule, its counting and its rules of service."""
        return max(
            (self.rule.status, self.rule.counting.status, *(rule.status for rule in self.served)), key=STATUSES.index
        )
