"""Reading and proving the journal."""

from __future__ import annotations

from dataclasses import dataclass

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
