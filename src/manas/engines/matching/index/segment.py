"""What an index is made of: rows of counted terms, and the same turned round into postings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from manas.engines.matching.index.compiled import compiled

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Keys = NDArray[np.int64]
Scores = NDArray[np.float64]
Terms = NDArray[np.uint64]
Numbers = NDArray[np.uint32]
Places = NDArray[np.int64]
Array = NDArray[Any]
Codes = NDArray[np.uint8] | NDArray[np.uint16]

# A block of documents whose scores fit into the second cache of a core; a document's place in it fits 16 bits.
BLOCK_BITS = 16
BLOCK = 1 << BLOCK_BITS
# The highest step of an impact that is kept in one byte.
STEPS = 255
# So many different counts can be told apart by two bytes.
MOST_TALLIES = 1 << 16


@dataclass(frozen=True)
class Weighting:
    """How a count becomes an impact (BM25): Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009.

    `mean_length` is fixed when an index is founded (0: it is not yet). Documents that come later, or lie in another part, are
    weighed alike.
    """

    mean_length: float = 0.0
    saturation: float = 1.2
    slope: float = 0.75

    @property
    def shape(self) -> Scores:
        """This function will give a, b, c of impact = a · count / (count + b + c · length); no impact reaches a."""
        rise = self.slope / self.mean_length if self.mean_length else 0.0
        return np.array([self.saturation + 1, self.saturation * (1 - self.slope), self.saturation * rise])


@dataclass(frozen=True, eq=False)
class Rows:
    """Documents as they were analysed: `terms[starts[i]:starts[i + 1]]` are the places of document i's terms in `vocabulary`."""

    keys: Keys
    starts: NDArray[np.int64]
    terms: Numbers
    counts: Floats
    vocabulary: Terms


class Held(NamedTuple):
    """What each document holds, for exact scores: document d the terms and counts at `starts[d]:starts[d + 1]`, in order.

    A count is `tallies[codes[…]]`: of the few that occur (ascending) each is written once, and a byte says which.
    """

    starts: Places
    terms: Numbers
    codes: Codes
    tallies: Floats
    lengths: Floats

    @classmethod
    def of(cls, starts: Places, terms: Numbers, counts: Floats, lengths: Floats) -> Held:
        """This function will write the counts by their codes: a byte each, two where more than 256 different ones occur."""
        tallies = np.unique(counts)
        if len(tallies) > MOST_TALLIES:
            raise ValueError(
                f"Terms were counted in more than {MOST_TALLIES:,} different ways: round the weighted counts."
            )
        places = np.searchsorted(tallies, counts)
        codes = places.astype(np.uint8) if len(tallies) <= 256 else places.astype(np.uint16)
        return cls(starts, terms, codes, tallies, lengths)

    @property
    def counts(self) -> Floats:
        """This function will write the counts out."""
        return self.tallies[self.codes]


class Postings(NamedTuple):
    """The documents of each term, cut into runs where a block of documents ends.

    Term t has the runs `term_runs[t]:term_runs[t + 1]`. Run r lies in block `run_blocks[r]`, at
    `run_starts[r]:run_starts[r + 1]` of `places` (in the block) and `impacts` (255ths of the highest impact, rounded up).
    """

    term_runs: Numbers
    run_blocks: NDArray[np.uint16]
    run_starts: Numbers
    places: NDArray[np.uint16]
    impacts: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Segment:
    """Some of the documents of an index, never changed once it is made.

    Documents stand in the order of their keys, terms in the order of their fingerprints. All arrays are read-only and may
    lie in a mapped file.
    """

    weighting: Weighting
    keys: Keys
    vocabulary: Terms
    held: Held
    postings: Postings

    def __len__(self) -> int:
        return len(self.keys)

    def arrays(self) -> dict[str, Array]:
        """This function will give everything but the weighting by name."""
        own: dict[str, Array] = {"keys": self.keys, "vocabulary": self.vocabulary}
        return own | self.held._asdict() | self.postings._asdict()

    @classmethod
    def of(cls, weighting: Weighting, arrays: Mapping[str, Array]) -> Segment:
        """This function will put together again what `arrays` took apart."""
        named = {name: sealed(values) for name, values in arrays.items()}
        held = Held(**{name: named[name] for name in Held._fields})
        postings = Postings(**{name: named[name] for name in Postings._fields})
        return cls(weighting, named["keys"], named["vocabulary"], held, postings)


@dataclass(frozen=True, eq=False)
class Part:
    """A segment as it stands today: without the documents that were withdrawn or replaced since it was made.

    `documents` are left. `gone_terms`, `gone_counts`: how many of the withdrawn documents hold a term, so that the weight of a
    term is that of the documents that are left.
    """

    segment: Segment
    alive: Flags
    documents: int
    gone_terms: Numbers
    gone_counts: Keys

    @classmethod
    def of(cls, segment: Segment, dead: Keys | None = None) -> Part:
        """This function will give the segment without the documents numbered in `dead`."""
        alive = np.ones(len(segment), dtype=np.bool_)
        if dead is None or not len(dead):
            return cls(segment, sealed(alive), len(segment), _NONE, _NO_COUNTS)
        alive[dead] = False
        held = [segment.held.terms[segment.held.starts[one] : segment.held.starts[one + 1]] for one in dead]
        terms, counts = np.unique(np.concatenate(held), return_counts=True)
        return cls(segment, sealed(alive), int(np.count_nonzero(alive)), sealed(terms), sealed(counts.astype(np.int64)))


def sealed(array: Array) -> Array:
    """This function will forbid writing to an array: what is in memory and what is mapped are one type to the compiler."""
    array.flags.writeable = False
    return array


def fingerprints(terms: Iterable[str]) -> Terms:
    """This function will give the 64 bits that stand for each term, in their order (FNV-1a, then the finish of MurmurHash3).

    Two of ten million terms share theirs with a probability of 3 in a million; they would then count as one word.
    """
    ended = [f"{term}\0" for term in terms]
    written = np.frombuffer("".join(ended).encode(), dtype=np.uint8)
    ends = np.flatnonzero(written == 0)
    if len(ends) != len(ended):
        raise ValueError("A term may not hold the sign that ends terms.")
    return _hashed(written, ends)


@compiled
def _hashed(written: NDArray[np.uint8], ends: Places) -> Terms:
    """This function will hash the stretches of bytes that end where `ends` say."""
    hashes = np.empty(len(ends), dtype=np.uint64)
    place = 0
    for term in range(len(ends)):
        mixed = np.uint64(0xCBF29CE484222325)
        while place < ends[term]:
            mixed = (mixed ^ np.uint64(written[place])) * np.uint64(0x100000001B3)
            place += 1
        mixed = (mixed ^ (mixed >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
        mixed = (mixed ^ (mixed >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
        hashes[term] = mixed ^ (mixed >> np.uint64(33))
        place += 1
    return hashes


_NONE: Numbers = sealed(np.empty(0, dtype=np.uint32))
_NO_COUNTS: Keys = sealed(np.empty(0, dtype=np.int64))
