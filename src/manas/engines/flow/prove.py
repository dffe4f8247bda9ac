"""Proving a flow: what would strand a matter, leave a step to nobody, or set a limit without a law is found before use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from manas.engines.flow.model import Flow, Step


@dataclass(frozen=True, slots=True)
class Known:
    """The keys that a flow may name: parties, rules of time limits, grounds, fields, documents, papers, laws."""

    parties: frozenset[str]
    rules: frozenset[str]
    grounds: frozenset[str]
    fields: frozenset[str]
    documents: frozenset[str]
    papers: frozenset[str]
    laws: frozenset[str]


class Fault(StrEnum):
    TWICE = "declared twice"
    UNKNOWN_STATE = "names a state that is not declared"
    UNREACHABLE = "cannot be reached from the initial state"
    DEAD_END = "is not final and has no way to a final state"
    LEAVES_FINAL = "leaves a final state without being declared to reopen"
    FINAL_AWAITS = "is final and still awaits somebody"
    AWAITS_NOBODY = "is not final and awaits nobody"
    CANNOT_ACT = "awaits a party that has no step there"
    BY_NOBODY = "has no party that may take it"
    UNKNOWN_PARTY = "names a party that is not known"
    NO_LAW = "starts a limit whose rule is not known"
    NEVER_ENDS = "starts a limit that no step ends"
    UNKNOWN_GROUND = "names a ground that is not known"
    UNKNOWN_FIELD = "asks for a field that the record does not have"
    UNKNOWN_DOCUMENT = "needs a document that the kind does not list"
    UNKNOWN_PAPER = "makes a paper that has no template"
    UNKNOWN_LAW = "cites a law that is not known"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong, with which state or step, and the key that is at fault."""

    fault: Fault
    where: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.where} {self.fault}{f' ({self.key})' if self.key else ''}"


def prove(flow: Flow, known: Known) -> tuple[Complaint, ...]:
    """This function will find everything wrong with a flow; an empty answer is the proof that it can run."""
    dangling = tuple(_states_exist(flow))
    if dangling:  # the walks below need a whole graph
        return dangling
    checks: tuple[Callable[[Flow, Known], Iterator[Complaint]], ...] = (
        _once,
        _walks,
        _awaits,
        _parties,
        _limits,
        _names,
    )
    return tuple(complaint for check in checks for complaint in check(flow, known))


def _states_exist(flow: Flow) -> Iterator[Complaint]:
    keys = {state.key for state in flow.states}
    named = [("initial", flow.initial)]
    named += [(step.key, state) for step in flow.steps for state in (*step.sources, step.target)]
    named += [(pause.ground, state) for pause in flow.pauses for state in pause.states]
    yield from (Complaint(Fault.UNKNOWN_STATE, where, state) for where, state in named if state not in keys)


def _once(flow: Flow, known: Known) -> Iterator[Complaint]:  # noqa: ARG001  # every check takes the same
    for keys in ([s.key for s in flow.states], [s.key for s in flow.steps]):
        yield from (Complaint(Fault.TWICE, key) for key in sorted({key for key in keys if keys.count(key) > 1}))


def _walks(flow: Flow, known: Known) -> Iterator[Complaint]:  # noqa: ARG001
    onward = [(source, step.target) for step in flow.steps for source in step.sources]
    reached = _closure({flow.initial}, onward)
    final = {state.key for state in flow.states if state.final}
    ending = _closure(final, [(target, source) for source, target in onward])
    for state in flow.states:
        if state.key not in reached:
            yield Complaint(Fault.UNREACHABLE, state.key)
        if state.key not in ending:
            yield Complaint(Fault.DEAD_END, state.key)
    for step in flow.steps:
        if final.intersection(step.sources) and not step.reopens:
            yield Complaint(Fault.LEAVES_FINAL, step.key)


def _closure(start: set[str], edges: list[tuple[str, str]]) -> set[str]:
    found, fresh = set(start), set(start)
    while fresh:
        fresh = {target for source, target in edges if source in fresh} - found
        found |= fresh
    return found


def _awaits(flow: Flow, known: Known) -> Iterator[Complaint]:  # noqa: ARG001
    for state in flow.states:
        able = {party for step in flow.steps_from(state.key) if not step.discretion for party in step.by}
        if state.final and state.awaits:
            yield Complaint(Fault.FINAL_AWAITS, state.key, state.awaits)
        elif not state.final and not state.awaits:
            yield Complaint(Fault.AWAITS_NOBODY, state.key)
        elif not state.final and state.awaits not in able:
            yield Complaint(Fault.CANNOT_ACT, state.key, state.awaits)


def _parties(flow: Flow, known: Known) -> Iterator[Complaint]:
    for step in flow.steps:
        if not step.by:
            yield Complaint(Fault.BY_NOBODY, step.key)
    named = [(step.key, party) for step in flow.steps for party in step.by]
    named += [(step.key, clock.binds) for step in flow.steps for clock in step.starts]
    named += [(step.key, clock.extended_by) for step in flow.steps for clock in step.starts if clock.extended_by]
    named += [(pause.ground, party) for pause in flow.pauses for party in pause.by]
    yield from (Complaint(Fault.UNKNOWN_PARTY, where, party) for where, party in named if party not in known.parties)


def _limits(flow: Flow, known: Known) -> Iterator[Complaint]:
    ended = {rule for step in flow.steps for rule in step.ends}
    for step in flow.steps:
        for clock in step.starts:
            if clock.rule not in known.rules:
                yield Complaint(Fault.NO_LAW, step.key, clock.rule)
            if clock.rule not in ended:
                yield Complaint(Fault.NEVER_ENDS, step.key, clock.rule)
    yield from (Complaint(Fault.NO_LAW, s.key, rule) for s in flow.steps for rule in s.ends if rule not in known.rules)


def _names(flow: Flow, known: Known) -> Iterator[Complaint]:
    for step in flow.steps:
        fields = (*step.asks, *step.offers, *(c.since for c in step.starts if c.since), *_variants(step))
        yield from _missing(step.key, fields, known.fields, Fault.UNKNOWN_FIELD)
        yield from _missing(step.key, step.needs, known.documents, Fault.UNKNOWN_DOCUMENT)
        yield from _missing(step.key, step.makes, known.papers, Fault.UNKNOWN_PAPER)
        yield from _missing(step.key, tuple(law for law, _ in step.basis), known.laws, Fault.UNKNOWN_LAW)
    grounds = [(state.key, state.ground) for state in flow.states if state.ground]
    grounds += [("pause", pause.ground) for pause in flow.pauses]
    yield from (Complaint(Fault.UNKNOWN_GROUND, where, key) for where, key in grounds if key not in known.grounds)
    for pause in flow.pauses:
        yield from _missing(pause.ground, tuple(law for law, _ in pause.basis), known.laws, Fault.UNKNOWN_LAW)


def _variants(step: Step) -> tuple[str, ...]:
    return tuple(clock.variant for clock in step.starts if clock.variant)


def _missing(where: str, keys: tuple[str, ...], known: frozenset[str], fault: Fault) -> Iterator[Complaint]:
    yield from (Complaint(fault, where, key) for key in keys if key not in known)
