"""The loops over postings: a quick upper bound for every document, then exact scores for the few that may be among the best."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from manas.engines.matching.index.compiled import compiled
from manas.engines.matching.index.segment import BLOCK, BLOCK_BITS, Flags, Held, Numbers, Places, Postings, Scores

Element = TypeVar("Element", bound=np.generic)
# So many bounds are looked at together; a stretch without a high one is passed over, then a step of it.
STRETCH = 1024
STEP = 64


class Asked(NamedTuple):
    """Queries as a segment sees them: query q asks for `terms[starts[q]:starts[q + 1]]`.

    A term is its place in the vocabulary (−1: not in this segment). `units`: its weight in 256ths of a unit. `slack`: by how
    many units the bounds of a query may lie above the truth.
    """

    starts: Places
    terms: Places
    units: Numbers
    slack: Places


@compiled
def scan(
    postings: Postings, listed: Flags, asked: Asked, best: NDArray[np.uint16]
) -> tuple[Places, Places, NDArray[np.uint16]]:
    """This function will find, per query, the documents of one segment that may be among the best.

    The bound of a document is the sum of its terms' weight × impact, each rounded up: never below the true score. `best[q]`
    is a heap of the highest bounds so far, also of other segments (lowest first). Gives query, document and bound of all
    listed documents whose bound is within the slack of the k-th highest.
    """
    bounds = np.zeros(BLOCK, dtype=np.uint16)
    who, which, upper = np.empty(4096, np.int64), np.empty(4096, np.int64), np.empty(4096, np.uint16)
    found = 0
    for query in range(len(asked.slack)):
        begun, slack = found, asked.slack[query]
        first, last = asked.starts[query], asked.starts[query + 1]
        cursors, ends = _runs_of(postings.term_runs, asked.terms[first:last])
        for block in range((len(listed) + BLOCK - 1) >> BLOCK_BITS):
            touched = False
            for slot in range(len(ends)):
                run = cursors[slot]
                if run < ends[slot] and postings.run_blocks[run] == block:
                    start, end = postings.run_starts[run], postings.run_starts[run + 1]
                    _add(postings.places[start:end], postings.impacts[start:end], asked.units[first + slot], bounds)
                    cursors[slot] = run + 1
                    touched = True
            if not touched:
                continue
            base = block << BLOCK_BITS
            for start in range(base, min(base + BLOCK, len(listed)), STRETCH):
                stretch = bounds[start - base : min(start - base + STRETCH, len(listed) - base)]
                if _highest(stretch) >= _floor(best[query], slack):
                    if found + STRETCH > len(who):
                        who, which, upper = _longer(who), _longer(which), _longer(upper)
                    new = _collected(stretch, start, listed, best[query], slack, which[found:], upper[found:])
                    who[found : found + new] = query
                    found += new
                stretch[:] = 0
        found = begun + _kept(which[begun:found], upper[begun:found], np.int64(best[query, 0]) - slack)
    return who[:found], which[:found], upper[:found]


@compiled
def _runs_of(term_runs: Numbers, terms: Places) -> tuple[Places, Places]:
    """This function will give where the runs of each term begin and end; an unknown term has none."""
    begin, end = np.zeros(len(terms), dtype=np.int64), np.zeros(len(terms), dtype=np.int64)
    for slot in range(len(terms)):
        if terms[slot] >= 0:
            begin[slot], end[slot] = term_runs[terms[slot]], term_runs[terms[slot] + 1]
    return begin, end


@compiled
def _add(places: NDArray[np.uint16], impacts: NDArray[np.uint8], weight: np.uint32, bounds: NDArray[np.uint16]) -> None:
    for entry in range(len(places)):
        rise = (weight * np.uint32(impacts[entry]) + np.uint32(255)) >> np.uint32(8)
        bounds[places[entry]] += np.uint16(rise)


@compiled
def _highest(bounds: NDArray[np.uint16]) -> np.uint16:
    highest = np.uint16(0)
    for place in range(len(bounds)):
        highest = max(highest, bounds[place])
    return highest


@compiled
def _longer(array: NDArray[Element]) -> NDArray[Element]:
    longer = np.empty(2 * len(array), dtype=array.dtype)
    longer[: len(array)] = array
    return longer


@compiled
def _floor(heap: NDArray[np.uint16], slack: int) -> int:
    """This function will give the least bound that may still be among the best; a document with no term never is."""
    return max(int(heap[0]) - slack, 1)


@compiled
def _replace_lowest(heap: NDArray[np.uint16], value: np.uint16) -> None:
    place = 0
    while True:
        child = 2 * place + 1
        if child >= len(heap):
            break
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = value


@compiled
def _collected(
    stretch: NDArray[np.uint16],
    start: int,
    listed: Flags,
    heap: NDArray[np.uint16],
    slack: int,
    which: Places,
    upper: NDArray[np.uint16],
) -> int:
    """This function will note the documents of a stretch whose bound is high enough, and raise the heap by them."""
    found = 0
    floor = _floor(heap, slack)
    for step in range(0, len(stretch), STEP):
        if _highest(stretch[step : step + STEP]) < floor:
            continue
        for place in range(step, min(step + STEP, len(stretch))):
            bound = stretch[place]
            if bound >= floor and listed[start + place]:
                which[found], upper[found] = start + place, bound
                found += 1
                if bound > heap[0]:
                    _replace_lowest(heap, bound)
                    floor = _floor(heap, slack)
    return found


@compiled
def _kept(which: Places, upper: NDArray[np.uint16], floor: int) -> int:
    """This function will close ranks: what the floor has risen above since falls out. Gives how many are left."""
    kept = 0
    for entry in range(len(which)):
        if upper[entry] >= floor:
            which[kept], upper[kept] = which[entry], upper[entry]
            kept += 1
    return kept


@compiled
def exact(
    held: Held, shape: Scores, who: Places, which: Places, starts: Places, terms: Places, weights: Scores
) -> Scores:
    """This function will give the true score of each pair of query and document, summed in the order of the terms.

    `shape`: most, ground and rise of the weighting; `terms` as in `Asked`, those that are known in ascending order.
    """
    scores = np.zeros(len(who), dtype=np.float64)
    for pair in range(len(who)):
        document = which[pair]
        below = shape[1] + shape[2] * np.float64(held.lengths[document])
        entry, end = held.starts[document], held.starts[document + 1]
        for slot in range(starts[who[pair]], starts[who[pair] + 1]):
            while entry < end and held.terms[entry] < terms[slot]:
                entry += 1
            if entry < end and held.terms[entry] == terms[slot]:
                tally = np.float64(held.tallies[held.codes[entry]])
                scores[pair] += weights[slot] * (shape[0] * tally / (tally + below))
    return scores
