"""匹配: which offers answer a need, why, what was ruled out, and what would still stand in the way.

Only four things rule an offer out: its legal state, that it is not to be had, that it is the asker's own, and a conflict of
interest on either side; each is counted. Class, industry, region, maturity and fee move an offer up or down a little, no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from manas.engines.matching.ipc import in_words
from manas.engines.matching.model import Asker, Need, Offer
from manas.engines.matching.need import wanted_targets
from manas.engines.matching.rank import Encoder, Hit, Query, Scores, signals
from manas.engines.matching.targets import Judged, Verdict, judge
from manas.engines.matching.why import Evidence, evidence

DEAD: Final = frozenset({"lapsed", "expired", "rejected", "withdrawn", "invalidated"})
# Each point of feasibility or industry adds this share of the relevance: enough to part near equals.
SOFT_SHARE: Final = 0.05
READY: Final = 7
RAW: Final = 4
OPEN: Final = frozenset({"open_license", "use_first"})


class Bar(StrEnum):
    """What rules an offer out."""

    LEGAL_STATUS = "legal-status"
    NOT_AVAILABLE = "not-available"
    OWN = "own"
    CONFLICT_OF_ASKER = "conflict-of-asker"
    CONFLICT_OF_HOLDER = "conflict-of-holder"


# In the order in which they are asked; an offer is counted under the first that holds.
BARS: Final[tuple[tuple[Bar, Callable[[Offer, Asker], bool]], ...]] = (
    (Bar.LEGAL_STATUS, lambda offer, _: offer.legal_status in DEAD),
    (Bar.NOT_AVAILABLE, lambda offer, _: offer.willingness == "none"),
    (Bar.OWN, lambda offer, asker: bool(offer.holders & asker.names)),
    (Bar.CONFLICT_OF_ASKER, lambda offer, asker: bool(offer.holders & asker.refuses)),
    (Bar.CONFLICT_OF_HOLDER, lambda offer, asker: bool(offer.refuses & asker.names)),
)
BAR_WORDS: Final[Mapping[Bar, str]] = MappingProxyType(
    {
        Bar.LEGAL_STATUS: "权利已失效或未获授权",
        Bar.NOT_AVAILABLE: "权利人不转让也不许可",
        Bar.OWN: "需求方自己的专利",
        Bar.CONFLICT_OF_ASKER: "需求方声明不与该权利人合作",
        Bar.CONFLICT_OF_HOLDER: "权利人声明不与该需求方合作",
    }
)


def _affordable(offer: Offer, asker: Asker) -> bool | None:
    """This function will say whether the fee lies within the budget; None where either is unknown."""
    return None if offer.fee is None or asker.budget is None else offer.fee <= asker.budget


class Caution(StrEnum):
    """What would still rule an offer out, or make it hard: to be cleared up by people."""

    STATUS_UNKNOWN = "status-unknown"
    NOT_GRANTED = "not-granted"
    WILLINGNESS_UNKNOWN = "willingness-unknown"
    PLEDGED = "pledged"
    IMMATURE = "immature"
    OVER_BUDGET = "over-budget"
    TARGET_CONTRADICTED = "target-contradicted"


CAUTION_WORDS: Final[Mapping[Caution, str]] = MappingProxyType(
    {
        Caution.STATUS_UNKNOWN: "法律状态未核实：失效则不可许可",
        Caution.NOT_GRANTED: "尚未授权：驳回则不可许可",
        Caution.WILLINGNESS_UNKNOWN: "转让许可意愿未知：须先询问权利人",
        Caution.PLEDGED: "专利在质押中：转让和许可须质权人同意",
        Caution.IMMATURE: "成熟度低：须二次开发",
        Caution.OVER_BUDGET: "要价超过需求方预算",
        Caution.TARGET_CONTRADICTED: "文本载明的数值达不到指标",
    }
)
CAUTIONS: Final[tuple[tuple[Caution, Callable[[Offer, Asker], bool]], ...]] = (
    (Caution.STATUS_UNKNOWN, lambda offer, _: offer.legal_status == "unknown"),
    (Caution.NOT_GRANTED, lambda offer, _: offer.legal_status == "pending"),
    (Caution.WILLINGNESS_UNKNOWN, lambda offer, _: offer.willingness == "unknown"),
    (Caution.PLEDGED, lambda offer, _: offer.pledged),
    (Caution.IMMATURE, lambda offer, _: offer.maturity is not None and offer.maturity <= RAW),
    (Caution.OVER_BUDGET, lambda offer, asker: _affordable(offer, asker) is False),
)


class Favor(StrEnum):
    """What speaks for an offer beside its text."""

    OPEN = "open"
    MATURE = "mature"
    NEARBY = "nearby"
    AIDED = "aided"
    CLASSED = "classed"
    INDUSTRY = "industry"
    AFFORDABLE = "affordable"


FAVOR_WORDS: Final[Mapping[Favor, str]] = MappingProxyType(
    {
        Favor.OPEN: "开放许可或先使用后付费",
        Favor.MATURE: "成熟度较高",
        Favor.NEARBY: "权利人在本地区",
        Favor.AIDED: "权利人在对口援助地区",
        Favor.CLASSED: "分类是经人确认的需求分类",
        Favor.INDUSTRY: "分类与需求方产业相符（按名册推算）",
        Favor.AFFORDABLE: "要价在预算之内",
    }
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What an office has loaded: group → patents in the register, IPC code → title, industry → subclasses (estimated
    from registers); any may be empty."""

    sizes: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    industries: Mapping[str, frozenset[str]] = field(default_factory=dict)


ANYBODY: Final = Asker()
NOTHING: Final = Knowledge()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One offer, or a family of them by its best member: the score, and every reason for it."""

    offer: Offer
    score: float
    signals: Mapping[str, float]
    evidence: tuple[Evidence, ...]
    targets: tuple[Judged, ...]
    favors: tuple[Favor, ...]
    cautions: tuple[Caution, ...]
    classes: tuple[tuple[str, str], ...]
    relatives: tuple[Offer, ...]

    @property
    def fitting(self) -> bool:
        """This function will say whether both object and function are spoken of (适配); otherwise it may inspire (启发)."""
        found = {one.element.value for one in self.evidence if one.sentence}
        return {"object", "function"} <= found


@dataclass(frozen=True, slots=True)
class Matching:
    """The suggestions, best first, and how many offers each bar ruled out."""

    suggestions: tuple[Suggestion, ...]
    ruled_out: Mapping[Bar, int]


def match(
    need: Need,
    hits: Sequence[Hit],
    rarity: Mapping[str, float],
    *,
    asker: Asker = ANYBODY,
    knowledge: Knowledge = NOTHING,
    encoder: Encoder | None = None,
    limit: int = 20,
) -> Matching:
    """This function will suggest the best offers among the hits of the index (best first, at most a thousand) for a need.

    Whoever shares the last place stands there too. `rarity` is that of the need's terms, as the index counts them.
    """
    barred = [bar_of(hit.offer, asker) for hit in hits]
    open_hits = [hit for hit, bar in zip(hits, barred, strict=True) if bar is None and hit.lexical > 0]
    seen = signals(Query.of(need, rarity), open_hits, knowledge.sizes, encoder)
    scored = [
        (score * (1 + SOFT_SHARE * len(favors_of(need, hit.offer, asker, knowledge))), place)
        for place, (hit, score) in enumerate(zip(open_hits, seen.total.tolist(), strict=True))
        if score > 0
    ]
    folded = _folded(sorted(scored, key=lambda one: (-one[0], open_hits[one[1]].offer.key)), open_hits)
    kept = [one for one in folded if one[0] >= folded[min(limit, len(folded)) - 1][0]] if limit > 0 else []
    suggestions = tuple(
        _suggestion(need, rarity, asker, knowledge, open_hits[place].offer, score, _at(seen.parts, place), relatives)
        for score, place, relatives in kept
    )
    return Matching(suggestions, Counter(bar for bar in barred if bar is not None))


def bar_of(offer: Offer, asker: Asker) -> Bar | None:
    """This function will give the first thing that rules an offer out for somebody."""
    return next((bar for bar, holds in BARS if holds(offer, asker)), None)


def favors_of(need: Need, offer: Offer, asker: Asker, knowledge: Knowledge) -> tuple[Favor, ...]:
    """This function will give what speaks for an offer beside its text; what is not known speaks neither way."""
    subclasses = {symbol[:4] for symbol in offer.classes}
    held: tuple[tuple[Favor, bool], ...] = (
        (Favor.OPEN, offer.willingness in OPEN),
        (Favor.MATURE, offer.maturity is not None and offer.maturity >= READY),
        (Favor.NEARBY, any(place in offer.region for place in asker.places)),
        (Favor.AIDED, any(place in offer.region for place in asker.aided_by)),
        (Favor.CLASSED, not subclasses.isdisjoint(need.classes)),
        (Favor.INDUSTRY, bool(subclasses & knowledge.industries.get(asker.industry, frozenset()))),
        (Favor.AFFORDABLE, _affordable(offer, asker) is True),
    )
    return tuple(favor for favor, holds in held if holds)


def _folded(scored: Sequence[tuple[float, int]], hits: Sequence[Hit]) -> list[tuple[float, int, tuple[Offer, ...]]]:
    """This function will keep the best member of each family, with the others beside it; no family stands for itself."""
    members: dict[str, list[tuple[float, int]]] = {}
    for score, place in scored:
        offer = hits[place].offer
        members.setdefault(f"family {offer.family}" if offer.family else f"key {offer.key}", []).append((score, place))
    return [(own[0][0], own[0][1], tuple(hits[place].offer for _, place in own[1:])) for own in members.values()]


def _suggestion(
    need: Need,
    rarity: Mapping[str, float],
    asker: Asker,
    knowledge: Knowledge,
    offer: Offer,
    score: float,
    parts: Mapping[str, float],
    relatives: tuple[Offer, ...],
) -> Suggestion:
    judged = tuple(judge(target, f"{offer.abstract}。{offer.claims}") for target in wanted_targets(need))
    cautions = [caution for caution, holds in CAUTIONS if holds(offer, asker)]
    if any(one.verdict is Verdict.CONTRADICTED for one in judged):
        cautions.append(Caution.TARGET_CONTRADICTED)
    return Suggestion(
        offer=offer,
        score=score,
        signals=parts,
        evidence=evidence(need, offer, rarity),
        targets=judged,
        favors=favors_of(need, offer, asker, knowledge),
        cautions=tuple(cautions),
        classes=tuple((symbol, in_words(symbol, knowledge.titles)) for symbol in offer.classes),
        relatives=relatives,
    )


def _at(parts: Mapping[str, Scores], place: int) -> dict[str, float]:
    return {name: float(values[place]) for name, values in parts.items()}
