"""A draft is never stored twice: it is the document read, with the corrections applied."""

from __future__ import annotations

from collections import Counter
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


def safeguards_of(plan: Plan) -> list[tuple[str, Safeguard]]:
    """This function will name each safeguard that is not a task as well, counted where names repeat."""
    taken = {task.span for task in plan.tasks}
    seen: Counter[str] = Counter()
    named = []
    for safeguard in plan.safeguards:
        if safeguard.span not in taken:
            key = f"保障措施:{safeguard.number}{safeguard.title}"[:110]
            seen[key] += 1
            named.append((key if seen[key] == 1 else f"{key}#{seen[key]}", safeguard))
    return named


def clauses_of(reading: Reading) -> list[Clause]:
    """This function will list the obliging sentences of a reading in the order in which adopting writes them."""
    tasks = [Clause(k, s.text) for k, t in zip(reading.keys, reading.plan.tasks, strict=True) for s in t.sentences]
    return tasks + [Clause(key, s.text) for key, safeguard in safeguards_of(reading.plan) for s in safeguard.sentences]


def obligations_of(plan: WorkPlan) -> list[Obligation]:
    """This function will list the obligations of an adopted plan, in the order of `clauses_of` its reading."""
    found = Obligation.objects.filter(task__plan=plan).select_related("task")
    return list(found.order_by("task__position", "position"))


def changes_against(draft: Reading, adopted: WorkPlan) -> tuple[list[Obligation], list[Clause], tuple[Pair, ...]]:
    """This function will compare a draft with an adopted plan: the old sentences, the new ones, and how they pair."""
    old, new = obligations_of(adopted), clauses_of(draft)
    return old, new, compare([Clause(o.task.key, o.text) for o in old], new)


def _pure(correction: Correction) -> corrections.Correction:
    return corrections.Correction(
        corrections.Verb(correction.verb),
        correction.task_key,
        correction.sentence,
        correction.value,
        Role(correction.role) if correction.role else None,
    )
