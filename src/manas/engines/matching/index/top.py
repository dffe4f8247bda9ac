"""The exact best documents for weighted queries, the same from one part or from many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from manas.engines.matching.index.scan import Asked, exact, scan
from manas.engines.matching.index.segment import (
    STEPS,
    Flags,
    Keys,
    Numbers,
    Part,
    Places,
    Scores,
    Segment,
    Terms,
    fingerprints,
)

Hits = tuple[Keys, Scores]
Queries: TypeAlias = "Sequence[Mapping[str, float]] | Questions"
# Bounds are kept in 16 bits; each term may be rounded up by two units.
HIGHEST_BOUND = 65_535
MOST_TERMS = 10_000


@dataclass(frozen=True)
class Census:
    """How many documents there are, and how many of them hold each of some terms. Those of two shards are added."""

    documents: int
    terms: Terms
    holders: Keys

    def __add__(self, other: Census) -> Census:
        if not np.array_equal(self.terms, other.terms):
            raise ValueError("Only the counts of the same terms can be added.")
        return Census(self.documents + other.documents, self.terms, self.holders + other.holders)

    def rarity(self) -> Scores:
        """This function will give the weight of each term by its rarity: ln(1 + (N − n + ½) / (n + ½)), never below 0."""
        return np.log1p((self.documents - self.holders + 0.5) / (self.holders + 0.5))


@dataclass(frozen=True)
class Questions:
    """Queries as arrays: query q weighs `terms[of[starts[q]:starts[q + 1]]]`, in ascending order, with `weights`."""

    terms: Terms
    starts: Places
    of: Places
    weights: Scores

    def __len__(self) -> int:
        return len(self.starts) - 1

    @classmethod
    def asked(cls, queries: Queries) -> Questions:
        """This function will read queries, given as term → weight above 0; what has been read is left as it is."""
        if isinstance(queries, Questions):
            return queries
        starts = np.concatenate([[0], np.cumsum([len(query) for query in queries])]).astype(np.int64)
        weights = np.array([weight for query in queries for weight in query.values()], dtype=np.float64)
        if not np.all(np.isfinite(weights) & (weights > 0)):
            raise ValueError("A term of a query must weigh more than 0, and not without end.")
        if np.any(np.diff(starts) > MOST_TERMS):
            raise ValueError(f"A query may have {MOST_TERMS:,} terms.")
        terms, of = np.unique(fingerprints(term for query in queries for term in query), return_inverse=True)
        order = np.lexsort([of, np.repeat(np.arange(len(queries)), np.diff(starts))])
        return cls(terms, starts, of[order].astype(np.int64), weights[order])

    def cut(self, first: int, last: int) -> Questions:
        """This function will give the queries from `first` to before `last`."""
        begin, end = self.starts[first], self.starts[last]
        return Questions(self.terms, self.starts[first : last + 1] - begin, self.of[begin:end], self.weights[begin:end])


def top(
    parts: Sequence[Part | Segment],
    query: Mapping[str, float],
    k: int,
    allowed: Keys | None = None,
    census: Census | None = None,
) -> Hits:
    """This function will give the keys and scores of the k best documents for a query (term → weight), best first.

    Exact: what an exhaustive reckoning in double precision would give. Equal scores stand in the order of their keys, at the
    edge too; documents without any of the terms are never given. `allowed`: only documents with these keys. `census`: the
    counts of all shards, where these parts are one of several.
    """
    return top_many(parts, [query], k, allowed=allowed, census=census)[0]


def top_many(
    parts: Sequence[Part | Segment],
    queries: Queries,
    k: int,
    *,
    allowed: Keys | None = None,
    census: Census | None = None,
    threads: int = 1,
) -> list[Hits]:
    """This function will do what `top` does for many queries, on several threads."""
    if k < 1:
        raise ValueError("At least the one best document must be asked for.")
    wholes = _parts(parts)
    questions = Questions.asked(queries)
    where = [_places(part.segment, questions.terms) for part in wholes]
    counted = census or _counted(wholes, where, questions.terms)
    if not np.array_equal(counted.terms, questions.terms):
        raise ValueError("The census must be of the terms of these queries.")
    rarity = counted.rarity()
    listed = [_listed(part, allowed) for part in wholes]
    pieces = _pieces(len(questions), threads)

    def answer(piece: tuple[int, int]) -> list[Hits]:
        return _answer(wholes, where, listed, questions.cut(*piece), rarity, k)

    if threads == 1:
        return [hits for piece in pieces for hits in answer(piece)]
    with ThreadPoolExecutor(threads) as pool:
        return [hits for answered in pool.map(answer, pieces) for hits in answered]


def census(parts: Sequence[Part | Segment], queries: Queries) -> Census:
    """This function will count the documents of these parts and how many hold each term of the queries."""
    wholes = _parts(parts)
    terms = Questions.asked(queries).terms
    return _counted(wholes, [_places(part.segment, terms) for part in wholes], terms)


def _parts(parts: Sequence[Part | Segment]) -> list[Part]:
    wholes = [part if isinstance(part, Part) else Part.of(part) for part in parts]
    if len({part.segment.weighting for part in wholes}) > 1:
        raise ValueError("Parts of one index are weighed alike: these were founded on different mean lengths.")
    return wholes


def _pieces(queries: int, threads: int) -> list[tuple[int, int]]:
    """This function will cut the queries into pieces, several a thread, so that none waits long for the last."""
    edges = np.linspace(0, queries, (1 if threads == 1 else min(queries, 8 * threads)) + 1).astype(int).tolist()
    return list(pairwise(edges))


def _places(segment: Segment, terms: Terms) -> Places:
    """This function will give the place of each term in the segment's vocabulary; −1 where it is not in it."""
    if not len(segment.vocabulary):
        return np.full(len(terms), -1, dtype=np.int64)
    places = np.searchsorted(segment.vocabulary, terms)
    places[places == len(segment.vocabulary)] = 0
    return np.where(segment.vocabulary[places] == terms, places, -1)


def _counted(parts: Sequence[Part], where: Sequence[Places], terms: Terms) -> Census:
    holders = np.zeros(len(terms), dtype=np.int64)
    for part, places in zip(parts, where, strict=True):
        known = places >= 0
        holders[known] += _holders(part, places[known])
    return Census(sum(part.documents for part in parts), terms, holders)


def _holders(part: Part, places: Places) -> Keys:
    runs, starts = part.segment.postings.term_runs, part.segment.postings.run_starts
    written = starts[runs[places + 1]].astype(np.int64) - starts[runs[places]]
    if not len(part.gone_terms):
        return written
    gone = np.minimum(np.searchsorted(part.gone_terms, places), len(part.gone_terms) - 1)
    return written - np.where(part.gone_terms[gone] == places, part.gone_counts[gone], 0)


def _listed(part: Part, allowed: Keys | None) -> Flags:
    return part.alive if allowed is None else part.alive & np.isin(part.segment.keys, allowed)


def _answer(
    parts: Sequence[Part],
    where: Sequence[Places],
    listed: Sequence[Flags],
    questions: Questions,
    rarity: Scores,
    k: int,
) -> list[Hits]:
    """This function will bound every document, then reckon the few whose bound is high enough."""
    queries = len(questions)
    weights = questions.weights * rarity[questions.of]
    units, slack = _units(questions.starts, weights)
    best = np.zeros((queries, k), dtype=np.uint16)
    terms = [places[questions.of] for places in where]
    found = [
        scan(part.segment.postings, flags, Asked(questions.starts, asked, units, slack), best)
        for part, asked, flags in zip(parts, terms, listed, strict=True)
    ]
    floor = best[:, 0].astype(np.int64) - slack
    pairs = []
    for part, asked, (who, which, upper) in zip(parts, terms, found, strict=True):
        high = upper >= floor[who]
        pair = (who[high], which[high])
        scores = exact(part.segment.held, part.segment.weighting.shape, *pair, questions.starts, asked, weights)
        pairs.append((pair[0], part.segment.keys[pair[1]], scores))
    return _ranked(pairs, queries, k)


def _units(starts: Places, weights: Scores) -> tuple[Numbers, Places]:
    """This function will scale the weights of each query so that no bound passes 16 bits; and say how far bounds may be off.

    A weight is in 256ths of a unit for one step of impact, rounded up. A bound is too high by one step of each term (impacts
    are rounded up), by the rounding of its weight (below 1) and by that of the product (below 1).
    """
    sizes = np.diff(starts)
    query = np.repeat(np.arange(len(sizes)), sizes)
    sums = np.bincount(query, weights=weights, minlength=len(sizes))
    scale = (HIGHEST_BOUND - 2.0 * sizes) / (STEPS * np.where(sums > 0, sums, 1.0))
    units = np.ceil(weights * scale[query] * 256).astype(np.uint32)
    return units, (np.ceil(sums * scale) + 2.0 * sizes + 1).astype(np.int64)


def _ranked(pairs: Sequence[tuple[Places, Keys, Scores]], queries: int, k: int) -> list[Hits]:
    if not pairs:
        return [(np.empty(0, dtype=np.int64), np.empty(0))] * queries
    who, keys, scores = (np.concatenate(column) for column in zip(*pairs, strict=True))
    order = np.lexsort([keys, -scores, who])
    edges = np.searchsorted(who[order], np.arange(queries + 1))
    ends = np.minimum(edges[1:], edges[:-1] + k)
    return [(keys[order[start:end]], scores[order[start:end]]) for start, end in zip(edges[:-1], ends, strict=True)]
