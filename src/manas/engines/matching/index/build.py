"""From analysed documents to a segment, and from several segments to one."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count

import numpy as np
from numpy.typing import NDArray

from manas.engines.matching.index.compiled import compiled
from manas.engines.matching.index.segment import (
    BLOCK_BITS,
    STEPS,
    Floats,
    Held,
    Numbers,
    Part,
    Places,
    Postings,
    Rows,
    Scores,
    Segment,
    Terms,
    Weighting,
    fingerprints,
)

UNFOUNDED = Weighting()


def build(
    documents: Iterable[Mapping[str, float]], keys: Iterable[int] | None = None, weighting: Weighting = UNFOUNDED
) -> Segment:
    """This function will index documents, given as term → count (a weighted count above 0).

    `keys` are what results name them by, in the order of the documents (absent: 0, 1, 2, …); of several documents under one
    key the last counts. A weighting without a mean length is founded on these documents: theirs holds from now on.
    """
    return invert(rows(documents, keys), weighting)


def rows(documents: Iterable[Mapping[str, float]], keys: Iterable[int] | None = None) -> Rows:
    """This function will turn documents into arrays, in the order of their keys."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    number_of = numbers.__getitem__
    terms, counts, starts = array("I"), array("f"), array("q", [0])
    for document in documents:
        terms.extend(map(number_of, document))
        counts.extend(document.values())
        starts.append(len(terms))
    vocabulary, place = np.unique(fingerprints(numbers), return_inverse=True)
    given = np.arange(len(starts) - 1, dtype=np.int64) if keys is None else np.fromiter(keys, dtype=np.int64)
    written = Rows(
        keys=given,
        starts=np.frombuffer(starts, dtype=np.int64),
        terms=place.astype(np.uint32)[np.frombuffer(terms, dtype=np.uint32)],
        counts=np.frombuffer(counts, dtype=np.float32),
        vocabulary=vocabulary,
    )
    _check(written)
    order = np.argsort(given, kind="stable")
    last = np.append(np.diff(given[order]) > 0, True)[: len(order)]
    return _picked(written, order[last])


def merge(parts: Sequence[Part]) -> Rows:
    """This function will put the documents that are left in several parts into one set of rows, in the order of their keys."""
    vocabulary = np.unique(np.concatenate([part.segment.vocabulary for part in parts]))
    together = Rows(
        keys=np.concatenate([part.segment.keys for part in parts]),
        starts=_end_to_end([part.segment.held.starts for part in parts]),
        terms=np.concatenate([_renamed(part.segment, vocabulary) for part in parts]),
        counts=np.concatenate([part.segment.held.counts for part in parts]),
        vocabulary=vocabulary,
    )
    alive = np.flatnonzero(np.concatenate([part.alive for part in parts]))
    return _picked(together, alive[np.argsort(together.keys[alive], kind="stable")])


def invert(written: Rows, weighting: Weighting = UNFOUNDED) -> Segment:
    """This function will turn rows round into postings; a weighting without a mean length is founded on these rows."""
    documents = len(written.keys)
    holders = np.bincount(written.terms, minlength=len(written.vocabulary))
    known = np.flatnonzero(holders)
    rename = np.zeros(len(holders), dtype=np.uint32)
    rename[known] = np.arange(len(known), dtype=np.uint32)
    terms = rename[written.terms]
    starts = np.concatenate([[0], np.cumsum(holders[known])]).astype(np.int64)
    of, counts = _turned(written.starts, terms, written.counts, starts)
    row_terms, row_counts, lengths = _turned_back(starts, of, counts, written.starts)
    if documents and not weighting.mean_length:
        weighting = replace(weighting, mean_length=float(lengths.mean(dtype=np.float64)))
    arrays = {
        "keys": written.keys,
        "vocabulary": written.vocabulary[known],
        **Held.of(written.starts, row_terms, row_counts, lengths)._asdict(),
        **_postings(starts, of, _steps(of, counts, lengths, weighting.shape))._asdict(),
    }
    return Segment.of(weighting, arrays)


def _check(written: Rows) -> None:
    if len(written.keys) != len(written.starts) - 1:
        raise ValueError(f"{len(written.starts) - 1} documents came with {len(written.keys)} keys.")
    if not np.all(np.isfinite(written.counts) & (written.counts > 0)):
        raise ValueError("A term was counted 0 times, less, or without end.")


def _end_to_end(starts: Sequence[Places]) -> Places:
    sizes = np.concatenate([np.diff(one) for one in starts])
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _renamed(segment: Segment, vocabulary: Terms) -> Numbers:
    return np.searchsorted(vocabulary, segment.vocabulary).astype(np.uint32)[segment.held.terms]


def _picked(written: Rows, order: Places) -> Rows:
    sizes = np.diff(written.starts)[order]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    terms, counts = _gathered(written.starts, written.terms, written.counts, order, starts)
    return Rows(written.keys[order], starts, terms, counts, written.vocabulary)


@compiled
def _gathered(starts: Places, terms: Numbers, counts: Floats, order: Places, target: Places) -> tuple[Numbers, Floats]:
    new_terms = np.empty(target[-1], dtype=np.uint32)
    new_counts = np.empty(target[-1], dtype=np.float32)
    for place in range(len(order)):
        start, end, to = starts[order[place]], starts[order[place] + 1], target[place]
        new_terms[to : to + end - start] = terms[start:end]
        new_counts[to : to + end - start] = counts[start:end]
    return new_terms, new_counts


@compiled
def _turned(row_starts: Places, terms: Numbers, counts: Floats, starts: Places) -> tuple[Numbers, Floats]:
    """This function will sort what stands by document by term; within a term the documents stay in order."""
    of = np.empty(len(terms), dtype=np.uint32)
    new_counts = np.empty(len(terms), dtype=np.float32)
    free = starts.copy()
    for document in range(len(row_starts) - 1):
        for entry in range(row_starts[document], row_starts[document + 1]):
            place = free[terms[entry]]
            of[place] = document
            new_counts[place] = counts[entry]
            free[terms[entry]] = place + 1
    return of, new_counts


@compiled
def _turned_back(starts: Places, of: Numbers, counts: Floats, row_starts: Places) -> tuple[Numbers, Floats, Floats]:
    """This function will give the rows with their terms in order, and the length of each: always summed in that order."""
    terms = np.empty(len(of), dtype=np.uint32)
    new_counts = np.empty(len(of), dtype=np.float32)
    lengths = np.zeros(len(row_starts) - 1, dtype=np.float64)
    free = row_starts.copy()
    for term in range(len(starts) - 1):
        for entry in range(starts[term], starts[term + 1]):
            document = of[entry]
            place = free[document]
            terms[place] = term
            new_counts[place] = counts[entry]
            lengths[document] += counts[entry]
            free[document] = place + 1
    return terms, new_counts, lengths.astype(np.float32)


def _postings(starts: Places, of: Numbers, steps: NDArray[np.uint8]) -> Postings:
    """This function will cut the postings of each term where the next block of documents begins."""
    first = np.zeros(len(of), dtype=np.bool_)
    first[starts[:-1]] = True
    first[1:] |= (of[1:] >> BLOCK_BITS) != (of[:-1] >> BLOCK_BITS)
    begins = np.flatnonzero(first)
    return Postings(
        term_runs=np.searchsorted(begins, starts).astype(np.uint32),
        run_blocks=(of[begins] >> BLOCK_BITS).astype(np.uint16),
        run_starts=np.append(begins, len(of)).astype(np.uint32),
        places=of.astype(np.uint16),
        impacts=steps,
    )


@compiled
def _steps(of: Numbers, counts: Floats, lengths: Floats, shape: Scores) -> NDArray[np.uint8]:
    """This function will give the share of the highest impact that each posting reaches, in steps, rounded up."""
    steps = np.empty(len(of), dtype=np.uint8)
    for entry in range(len(of)):
        tally = np.float64(counts[entry])
        share = tally / (tally + shape[1] + shape[2] * np.float64(lengths[of[entry]]))
        steps[entry] = np.uint8(min(np.float64(STEPS), np.ceil(share * STEPS)))
    return steps
