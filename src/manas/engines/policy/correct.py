"""Corrections that a person makes to a reading, kept apart from it so that they hold when the text is read again.

A correction is anchored by words, not by places: the task by its title, the sentence by what it says.
What no longer finds its anchor is handed back, never dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from manas.engines.policy.model import (
    Deadline,
    DeadlineKind,
    Origin,
    Plan,
    Responsibility,
    Role,
    Sentence,
    Span,
    Task,
)

KEY_LENGTH = 60


class Verb(StrEnum):
    ADD_UNIT = "add_unit"
    REMOVE_UNIT = "remove_unit"
    CHANGE_ROLE = "change_role"
    SPLIT = "split"
    MERGE = "merge"
    SET_DEADLINE = "set_deadline"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction.

    `value` is a unit's name (add, remove, change_role), the words with which the second half begins (split), or an
    ISO day, empty for none (set_deadline). `sentence` is the sentence's text; empty means the whole task.
    """

    verb: Verb
    task_key: str
    sentence: str = ""
    value: str = ""
    role: Role | None = None


class Unplaced(Exception):
    """The correction does not find what it is about."""


def squeeze(text: str) -> str:
    """This function will drop all white space, so that line wraps do not part what is the same."""
    return "".join(text.split())


def task_keys(tasks: Iterable[Task]) -> tuple[str, ...]:
    """This function will give each task a name that outlives renumbering: its title, counted where titles repeat."""
    seen: Counter[str] = Counter()
    keys = []
    for task in tasks:
        name = squeeze(task.title or task.begins)[:KEY_LENGTH]
        seen[name] += 1
        keys.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(keys)


def correct(plan: Plan, corrections: Iterable[Correction]) -> tuple[Plan, tuple[Correction, ...]]:
    """This function will apply the corrections in order; it gives the corrected plan and those that found no place."""
    keys = task_keys(plan.tasks)
    tasks = dict(zip(keys, plan.tasks, strict=True))
    unplaced = []
    for correction in corrections:
        try:
            tasks[correction.task_key] = _apply(plan, tasks, correction)
        except Unplaced:
            unplaced.append(correction)
    return replace(plan, tasks=tuple(tasks[key] for key in keys)), tuple(unplaced)


def _apply(plan: Plan, tasks: dict[str, Task], correction: Correction) -> Task:
    task = tasks.get(correction.task_key)
    if task is None:
        raise Unplaced
    return APPLY[correction.verb](plan, task, correction)


def _add_unit(_plan: Plan, task: Task, c: Correction) -> Task:
    if any(squeeze(r.full) == squeeze(c.value) for r in task.responsibilities):
        raise Unplaced
    added = Responsibility(c.value, c.value, c.role or Role.RESPONSIBLE, Origin.CORRECTED)
    leads = task.units(Role.LEAD)
    at = len(leads) if added.role == Role.LEAD else len(task.responsibilities)
    return replace(task, responsibilities=(*task.responsibilities[:at], added, *task.responsibilities[at:]))


def _remove_unit(_plan: Plan, task: Task, c: Correction) -> Task:
    at = _unit_at(task, c)
    return replace(task, responsibilities=task.responsibilities[:at] + task.responsibilities[at + 1 :])


def _change_role(_plan: Plan, task: Task, c: Correction) -> Task:
    at = _unit_at(task, c)
    changed = replace(task.responsibilities[at], role=c.role or Role.RESPONSIBLE, origin=Origin.CORRECTED)
    return replace(task, responsibilities=(*task.responsibilities[:at], changed, *task.responsibilities[at + 1 :]))


def _split(plan: Plan, task: Task, c: Correction) -> Task:
    at = _sentence_at(task, c)
    sentence = task.sentences[at]
    cut = sentence.text.find(c.value)
    if cut <= 0:
        raise Unplaced
    middle = sentence.span.start + cut
    halves = (
        _part(plan, sentence, Span(sentence.span.start, middle)),
        _part(plan, sentence, Span(middle, sentence.span.end)),
    )
    return replace(task, sentences=task.sentences[:at] + halves + task.sentences[at + 1 :])


def _merge(plan: Plan, task: Task, c: Correction) -> Task:
    at = _sentence_at(task, c)
    if at + 1 >= len(task.sentences):
        raise Unplaced
    first, second = task.sentences[at : at + 2]
    span = Span(first.span.start, second.span.end)
    merged = Sentence(
        plan.text[span.start : span.end],
        span,
        first.deadlines + second.deadlines,
        first.targets + second.targets,
        first.references + second.references,
    )
    return replace(task, sentences=(*task.sentences[:at], merged, *task.sentences[at + 2 :]))


def _set_deadline(_plan: Plan, task: Task, c: Correction) -> Task:
    if not c.sentence:
        return replace(task, deadlines=_one_deadline(c.value, task.span))
    at = _sentence_at(task, c)
    sentence = task.sentences[at]
    fresh = _one_deadline(c.value, sentence.span)
    elsewhere = tuple(d for d in task.deadlines if not _within(d.span, sentence.span))
    dated = replace(sentence, deadlines=fresh)
    return replace(
        task, sentences=(*task.sentences[:at], dated, *task.sentences[at + 1 :]), deadlines=elsewhere + fresh
    )


APPLY: dict[Verb, Callable[[Plan, Task, Correction], Task]] = {
    Verb.ADD_UNIT: _add_unit,
    Verb.REMOVE_UNIT: _remove_unit,
    Verb.CHANGE_ROLE: _change_role,
    Verb.SPLIT: _split,
    Verb.MERGE: _merge,
    Verb.SET_DEADLINE: _set_deadline,
}


def _one_deadline(value: str, span: Span) -> tuple[Deadline, ...]:
    return (Deadline(DeadlineKind.ABSOLUTE, value, date.fromisoformat(value), span),) if value else ()


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _ends_in(said: Span, part: Span) -> bool:
    """What a cut goes through stays with the half that finishes it: a figure ends in its number."""
    return part.start < said.end <= part.end


def _part(plan: Plan, sentence: Sentence, span: Span) -> Sentence:
    return Sentence(
        plan.text[span.start : span.end],
        span,
        tuple(d for d in sentence.deadlines if _ends_in(d.span, span)),
        tuple(t for t in sentence.targets if _ends_in(t.span, span)),
        tuple(r for r in sentence.references if _ends_in(r.span, span)),
    )


def _unit_at(task: Task, c: Correction) -> int:
    wanted = squeeze(c.value)
    for at, unit in enumerate(task.responsibilities):
        if wanted in (squeeze(unit.full), squeeze(unit.name)):
            return at
    raise Unplaced


def _sentence_at(task: Task, c: Correction) -> int:
    wanted = squeeze(c.sentence)
    for at, sentence in enumerate(task.sentences):
        if squeeze(sentence.text) == wanted:
            return at
    raise Unplaced
