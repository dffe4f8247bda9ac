"""What a flow is made of. Parties, rules, fields, documents and papers are named by key; who knows them gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

Basis = tuple[str, str]  # a law by its key in facts/laws.yaml, and the article


class Words(Protocol):
    """A string, or one that finds its language when it is shown."""

    def __str__(self) -> str: ...


class Opinion(StrEnum):
    """Whether a step carries words of whoever takes it."""

    NONE = "none"
    MAY = "may"
    MUST = "must"


@dataclass(frozen=True, slots=True)
class State:
    """Where a matter stands. `awaits` is the party that must act; `told` is what the applicant reads meanwhile.

    Time spent in a state with a `ground` is not counted in limits that exclude this ground.
    """

    key: str
    label: Words
    awaits: str = ""
    told: Words = ""
    ground: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit that a step starts: a rule of facts/deadlines, and the party that it binds.

    It runs from the moment of the step, or from the day in the field `since`. `variant` names a field that holds the
    key of the rule's variant. `extended_by` may make it longer as far as the rule allows. `early` are days (of the calendar)
    before its end on which it is reminded of beside what every limit is reminded of: an agreed day that is far ahead.
    """

    rule: str
    binds: str
    since: str = ""
    variant: str = ""
    extended_by: str = ""
    early: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A deed that moves a matter. `asks` are fields that must be filled, `offers` fields that may be.

    `needs` are documents that must lie with the matter, `makes` papers that the step produces, `starts` limits that begin
    and `ends` rules whose limit is met by it. `told`: the applicant reads the opinion. `reopens`: it may leave a final
    state. `discretion`: nobody is waiting for it, so it does not count as what the awaited party can do.
    """

    key: str
    label: Words
    by: tuple[str, ...]
    sources: tuple[str, ...]
    target: str
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    starts: tuple[Clock, ...] = ()
    ends: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    opinion: Opinion = Opinion.MAY
    told: bool = False
    reopens: bool = False
    discretion: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A ground on which a matter may be suspended from any of `states`, by whom, by which article."""

    ground: str
    label: Words
    by: tuple[str, ...]
    states: tuple[str, ...]
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """One version of how a kind of matter runs; `maps` says where states of the version before go that it lacks."""

    kind: str
    version: int
    initial: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    pauses: tuple[Pause, ...] = ()
    maps: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def state(self, key: str) -> State:
        """This function will give the state with this key; KeyError for none."""
        return next((state for state in self.states if state.key == key), None) or _unknown(key)

    def step(self, key: str) -> Step | None:
        """This function will give the step with this key, absent when the flow has none."""
        return next((step for step in self.steps if step.key == key), None)

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """This function will give the steps that leave `state`, in the order in which they are declared."""
        return tuple(step for step in self.steps if state in step.sources)

    def rules(self) -> frozenset[str]:
        """This function will give the keys of all rules whose limits the flow starts."""
        return frozenset(clock.rule for step in self.steps for clock in step.starts)


def _unknown(key: str) -> State:
    raise KeyError(key)
