"""How fast the best patents are found for a need, beside five other engines: one run, one machine, the same analysed corpus.

`python -m bench.matching` (200,000 invented documents), `--sizes 200000 2000000`, `--engines manas tantivy`, or real documents
with `--documents FILE --needs-file FILE` (tables whose second column is the text). With `--folder FOLDER`
the quality on the judged sets there comes first. Each engine builds in one process and is asked in another. A row is printed as
soon as it is measured.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.matching_corpus import Corpus, Words, exhaustive
from bench.matching_engines import BEST, ENGINES, THREADS, Manas
from bench.matching_limit import limit_of
from bench.matching_quality import measured_encoder, read_titles, report

JUDGED = 20
LARGE = 1_000_000
LIVE = 300
ADDED = 1_000
HEAD = """
| engine | documents | build, s | on disk, GB | resident, GB | 1,000 needs, s | of processors, s | one need, p50 / p95 ms | recall@20 |
|---|---|---|---|---|---|---|---|---|"""

True20 = Sequence[tuple[Any, Any]]


class Clock:
    """Wall time, less what is spent on making documents up."""

    def __init__(self) -> None:
        self.began, self.away = time.perf_counter(), 0.0

    @contextmanager
    def paused(self) -> Iterator[None]:
        """This function will not count what happens inside."""
        left = time.perf_counter()
        yield
        self.away += time.perf_counter() - left

    def passed(self) -> float:
        """This function will give the seconds counted so far."""
        return time.perf_counter() - self.began - self.away


def uncounted(documents: Iterator[tuple[int, Words]], clock: Clock) -> Iterator[tuple[int, Words]]:
    """This function will hand on documents while the clock stands still."""
    while True:
        with clock.paused():
            document = next(documents, None)
        if document is None:
            return
        yield document


def build(name: str, folder: Path, corpus: Corpus) -> tuple[str, float, Any]:
    """This function will build an index; give the engine's name, the seconds, and what was left running."""
    engine, clock = ENGINES[name](folder), Clock()
    engine.build(uncounted(corpus.numbered(), clock))
    return engine.label, clock.passed(), engine.running


@dataclass
class Answered:
    """What the asking gave: seconds for 1,000 needs reckoned from `timed` of them, by the clock and of processors (which a
    busy machine does not stretch); milliseconds one by one; gigabytes."""

    batch: float
    processors: float
    timed: int
    p50: float
    p95: float
    resident: float
    found: list[list[int]]
    more: str = ""


def ask(name: str, folder: Path, corpus: Corpus, running: Any) -> Answered:
    """This function will time all needs at once and one after the other."""
    engine = ENGINES[name](folder, running)
    needs = corpus.asked()
    few = needs[: engine.needs_when_large] if corpus.documents >= LARGE else needs
    try:
        engine.open()
        engine.many(few[:THREADS])
        before = time.process_time()
        batches = [seconds(lambda: engine.many(few)) for _ in range(3 if len(few) == len(needs) else 1)]
        processors, batch = (time.process_time() - before) / len(batches), min(batches)
        live = [seconds(lambda need=need: engine.one(need)) * 1_000 for need in few[:LIVE]]
        found = engine.many(needs[:JUDGED])
        resident = memory()
        more = own_figures(engine, needs, batch) if isinstance(engine, Manas) else ""
    finally:
        engine.close()
    p50, p95 = statistics.median(live), float(np.percentile(live, 95))
    scale = 1_000 / len(few)
    return Answered(batch * scale, processors * scale, len(few), p50, p95, resident, found, more)


def own_figures(engine: Manas, needs: Sequence[Words], batch: float) -> str:
    """This function will compare with the limit of arithmetic, and time adding until the added is found."""
    postings, least = limit_of(engine.reader.parts, [engine.query(need) for need in needs], THREADS)
    new = [(1_000_000_000 + number, {"新": 1.0, f"w{number}": 2.0}) for number in range(ADDED)]
    added = seconds(lambda: engine.add_and_find(new))
    return (
        f"limit of arithmetic: {postings / 1e6:,.0f} M postings added up in {least:.3f} s; the batch takes"
        f" {batch / least:.2f} times that. {ADDED:,} patents added and found: {added:.2f} s."
    )


def seconds(work: Callable[[], Any]) -> float:
    """This function will give the seconds that a piece of work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def memory() -> float:
    """This function will give what of this process lies in memory, mapped files counted, in gigabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1e6


def size_of(folder: Path) -> float:
    """This function will give the size of all files in a folder in gigabytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e9


def recall(found: Sequence[Sequence[int]], true: True20) -> float:
    """This function will give the share of the true best 20 that was found."""
    return statistics.mean(
        len({*numbers} & {*keys.tolist()}) / len(keys)
        for numbers, (keys, _) in zip(found, true, strict=True)
        if len(keys)
    )


def alone(work: Callable[..., Any], *arguments: Any) -> Any:
    """This function will do a piece of work in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def row(name: str, corpus: Corpus, true: True20, scratch: Path) -> str:
    """This function will measure one engine and give its row."""
    with tempfile.TemporaryDirectory(prefix="manas-bench-", dir=scratch) as kept:
        folder = Path(kept)
        label, building, running = alone(build, name, folder, corpus)
        size = size_of(running.home / "data" if running else folder)
        answered: Answered = alone(ask, name, folder, corpus, running)
    scaled = "" if answered.timed == corpus.needs else f" (from {answered.timed})"
    # What a server spends is not spent in the process that asks.
    resident, processors = ("–", "–") if running else (f"{answered.resident:.2f}", f"{answered.processors:.2f}")
    return (
        f"| {label} | {corpus.documents:,} | {building:,.0f} | {size:.2f} | {resident} | {answered.batch:,.2f}{scaled} | {processors} "
        f"| {answered.p50:.1f} / {answered.p95:.1f} | {recall(answered.found, true):.3f} |"
        + (f"\n\n{answered.more}\n{HEAD}" if answered.more else "")
    )


def main() -> None:
    """This function will print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200_000])
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--needs", type=int, default=1_000)
    parser.add_argument("--documents", type=Path)
    parser.add_argument("--needs-file", type=Path)
    parser.add_argument(
        "--scratch", type=Path, help="where the indexes are built (default: the folder of temporary files)"
    )
    parser.add_argument(
        "--folder", type=Path, help="judged sets, by which the quality is measured too (see matching_quality)"
    )
    parser.add_argument("--titles", type=Path, help="the official table of IPC titles, for the suggested classes")
    parser.add_argument("--encoder", type=Path, help="a folder with a sentence encoder: its ranking is measured beside")
    parser.add_argument("--limit", type=int, help="so many questions of a judged set at most")
    asked = parser.parse_args()
    if asked.folder:
        titles = read_titles(asked.titles) if asked.titles else None
        for line in report(asked.folder, titles, limit=asked.limit, encoder=measured_encoder(asked.encoder)):
            print(line, flush=True)
    for size in asked.sizes:
        corpus = Corpus(size, asked.needs, asked.documents, asked.needs_file)
        true = exhaustive(corpus, corpus.asked()[:JUDGED], BEST)
        print(HEAD, flush=True)
        for name in asked.engines:
            print(row(name, corpus, true, asked.scratch), flush=True)


if __name__ == "__main__":
    main()
