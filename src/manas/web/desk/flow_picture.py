"""Drawing a flow: boxes and lines with their places in an svg of the page, colors left to the style sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from manas.engines.flow.model import Flow
from manas.engines.flow.picture import Arrow, Place, picture

BOX, TALL = 132, 40
ACROSS, DOWN = 188, 66
EDGE = 16
LEGIBLE = 24  # states that a picture still shows at once


@dataclass(frozen=True, slots=True)
class Shape:
    """A state: its place and size in px, its name, and what it is at this moment."""

    x: int
    y: int
    label: str
    now: bool
    passed: bool
    final: bool


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    label: str
    back: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    box: int
    tall: int
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    hidden: int  # states of the flow that the picture leaves out


def drawing(flow: Flow, now: str, passed: list[tuple[str, str]]) -> Drawing:
    """This function will draw a flow with the present state and the ways taken (state left, state reached)."""
    whole, flow = len(flow.states), _near(flow, now, passed)
    plan = picture(flow)
    been = {state for way in passed for state in way}
    places = {place.state: place for place in plan.places}
    shapes = tuple(
        Shape(*_corner(place), str(state.label), state.key == now, state.key in been, state.final)
        for state, place in ((flow.state(place.state), place) for place in plan.places)
    )
    drawn = {(arrow.source, arrow.target) for arrow in plan.arrows}
    aside = [
        Arrow(a, b, (), back=True) for a, b in dict.fromkeys(passed) if (a, b) not in drawn and {a, b} <= set(places)
    ]
    lines = tuple(_line(arrow, places, (arrow.source, arrow.target) in passed) for arrow in (*plan.arrows, *aside))
    width, height = plan.columns * ACROSS - (ACROSS - BOX) + 2 * EDGE, plan.rows * DOWN + 2 * EDGE
    hidden = whole - len(flow.states)
    return Drawing(width, height, BOX, TALL, shapes, tuple(sorted(lines, key=lambda line: line.taken)), hidden)


def _near(flow: Flow, now: str, passed: list[tuple[str, str]]) -> Flow:
    """Of a large flow only the way that was taken, and where it can go from here: the rest would hide it."""
    if len(flow.states) <= LEGIBLE:
        return flow
    ahead = {step.target for step in flow.steps_from(now)}
    kept = {flow.initial, now, *ahead, *(state for way in passed for state in way)}
    steps = tuple(
        replace(step, sources=tuple(state for state in step.sources if state in kept))
        for step in flow.steps
        if step.target in kept and kept.intersection(step.sources)
    )
    return replace(flow, states=tuple(state for state in flow.states if state.key in kept), steps=steps)


def _corner(place: Place) -> tuple[int, int]:
    return EDGE + place.column * ACROSS, EDGE + place.row * DOWN


def _line(arrow: Arrow, places: dict[str, Place], taken: bool) -> Line:  # noqa: FBT001
    (x1, y1), (x2, y2) = _corner(places[arrow.source]), _corner(places[arrow.target])
    label = "、".join(str(one) for one in arrow.labels)
    if arrow.source == arrow.target:
        path = f"M {x1 + 30} {y1 + TALL} c 0 18, 40 18, 40 0"
    elif arrow.back:
        left, right, deep = x1 + BOX // 2, x2 + BOX // 2, 22
        path = f"M {left} {y1 + TALL} C {left} {y1 + TALL + deep}, {right} {y2 + TALL + deep}, {right} {y2 + TALL}"
    else:
        bend = max(28, (x2 - x1 - BOX) // 2)
        path = (
            f"M {x1 + BOX} {y1 + TALL // 2} C {x1 + BOX + bend} {y1 + TALL // 2}, "
            f"{x2 - bend} {y2 + TALL // 2}, {x2} {y2 + TALL // 2}"
        )
    return Line(path, label, arrow.back, taken)
