"""质押登记: what stands against registering the pledge of a patent or a mark, ground by ground, as far as it is known.

Every question may be open. A pledge can be registered when every block is clear; an open question is never a clear one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Status(StrEnum):
    """How well a ground is known: its text was read, a second source quotes it, or it is from memory (未核实)."""

    READ = "read"
    SECOND_HAND = "second-hand"
    MEMORY = "memory"


class RightKind(StrEnum):
    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"
    TRADEMARK = "trademark"


class Block(StrEnum):
    """The ten things to be looked at, in the order in which an examiner meets them."""

    HOLDER = "holder"
    IN_FORCE = "in-force"
    ANNUITY = "annuity"
    STAY = "stay"
    TERM = "term"
    CO_OWNERS = "co-owners"
    EARLIER_PLEDGE = "earlier-pledge"
    SAME_DAY = "same-day"
    INVALIDATION = "invalidation"
    OPEN_LICENSE = "open-license"


class Outcome(StrEnum):
    """In the order of alarm: the worst of several stands for all."""

    BLOCKED = "blocked"
    NEEDS_CONSENT = "needs-consent"
    UNKNOWN = "unknown"
    CLEAR = "clear"


class Reason(StrEnum):
    """Why an outcome is what it is; the words for it belong to whoever shows it."""

    AS_IT_SHOULD_BE = "as-it-should-be"
    NOT_CONCERNED = "not-concerned"  # a right of this kind cannot meet this block
    CONSENTED = "consented"
    NOT_KNOWN = "not-known"
    GROUND_NOT_READ = "ground-not-read"  # something speaks against, but no text for this kind of right was read
    NOT_THE_HOLDER = "not-the-holder"
    NOT_GRANTED = "not-granted"
    ENDED = "ended"
    ANNUITY_UNPAID = "annuity-unpaid"
    STAYED = "stayed"
    PRESERVED = "preserved"
    DEBT_OUTLASTS_RIGHT = "debt-outlasts-right"
    CO_OWNER_MISSING = "co-owner-missing"
    PLEDGED_ALREADY = "pledged-already"
    SAME_DAY_INVENTION = "same-day-invention"
    INVALIDATION_PENDING = "invalidation-pending"
    OPEN_LICENSED = "open-licensed"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a ground stands: a law by its key in `facts/laws.yaml`, and the article as its text numbers it."""

    law: str
    article: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground for refusing registration; `block` None: only a person can see it, from the papers."""

    key: str
    name: str
    block: Block | None
    kinds: tuple[RightKind, ...]
    citations: tuple[Citation, ...]
    status: Status
    note: str = ""


@dataclass(frozen=True, slots=True)
class PledgedRight:
    """What is known of one right that is to be pledged; None is an open question.

    `pledgors` and `holders` are names as they stand in contract and register. `ends_on` is the last day of the right.
    `agreed_otherwise`: the co-owners have an agreement of their own about pledging. `…_accepted`: the pledgee was told and
    still agrees (False: does not); for an open licence, in writing.
    """

    kind: RightKind
    number: str = ""
    holders: tuple[str, ...] | None = None
    pledgors: tuple[str, ...] | None = None
    granted: bool | None = None
    in_force: bool | None = None
    annuity_paid: bool | None = None
    stayed: bool | None = None
    preserved: bool | None = None
    ends_on: date | None = None
    co_owners_agree: bool | None = None
    agreed_otherwise: bool | None = None
    pledged_before: bool | None = None
    same_day_invention: bool | None = None
    same_day_accepted: bool | None = None
    invalidation_pending: bool | None = None
    invalidation_accepted: bool | None = None
    open_license: bool | None = None
    open_license_accepted: bool | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What came of looking at one block of one right; `ground` None where none was read for this kind of right."""

    number: str
    block: Block
    outcome: Outcome
    reason: Reason
    ground: Ground | None


Finding = tuple[Outcome, Reason]
PATENTS: Final = frozenset((RightKind.INVENTION, RightKind.UTILITY_MODEL, RightKind.DESIGN))
# The kinds of rights that can meet a block; those that are not named here meet it whatever their kind.
ONLY: Final = MappingProxyType(
    {
        Block.ANNUITY: PATENTS,
        Block.SAME_DAY: frozenset((RightKind.UTILITY_MODEL,)),
        Block.OPEN_LICENSE: PATENTS,
    }
)
ALARM: Final = list(Outcome)
CLEAR: Final[Finding] = (Outcome.CLEAR, Reason.AS_IT_SHOULD_BE)
UNKNOWN: Final[Finding] = (Outcome.UNKNOWN, Reason.NOT_KNOWN)


def checks_of(right: PledgedRight, debt_ends_on: date | None, grounds: Sequence[Ground]) -> tuple[Check, ...]:
    """This function will look at the ten blocks of one right, for a debt to be repaid by `debt_ends_on`, in their order.

    Source: 专利权质押登记办法 as its list of refusals is quoted; 专利法实施细则 art. 86 for open licences.
    """
    return tuple(_check(right, block, debt_ends_on, grounds) for block in Block)


def checks_of_all(
    rights: Sequence[PledgedRight], debt_ends_on: date | None, grounds: Sequence[Ground]
) -> tuple[Check, ...]:
    """This function will look at the ten blocks of every right, right by right."""
    return tuple(check for right in rights for check in checks_of(right, debt_ends_on, grounds))


def verdict(checks: Sequence[Check]) -> Outcome:
    """This function will give what stands for all checks: the worst; unknown where nothing was looked at."""
    return min((check.outcome for check in checks), key=ALARM.index, default=Outcome.UNKNOWN)


def _check(right: PledgedRight, block: Block, debt_ends_on: date | None, grounds: Sequence[Ground]) -> Check:
    ground = next((one for one in grounds if one.block == block and right.kind in one.kinds), None)
    if block in ONLY and right.kind not in ONLY[block]:
        return Check(right.number, block, Outcome.CLEAR, Reason.NOT_CONCERNED, ground)
    outcome, reason = _term(right, debt_ends_on) if block == Block.TERM else LOOK[block](right)
    if ground is None and outcome in (Outcome.BLOCKED, Outcome.NEEDS_CONSENT):
        outcome, reason = Outcome.UNKNOWN, Reason.GROUND_NOT_READ
    return Check(right.number, block, outcome, reason, ground)


def _all_must(*questions: tuple[bool | None, Reason]) -> Finding:
    """Every answer must be yes: the first no decides, then the first open question."""
    for answer, reason in questions:
        if answer is False:
            return Outcome.BLOCKED, reason
    return UNKNOWN if any(answer is None for answer, _ in questions) else CLEAR


def _none_may(*questions: tuple[bool | None, Reason]) -> Finding:
    return _all_must(*((None if answer is None else not answer, reason) for answer, reason in questions))


def _unless_accepted(fact: bool | None, accepted: bool | None, reason: Reason) -> Finding:  # noqa: FBT001  # three answers
    """What is so is no hindrance once the other side was told and agrees; an agreement settles an open question too."""
    if fact is False:
        return CLEAR
    if accepted:
        return Outcome.CLEAR, Reason.CONSENTED
    if fact is None:
        return UNKNOWN
    return (Outcome.NEEDS_CONSENT if accepted is None else Outcome.BLOCKED), reason


def _holder(right: PledgedRight) -> Finding:
    if right.holders is None or right.pledgors is None:
        return UNKNOWN
    inside = bool(right.pledgors) and set(right.pledgors) <= set(right.holders)
    return _all_must((inside, Reason.NOT_THE_HOLDER))


def _co_owners(right: PledgedRight) -> Finding:
    """A sole holder needs nobody; holders who all pledge agree by pledging."""
    if right.agreed_otherwise or right.co_owners_agree:
        return Outcome.CLEAR, Reason.CONSENTED
    if right.holders is None:
        return UNKNOWN
    if len(set(right.holders)) <= 1 or set(right.holders) <= set(right.pledgors or ()):
        return CLEAR
    refused = right.co_owners_agree is False
    return (Outcome.BLOCKED if refused else Outcome.NEEDS_CONSENT), Reason.CO_OWNER_MISSING


def _term(right: PledgedRight, debt_ends_on: date | None) -> Finding:
    if right.ends_on is None or debt_ends_on is None:
        return UNKNOWN
    return _all_must((debt_ends_on <= right.ends_on, Reason.DEBT_OUTLASTS_RIGHT))


def _in_force(right: PledgedRight) -> Finding:
    return _all_must((right.granted, Reason.NOT_GRANTED), (right.in_force, Reason.ENDED))


def _annuity(right: PledgedRight) -> Finding:
    return _all_must((right.annuity_paid, Reason.ANNUITY_UNPAID))


def _stay(right: PledgedRight) -> Finding:
    return _none_may((right.stayed, Reason.STAYED), (right.preserved, Reason.PRESERVED))


def _earlier_pledge(right: PledgedRight) -> Finding:
    return _none_may((right.pledged_before, Reason.PLEDGED_ALREADY))


def _same_day(right: PledgedRight) -> Finding:
    return _unless_accepted(right.same_day_invention, right.same_day_accepted, Reason.SAME_DAY_INVENTION)


def _invalidation(right: PledgedRight) -> Finding:
    return _unless_accepted(right.invalidation_pending, right.invalidation_accepted, Reason.INVALIDATION_PENDING)


def _open_license(right: PledgedRight) -> Finding:
    return _unless_accepted(right.open_license, right.open_license_accepted, Reason.OPEN_LICENSED)


LOOK: Final[MappingProxyType[Block, Callable[[PledgedRight], Finding]]] = MappingProxyType(
    {
        Block.HOLDER: _holder,
        Block.IN_FORCE: _in_force,
        Block.ANNUITY: _annuity,
        Block.STAY: _stay,
        Block.CO_OWNERS: _co_owners,
        Block.EARLIER_PLEDGE: _earlier_pledge,
        Block.SAME_DAY: _same_day,
        Block.INVALIDATION: _invalidation,
        Block.OPEN_LICENSE: _open_license,
    }
)
