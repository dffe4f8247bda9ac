"""Asking for jobs, taking them, and saying how they ended.

A worker holds a job by a lease. Whoever is killed while working loses the lease when it runs out, and another takes the
job again; so what a job does must come out the same when it is begun twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from manas.office.jobs.queries import due
from manas.office.journal import actions as journal
from manas.office.models import Job, JobState, Person

# How long a job rests after its first, second, … failure; there is no further attempt after the last rest.
RESTS = tuple(timedelta(seconds=s) for s in (10, 30, 120, 600, 1800, 7200, 21600))
MOST_ATTEMPTS = len(RESTS) + 1
GIVEN_UP = "执行者多次中断，作业没有完成"


def enqueue(
    *, kind: str, key: str, arguments: Mapping[str, object], at: datetime, run_after: datetime | None = None
) -> None:
    """This function will ask for a job in the caller's transaction; a key that was asked for before changes nothing."""
    job = Job(kind=kind, key=key, arguments=dict(arguments), due_at=run_after or at, asked_at=at)
    Job.objects.bulk_create([job], ignore_conflicts=True)


def claim(*, worker: str, at: datetime, lease: timedelta) -> Job | None:
    """This function will take one job that is due for `worker` until `at` + `lease`; nothing where none is due.

    Of two workers that reach for the same job one gets it: the other passes over the locked row (PostgreSQL), or finds
    it changed when it comes to write (SQLite).
    """
    if not due(at).exists():  # an idle worker takes no lock
        return None
    with transaction.atomic():
        job = due(at).select_for_update(skip_locked=True).order_by("due_at", "pk").first()
        if job is None:
            return None
        found = Job.objects.filter(pk=job.pk, state=job.state, due_at=job.due_at)
        if job.attempts >= MOST_ATTEMPTS:
            found.update(state=JobState.FAILED, worker="", error=job.error or GIVEN_UP, due_at=None, ended_at=at)
            return None
        taken = found.update(
            state=JobState.RUNNING, worker=worker, due_at=at + lease, attempts=F("attempts") + 1, started_at=at
        )
        if not taken:
            return None
    job.state, job.worker, job.due_at, job.started_at = JobState.RUNNING, worker, at + lease, at
    job.attempts += 1
    return job


def hold(*, job: Job, until: datetime) -> bool:
    """This function will lengthen the lease of a job that is still being done, and tell whether it is still the worker's."""
    return _own(job, due_at=until)


def finish(*, job: Job, at: datetime) -> bool:
    """This function will mark a job as done, and tell whether it was still the worker's to end."""
    return _own(job, state=JobState.DONE, worker="", error="", due_at=None, ended_at=at)


def fail(*, job: Job, error: str, at: datetime) -> bool:
    """This function will put a job aside to rest after a failure, or for good after the last attempt."""
    if job.attempts < MOST_ATTEMPTS:
        rest = RESTS[job.attempts - 1]
        return _own(job, state=JobState.WAITING, worker="", error=error, due_at=at + rest)
    return _own(job, state=JobState.FAILED, worker="", error=error, due_at=None, ended_at=at)


@transaction.atomic
def ask_again(*, job: Job, actor: Person, at: datetime) -> bool:
    """This function will let a failed job be tried anew, as often as the first time; any other stays as it is."""
    failed = Job.objects.filter(pk=job.pk, state=JobState.FAILED)
    if not failed.update(state=JobState.WAITING, attempts=0, due_at=at, ended_at=None):
        return False
    journal.record(actor=actor, at=at, verb="重做作业", subject=job, detail={"key": job.key})
    return True


def forget(*, kind: str, before: datetime) -> int:
    """This function will delete the jobs of a kind that were done before a moment, and give their number."""
    return Job.objects.filter(kind=kind, state=JobState.DONE, ended_at__lt=before).delete()[0]


def _own(job: Job, **values: object) -> bool:
    """Written only while the lease is still this worker's: one that was thought dead does not undo its follower."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker, attempts=job.attempts)
    return bool(mine.update(**values))
