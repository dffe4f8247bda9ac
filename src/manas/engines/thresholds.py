"""入罪标准: how near the amounts of a case are to each threshold of an offence. It warns; whether to transfer is decided by people."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# Design, no law: the share of a threshold from which the case handler is warned.
ALERT = Decimal("0.7")


class Measure(StrEnum):
    """What a threshold counts: yuan, or things."""

    ILLEGAL_GAIN = "illegal-gain"
    ILLEGAL_TURNOVER = "illegal-turnover"
    SALES = "sales"
    UNSOLD_VALUE = "unsold-value"
    LOSS = "loss"
    LABELS = "labels"
    UNSOLD_LABELS = "unsold-labels"
    COPIES = "copies"
    WORKS_ONLINE = "works-online"
    DOWNLOADS = "downloads"
    CLICKS = "clicks"
    MEMBERS = "members"


# Each measure in Chinese, with the unit it is counted in.
WORDS: Mapping[Measure, tuple[str, str]] = {
    Measure.ILLEGAL_GAIN: ("违法所得", "元"),
    Measure.ILLEGAL_TURNOVER: ("非法经营数额", "元"),
    Measure.SALES: ("销售金额", "元"),
    Measure.UNSOLD_VALUE: ("未销售货值金额", "元"),
    Measure.LOSS: ("权利人损失", "元"),
    Measure.LABELS: ("标识数量", "件"),
    Measure.UNSOLD_LABELS: ("未销售标识数量", "件"),
    Measure.COPIES: ("复制件数量", "份"),
    Measure.WORKS_ONLINE: ("网络传播作品数量", "件"),
    Measure.DOWNLOADS: ("下载次数", "次"),
    Measure.CLICKS: ("点击次数", "次"),
    Measure.MEMBERS: ("注册会员数", "人"),
}


class Circumstance(StrEnum):
    """What lowers a threshold."""

    ORDINARY = "ordinary"
    TWO_OR_MORE = "two-or-more"  # two or more marks or patents
    REPEATED = "repeated"  # again within two years after a criminal or administrative penalty for the like


CIRCUMSTANCES: Mapping[Circumstance, str] = {
    Circumstance.ORDINARY: "一般情形",
    Circumstance.TWO_OR_MORE: "两种（项）以上",
    Circumstance.REPEATED: "二年内受过处罚又实施",
}


class State(StrEnum):
    """Where an amount stands towards a threshold."""

    VERY_SERIOUS = "very-serious"  # the multiple that makes the case very serious
    REACHED = "reached"
    NEAR = "near"
    BELOW = "below"
    NOT_GIVEN = "not-given"  # nothing typed yet: unknown, not nil


@dataclass(frozen=True, slots=True)
class Limb:
    """One threshold of an offence: the sum of its measures reaches the amount, in this circumstance.

    `law` is the key of a document, `article` the place in it; `status` how well the threshold is known.
    """

    measures: tuple[Measure, ...]
    amount: Decimal
    circumstance: Circumstance
    law: str
    article: str
    status: str


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence with its thresholds; any limb is enough.

    `very_serious` is the multiple of a limb that makes the case very serious, None where the law has no such degree.
    `half_limbs`: this many measures at half of their ordinary threshold are together as good as one; None where not.
    """

    key: str
    name: str
    limbs: tuple[Limb, ...]
    very_serious: int | None
    half_limbs: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A limb with where the case stands: `ratio` is the amount over the threshold (None: nothing was typed)."""

    limb: Limb
    given: Decimal | None
    ratio: Decimal | None
    state: State
    reason: str


def assess(
    offence: Offence,
    amounts: Mapping[Measure, Decimal],
    circumstances: AbstractSet[Circumstance] = frozenset(),
    alert: Decimal = ALERT,
) -> tuple[Finding, ...]:
    """This function will tell for each limb that may apply where the amounts stand, the nearest first.

    `amounts` are yuan or counts; one that is missing is unknown, not nil. `circumstances` are those that the case has.
    Raises ValueError for a negative amount. It says how near a case is, never what is to be done.
    """
    for measure, amount in amounts.items():
        if amount < 0:
            raise ValueError(f"{measure} cannot be negative: {amount}")
    applying = {Circumstance.ORDINARY, *circumstances}
    found = [_finding(limb, offence, amounts, alert) for limb in offence.limbs if limb.circumstance in applying]
    return tuple(
        sorted(found, key=lambda finding: Decimal(-1) if finding.ratio is None else finding.ratio, reverse=True)
    )


def halves(offence: Offence, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """This function will give the ordinary limbs at half or more, if they are as many as together make the offence.

    Empty where the offence knows no such rule, or the limbs are fewer. A limb counts once per measure.
    """
    if offence.half_limbs is None:
        return ()
    at_half = tuple(
        finding
        for finding in findings
        if finding.limb.circumstance is Circumstance.ORDINARY and finding.ratio is not None and finding.ratio * 2 >= 1
    )
    return at_half if len(at_half) >= offence.half_limbs else ()


def worst(findings: tuple[Finding, ...]) -> State:
    """This function will give the gravest state of all limbs; NOT_GIVEN when there is none."""
    order = list(State)
    return min((finding.state for finding in findings), key=order.index, default=State.NOT_GIVEN)


def _finding(limb: Limb, offence: Offence, amounts: Mapping[Measure, Decimal], alert: Decimal) -> Finding:
    known = [amounts[measure] for measure in limb.measures if measure in amounts]
    if not known:
        return Finding(limb, None, None, State.NOT_GIVEN, f"{_named(limb)}未填写（{CIRCUMSTANCES[limb.circumstance]}）")
    given = sum(known, Decimal(0))
    ratio = given / limb.amount
    state = _state(ratio, offence.very_serious, alert)
    return Finding(limb, given, ratio, state, _reason(limb, given, state, offence, amounts))


def _state(ratio: Decimal, very_serious: int | None, alert: Decimal) -> State:
    if very_serious is not None and ratio >= very_serious:
        return State.VERY_SERIOUS
    if ratio >= 1:
        return State.REACHED
    return State.NEAR if ratio >= alert else State.BELOW


_SAID = {
    State.VERY_SERIOUS: "达到情节特别严重的标准",
    State.REACHED: "达到标准",
    State.NEAR: "接近标准",
    State.BELOW: "未达到标准",
}


def _reason(limb: Limb, given: Decimal, state: State, offence: Offence, amounts: Mapping[Measure, Decimal]) -> str:
    unit = WORDS[limb.measures[0]][1]
    bar = limb.amount * (offence.very_serious or 1) if state is State.VERY_SERIOUS else limb.amount
    missing = "、".join(WORDS[measure][0] for measure in limb.measures if measure not in amounts)
    unknown = f"（{missing}未填写）" if missing else ""
    return (
        f"{_named(limb)}{_number(given)}{unit}{unknown}，{CIRCUMSTANCES[limb.circumstance]}的标准为"
        f"{_number(bar)}{unit}，{_SAID[state]}"
    )


def _named(limb: Limb) -> str:
    names = "与".join(WORDS[measure][0] for measure in limb.measures)
    return f"{names}合计" if len(limb.measures) > 1 else names


def _number(amount: Decimal) -> str:
    """An amount without needless noughts: 30000, 29999.99."""
    text = f"{amount:.2f}"
    return text.rstrip("0").rstrip(".")
