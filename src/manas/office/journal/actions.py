"""Writing the journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from manas.office.models import JournalEntry, JournalHead, Person, Role, Unit
from manas.office.queries import on_behalf_of

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Line:
    """What one of many lines written at once says."""

    verb: str
    subject: models.Model
    unit: Unit | None = None
    detail: dict[str, Any] = field(default_factory=dict)


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
    roles: tuple[Role, ...] = (),
) -> JournalEntry:
    """This function will append one line to the journal, in the transaction of the deed that it tells of.

    A deputy's deed names whose post it was done with; `roles`, those to whom the deed is open, make that exact.
    `detail` holds strings, whole numbers, lists and null only, so that the seal is the same from every database.
    """
    head = hold()
    entry = JournalEntry(
        number=head.number + 1,
        at=at,
        actor=actor,
        actor_name=actor.name,
        on_behalf_of=on_behalf_of(actor, unit, timezone.localtime(at).date(), roles),
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


def hold() -> JournalHead:
    """This function will hold the end of the journal in the caller's transaction: until it ends, no other deed does."""
    return JournalHead.objects.select_for_update().filter(pk=1).first() or _first_head()


@transaction.atomic
def record_all(*, actor: Person, at: datetime, lines: Sequence[Line]) -> int:
    """This function will append many lines of one deed, in their order, in few queries; gives how many there were."""
    head, day = hold(), timezone.localtime(at).date()
    lent = {unit: on_behalf_of(actor, unit, day) for unit in {line.unit for line in lines}}
    entries: list[JournalEntry] = []
    for line in lines:
        subject = label(line.subject)
        entry = JournalEntry(
            number=head.number + 1,
            at=at,
            actor=actor,
            actor_name=actor.name,
            on_behalf_of=lent[line.unit],
            verb=line.verb,
            subject=subject,
            context=subject,
            unit=line.unit,
            detail=line.detail,
            previous_hash=head.hash,
        )
        entry.hash = seal(entry)
        head.number, head.hash = entry.number, entry.hash
        entries.append(entry)
    JournalEntry.objects.bulk_create(entries, batch_size=AT_ONCE)
    head.save(update_fields=["number", "hash"])
    return len(entries)


def _first_head() -> JournalHead:
    """Of several who write the very first line at once, one makes the head and the others wait for it."""
    JournalHead.objects.get_or_create(pk=1)
    return JournalHead.objects.select_for_update().get(pk=1)
