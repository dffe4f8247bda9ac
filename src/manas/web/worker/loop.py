"""One worker: takes jobs that are due, one after the other, until it is asked to stop."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from types import FrameType

from django.db import Error, close_old_connections

from manas.office.jobs.actions import claim, enqueue, fail, finish
from manas.office.models import Job
from manas.web.worker.deeds import Handler, Periodic, kind
from manas.web.worker.heartbeat import Heartbeat

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]

# A job is given to another worker when nothing was heard of the first for so long; a long one is heard of by its heartbeat.
LEASE = timedelta(minutes=5)
IDLE = 0.5  # seconds between two looks for work
AFTER_TROUBLE = 5.0  # seconds of rest when the database does not answer


class Stop:
    """Whether the worker was asked to stop: by SIGTERM or SIGINT, or because the process it belongs to is gone."""

    def __init__(self, parent: int | None = None) -> None:
        self.asked = False
        self.parent = parent

    def listen(self) -> None:
        """This function will let SIGTERM and SIGINT end the worker after the job in hand."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

    def __bool__(self) -> bool:
        return self.asked or (self.parent is not None and os.getppid() != self.parent)


def worker_name() -> str:
    """This function will name this process like no other before or after it."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(6)}"


def run_one(handlers: Mapping[str, Handler], worker: str, clock: Clock, lease: timedelta = LEASE) -> bool:
    """This function will take one job and do it, and tell whether there was one. A failure is kept with the job."""
    job = claim(worker=worker, at=clock(), lease=lease)
    if job is None:
        return False
    try:
        with Heartbeat(job, clock, lease):
            _do(job, handlers, clock)
    except Exception as error:  # the edge: whatever goes wrong is logged, and tried again later
        logger.warning("job %s failed, attempt %d", job, job.attempts, exc_info=True)
        fail(job=job, error=f"{type(error).__name__}: {error}", at=clock())
    else:
        finish(job=job, at=clock())
    return True


def _do(job: Job, handlers: Mapping[str, Handler], clock: Clock) -> None:
    if job.kind not in handlers:
        raise LookupError(f"no worker knows jobs of the kind {job.kind}")
    handlers[job.kind](job.arguments, clock())


def ask_periodic(table: Iterable[Periodic], at: datetime) -> None:
    """This function will ask for the job of the present slot of every periodic deed; asked twice, it is done once."""
    for periodic in table:
        slot = periodic.slot(at)
        enqueue(kind=kind(periodic), key=f"{periodic.name}@{slot:%Y-%m-%dT%H:%MZ}", arguments={}, at=at)


def with_periodic(handlers: Mapping[str, Handler], table: Iterable[Periodic]) -> dict[str, Handler]:
    """This function will add to the kinds of jobs those by which periodic deeds are done."""
    return {**handlers, **{kind(periodic): _handler(periodic) for periodic in table}}


def _handler(periodic: Periodic) -> Handler:
    def handle(arguments: Mapping[str, object], at: datetime) -> None:
        periodic.deed(at)

    return handle


class _Slots:
    """Remembers which slots this process has asked for, so that an idle worker writes nothing."""

    def __init__(self, table: Iterable[Periodic]) -> None:
        self.table = tuple(table)
        self.asked: dict[str, datetime] = {}

    def ask(self, at: datetime) -> None:
        fresh = [periodic for periodic in self.table if self.asked.get(periodic.name) != periodic.slot(at)]
        ask_periodic(fresh, at)
        self.asked.update({periodic.name: periodic.slot(at) for periodic in fresh})


def work(
    handlers: Mapping[str, Handler],
    table: Iterable[Periodic],
    *,
    clock: Clock,
    stop: Stop,
    once: bool = False,
    lease: timedelta = LEASE,
) -> int:
    """This function will do jobs until `stop`, or with `once` until nothing is due, and give their number."""
    worker, slots, done = worker_name(), _Slots(table), 0
    known = with_periodic(handlers, slots.table)
    while not stop:
        try:
            slots.ask(clock())
            busy = run_one(known, worker, clock, lease)
        except Error:  # the database does not answer: it may again
            logger.exception("the database refused a worker")
            close_old_connections()
            time.sleep(AFTER_TROUBLE)
            continue
        done += busy
        if not busy and once:
            break
        if not busy:
            close_old_connections()
            time.sleep(IDLE)
    return done
