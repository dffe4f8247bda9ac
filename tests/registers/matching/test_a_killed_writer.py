"""A process that is killed while it writes the index leaves the last good state, at whatever moment it dies."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from manas.registers.matching.reader import Reader
from manas.registers.matching.writer import add, rebuild

ANALYZER = "bigrams-1"

WRITER = """
import itertools, sys
from pathlib import Path
from manas.registers.matching import writer

writer.MOST_POSTINGS = 2_000
folder = Path(sys.argv[2])

def endless():
    for key in itertools.count(10_000):
        if key == 14_000:
            print("under way", flush=True)
        yield key, {"锰渣": 1.0, f"w{key % 50}": 2.0}

if sys.argv[1] == "rebuild":
    writer.rebuild(folder, endless(), analyzer="bigrams-1")
elif sys.argv[1] == "add":
    writer.add(folder, endless(), analyzer="bigrams-1")
else:
    for round in itertools.count():
        writer.add(folder, [(key, {"沙棘": 1.0, f"round{round}": 1.0}) for key in range(100)], analyzer="bigrams-1")
        writer.compact(folder, analyzer="bigrams-1")
        print("round", round, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of a hundred patents."""
    rebuild(tmp_path, [(key, {"沙棘": 1.0, "保鲜": 1.0}) for key in range(100)], analyzer=ANALYZER)
    return tmp_path


def killed(folder: Path, deed: str, lines: int, later: float = 0.0) -> str:
    """Runs a writer without end, kills it after some lines that it prints; gives the last of them."""
    command = [sys.executable, "-c", WRITER, deed, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)][-1]
        time.sleep(later)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    return said


@pytest.mark.parametrize("deed", ["rebuild", "add"])
def test_killed_in_the_middle_it_leaves_what_was_there(folder: Path, deed: str) -> None:
    assert killed(folder, deed, 1) == "under way\n"
    assert len(list(folder.glob("part-*"))) > 2
    index = Reader(folder, analyzer=ANALYZER)
    assert index.top({"沙棘": 1.0}, 200)[0].tolist() == list(range(100))
    assert index.top({"锰渣": 1.0}, 200)[0].tolist() == []
    # The next who writes is not kept waiting by a dead man's lock, and sweeps away what he left.
    add(folder, [(500, {"锰渣": 1.0})], analyzer=ANALYZER)
    assert index.top({"锰渣": 1.0}, 200)[0].tolist() == [500]
    assert len(list(folder.glob("part-*"))) == 2


@pytest.mark.parametrize("later", [0.0, 0.004, 0.008, 0.013, 0.021])
def test_killed_at_any_moment_every_round_is_whole(folder: Path, later: float) -> None:
    said = killed(folder, "rounds", 3, later)
    index = Reader(folder, analyzer=ANALYZER)
    assert index.top({"沙棘": 1.0}, 200)[0].tolist() == list(range(100))
    finished = int(said.split()[1])
    rounds = [len(index.top({f"round{number}": 1.0}, 200)[0]) for number in range(finished + 40)]
    assert sorted(rounds, reverse=True)[:2] == [100, 0]
    assert sum(rounds[finished:]) == 100
