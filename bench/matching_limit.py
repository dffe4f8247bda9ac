"""The limit of arithmetic: the same postings added up, four threads, block by block, and nothing else done with them."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from manas.engines.matching.index import Part
from manas.engines.matching.index.compiled import compiled
from manas.engines.matching.index.segment import BLOCK, Postings
from manas.engines.matching.index.top import Questions, _places


def limit_of(parts: Sequence[Part], queries: Sequence[Mapping[str, float]], threads: int) -> tuple[int, float]:
    """This function will give how many postings the queries touch, and the least seconds of three for adding them up."""
    questions = Questions.asked(queries)
    wanted = [(part.segment.postings, _places(part.segment, questions.terms)[questions.of]) for part in parts]
    pieces = np.array_split(np.arange(len(queries)), 8 * threads)

    def work(piece: NDArray[np.int64]) -> int:
        first, last = questions.starts[piece[0]], questions.starts[piece[-1] + 1]
        starts = questions.starts[piece[0] : piece[-1] + 2] - first
        return sum(added_up(postings, starts, terms[first:last]) for postings, terms in wanted)

    least, postings = float("inf"), 0
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(4):
            began = time.perf_counter()
            postings = sum(pool.map(work, [piece for piece in pieces if len(piece)]))
            least = min(least, time.perf_counter() - began)
    return postings, least


@compiled
def added_up(postings: Postings, starts: NDArray[np.int64], terms: NDArray[np.int64]) -> int:
    """This function will add the impacts of the terms of each query to 16-bit scores of one block after the other."""
    scores = np.zeros(BLOCK, dtype=np.uint16)
    touched = 0
    blocks = np.int64(postings.run_blocks.max()) + 1 if len(postings.run_blocks) else 0
    for query in range(len(starts) - 1):
        cursors = np.zeros(starts[query + 1] - starts[query], dtype=np.int64)
        for block in range(blocks):
            for slot in range(len(cursors)):
                term = terms[starts[query] + slot]
                if term < 0:
                    continue
                run = postings.term_runs[term] + cursors[slot]
                if run < postings.term_runs[term + 1] and postings.run_blocks[run] == block:
                    start, end = postings.run_starts[run], postings.run_starts[run + 1]
                    add(postings.places[start:end], postings.impacts[start:end], scores)
                    cursors[slot] += 1
                    touched += end - start
    return touched


@compiled
def add(places: NDArray[np.uint16], impacts: NDArray[np.uint8], scores: NDArray[np.uint16]) -> None:
    """This function will add each impact where it belongs."""
    for entry in range(len(places)):
        scores[places[entry]] += impacts[entry]
