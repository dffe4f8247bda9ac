"""A plan as plain values for JSON: what `manas read --json` prints and the bench compares."""

from __future__ import annotations

import re
from typing import Any

from manas.engines.policy.model import (
    Deadline,
    DeadlineKind,
    Plan,
    Responsibility,
    Role,
    Safeguard,
    Sentence,
    Span,
    Target,
    Task,
)


def to_json(plan: Plan) -> dict[str, Any]:
    """This function will give `plan` as dicts, lists, strings and numbers in the schema of the policy corpus.

    Spans count characters of `text`; `span_norm` counts them without white space.
    """
    dense = _Dense(plan.text)
    return {
        "title": plan.title,
        "issuer": plan.issuer or None,
        "date": plan.issued_on.isoformat() if plan.issued_on else None,
        "doc_number": plan.doc_number or None,
        "form": plan.form,
        "addressees": list(plan.addressees),
        "guiding_idea": _span(plan.guiding_idea),
        "goals": _span(plan.goals),
        "rules": [rule.text for rule in plan.rules],
        "default_units": [
            {"units": [_unit(each) for each in one.responsibilities], "basis": one.basis, "first_task": one.first_task}
            for one in plan.default_units
        ],
        "inherited_leads": {heading: [_unit(each) for each in held] for heading, held in plan.inherited_leads.items()},
        "focuses": [plan.headings[index].title for index in plan.focuses],
        "headings": [
            {"level": h.level, "number": h.number, "title": h.title, "parent": h.parent, "span": _span(h.span)}
            for h in plan.headings
        ],
        "tasks": [_task(plan, task, dense) for task in plan.tasks],
        "targets": [_target(target) for target in plan.targets],
        "safeguards": [_guard(each) for each in plan.safeguards],
    }


class _Dense:
    """Places in the text counted without white space."""

    def __init__(self, text: str) -> None:
        self._before = [0]
        for character in text:
            self._before.append(self._before[-1] + (not character.isspace()))

    def place(self, at: int) -> int:
        return self._before[at]


def _task(plan: Plan, task: Task, dense: _Dense) -> dict[str, Any]:
    relative = next((each.text for each in task.deadlines if each.kind is DeadlineKind.RELATIVE), None)
    marked = task.marker or task.span
    return {
        "path": list(task.path),
        "number": task.number,
        "title": task.title,
        "lead": [_unit(each) for each in task.units(Role.LEAD)],
        "responsible": [_unit(each) for each in task.units(Role.RESPONSIBLE, Role.COOPERATE, Role.GUIDE)],
        "deadline": task.due.isoformat() if task.due else None,
        "deadlines": [_deadline(each) for each in task.deadlines],
        "relative_deadline": relative,
        "item": task.item,
        "begins": task.begins,
        "open_list": task.open_list,
        "marker": plan.text[task.marker.start : task.marker.end] if task.marker else None,
        "span": _span(task.span),
        "span_norm": [dense.place(marked.start), dense.place(marked.end)],
        "sentences": [_sentence(each) for each in task.sentences],
    }


def _unit(held: Responsibility) -> dict[str, Any]:
    result: dict[str, Any] = {"name": held.name, "full": held.full}
    if held.role in (Role.COOPERATE, Role.GUIDE):
        result["role"] = str(held.role)
    if held.generic:
        result["generic"] = True
    result["span"] = _span(held.span)
    return result


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "date": deadline.day.isoformat() if deadline.day else None,
        "text": _flat(deadline.text),
        "kind": str(deadline.kind),
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "text": _flat(target.text),
        "indicator": target.indicator,
        "value": target.value,
        "unit": target.unit,
        "year": "每年" if target.every_year else target.year,
        "span": _span(target.span),
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {"text": _flat(sentence.text), "span": _span(sentence.span)}


def _guard(guard: Safeguard) -> str:
    return guard.number + guard.title


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _flat(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text)
