"""One search box over the plan: its words, its work items, its units."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from manas.office.models import Unit, UnitName
from manas.office.rules import Standing
from manas.plan.models import Obligation, WorkItem, WorkPlan

MOST = 50
WORDS = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a found text; `hit`: it is what was looked for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class FoundSentence:
    obligation: Obligation
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Found:
    """At most MOST of each kind; `more` tells that there would be more."""

    sentences: list[FoundSentence]
    items: list[WorkItem]
    units: list[Unit]
    more: bool


def search(plan: WorkPlan, standing: Standing, words: str) -> Found:
    """This function will find what contains every one of the first WORDS words, written apart by spaces, anywhere within."""
    wanted = list(dict.fromkeys(words.split()))[:WORDS]
    if not wanted:
        return Found([], [], [], more=False)
    obligations: QuerySet[Obligation] = Obligation.objects.filter(task__plan=plan).select_related("task")
    items: QuerySet[WorkItem] = WorkItem.objects.visible_to(standing).standing().filter(obligation__task__plan=plan)
    units: QuerySet[Unit] = Unit.objects.within(plan.owner)
    for word in wanted:
        obligations = obligations.filter(text__icontains=word) | obligations.filter(task__title__icontains=word)
        items = items.filter(what__icontains=word) | items.filter(measure__icontains=word)
        units = units.filter(Exists(UnitName.objects.filter(unit=OuterRef("pk"), name__icontains=word)))
    sentences = list(obligations.distinct().order_by("task__position", "position")[: MOST + 1])
    rows = list(items.select_related("unit", "obligation__task").order_by("due_on", "pk")[: MOST + 1])
    return Found(
        sentences=[FoundSentence(o, pieces(o.text, wanted)) for o in sentences[:MOST]],
        items=rows[:MOST],
        units=[unit for unit in units if standing.reads(unit)][:MOST] if standing.works_here else [],
        more=len(sentences) > MOST or len(rows) > MOST,
    )


def pieces(text: str, words: list[str]) -> list[Piece]:
    """This function will cut a text where the words stand in it, letter case aside."""
    lower = text.lower()
    hit = [False] * len(text)
    for word in words if len(lower) == len(text) else ():
        at = lower.find(word.lower())
        while at >= 0:
            hit[at : at + len(word)] = [True] * len(word)
            at = lower.find(word.lower(), at + len(word))
    found: list[Piece] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or hit[end] != hit[start]:
            found.append(Piece(text[start:end], hit[start]))
            start = end
    return found
