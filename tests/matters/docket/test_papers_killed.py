"""Two workers, killed at random with kill -9 while they make papers and tell applicants: each paper made once, nothing lost."""

import hashlib
from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone

from manas.matters.docket.models import Matter, Paper, PaperState
from manas.office.files.queries import location
from manas.office.models import Channel, Delivery, DeliveryState, Job, JobState, Notice, StoredFile
from manas.office.notices import actions as notices
from manas.office.notices.mail import message_id
from tests.cast import LATER, Cast, make_cast
from tests.matters.business import aid, step
from tests.office.receivers import Mailbox, mail_server
from tests.office.test_workers_killed import KILLS, Workers, run_to_the_end

MATTERS = 16
# Every request is accepted, and half of them answered: a paper and a letter to the applicant each time.
PAPERS = MATTERS + MATTERS // 2


def asked_for(cast: Cast) -> list[Matter]:
    """Matters whose steps ask for papers and have something to tell the applicant, who wants it by mail."""
    notices.choose(email="firm@example.cn", by_email=True, actor=cast.firm, at=timezone.now())
    matters = [step(aid(cast), "accept", cast.handler) for _ in range(MATTERS)]
    return [step(m, "answer", cast.handler, LATER, answer="可以投诉") if n % 2 else m for n, m in enumerate(matters)]


@pytest.mark.django_db(transaction=True)
def test_each_paper_is_made_once_and_each_letter_sent_once(kept_files: Path) -> None:
    asked_for(make_cast())
    assert (Paper.objects.filter(state=PaperState.WANTED).count(), StoredFile.objects.count()) == (PAPERS, 0)
    with mail_server(Mailbox(pause=0.02)) as mailbox:
        workers = Workers(mailbox)
        try:
            kills = run_to_the_end(workers, each=3)
        finally:
            workers.stop()
    assert kills == KILLS
    assert Job.objects.exclude(state=JobState.DONE).count() == 0
    assert Job.objects.filter(attempts__gt=1).count() > 0, "no kill hit a worker at work"
    papers_are_made_once(kept_files)
    applicants_are_told_once(mailbox)


def papers_are_made_once(kept_files: Path) -> None:
    papers = list(Paper.objects.select_related("file"))
    assert Counter(paper.state for paper in papers) == {PaperState.MADE: PAPERS}
    files = list(StoredFile.objects.all())
    assert len(files) == PAPERS
    assert {paper.file_id for paper in papers} == {file.pk for file in files}
    assert len({file.sha256 for file in files}) == PAPERS
    for file in files:
        assert hashlib.sha256(location(file.sha256).read_bytes()).hexdigest() == file.sha256
    kept = {path.name for path in kept_files.rglob("*") if path.is_file() and not path.name.startswith("tmp")}
    assert kept == {file.sha256 for file in files}


def applicants_are_told_once(mailbox: Mailbox) -> None:
    told = Notice.objects.filter(recipient__username="firm")
    assert told.count() == PAPERS
    by_mail = list(Delivery.objects.filter(channel=Channel.EMAIL))
    assert len(by_mail) == PAPERS
    assert {delivery.state for delivery in by_mail} <= {DeliveryState.SENT, DeliveryState.UNCERTAIN}
    arrived = Counter(mailbox.message_ids)
    assert [number for number in arrived.values() if number > 1] == []
    sent = {message_id(delivery) for delivery in by_mail if delivery.state == DeliveryState.SENT}
    assert sent - set(arrived) == set()
    assert set(arrived) <= {message_id(delivery) for delivery in by_mail}
