"""The index in shards on a cluster of processes answers like one machine, even if a worker dies on the way."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from distributed import Client, LocalCluster

from manas.engines.matching.index import Weighting
from manas.registers.matching import shards as shards_of_registers
from manas.registers.matching.reader import Reader
from manas.registers.matching.shards import best_of_shards
from manas.registers.matching.writer import rebuild

ANALYZER = "bigrams-1"
DOCUMENTS = 3_000
SHARDS = 5

Pairs = list[tuple[int, float]]


def documents() -> Iterator[tuple[int, dict[str, float]]]:
    chance = np.random.default_rng(11)
    for key in range(DOCUMENTS):
        words = chance.zipf(1.3, 30) % 500
        yield key, {f"w{word}": float(1 + word % 3) for word in words}


def queries() -> list[dict[str, float]]:
    chance = np.random.default_rng(12)
    return [{f"w{word}": 1.0 + word % 2 for word in chance.integers(0, 500, 8)} for _ in range(200)]


def pairs(hits: tuple[np.ndarray, np.ndarray]) -> Pairs:
    return list(zip(*(column.tolist() for column in hits), strict=True))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[Pairs]:
    """What one machine answers."""
    folder = tmp_path_factory.mktemp("whole")
    rebuild(folder, documents(), analyzer=ANALYZER, weighting=Weighting(mean_length=40.0))
    return [pairs(hits) for hits in Reader(folder, analyzer=ANALYZER).top_many(queries(), 20)]


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same documents in shards."""
    folders = [tmp_path_factory.mktemp(f"shard{number}") for number in range(SHARDS)]
    for number, folder in enumerate(folders):
        mine = (document for document in documents() if document[0] % SHARDS == number)
        rebuild(folder, mine, analyzer=ANALYZER, weighting=Weighting(mean_length=40.0))
    return folders


@pytest.fixture
def client() -> Iterator[Client]:
    """A cluster of three processes on this machine."""
    cluster = LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None)
    with cluster, Client(cluster) as client:
        yield client


def test_on_threads_of_one_process(shards: list[Path], whole: list[Pairs], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards_of_registers, "AT_ONCE", 30)
    with ThreadPoolExecutor(2) as pool:
        found = [pairs(hits) for hits in best_of_shards(pool, shards, queries(), 20, analyzer=ANALYZER)]
    assert found == whole


def test_a_worker_that_is_killed_half_way_changes_nothing(
    client: Client, shards: list[Path], whole: list[Pairs], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards_of_registers, "AT_ONCE", 20)
    answers = best_of_shards(client.get_executor(), shards, queries(), 20, analyzer=ANALYZER)
    found = [pairs(next(answers)) for _ in range(50)]
    workers = client.run(os.getpid)
    assert len(workers) == 3
    os.kill(next(iter(workers.values())), signal.SIGKILL)
    found += [pairs(hits) for hits in answers]
    assert found == whole


def test_no_queries_no_answers(shards: list[Path]) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert list(best_of_shards(pool, shards, [], 20, analyzer=ANALYZER)) == []
