"""Making the papers that steps of matters asked for, as a job: begun twice, it comes out the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from manas.matters.docket.actions.papers import failed, made
from manas.matters.docket.kinds import kind_of
from manas.matters.docket.models import Paper, PaperState
from manas.matters.docket.queries.paper_values import paper_values
from manas.office.files.actions import keep
from manas.reports.papers.faults import PaperFault
from manas.reports.papers.names import file_name
from manas.reports.papers.render import render


@transaction.atomic
def make(arguments: Mapping[str, object], at: datetime) -> None:
    """This function will make one paper, as a job: arguments {"paper": its number}.

    The file lies under its hash and its row is written in one transaction, so a worker that is killed leaves a paper that
    is still wanted, and one that is begun again makes the same bytes. A template that gives no paper is put on record.
    """
    wanted = Paper.objects.select_for_update().filter(pk=int(str(arguments["paper"]))).exclude(state=PaperState.MADE)
    paper = wanted.first()
    if paper is None:
        return
    template = kind_of(paper.matter).template(paper.key)
    try:
        rendered = render(template, paper_values(paper), number=paper.number, at=paper.turn.at)
    except PaperFault as fault:
        failed(paper=paper, fault=str(fault))
        return
    file = keep(
        name=file_name(paper.number, rendered.title),
        data=rendered.data,
        owner=paper.matter.lead_unit,
        actor=paper.turn.actor,
        at=at,
    )
    made(paper=paper, file=file, template_sha256=rendered.template_sha256, blanks=list(rendered.blanks), at=at)
