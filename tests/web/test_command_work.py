"""`manas work`: does what waits, replaces a worker that was killed, and ends with whom it belongs to."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from manas.web.worker.deeds import PERIODIC

ALL_DONE = ["done"] * len(PERIODIC)
MANAS = [sys.executable, "-P", "-m", "manas"]


@pytest.fixture
def office(tmp_path: Path) -> dict[str, str]:
    """The environment of an office of its own, with an empty database."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MANAS_")}
    environment["MANAS_VAR"] = str(tmp_path)
    subprocess.run([*MANAS, "migrate", "--verbosity", "0"], env=environment, check=True)
    return environment


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """This function will run a command in a group of processes of its own, of which nothing is left afterwards."""
    process = subprocess.Popen([*MANAS, *command], env=environment, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def jobs(environment: dict[str, str]) -> list[str]:
    """This function will give the states of the jobs, read past everything that is tested."""
    database = sqlite3.connect(Path(environment["MANAS_VAR"]) / "manas.sqlite3", timeout=20)
    with contextlib.closing(database):
        return [state for (state,) in database.execute("SELECT state FROM office_job")]


def children(pid: int) -> set[int]:
    """This function will give the processes that a process has started and that still run."""
    listed = subprocess.run(["ps", "-o", "pid=,stat=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    lines = [line.split() for line in listed.stdout.splitlines()]
    return {int(number) for number, state in lines if not state.startswith("Z")}


def comes_true(what: Callable[[], bool]) -> bool:
    """This function will wait until something is so, twenty seconds at most."""
    for _ in range(100):
        if what():
            return True
        time.sleep(0.2)
    return False


def test_once_does_what_is_due_and_says_how_much(office: dict[str, str]) -> None:
    said = [
        subprocess.run([*MANAS, "work", "--once"], env=office, check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    ]
    assert said == [f"作业 {len(PERIODIC)} 项\n", "作业 0 项\n"]
    assert jobs(office) == ALL_DONE


@pytest.mark.parametrize("options", [["--workers", "-1"], ["--workers", "100"], ["--lease", "0"]])
def test_options_that_cannot_be_right_are_refused(office: dict[str, str], options: list[str]) -> None:
    done = subprocess.run([*MANAS, "work", *options], env=office, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "--workers is 1 to 64" in done.stderr


def test_a_worker_that_was_killed_is_replaced_and_all_end_together(office: dict[str, str]) -> None:
    with running(["work", "--workers", "2"], office) as keeper:
        assert comes_true(lambda: len(children(keeper.pid)) == 2)
        assert comes_true(lambda: jobs(office) == ALL_DONE)
        first = children(keeper.pid)
        killed = min(first)
        os.kill(killed, signal.SIGKILL)
        assert comes_true(lambda: killed not in children(keeper.pid) and len(children(keeper.pid)) == 2)
        last = first | children(keeper.pid)
        keeper.terminate()
        assert keeper.wait(timeout=20) == 0
        assert comes_true(lambda: not any(Path(f"/proc/{pid}").exists() for pid in last))


def test_the_server_has_a_worker_beside_it_that_ends_with_it(office: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with running(["serve", "--empty", "--port", port, "--workers", "1"], office) as server:
        assert comes_true(lambda: jobs(office) == ALL_DONE)
        started = children(server.pid)
        (keeper,) = [pid for pid in started if b"work" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")]
        workers = children(keeper)
        assert len(workers) == 1
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        assert comes_true(lambda: not any(Path(f"/proc/{pid}").exists() for pid in {keeper, *workers}))


def test_a_server_may_stand_without_a_worker(office: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with running(["serve", "--empty", "--no-worker", "--port", str(port), "--workers", "1"], office):
        assert comes_true(lambda: answers(port))
        assert jobs(office) == []


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
