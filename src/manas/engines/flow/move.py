"""Moving running matters to a new version of their flow: what would become of each, and which cannot follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from manas.engines.flow.model import Flow


@dataclass(frozen=True, slots=True)
class Moves:
    """Where each state of running matters goes in the new version; `refused` are those that it has no place for."""

    targets: Mapping[str, str]
    refused: tuple[str, ...]


def moves(flow: Flow, states: Iterable[str]) -> Moves:
    """This function will map states of the version before onto `flow`: as `flow.maps` says, else to the same key."""
    known = {state.key for state in flow.states}
    wanted = {state: flow.maps.get(state, state) for state in sorted(set(states))}
    return Moves(
        {state: target for state, target in wanted.items() if target in known},
        tuple(state for state, target in wanted.items() if target not in known),
    )
