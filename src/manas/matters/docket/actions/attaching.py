"""Documents that lie with a matter: handed in by the applicant, or added by those who handle it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from manas.matters.docket import rules
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import anchor, lock
from manas.matters.docket.kinds import kind_of
from manas.matters.docket.models import Attachment, Matter
from manas.office.files import actions as files
from manas.office.files.kinds import EVIDENCE
from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.office.queries import standing_at


@transaction.atomic
def attach(
    *, matter: Matter, document: str, name: str, data: bytes, actor: Person, at: datetime, by_code: bool = False
) -> Attachment:
    """This function will put a document with a matter. Raises StepRefused, or FileRefused for a file that is not taken."""
    matter = lock(matter, matter.turn)
    listed = kind_of(matter).document(document)
    if listed is None:
        raise StepRefused("本类办件没有这种材料")
    if not rules.may_attach(standing_at(actor, at), matter, inside=listed.inside, by_code=by_code):
        raise StepRefused("现在不能提交材料")
    kept = files.keep(name=name, data=data, owner=matter.lead_unit, actor=actor, at=at, kinds=EVIDENCE)
    attachment = Attachment.objects.create(
        matter=anchor(matter), document=document, file=kept, added_by=actor, added_at=at
    )
    journal.record(
        actor=actor,
        at=at,
        verb="提交材料",
        subject=anchor(matter),
        unit=matter.lead_unit,
        detail={"document": document, "sha256": kept.sha256},
    )
    return attachment


@transaction.atomic
def detach(*, attachment: Attachment, actor: Person, at: datetime, by_code: bool = False) -> Attachment:
    """This function will take a document back; its row and file stay on record."""
    matter = lock(attachment.matter, attachment.matter.turn)
    listed = kind_of(matter).document(attachment.document)
    attachment.refresh_from_db(fields=["removed_at"])
    if attachment.removed_at is not None:
        raise StepRefused("这份材料已经撤下")
    mine = attachment.added_by_id == actor.pk
    inside = listed is not None and listed.inside
    if not mine or not rules.may_attach(standing_at(actor, at), matter, inside=inside, by_code=by_code):
        raise StepRefused("只有提交人可以在轮到自己办理时撤下材料")
    attachment.removed_at = at
    attachment.save(update_fields=["removed_at"])
    journal.record(
        actor=actor,
        at=at,
        verb="撤下材料",
        subject=anchor(matter),
        unit=matter.lead_unit,
        detail={"document": attachment.document},
    )
    return attachment
