"""A long job: its worker is heard of, so that no other begins it beside the first."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from manas.office.jobs.actions import claim, enqueue, finish, hold
from manas.office.models import Job, JobState
from manas.web.worker.loop import run_one
from tests.cast import AT

LEASE = timedelta(seconds=2)
PATIENCE = 60.0  # seconds; the first beat comes after a fifth of the lease


@pytest.mark.django_db(transaction=True)
def test_a_job_that_takes_longer_than_its_lease_is_not_begun_by_a_second_worker() -> None:
    enqueue(kind="long", key="a", arguments={}, at=timezone.now())
    found: list[Job | None] = []

    def long(_arguments: Mapping[str, object], _at: datetime) -> None:
        began = Job.objects.get().due_at
        assert began is not None
        until = time.monotonic() + PATIENCE
        # Until the lease was lengthened past the moment at which it would have run out.
        while timezone.now() <= began and time.monotonic() < until:
            time.sleep(0.05)
        found.append(claim(worker="second", at=timezone.now(), lease=LEASE))

    assert run_one({"long": long}, "first", timezone.now, LEASE)
    job = Job.objects.get()
    assert (found, job.state, job.attempts) == ([None], JobState.DONE, 1)


@pytest.mark.django_db
def test_only_who_holds_a_job_lengthens_its_lease() -> None:
    enqueue(kind="long", key="a", arguments={}, at=AT)
    first = claim(worker="first", at=AT, lease=LEASE)
    assert first is not None
    assert hold(job=first, until=AT + LEASE * 2)
    assert claim(worker="second", at=AT + LEASE, lease=LEASE) is None
    second = claim(worker="second", at=AT + LEASE * 2, lease=LEASE)
    assert second is not None
    assert not hold(job=first, until=AT + LEASE * 9)
    assert Job.objects.get().due_at == AT + LEASE * 3
    finish(job=second, at=AT)
    assert not hold(job=second, until=AT + LEASE * 9)
