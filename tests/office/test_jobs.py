"""后台作业: asked for once, taken by one worker, taken again from a dead one, put aside after failures."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from manas.office.jobs import queries
from manas.office.jobs.actions import GIVEN_UP, MOST_ATTEMPTS, RESTS, ask_again, claim, enqueue, fail, finish, forget
from manas.office.models import Job, JobState
from manas.web.worker.deeds import HANDLERS, PERIODIC, Periodic
from manas.web.worker.loop import Stop, ask_periodic, run_one, with_periodic, work
from tests.cast import AT, Cast, journal_lines

LEASE = timedelta(minutes=5)
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


def ask(key: str = "a", **options: datetime) -> None:
    enqueue(kind="test", key=key, arguments={"key": key}, at=AT, **options)


def take(worker: str = "one", at: datetime = AT) -> Job | None:
    return claim(worker=worker, at=at, lease=LEASE)


def taken(worker: str = "one", at: datetime = AT) -> Job:
    job = take(worker, at)
    assert job is not None
    return job


def only() -> Job:
    return Job.objects.get()


def test_the_same_key_is_asked_for_once_also_after_it_was_done() -> None:
    ask()
    ask()
    assert Job.objects.count() == 1
    finish(job=taken(), at=AT)
    ask()
    assert (only().state, only().ended_at) == (JobState.DONE, AT)


def test_a_job_is_asked_for_in_the_transaction_of_the_caller() -> None:
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_a_job_waits_for_its_time() -> None:
    ask(run_after=AT + SECOND)
    assert take() is None
    assert taken(at=AT + SECOND).key == "a"


def test_the_job_that_is_due_first_is_taken_first() -> None:
    ask("late", run_after=AT - SECOND)
    ask("early", run_after=AT - 2 * SECOND)
    ask("now")
    assert [taken().key, taken().key, taken().key, take()] == ["early", "late", "now", None]


def test_a_job_that_runs_is_held_until_its_lease_ends() -> None:
    ask()
    taken("one")
    assert (only().state, only().worker, only().attempts) == (JobState.RUNNING, "one", 1)
    assert take("two", AT + LEASE - SECOND) is None
    again = taken("two", AT + LEASE)
    assert (again.worker, again.attempts, only().worker) == ("two", 2, "two")


def test_a_worker_that_was_thought_dead_does_not_undo_its_follower() -> None:
    ask()
    dead = taken("one")
    alive = taken("two", AT + LEASE)
    assert finish(job=dead, at=AT + LEASE) is False
    assert fail(job=dead, error="late", at=AT + LEASE) is False
    assert (only().state, only().worker) == (JobState.RUNNING, "two")
    assert finish(job=alive, at=AT + LEASE) is True
    assert only().state == JobState.DONE


def test_after_each_failure_a_job_rests_longer_and_after_the_last_it_is_given_up() -> None:
    ask()
    at = AT
    for number, rest in enumerate(RESTS, start=1):
        fail(job=taken(at=at), error=f"fault {number}", at=at)
        assert (only().state, only().attempts, only().due_at) == (JobState.WAITING, number, at + rest)
        assert take(at=at + rest - SECOND) is None
        at += rest
    fail(job=taken(at=at), error="the last", at=at)
    assert (only().state, only().attempts, only().error, only().ended_at) == (
        JobState.FAILED,
        MOST_ATTEMPTS,
        "the last",
        at,
    )
    assert take(at=at + timedelta(days=9)) is None
    assert list(queries.failed()) == [only()]


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    ask()
    at = AT
    for _ in range(MOST_ATTEMPTS):
        taken(at=at)
        at += LEASE
    assert take(at=at) is None
    assert (only().state, only().error) == (JobState.FAILED, GIVEN_UP)


def test_a_failed_job_is_tried_anew_because_a_person_says_so(cast: Cast) -> None:
    ask()
    Job.objects.update(state=JobState.FAILED, due_at=None, attempts=MOST_ATTEMPTS, ended_at=AT)
    with journal_lines() as told:
        assert ask_again(job=only(), actor=cast.administrator, at=AT) is True
        assert ask_again(job=only(), actor=cast.administrator, at=AT) is False
    assert told.verbs == ["重做作业"]
    assert taken().attempts == 1


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("job_is_held_while_it_runs", {"state": "running"}),
        ("job_is_held_while_it_runs", {"worker": "one"}),
        ("job_is_due_until_it_ends", {"state": "done"}),
        ("job_is_due_until_it_ends", {"due_at": None}),
    ],
)
def test_the_database_holds_what_a_state_means(name: str, values: dict[str, object]) -> None:
    ask()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Job.objects.update(**values)


@pytest.mark.django_db(transaction=True)
def test_of_several_who_reach_for_jobs_at_once_each_job_goes_to_one() -> None:
    jobs, workers = 30, 4
    for number in range(jobs):
        ask(str(number))
    start = Barrier(workers)

    def reach(worker: int) -> list[str]:
        try:
            start.wait()
            got = []
            while Job.objects.filter(state=JobState.WAITING).exists():
                job = take(str(worker))
                got += [job.key] if job else []
            return got
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        got = [key for keys in pool.map(reach, range(workers)) for key in keys]
    assert sorted(got) == sorted(str(number) for number in range(jobs))
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


# The loop


class Hands:
    """A handler that notes what it was given, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.given: list[object] = []
        self.failures = failures

    def __call__(self, arguments: Mapping[str, object], at: datetime) -> None:
        self.given.append(arguments["key"])
        if len(self.given) <= self.failures:
            raise ValueError("not yet")


def test_one_job_is_taken_done_and_marked() -> None:
    ask()
    hands = Hands()
    assert run_one({"test": hands}, "one", lambda: AT) is True
    assert run_one({"test": hands}, "one", lambda: AT) is False
    assert hands.given == ["a"]
    assert only().state == JobState.DONE


def test_what_goes_wrong_is_kept_with_the_job_and_tried_again() -> None:
    ask()
    hands = Hands(failures=1)
    run_one({"test": hands}, "one", lambda: AT)
    assert (only().state, only().error) == (JobState.WAITING, "ValueError: not yet")
    run_one({"test": hands}, "one", lambda: AT + RESTS[0])
    assert (only().state, only().error, hands.given) == (JobState.DONE, "", ["a", "a"])


def test_a_kind_that_nobody_knows_fails_and_shows() -> None:
    ask()
    run_one({}, "one", lambda: AT)
    assert (only().state, only().error) == (JobState.WAITING, "LookupError: no worker knows jobs of the kind test")


def test_a_worker_goes_on_until_nothing_is_due() -> None:
    for key in "abc":
        ask(key)
    hands = Hands()
    assert work({"test": hands}, (), clock=lambda: AT, stop=Stop(), once=True) == 3
    assert hands.given == ["a", "b", "c"]


def test_a_worker_that_is_asked_to_stop_takes_nothing_more() -> None:
    ask()
    stop = Stop()
    stop.asked = True
    assert work({"test": Hands()}, (), clock=lambda: AT, stop=stop) == 0
    assert only().state == JobState.WAITING


def test_a_worker_ends_with_the_process_that_it_belongs_to() -> None:
    assert bool(Stop(parent=1_000_000_000)) is True


def test_what_comes_round_is_done_once_a_slot_by_whomever() -> None:
    done: list[datetime] = []
    table = (Periodic("look", 15, done.append),)
    known = with_periodic({}, table)
    for minutes in (0, 1, 14, 15, 29, 30):
        at = AT + timedelta(minutes=minutes)
        for worker in ("one", "two"):
            ask_periodic(table, at)
            run_one(known, worker, lambda at=at: at)
    assert done == [AT, AT + timedelta(minutes=15), AT + timedelta(minutes=30)]
    assert sorted(Job.objects.values_list("key", flat=True)) == [
        "look@2026-03-02T01:00Z",
        "look@2026-03-02T01:15Z",
        "look@2026-03-02T01:30Z",
    ]


def test_old_slots_are_forgotten_and_nothing_else() -> None:
    (daily,) = [periodic for periodic in PERIODIC if periodic.name == "forget_old_slots"]
    ask_periodic((daily,), AT)
    ask()
    known = with_periodic({**HANDLERS, "test": Hands()}, (daily,))
    while run_one(known, "one", lambda: AT):
        pass
    assert forget(kind="periodic.forget_old_slots", before=AT) == 0
    daily.deed(AT + timedelta(days=7, seconds=1))
    assert [job.key for job in Job.objects.all()] == ["a"]
