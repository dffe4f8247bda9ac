"""Writing the journal."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from manas.office.models import JournalEntry, JournalHead, Person, Unit
from manas.office.queries import on_behalf_of


def label(record: models.Model) -> str:
    """This function will name a record for the journal: ``plan.workitem:12``."""
    return f"{record._meta.label_lower}:{record.pk}"


def seal(entry: JournalEntry) -> str:
    """This function will compute the SHA-256 (hex) of a line: its content in canonical JSON and the hash before it."""
    content = {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "actor_name": entry.actor_name,
        "verb": entry.verb,
        "subject": entry.subject,
        "context": entry.context,
        "unit": entry.unit_id,
        "detail": entry.detail,
        "previous": entry.previous_hash,
    }
    if entry.on_behalf_of_id is not None:  # lines from before there were deputies keep their seal
        content["on_behalf_of"] = entry.on_behalf_of_id
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@transaction.atomic
def record(
    *,
    actor: Person,
    at: datetime,
    verb: str,
    subject: models.Model,
    context: models.Model | None = None,
    unit: Unit | None = None,
    detail: dict[str, Any] | None = None,
) -> JournalEntry:
    """This function will append one line to the journal, in the transaction of the deed that it tells of.

    `detail` holds strings, whole numbers, lists and null only, so that the seal is the same from every database.
    """
    head = JournalHead.objects.select_for_update().filter(pk=1).first() or _first_head()
    entry = JournalEntry(
        number=head.number + 1,
        at=at,
        actor=actor,
        actor_name=actor.name,
        on_behalf_of=on_behalf_of(actor, unit, timezone.localtime(at).date()),
        verb=verb,
        subject=label(subject),
        context=label(context or subject),
        unit=unit,
        detail=detail or {},
        previous_hash=head.hash,
    )
    entry.hash = seal(entry)
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save(update_fields=["number", "hash"])
    return entry


def _first_head() -> JournalHead:
    """Of several who write the very first line at once, one makes the head and the others wait for it."""
    JournalHead.objects.get_or_create(pk=1)
    return JournalHead.objects.select_for_update().get(pk=1)
