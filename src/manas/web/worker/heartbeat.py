"""A worker that is still at a job says so: a long one is not begun by another beside it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread
from types import TracebackType

from django.db import Error, connection

from manas.office.jobs.actions import hold
from manas.office.models import Job

logger = logging.getLogger(__name__)
# A lease is lengthened so many times before it would run out: a busy database may let some of them fail.
BEATS = 5
# Whatever goes on for longer hangs: its lease runs out, and another worker may try.
LONGEST = timedelta(hours=6)


class Heartbeat:
    """Lengthens the lease of a job while the body of a `with` goes on, from a thread with a connection of its own.

    It ends with the body, when the lease is another's, and after LONGEST. A worker that is killed takes its thread with it.
    """

    def __init__(self, job: Job, clock: Callable[[], datetime], lease: timedelta) -> None:
        self._job, self._clock, self._lease = job, clock, lease
        self._over = Event()
        self._thread = Thread(target=self._beat, name=f"heartbeat-{job.pk}", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        pause = self._lease / BEATS
        left = LONGEST // pause
        try:
            while left and not self._over.wait(pause.total_seconds()) and self._held():
                left -= 1
        finally:
            connection.close()

    def _held(self) -> bool:
        try:
            return hold(job=self._job, until=self._clock() + self._lease)
        except Error:  # the database is busy or away: the lease still has some beats
            logger.warning("the lease of job %s was not lengthened", self._job.pk, exc_info=True)
            return True
