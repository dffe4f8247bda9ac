"""Laying a flow out as a picture: each state in a column and a row, each pair of states joined once."""

from __future__ import annotations

from dataclasses import dataclass

from manas.engines.flow.model import Flow, Words


@dataclass(frozen=True, slots=True)
class Place:
    state: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """`back`: it leads to a column that is not further right."""

    source: str
    target: str
    labels: tuple[Words, ...]
    back: bool


@dataclass(frozen=True, slots=True)
class Picture:
    places: tuple[Place, ...]
    arrows: tuple[Arrow, ...]
    columns: int
    rows: int


def picture(flow: Flow) -> Picture:
    """This function will place the states in columns by their distance from the first one, in order of declaration."""
    column = _columns(flow)
    taken: dict[int, int] = {}
    places = []
    for state in flow.states:
        across = column.get(state.key, 0)
        row = taken.get(across, 0)
        taken[across] = row + 1
        places.append(Place(state.key, across, row))
    arrows = _arrows(flow, column)
    return Picture(tuple(places), arrows, max(taken, default=0) + 1, max(taken.values(), default=0))


def _columns(flow: Flow) -> dict[str, int]:
    """A state stands one column after the first state that leads to it, so that what turns back draws back."""
    columns, fresh = {flow.initial: 0}, [flow.initial]
    while fresh:
        state = fresh.pop(0)
        for step in flow.steps_from(state):
            if step.target not in columns:
                columns[step.target] = columns[state] + 1
                fresh.append(step.target)
    return columns


def _arrows(flow: Flow, column: dict[str, int]) -> tuple[Arrow, ...]:
    """What may be done but is not waited for (withdrawing, reopening) would hide the way that matters take."""
    joined: dict[tuple[str, str], list[Words]] = {}
    for step in flow.steps:
        if step.discretion or step.reopens:
            continue
        for source in step.sources:
            joined.setdefault((source, step.target), []).append(step.label)
    return tuple(
        Arrow(source, target, tuple(labels), column.get(target, 0) <= column.get(source, 0))
        for (source, target), labels in joined.items()
    )
