"""A draft is never stored twice: it is the document read, with the corrections applied."""

from __future__ import annotations

from dataclasses import dataclass

from manas.engines.policy import correct as corrections
from manas.engines.policy.compare import Clause, Pair, compare
from manas.engines.policy.model import Plan, Role, Safeguard
from manas.engines.policy.read import read_text
from manas.plan.models import Correction, Obligation, WorkPlan


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft as it stands. `unplaced`: corrections whose anchor the text no longer has."""

    plan: Plan
    keys: tuple[str, ...]
    corrections: tuple[Correction, ...]
    unplaced: tuple[Correction, ...]


def reading(plan: WorkPlan) -> Reading:
    """This function will read the plan's document again and apply the corrections that stand."""
    found = read_text(plan.document.text, form=plan.document.form)
    kept = tuple(plan.corrections.filter(undone_at__isnull=True))
    pure = {_pure(c): c for c in kept}
    corrected, unplaced = corrections.correct(found, [_pure(c) for c in kept])
    keys = corrections.task_keys(found.tasks)
    return Reading(corrected, keys, kept, tuple(pure[c] for c in unplaced))


def safeguard_key(safeguard: Safeguard) -> str:
    """This function will name a safeguard beside the tasks of its plan."""
    return f"保障措施:{safeguard.number}{safeguard.title}"[:120]


def clauses_of(reading: Reading) -> list[Clause]:
    """This function will list the obliging sentences of a reading, tasks first, then safeguards."""
    tasks = [Clause(k, s.text) for k, t in zip(reading.keys, reading.plan.tasks, strict=True) for s in t.sentences]
    return tasks + [
        Clause(safeguard_key(s), sentence.text) for s in reading.plan.safeguards for sentence in s.sentences
    ]


def changes_against(draft: Reading, adopted: WorkPlan) -> tuple[list[Obligation], list[Clause], tuple[Pair, ...]]:
    """This function will compare a draft with an adopted plan: the old sentences, the new ones, and how they pair."""
    old = list(
        Obligation.objects.filter(task__plan=adopted)
        .select_related("task")
        .order_by("task__kind", "task__position", "position")
    )
    new = clauses_of(draft)
    pairs = compare([Clause(o.task.key, o.text) for o in old], new)
    return old, new, pairs


def _pure(correction: Correction) -> corrections.Correction:
    return corrections.Correction(
        corrections.Verb(correction.verb),
        correction.task_key,
        correction.sentence,
        correction.value,
        Role(correction.role) if correction.role else None,
    )
