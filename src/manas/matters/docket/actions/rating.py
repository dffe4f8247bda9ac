"""What the applicant thought of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import anchor
from manas.matters.docket.models import Matter, Rating
from manas.matters.docket.parties import Party, sits
from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.office.queries import standing


@transaction.atomic
def rate(*, matter: Matter, score: int, words: str, actor: Person, at: datetime, by_code: bool = False) -> Rating:
    """This function will keep the applicant's rating of a finished matter, one to five; a second one replaces the first."""
    day = timezone.localtime(at).date()
    if not by_code and not sits(Party.APPLICANT, standing(actor, day), matter):
        raise StepRefused("只有申请人可以评价")
    if matter.closed_at is None:
        raise StepRefused("办结后才能评价")
    if score not in range(1, 6):
        raise StepRefused("请选择一到五分")
    rating, _ = Rating.objects.update_or_create(
        matter=anchor(matter), defaults={"score": score, "words": words.strip()[:500], "at": at}
    )
    journal.record(actor=actor, at=at, verb="评价办件", subject=anchor(matter), detail={"score": score})
    return rating
