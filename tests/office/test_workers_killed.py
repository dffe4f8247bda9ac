"""Two workers, killed at random with kill -9 while they send notices and make papers: nothing lost, nothing sent twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from manas.office.jobs.actions import enqueue
from manas.office.models import Channel, Delivery, DeliveryState, Job, JobState, Notice, Person
from manas.office.notices import actions as notices
from manas.office.notices.mail import message_id
from manas.office.notices.webhooks import idempotency_key
from tests.cast import Cast, make_cast
from tests.office.receivers import Hook, Mailbox, mail_server, web_server

DICE = random.SystemRandom()
PROGRAM = Path(__file__).with_name("worker_program.py")
LEASE = "1.5"
NOTICES, PEOPLE = 20, ("liaison", "county_liaison", "leader")
KILLS = 6
PATIENCE = 90.0  # seconds; ten are enough on a machine with nothing else to do


class Workers:
    """Two worker processes; whoever is killed is started again."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.environment = {
            **os.environ,
            "MANAS_EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
            "MANAS_WEBHOOK_HOSTS": "127.0.0.1",
            "MANAS_LOG_LEVEL": "ERROR",
        }
        self.running = [self.start(), self.start()]

    def start(self) -> subprocess.Popen[bytes]:
        database, files = str(settings.DATABASES["default"]["NAME"]), str(settings.MANAS_FILES)
        command = [sys.executable, str(PROGRAM), database, LEASE, files]
        return subprocess.Popen(command, env=self.environment)

    def kill_one_at_work(self) -> bool:
        """Kills a worker in the middle of a job; False when none was. It is held still while one looks."""
        for victim in DICE.sample(range(2), 2):
            process = self.running[victim]
            process.send_signal(signal.SIGSTOP)
            if Job.objects.filter(state=JobState.RUNNING, worker__contains=f"-{process.pid}-").exists():
                process.send_signal(signal.SIGKILL)
                process.wait()
                self.running[victim] = self.start()
                return True
            process.send_signal(signal.SIGCONT)
        return False

    def stop(self) -> list[int]:
        for process in self.running:
            process.terminate()
        return [process.wait(timeout=20) for process in self.running]


def people_who_want_everything(cast: Cast, hook: Hook) -> list[Person]:
    """Three people with mail, each of whose units has the webhook."""
    people = [cast.people()[part] for part in PEOPLE]
    now = timezone.now()
    for person in people:
        notices.choose(email=f"{person.username}@example.cn", by_email=True, actor=person, at=now)
    for unit in (cast.science, cast.north, cast.government):
        notices.add_webhook(unit=unit, url=hook.url, actor=cast.administrator, at=now)
    return people


def tell(people: list[Person], folder: Path) -> None:
    """Asks for sixty notices, and for as many papers."""
    now = timezone.now()
    for number in range(NOTICES):
        for _ in range(2):  # the deed that tells them was itself repeated
            notices.send(
                recipients=people,
                key=f"due:{number}",
                subject=f"第{number}项将到期",
                body="请办理",
                address="/mine/",
                about=f"test:{number}",
                at=now,
            )
    for number in range(NOTICES * len(people)):
        path = str(folder / f"{number}.txt")
        enqueue(kind="test.paper", key=f"paper:{number}", arguments={"path": path}, at=now)


def done() -> int:
    return Job.objects.filter(state=JobState.DONE).count()


def run_to_the_end(workers: Workers, each: int = 8) -> int:
    """Kills now and then while there is work, then lets it come to its end; gives the number of kills, each of which hit work.

    `each`: how many jobs are done between two kills.
    """
    kills, until = 0, time.monotonic() + PATIENCE
    killed_at = done()
    while (waiting := Job.objects.filter(due_at__isnull=False).count()) and time.monotonic() < until:
        time.sleep(DICE.uniform(0.01, 0.1))
        # A worker that has only just started holds nothing yet: wait until some work was done since the last kill.
        wanted = kills < KILLS and waiting > 10 and done() >= killed_at + each
        if wanted and workers.kill_one_at_work():
            kills, killed_at = kills + 1, done()
    return kills


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_and_nothing_is_sent_twice(tmp_path: Path) -> None:
    cast = make_cast()
    with mail_server(Mailbox(pause=0.03)) as mailbox, web_server(Hook(pause=0.03)) as hook:
        people = people_who_want_everything(cast, hook)
        # The three hooks have one address; each is a delivery of its own unit.
        tell(people, tmp_path)
        workers = Workers(mailbox)
        try:
            kills = run_to_the_end(workers)
        finally:
            ended = workers.stop()
    assert set(ended) <= {0, -signal.SIGTERM}  # the latter: one that was just starting again
    assert kills == KILLS
    assert Job.objects.exclude(state=JobState.DONE).count() == 0
    assert Job.objects.filter(attempts__gt=1).count() > 0, "no kill hit a worker at work"
    everyone_was_told_once(len(people))
    mail_went_out_once_or_is_uncertain(mailbox)
    webhooks_took_effect_once(hook)
    papers_are_whole(tmp_path, NOTICES * len(people))


def everyone_was_told_once(people: int) -> None:
    assert Notice.objects.count() == NOTICES * people
    in_app = Delivery.objects.filter(channel=Channel.IN_APP)
    assert [delivery.state for delivery in in_app] == [DeliveryState.SENT] * NOTICES * people


def mail_went_out_once_or_is_uncertain(mailbox: Mailbox) -> None:
    arrived = Counter(mailbox.message_ids)
    by_mail = list(Delivery.objects.filter(channel=Channel.EMAIL))
    assert len(by_mail) == NOTICES * len(PEOPLE)
    assert {delivery.state for delivery in by_mail} <= {DeliveryState.SENT, DeliveryState.UNCERTAIN}
    assert [number for number in arrived.values() if number > 1] == []
    sent = {message_id(delivery) for delivery in by_mail if delivery.state == DeliveryState.SENT}
    uncertain = {message_id(delivery) for delivery in by_mail if delivery.state == DeliveryState.UNCERTAIN}
    assert sent - set(arrived) == set()
    assert set(arrived) - sent - uncertain == set()


def webhooks_took_effect_once(hook: Hook) -> None:
    by_hook = list(Delivery.objects.filter(channel=Channel.WEBHOOK))
    assert len(by_hook) == NOTICES * len(PEOPLE)
    assert {delivery.state for delivery in by_hook} == {DeliveryState.SENT}
    assert set(hook.keys) == {idempotency_key(delivery) for delivery in by_hook}


def papers_are_whole(folder: Path, count: int) -> None:
    papers = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    assert papers == {f"{number}.txt": "一页\n" * 4 for number in range(count)}
