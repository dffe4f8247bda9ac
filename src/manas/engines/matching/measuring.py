"""检索评测: how well patents are found for judged questions, by the ways of finding side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from manas.engines.matching import analysis
from manas.engines.matching.find import WEIGHTING, find
from manas.engines.matching.index import Segment, Weighting, build, top
from manas.engines.matching.model import Need, Offer
from manas.engines.matching.quality import Figure, figure, ndcg, recall, reciprocal_rank
from manas.engines.matching.rank import MOST_HITS, Encoder, Hit, Query, groups_of, signals

# BM25 as every textbook has it: the plain method that others are measured against.
PLAIN: Final = Weighting(saturation=1.2, slope=0.75)
MOST_FOUND: Final = 100

Ranked = Sequence[int]
Search = Callable[[Need], Ranked]
Measure = Callable[[Ranked, Mapping[int, int]], float]
MEASURES: Final[Mapping[str, Measure]] = MappingProxyType({"MRR@10": reciprocal_rank, "nDCG@10": ndcg, "R@100": recall})
COLUMNS: Final = ("set", "questions", "measure", "pairs, BM25", "own terms", "own ranking", "own ranking, encoder")


@dataclass(frozen=True)
class Question:
    """What was asked, and the level (0, 1, 2) of each document that was judged for it, by its key."""

    number: str
    need: Need
    levels: Mapping[int, int]


@dataclass(frozen=True)
class Collection:
    """Patents indexed twice: as the engine does, and as pairs of characters; and the sentence encoder that is measured too."""

    offers: Mapping[int, Offer]
    sizes: Mapping[str, int]
    own: Segment
    plain: Segment
    encoder: Encoder | None = None

    @classmethod
    def of(cls, offers: Sequence[Offer], encoder: Encoder | None = None) -> Collection:
        """This function will index patents."""
        keys = [offer.key for offer in offers]
        own = build((analysis.offer_terms(one.title, one.abstract, one.claims) for one in offers), keys, WEIGHTING)
        plain = build((pairs(f"{one.title} {one.abstract} {one.claims}") for one in offers), keys, PLAIN)
        sizes = Counter(group for one in offers for group in groups_of(one))
        return cls({offer.key: offer for offer in offers}, sizes, own, plain, encoder)

    @property
    def searches(self) -> tuple[Search, ...]:
        """The ways of finding, in the order of the table."""
        ways = (self.by_pairs, self.by_terms, self.by_engine)
        return ways if self.encoder is None else (*ways, self.by_encoder)

    @property
    def head(self) -> str:
        """The head of the table."""
        columns = COLUMNS[: len(self.searches) + 3]
        return f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|"

    def ranked(self, need: Need, encoder: Encoder | None = None) -> list[tuple[float, Offer]]:
        """This function will rank the patents for a need by the engine: score and patent, best first."""
        found = find([self.own], need, MOST_HITS)
        hits = [
            Hit(self.offers[key], score) for key, score in zip(found.keys.tolist(), found.scores.tolist(), strict=True)
        ]
        total = signals(Query.of(need, found.rarity), hits, self.sizes, encoder).total
        order = sorted(range(len(hits)), key=lambda place: (-total[place], hits[place].offer.key))
        return [(float(total[place]), hits[place].offer) for place in order]

    def by_engine(self, need: Need) -> Ranked:
        """This function will give the keys that the engine finds and ranks, best first."""
        return [offer.key for _, offer in self.ranked(need)]

    def by_encoder(self, need: Need) -> Ranked:
        """This function will give them as the engine ranks them with the sentence encoder."""
        return [offer.key for _, offer in self.ranked(need, self.encoder)]

    def by_terms(self, need: Need) -> Ranked:
        """This function will give the keys that the engine's terms find, before any ranking."""
        return [int(key) for key in find([self.own], need, MOST_HITS).keys]

    def by_pairs(self, need: Need) -> Ranked:
        """This function will give the keys that plain pairs of characters find."""
        asked = pairs(f"{need.title} {need.text}")
        return [int(key) for key in top([self.plain], asked, MOST_FOUND)[0]] if asked else []


def pairs(text: str) -> dict[str, float]:
    """This function will count pairs of neighboring characters."""
    joined = "".join(text.split())
    return {pair: float(count) for pair, count in Counter(joined[i : i + 2] for i in range(len(joined) - 1)).items()}


def measured(questions: Sequence[Question], search: Search, measures: Mapping[str, Measure]) -> dict[str, Figure]:
    """This function will ask every question once and give each measure's figure; at least one question."""
    answers = [(search(question.need), question.levels) for question in questions]
    return {name: figure([measure(ranked, levels) for ranked, levels in answers]) for name, measure in measures.items()}


def table(
    name: str, questions: Sequence[Question], searches: Sequence[Search], measures: Mapping[str, Measure] = MEASURES
) -> Iterator[str]:
    """This function will give the rows of a set below the head: means with the interval that chance alone would give."""
    results = [measured(questions, search, measures) for search in searches]
    for measure in measures:
        cells = [f"{r[measure].mean:.3f} [{r[measure].low:.3f}–{r[measure].high:.3f}]" for r in results]
        yield f"| {name} | {len(questions)} | {measure} | {' | '.join(cells)} |"
