"""Which tasks of one plan say the same as which tasks of another: pairs of characters, weighed by how rare they are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final

# What a task is called says more of it than any sentence under it.
TITLE_WEIGHT: Final = 3
# Below this the two share only what every plan says. Measured: docs/benchmarks.md.
LEAST: Final = 0.05
TOP: Final = 3
# So many shared phrases are shown as the reason, none shorter than this.
PHRASES: Final = 3
PHRASE_LENGTH: Final = 3
RUN: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class TaskText:
    """What a task is called, and what its sentences say."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """The place of a task in the other plan, how like it is (0 to 1), and the phrases that both use."""

    place: int
    score: float
    shared: tuple[str, ...]


Weights = dict[str, float]


def alike(tasks: Sequence[TaskText], others: Sequence[TaskText], top: int = TOP) -> list[tuple[Likeness, ...]]:
    """This function will give, for each of `tasks`, the `top` tasks of `others` most like it, the best first.

    Cosine of tf-idf over the tasks of both plans; equal scores keep the order of the plan. What lies below LEAST is not
    suggested: better nothing than a guess.
    """
    counted = [_counted(task) for task in (*tasks, *others)]
    rarity = _rarity(counted)
    vectors = [_vector(terms, rarity) for terms in counted]
    own, theirs = vectors[: len(tasks)], vectors[len(tasks) :]
    return [
        tuple(
            Likeness(place, score, shared(tasks[at], others[place], rarity)) for score, place in _best(one, theirs, top)
        )
        for at, one in enumerate(own)
    ]


def shared(one: TaskText, other: TaskText, rarity: Weights) -> tuple[str, ...]:
    """This function will give the phrases that both tasks use, the most telling first."""
    said = "|".join(_runs(other.title) + _runs(other.body))
    found: set[str] = set()
    for run in _runs(one.title) + _runs(one.body):
        found.update(_common(run, said))
    telling = sorted(found, key=lambda phrase: (-sum(rarity.get(pair, 0.0) for pair in _pairs(phrase)), phrase))
    chosen: list[str] = []
    for phrase in telling:
        if len(chosen) < PHRASES and not any(phrase in kept or kept in phrase for kept in chosen):
            chosen.append(phrase)
    return tuple(chosen)


def _common(run: str, said: str) -> list[str]:
    """The longest stretches of a run that stand in the other text as well."""
    found, start = [], 0
    while start + PHRASE_LENGTH <= len(run):
        end = start
        while end < len(run) and run[start : end + 1] in said:
            end += 1
        if end - start >= PHRASE_LENGTH:
            found.append(run[start:end])
        start = max(end, start + 1) if end - start >= PHRASE_LENGTH else start + 1
    return found


def _counted(task: TaskText) -> Counter[str]:
    counts = Counter(pair for run in _runs(task.body) for pair in _pairs(run))
    for run in _runs(task.title):
        for pair in _pairs(run):
            counts[pair] += TITLE_WEIGHT
    return counts


def _runs(text: str) -> list[str]:
    """Unbroken runs of characters, narrow, in lower case; lines of a document end anywhere, also within a word."""
    return RUN.findall(unicodedata.normalize("NFKC", "".join(text.split())).casefold())


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def _rarity(counted: Sequence[Counter[str]]) -> Weights:
    held = Counter(term for terms in counted for term in terms)
    return {term: log((1 + len(counted)) / (0.5 + number)) for term, number in held.items()}


def _vector(terms: Counter[str], rarity: Weights) -> Weights:
    weights = {term: (1 + log(number)) * rarity[term] for term, number in terms.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def _best(one: Weights, others: Sequence[Weights], top: int) -> list[tuple[float, int]]:
    scores = [
        (sum(weight * other.get(term, 0.0) for term, weight in one.items()), at) for at, other in enumerate(others)
    ]
    likely = [(min(score, 1.0), at) for score, at in scores if score >= LEAST]
    return sorted(likely, key=lambda found: (-found[0], found[1]))[:top]
