"""More patents than one machine holds: the same index in shards, the same answers to the last bit.

Each shard is an index of its own, built with one weighting. Whatever runs tasks can run this: processes of one machine, or a
cluster of many through an executor (`distributed.Client(...).get_executor()`), which gives the tasks of a lost worker to another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from manas.engines.matching.index import Census, Hits, Questions
from manas.registers.matching.reader import reader

AT_ONCE = 500
# So many batches are under way while one is waited for.
AHEAD = 4

Query = Mapping[str, float]
# How many hits each query has, and all of them end to end: three arrays travel faster than thousands.
Packed = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def best_of_shards(
    executor: Executor, shards: Sequence[Path], queries: Sequence[Query], k: int, *, analyzer: str
) -> Iterator[Hits]:
    """This function will give the k best of all shards for each query, in the order of the queries.

    Twice round: first each shard counts who holds the terms, then each answers by the sum of the counts. That makes the weight
    of a term, and so every score, what it would be in one index.
    """
    batches = [Questions.asked(queries[start : start + AT_ONCE]) for start in range(0, len(queries), AT_ONCE)]
    counting: deque[list[Future[Census]]] = deque()
    answering: deque[list[Future[Packed]]] = deque()
    for number in range(len(batches) + AHEAD):
        if number < len(batches):
            counting.append([executor.submit(count_on, shard, analyzer, batches[number]) for shard in shards])
        if AHEAD // 2 <= number < len(batches) + AHEAD // 2:
            total = reduce(add, (future.result() for future in counting.popleft()))
            batch = batches[number - AHEAD // 2]
            answering.append([executor.submit(answer_on, shard, analyzer, batch, k, total) for shard in shards])
        if number >= AHEAD:
            answers = [_unpacked(future.result()) for future in answering.popleft()]
            yield from (_together(hits, k) for hits in zip(*answers, strict=True))


def count_on(shard: Path, analyzer: str, questions: Questions) -> Census:
    """This function will count, on a worker, who holds the terms of some queries in one shard."""
    return reader(shard, analyzer).census(questions)


def answer_on(shard: Path, analyzer: str, questions: Questions, k: int, total: Census) -> Packed:
    """This function will give, on a worker, the best of one shard by the counts of all."""
    hits = reader(shard, analyzer).top_many(questions, k, census=total)
    sizes = np.array([len(keys) for keys, _ in hits], dtype=np.int64)
    return sizes, np.concatenate([keys for keys, _ in hits]), np.concatenate([scores for _, scores in hits])


def _unpacked(packed: Packed) -> list[Hits]:
    sizes, keys, scores = packed
    edges = np.cumsum(sizes)[:-1]
    return list(zip(np.split(keys, edges), np.split(scores, edges), strict=True))


def _together(hits: Sequence[Hits], k: int) -> Hits:
    keys = np.concatenate([found for found, _ in hits])
    scores = np.concatenate([reckoned for _, reckoned in hits])
    order = np.lexsort([keys, -scores])[:k]
    return keys[order], scores[order]
