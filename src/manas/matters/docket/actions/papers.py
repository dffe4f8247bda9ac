"""Papers that a step asks for; they are made in the background from the template of their kind."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from manas.matters.docket.actions.turning import anchor
from manas.matters.docket.kinds import kind_of
from manas.matters.docket.models import Matter, Paper, PaperState, Turn
from manas.office.jobs.actions import enqueue
from manas.office.models import StoredFile

JOB = "paper"


def want(*, matter: Matter, turn: Turn, keys: tuple[str, ...], at: datetime) -> list[Paper]:
    """This function will ask for papers, in the transaction of the step that produces them; a job makes each later."""
    return [_want(matter, turn, key, at) for key in keys]


def _want(matter: Matter, turn: Turn, key: str, at: datetime) -> Paper:
    form = kind_of(matter).paper(key)
    last: int = matter.papers.filter(key=key).aggregate(last=Max("version"))["last"] or 0
    version = last + 1
    suffix = "" if version == 1 else f"-{version}"
    paper = Paper.objects.create(
        matter=anchor(matter),
        turn=turn,
        key=key,
        title=str(form.title),
        number=f"{matter.number}{suffix}" if form.numbered else "",
        version=version,
    )
    enqueue(kind=JOB, key=f"paper:{paper.pk}", arguments={"paper": paper.pk}, run_after=at, at=at)
    return paper


def made(*, paper: Paper, file: StoredFile, template_sha256: str, blanks: list[str], at: datetime) -> Paper:
    """This function will put the file of a paper on record."""
    paper.file, paper.template_sha256, paper.blanks = file, template_sha256, blanks
    paper.state, paper.made_at, paper.fault = PaperState.MADE, at, ""
    paper.save()
    return paper


def failed(*, paper: Paper, fault: str) -> Paper:
    """This function will put on record why a paper could not be made."""
    paper.state, paper.fault = PaperState.FAILED, fault[:300]
    paper.save(update_fields=["state", "fault"])
    return paper
