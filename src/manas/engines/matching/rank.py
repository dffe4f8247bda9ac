"""排序: the best hits of the index in the order in which they answer a need.

The index adds up terms. Here, for at most a thousand hits, it counts as well what terms cannot say: single characters (清洗 and
清洁 share one), how much of the need one sentence of the patent speaks of, whether the thing itself is called so, and whether
other hits of its IPC groups answer too. `WEIGHTS` were set on one half of a judged set and measured on the other
(`bench/matching_quality.py`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from manas.engines.matching import analysis
from manas.engines.matching.model import Need, Offer
from manas.engines.matching.phrases import BINDING
from manas.engines.matching.reading import Reading, characters_of, covered

Scores = NDArray[np.float64]
# What is added to the lexical score, which is 1 for the best hit; every signal lies between 0 and 1.
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "lexical": 1.0,
        "group": 0.3,
        "neighbors": 0.15,
        "covered": 0.3,
        "named": 0.2,
        "characters": 0.4,
        "sentence": 0.3,
        "near": 0.3,
        "meaning": 0.5,
    }
)
MOST_HITS: Final = 1000
# Sentences are looked at in this many of the best hits; further down they change nothing that anybody sees.
READ_CLOSELY: Final = 200
# A sentence encoder reads this many: it takes some 50 ms a text, and somebody waits.
ENCODED: Final = 100
# The share of a group's hits is taken as if it had this many patents more: a group of one proves nothing.
GROUP_PRIOR: Final = 10.0
NEIGHBORS: Final = 30
NEIGHBORS_PRIOR: Final = 20.0
CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


class Encoder(Protocol):
    """Any model that turns texts into vectors; the nearer two texts are in meaning, the higher their cosine."""

    def __call__(self, texts: Sequence[str], /) -> NDArray[Any]:
        """This function will give one vector a text: an array of shape (texts, dimensions)."""
        ...


class Hit(NamedTuple):
    """A patent that the index found, and its lexical score (above 0)."""

    offer: Offer
    lexical: float


@dataclass(frozen=True, slots=True)
class Query:
    """A need as it is compared: how much each term and each character weighs (both add up to 1), and the words of it."""

    terms: Mapping[str, float]
    characters: Mapping[str, int]
    words: str

    @classmethod
    def of(cls, need: Need, rarity: Mapping[str, float]) -> Query:
        """This function will weigh the terms of a need by their rarity (term → ln weight, as the index counts them)."""
        sharp = analysis.sharpened(analysis.need_terms(need), rarity)
        weights = {term: weight * rarity[term] for term, weight in sharp.items()}
        whole = sum(weights.values()) or 1.0
        text = analysis.spoken(f"{need.title}。{need.text}")
        characters = Counter(character for character in CHINESE.findall(text) if character not in BINDING)
        return cls({term: weight / whole for term, weight in weights.items()}, characters, f"{need.title}。{need.text}")


class Signals(NamedTuple):
    """What was seen of each hit: for every name in `WEIGHTS` an array as long as the hits."""

    total: Scores
    parts: Mapping[str, Scores]


def signals(query: Query, hits: Sequence[Hit], sizes: Mapping[str, int], encoder: Encoder | None = None) -> Signals:
    """This function will score hits, best first as the index gave them, at most a thousand.

    `sizes`: how many patents of the whole register carry each IPC group; a group that is not in it counts by the hits.
    A hit without any lexical score keeps 0, whatever else speaks for it.
    """
    if len(hits) > MOST_HITS:
        raise ValueError(f"At most {MOST_HITS:,} hits are ranked.")
    if not hits:
        return Signals(np.zeros(0), {})
    lexical = _share(np.array([hit.lexical for hit in hits], dtype=np.float64))
    plain = [analysis.normal(f"{hit.offer.abstract}。{hit.offer.claims}。{hit.offer.title}") for hit in hits]
    parts = {"lexical": lexical} | _by_class(lexical, [groups_of(hit.offer) for hit in hits], sizes)
    parts |= _by_text(query, hits, plain)
    if encoder is not None:
        parts["meaning"] = _meaning(encoder, query, hits)
    total = sum((WEIGHTS[name] * part for name, part in parts.items()), np.zeros(len(hits)))
    return Signals(np.where(lexical > 0, total, 0.0), parts)


def groups_of(offer: Offer) -> tuple[str, ...]:
    """This function will give the IPC main groups of a patent, each once: C12M3/06 lies in C12M3/00."""
    return tuple(dict.fromkeys(f"{symbol.split('/', maxsplit=1)[0]}/00" for symbol in offer.classes))


def _by_class(lexical: Scores, groups: Sequence[tuple[str, ...]], sizes: Mapping[str, int]) -> dict[str, Scores]:
    """This function will let the hits of a group speak for each other: all of them, and the nearest by themselves."""
    found = Counter(group for own in groups for group in own)

    def size(group: str) -> int:
        return max(sizes.get(group, 0), found[group])

    whole = _votes(lexical, groups, lambda group: size(group) + GROUP_PRIOR)
    nearest = _votes(lexical[:NEIGHBORS] ** 3, groups, lambda group: (size(group) + NEIGHBORS_PRIOR) ** 0.5)
    return {"group": _best_of(whole, groups), "neighbors": _best_of(nearest, groups)}


def _votes(scores: Scores, groups: Sequence[tuple[str, ...]], shrink: Callable[[str], float]) -> dict[str, float]:
    votes: defaultdict[str, float] = defaultdict(float)
    for score, own in zip(scores, groups, strict=False):
        for group in own:
            votes[group] += float(score)
    return {group: vote / shrink(group) for group, vote in votes.items()}


def _best_of(votes: Mapping[str, float], groups: Sequence[tuple[str, ...]]) -> Scores:
    return _share(np.array([max((votes.get(group, 0.0) for group in own), default=0.0) for own in groups]))


def _by_text(query: Query, hits: Sequence[Hit], plain: Sequence[str]) -> dict[str, Scores]:
    terms, weights = list(query.terms), list(query.terms.values())
    whole = Reading.of(plain, [*query.characters, *characters_of(terms)])
    shares, impacts = _characters(query, whole.counts()[:, : len(query.characters)], plain)
    named = [analysis.names(hit.offer.title, hit.offer.abstract, hit.offer.claims) for hit in hits]
    closely = Reading.of(plain[:READ_CLOSELY], list(whole.numbers), by_sentence=True)
    present = closely.counts()[:, : len(query.characters)] > 0
    rest = np.zeros(max(0, len(hits) - READ_CLOSELY))
    return {
        "covered": covered(whole.holds(terms), weights),
        "named": covered(Reading.of(named, list(whole.numbers)).holds(terms), weights),
        "characters": _share(impacts),
        "sentence": np.append(closely.best(covered(closely.holds(terms), weights)), rest),
        "near": np.append(closely.best(covered(closely.with_next(present), shares)), rest),
    }


def _characters(query: Query, counts: Scores, plain: Sequence[str]) -> tuple[list[float], Scores]:
    """This function will give the share of each character by its rarity among the hits, and the BM25 score of each hit by them."""
    if not query.characters:
        return [], np.zeros(len(plain))
    lengths = np.array([len(text) for text in plain]) / (sum(map(len, plain)) / len(plain) or 1.0)
    holders = np.count_nonzero(counts, axis=0)
    rarity = np.log1p((len(plain) - holders + 0.5) / (holders + 0.5))
    slowed = analysis.SATURATION * (1 - analysis.SLOPE + analysis.SLOPE * lengths)
    weights = np.array(list(query.characters.values()), dtype=np.float64)
    shares = rarity * np.sqrt(weights)
    return (shares / shares.sum()).tolist(), (counts / (counts + slowed[:, None])) @ (rarity * weights)


def _meaning(encoder: Encoder, query: Query, hits: Sequence[Hit]) -> Scores:
    closely = hits[:ENCODED]
    vectors = np.asarray(
        encoder([query.words, *(f"{hit.offer.title}。{hit.offer.abstract}" for hit in closely)]), dtype=np.float64
    )
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0)
    near: Scores = np.clip(unit[1:] @ unit[0], 0.0, 1.0)
    return np.append(near, np.zeros(len(hits) - len(closely)))


def _share(values: Scores) -> Scores:
    highest = values.max(initial=0.0)
    return values / highest if highest > 0 else np.zeros_like(values)
