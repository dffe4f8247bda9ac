"""Reading and proving the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from manas.office.journal.actions import seal
from manas.office.models import JournalEntry, JournalHead


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking the chain found. `broken_at` is the number of the first line that does not fit."""

    lines: int
    broken_at: int | None
    reason: str

    @property
    def intact(self) -> bool:
        return self.broken_at is None


def verify() -> Verdict:
    """This function will walk the whole chain and prove that no line was changed, added between, or taken away."""
    previous, number = "", 0
    for entry in JournalEntry.objects.order_by("number").iterator(chunk_size=2000):
        fault = _fault(entry, number + 1, previous)
        if fault:
            return Verdict(number, number + 1, fault)
        previous, number = entry.hash, entry.number
    head = JournalHead.objects.filter(pk=1).first()
    if (head.number, head.hash) != (number, previous) if head else number:
        return Verdict(number, number + 1, "日志末端与最后一行不符，末尾可能被截去")
    return Verdict(number, None, "")


def _fault(entry: JournalEntry, number: int, previous: str) -> str:
    if entry.number != number:
        return f"缺少第 {number} 行"
    if entry.previous_hash != previous:
        return f"第 {number} 行没有接在前一行之后"
    if entry.hash != seal(entry):
        return f"第 {number} 行的内容与校验值不符"
    return ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an auditor looks for: parts of the doer's name and of the deed, a kind of record, a span of days."""

    person: str = ""
    verb: str = ""
    kind: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A line as the auditor reads it: who did what when to which record. What the record says is none of it."""

    number: int
    at: datetime
    person: str
    on_behalf_of: str
    verb: str
    subject: str
    unit: str


def audited(asked: Asked) -> QuerySet[JournalEntry]:
    """This function will find the lines that an auditor asked for, the newest first."""
    found = JournalEntry.objects.select_related("unit", "actor", "on_behalf_of").order_by("-number")
    if asked.person:
        found = found.filter(Q(actor_name__icontains=asked.person) | Q(actor__username__icontains=asked.person))
    if asked.verb:
        found = found.filter(verb__icontains=asked.verb)
    if asked.kind:
        found = found.filter(subject__startswith=f"{asked.kind}:")
    if asked.from_on:
        found = found.filter(at__gte=_midnight(asked.from_on))
    if asked.to_on:
        found = found.filter(at__lt=_midnight(asked.to_on + timedelta(days=1)))
    return found.defer("detail")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def audit_line(entry: JournalEntry) -> AuditLine:
    """This function will put a line into the words that an auditor may read."""
    return AuditLine(
        number=entry.number,
        at=entry.at,
        person=f"{entry.actor_name}（{entry.actor.username}）",
        on_behalf_of=entry.on_behalf_of.name if entry.on_behalf_of else "",
        verb=entry.verb,
        subject=subject_word(entry.subject),
        unit=entry.unit.short_name if entry.unit else "",
    )


def subject_word(subject: str) -> str:
    """This function will name a record of the journal for people: ``plan.workitem:12`` is 举措 12."""
    kind, _, number = subject.partition(":")
    return f"{kind_word(kind)} {number}"


def kind_word(kind: str) -> str:
    """This function will give the Chinese word for a kind of record; of one that is gone, the name that was written."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except LookupError:
        return kind


def kinds() -> list[tuple[str, str]]:
    """This function will give every kind of record that a journal line can be about, with its word, by word."""
    ours = [model._meta for model in apps.get_models() if model.__module__.startswith("manas.")]
    return sorted(((meta.label_lower, str(meta.verbose_name)) for meta in ours), key=lambda pair: pair[1])
