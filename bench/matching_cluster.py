"""The nation's matching over shards on a cluster: the same answers as one index, and how long the whole job would take.

`python -m bench.matching_cluster`: shards on a cluster of local processes (1 worker, then 4), compared with one index.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from distributed import Client, LocalCluster

from bench.matching_corpus import LENGTH, Corpus, counted
from bench.matching_engines import BEST
from manas.engines.matching.index import Hits, Weighting
from manas.registers.matching.reader import Reader
from manas.registers.matching.shards import best_of_shards
from manas.registers.matching.writer import rebuild

ANALYZER = "bench"
FIRMS, PATENTS = 460_000, 1_350_000
WORKERS = (1, 4)


def main() -> None:
    """This function will print what was measured on each number of workers, and what follows for the nation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=200_000)
    parser.add_argument("--needs", type=int, default=4_000)
    parser.add_argument("--shards", type=int, default=4)
    asked = parser.parse_args()
    corpus = Corpus(asked.size, asked.needs)
    queries = [{f"w{word}": 1.0 for word in need.tolist()} for need in corpus.asked()]
    with tempfile.TemporaryDirectory(prefix="manas-bench-") as kept:
        shards = built(corpus, [Path(kept) / f"shard{number}" for number in range(asked.shards)])
        whole = built(corpus, [Path(kept) / "whole"])[0]
        expected = Reader(whole, analyzer=ANALYZER).top_many(queries, BEST, threads=4)
        print(f"{asked.size:,} documents in {asked.shards} shards, {asked.needs:,} needs")
        print("| workers | s | needs × documents, 1/s | as one index | the nation's job |\n|---|---|---|---|---|")
        for workers in WORKERS:
            taken, equal = measured(workers, shards, queries, expected)
            rate = asked.size * asked.needs / taken
            print(
                f"| {workers} | {taken:.2f} | {rate:.2e} | {equal} | {FIRMS * PATENTS / rate / 60:,.0f} min |",
                flush=True,
            )
        print(
            f"64 cores at the rate of {workers}, in proportion: {FIRMS * PATENTS / rate / 60 * workers / 64:,.1f} min"
        )


def built(corpus: Corpus, folders: Sequence[Path]) -> Sequence[Path]:
    """This function will write the documents into as many indexes as there are folders, all weighed alike."""
    for number, folder in enumerate(folders):
        mine = ((key, counted(words)) for key, words in corpus.numbered() if key % len(folders) == number)
        rebuild(folder, mine, analyzer=ANALYZER, weighting=Weighting(mean_length=float(LENGTH)))
    return folders


def measured(
    workers: int, shards: Sequence[Path], queries: Sequence[dict[str, float]], expected: Sequence[Hits]
) -> tuple[float, bool]:
    """This function will give the seconds of all queries on so many workers, and whether the answers are equal."""
    cluster = LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None)
    with cluster, Client(cluster) as client:
        executor = client.get_executor()
        list(best_of_shards(executor, shards, queries[:100], BEST, analyzer=ANALYZER))
        began = time.perf_counter()
        found = list(best_of_shards(executor, shards, queries, BEST, analyzer=ANALYZER))
        taken = time.perf_counter() - began
    return taken, all(same(one, other) for one, other in zip(found, expected, strict=True))


def same(one: Hits, other: Hits) -> bool:
    """This function will tell whether two answers are equal to the last bit."""
    return all(left.tolist() == right.tolist() for left, right in zip(one, other, strict=True))


if __name__ == "__main__":
    main()
