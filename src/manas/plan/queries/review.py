"""校核: the reader's result beside the document, each thing extracted marked where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils import timezone

from manas.engines.policy.binding import bindings
from manas.engines.policy.compare import Change, Clause, Pair
from manas.engines.policy.model import Deadline, Plan, Responsibility, Sentence, Task
from manas.office.models import Unit
from manas.plan.models import Correction, Obligation, WorkPlan
from manas.plan.models.task import ORIGIN_WORDS, ROLE_WORDS
from manas.plan.queries.draft import Reading, changes_against, reading
from manas.plan.queries.named import NamedUnits
from manas.plan.queries.sweep import Sweep

CLAUSE_END = re.compile(r"[，,；;。]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text and what was read there; `kinds` may nest (a deadline within an obligation)."""

    text: str
    kinds: tuple[str, ...]  # of: heading task unit marker deadline target reference sentence rule
    label: str = ""


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    kind: str
    level: int
    anchor: str
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """A unit as read. `known`: the units of the register that it means; `fresh`: adopting will enter it."""

    name: str
    full: str
    role: str
    role_word: str
    origin: str
    origin_word: str
    generic: bool
    known: list[Unit]
    fresh: bool
    removable: bool


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """`splits`: the clauses at which it can be cut in two, each by its first words."""

    text: str
    splits: list[str]
    due: date | None
    last: bool


@dataclass(frozen=True, slots=True)
class ReadTask:
    key: str
    number: str
    title: str
    anchor: str
    units: list[ReadUnit]
    open_list: bool
    sentences: list[ReadSentence]
    deadlines: list[Deadline]
    due: date | None


@dataclass(frozen=True, slots=True)
class Review:
    reading: Reading
    blocks: list[MarkedBlock]
    tasks: list[ReadTask]
    safeguards: list[tuple[str, str, list[Sentence]]]
    corrections: list[Correction]
    unplaced: list[Correction]
    fresh_units: list[str]
    counts: dict[str, int]
    roles: list[tuple[str, str]]
    unit_names: list[str]
    register: list[Unit]


@dataclass(frozen=True, slots=True)
class RevisedSentence:
    change: str
    old: Obligation | None
    new: Clause | None
    items: int


@dataclass(frozen=True, slots=True)
class Revision:
    """What a revision would change; `left_behind` counts work items whose sentence it drops."""

    lines: list[RevisedSentence]
    counts: dict[str, int]
    left_behind: int


def review(plan: WorkPlan, found: Reading, today: date) -> Review:
    """This function will prepare the page on which the office makes a draft right."""
    names = _names(plan, found)
    tasks = [
        _read_task(key, task, bound, names)
        for key, task, bound in zip(found.keys, found.plan.tasks, bindings(found.plan), strict=True)
    ]
    fresh = {u.full for t in tasks for u in t.units if u.fresh}
    return Review(
        reading=found,
        blocks=list(_marked_blocks(found.plan)),
        tasks=tasks,
        safeguards=[(s.number, s.title, list(s.sentences)) for s in found.plan.safeguards],
        corrections=list(reversed(found.corrections)),
        unplaced=list(found.unplaced),
        fresh_units=sorted(fresh),
        counts={
            "tasks": len(tasks),
            "focuses": len(found.plan.focuses),
            "safeguards": len(found.plan.safeguards),
            "units": len({u.full for t in tasks for u in t.units}),
            "deadlines": sum(len(t.deadlines) for t in tasks),
            "targets": len(found.plan.targets),
        },
        roles=[(r.value, str(w)) for r, w in ROLE_WORDS.items()],
        unit_names=sorted(names.known),
        register=list(Unit.objects.within(plan.owner).open_on(today)),
    )


def unknown_names(plan: WorkPlan) -> set[str]:
    """This function will give the names in a draft that mean no unit of the register yet; groups are not among them."""
    found = reading(plan)
    names = _names(plan, found)
    return {r.full for bound in bindings(found.plan) for r in bound if not r.generic and not names.of(r)}


def revision(found: Reading, adopted: WorkPlan) -> Revision:
    """This function will say sentence by sentence what a draft changes against the plan in force."""
    old, new, pairs = changes_against(found, adopted)
    items = Counter(Obligation.objects.filter(task__plan=adopted, items__isnull=False).values_list("pk", flat=True))
    lines = [_revised(pair, old, new, items) for pair in pairs if pair.change != Change.SAME]
    counts = {change.value: sum(p.change == change for p in pairs) for change in Change}
    left = sum(line.items for line in lines if line.change == Change.REMOVED)
    return Revision(lines, counts, left)


def _revised(pair: Pair, old: list[Obligation], new: list[Clause], items: Counter[int]) -> RevisedSentence:
    before = old[pair.old] if pair.old is not None else None
    after = new[pair.new] if pair.new is not None else None
    return RevisedSentence(pair.change.value, before, after, items[before.pk] if before else 0)


def _names(plan: WorkPlan, found: Reading) -> NamedUnits:
    """What names mean on the day of the document; where it bears none, on the day it was handed in."""
    return NamedUnits(plan.owner, found.plan.issued_on or timezone.localtime(plan.created_at).date())


def _read_task(key: str, task: Task, bound: tuple[Responsibility, ...], names: NamedUnits) -> ReadTask:
    own = {id(r) for r in task.responsibilities}
    return ReadTask(
        key=key,
        number=task.number,
        title=task.title or task.begins,
        anchor=f"t{task.span.start}",
        units=[_read_unit(r, names.of(r), removable=id(r) in own) for r in bound],
        open_list=task.open_list,
        sentences=[_read_sentence(s, last=s is task.sentences[-1]) for s in task.sentences],
        deadlines=list(task.deadlines),
        due=task.due,
    )


def _read_sentence(sentence: Sentence, *, last: bool) -> ReadSentence:
    clauses = [m.end() for m in CLAUSE_END.finditer(sentence.text) if m.end() < len(sentence.text.rstrip())]
    splits = [sentence.text[at : at + 12] for at in clauses]
    unique = [s for s in splits if sentence.text.find(s) in clauses]
    due = max((d.day for d in sentence.deadlines if d.day), default=None)
    return ReadSentence(sentence.text, unique, due, last)


def _read_unit(named: Responsibility, known: list[Unit], *, removable: bool) -> ReadUnit:
    return ReadUnit(
        name=named.name,
        full=named.full,
        role=named.role.value,
        role_word=str(ROLE_WORDS[named.role]),
        origin=named.origin.value,
        origin_word=str(ORIGIN_WORDS[named.origin]),
        generic=named.generic,
        known=known,
        fresh=not known and not named.generic,
        removable=removable,
    )


def _spans(plan: Plan) -> Iterator[tuple[int, int, str, str]]:
    """Everything extracted, as (start, end, kind, label)."""
    obliging = [s for t in plan.tasks for s in t.sentences] + [s for g in plan.safeguards for s in g.sentences]
    yield from ((s.span.start, s.span.end, "sentence", "") for s in obliging)
    for task in plan.tasks:
        for unit in task.responsibilities:
            if unit.span:
                yield unit.span.start, unit.span.end, "unit", f"{ROLE_WORDS[unit.role]} {unit.full}"
        for deadline in task.deadlines:
            yield deadline.span.start, deadline.span.end, "deadline", str(deadline.day or deadline.text)
    for target in plan.targets:
        yield target.span.start, target.span.end, "target", f"{target.indicator} {target.value}{target.unit}"
    for reference in plan.references:
        yield reference.span.start, reference.span.end, "reference", reference.name
    for rule in plan.rules:
        yield rule.span.start, rule.span.end, "rule", rule.text


def _marked_blocks(plan: Plan) -> Iterator[MarkedBlock]:
    spans = Sweep(_spans(plan), lambda span: span[:2])
    begins = sorted(task.span.start for task in plan.tasks)
    for number, passage in enumerate(plan.passages):
        start, end = passage.span.start, passage.span.end
        heading = plan.headings[passage.heading] if passage.heading is not None else None
        level = heading.level if heading and passage.kind == "heading" else 0
        first = bisect_left(begins, start)
        anchor = f"t{begins[first]}" if first < len(begins) and begins[first] < end else f"b{number}"
        marks = list(_marks(plan.text, start, end, spans.touching(start, end)))
        yield MarkedBlock(passage.kind.value, level, anchor, marks)


def _marks(text: str, start: int, end: int, spans: list[tuple[int, int, str, str]]) -> Iterator[Mark]:
    """Cut at every border; each piece carries the kinds that cover it."""
    borders = sorted({start, end, *(b for s in spans for b in s[:2] if start < b < end)})
    for begin, stop in pairwise(borders):
        over = [s for s in spans if s[0] <= begin and stop <= s[1]]
        label = next((s[3] for s in over if s[3]), "")
        yield Mark(text[begin:stop], tuple(dict.fromkeys(s[2] for s in over)), label)
