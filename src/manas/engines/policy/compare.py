"""What a revision changes: sentence by sentence, added, removed, changed or moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from manas.engines.policy.correct import squeeze

# Two sentences that share at least this part of their character pairs (Dice) are one sentence reworded.
ALIKE = 0.5


class Change(StrEnum):
    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence with the task that it stands in."""

    task_key: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """`old` and `new` are indices into the two sequences compared; one of them is absent when added or removed."""

    change: Change
    old: int | None
    new: int | None


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[Pair, ...]:
    """This function will pair the sentences of two plans, each at most once.

    First those that say the same in the same task, then the same elsewhere (moved), then the most alike (changed, at
    least ALIKE). The pairs come in the order of the new plan, the removed ones last.
    """
    pairs: dict[int, Pair] = {}
    free = _Free(old)
    for by_task, change in ((True, Change.SAME), (False, Change.MOVED)):
        for at, clause in enumerate(new):
            if at not in pairs and (match := free.take(clause, by_task=by_task)) is not None:
                pairs[at] = Pair(change, match, at)
    for match, at in _alike(old, new, free.left, [at for at in range(len(new)) if at not in pairs]):
        pairs[at] = Pair(Change.CHANGED, match, at)
        free.left.discard(match)
    ordered = [pairs.get(at, Pair(Change.ADDED, None, at)) for at in range(len(new))]
    return (*ordered, *(Pair(Change.REMOVED, at, None) for at in sorted(free.left)))


class _Free:
    """The old sentences not yet paired, found by what they say."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.left = set(range(len(clauses)))
        self._by_text: dict[str, list[int]] = defaultdict(list)
        self._clauses = clauses
        for at, clause in enumerate(clauses):
            self._by_text[squeeze(clause.text)].append(at)

    def take(self, clause: Clause, *, by_task: bool) -> int | None:
        for at in self._by_text.get(squeeze(clause.text), ()):
            if at in self.left and (not by_task or self._clauses[at].task_key == clause.task_key):
                self.left.discard(at)
                return at
        return None


def _alike(old: Sequence[Clause], new: Sequence[Clause], left: set[int], open_new: list[int]) -> list[tuple[int, int]]:
    """Greedy by likeness: the most alike first, ties in the order of the text."""
    grams_old = {at: _pairs_of(old[at].text) for at in left}
    grams_new = {at: _pairs_of(new[at].text) for at in open_new}
    scored = sorted((-_dice(grams_old[i], grams_new[j]), i, j) for i in grams_old for j in grams_new)
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    found = []
    for score, i, j in scored:
        if -score < ALIKE:
            break
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            found.append((i, j))
    return found


def _pairs_of(text: str) -> Counter[str]:
    plain = squeeze(text)
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def _dice(a: Counter[str], b: Counter[str]) -> float:
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0
