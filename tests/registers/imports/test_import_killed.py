"""A worker killed with kill -9 in the middle of an import, again and again: every row is there once, and the report is whole."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from manas.office.models import Job, JobState, JournalEntry
from manas.registers.imports import actions
from manas.registers.models import ImportRun, ImportState, Patent, PatentClass, PatentHolder
from tests.cast import make_cast
from tests.registers.imports.files import HEAD, as_csv, counts, patents

DICE = random.SystemRandom()
PROGRAM = Path(__file__).parents[2] / "office" / "worker_program.py"
LEASE = "1.5"
ROWS, WRONG, KILLS = 6000, 7, 3
PATIENCE = 240.0  # seconds


def worker() -> subprocess.Popen[bytes]:
    """A worker on the database of this test."""
    command = [
        sys.executable,
        str(PROGRAM),
        str(settings.DATABASES["default"]["NAME"]),
        LEASE,
        str(settings.MANAS_FILES),
    ]
    return subprocess.Popen(command, env={**os.environ, "MANAS_LOG_LEVEL": "ERROR"})


def wait_until(state: str) -> None:
    until = time.monotonic() + PATIENCE
    while ImportRun.objects.get().state != state and time.monotonic() < until:
        time.sleep(0.1)
    assert ImportRun.objects.get().state == state


def kill_in_the_middle(running: subprocess.Popen[bytes], beyond: int) -> int:
    """Kills the worker at a random moment once it came further than `beyond`; gives where the run stood, whole."""
    until = time.monotonic() + PATIENCE
    while (run := ImportRun.objects.get()).position <= beyond and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(DICE.uniform(0, 0.3))
    running.send_signal(signal.SIGKILL)
    running.wait()
    run = ImportRun.objects.get()
    assert run.state == ImportState.ENTERING, "the kill came too late"
    assert run.position == sum(counts(run).values())
    assert Patent.objects.count() == run.created
    assert PatentHolder.objects.count() == 2 * run.created
    return run.position


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_and_nothing_doubled() -> None:
    cast = make_cast()
    rows = patents(ROWS)
    for at in range(WRONG):
        rows[at * 700 + 3][0] = "见附件"
    data = as_csv([HEAD, *rows])
    run = actions.hand_in(
        kind="patents", name="专利.csv", data=data, source="", edition="", actor=cast.handler, at=timezone.now()
    )
    running, stood = worker(), 0
    try:
        wait_until(ImportState.READY)
        actions.confirm(run=run, actor=cast.handler, at=timezone.now())
        for _ in range(KILLS):
            stood = kill_in_the_middle(running, stood)
            running = worker()
        wait_until(ImportState.DONE)
    finally:
        running.terminate()
        running.wait(timeout=20)
    run.refresh_from_db()
    assert counts(run) == {"created": ROWS - WRONG, "changed": 0, "unchanged": 0, "refused": WRONG}
    assert (Patent.objects.count(), PatentClass.objects.count()) == (ROWS - WRONG, ROWS - WRONG)
    assert Patent.objects.filter(first_run=run).count() == ROWS - WRONG
    assert run.faults.count() == WRONG
    assert JournalEntry.objects.filter(verb="完成导入").count() == 1
    assert Job.objects.filter(kind=actions.ENTER, attempts__gt=1, state=JobState.DONE).exists(), "no kill hit a worker"
