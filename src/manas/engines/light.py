"""The light of a work item, a task, a unit: computed by one rule, with its reason, never typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """In the order of alarm: what is worst among several stands for all."""

    LATE = "late"
    SOON = "soon"
    FINE = "fine"
    IDLE = "idle"
    DONE = "done"
    NONE = "none"


class Rule(StrEnum):
    """Why a light is what it is; the words for it belong to whoever shows it."""

    DONE = "done"  # accepted as complete on `day`
    DONE_LATE = "done_late"  # … `days` after it was due
    HANDED_IN = "handed_in"  # handed in as complete on `day`, in time; the supervisor has not decided; due in `days`
    LATE = "late"  # due on `day`, `days` ago
    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"  # due on `day`, in `days`
    BEGUN = "begun"  # something was reported; due on `day`, in `days`
    WAITING = "waiting"  # nothing reported yet; due on `day`, in `days`
    NO_ITEMS = "no_items"
    ALL_DONE = "all_done"  # all `total`
    SOME_DONE = "some_done"  # `count` of `total` done, the others not due
    WORST = "worst"  # `count` of `total` stand at this state, none worse


ALARM = list(State)


@dataclass(frozen=True, slots=True)
class Light:
    state: State
    rule: Rule
    day: date | None = None
    days: int = 0
    count: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """What the rule looks at.

    `done_on`: the day on which the unit handed in what was then accepted as complete; `handed_in_on`: the day on which it
    handed in what is not decided yet; `begun`: anything was reported. The supervisor's delay is not the unit's.
    """

    due_on: date
    done_on: date | None
    begun: bool
    handed_in_on: date | None = None


def of_item(work: Work, today: date, soon_days: int) -> Light:
    """This function will give the light of one work item on the day `today`; `soon_days` counts calendar days."""
    left = (work.due_on - today).days
    if work.done_on:
        late = (work.done_on - work.due_on).days
        return Light(State.DONE, Rule.DONE_LATE if late > 0 else Rule.DONE, work.done_on, max(late, 0))
    if work.handed_in_on and work.handed_in_on <= work.due_on:
        return Light(State.FINE, Rule.HANDED_IN, work.handed_in_on, left)
    if left < 0:
        return Light(State.LATE, Rule.LATE, work.due_on, -left)
    if left <= soon_days:
        return Light(State.SOON, Rule.DUE_SOON if left else Rule.DUE_TODAY, work.due_on, left)
    if work.begun:
        return Light(State.FINE, Rule.BEGUN, work.due_on, left)
    return Light(State.IDLE, Rule.WAITING, work.due_on, left)


def of_many(lights: Sequence[Light]) -> Light:
    """This function will give the light that stands for several: the worst, with how many stand so."""
    if not lights:
        return Light(State.NONE, Rule.NO_ITEMS)
    worst = min((light.state for light in lights), key=ALARM.index)
    count, total = sum(light.state == worst for light in lights), len(lights)
    done = sum(light.state == State.DONE for light in lights)
    if worst == State.DONE:
        return Light(State.DONE, Rule.ALL_DONE, count=count, total=total)
    if worst == State.IDLE and done:  # some done, the rest not yet due: the work is under way
        return Light(State.FINE, Rule.SOME_DONE, count=done, total=total)
    return Light(worst, Rule.WORST, count=count, total=total)
