"""How near the amounts of a case are to a crime. It warns; whether to send the case to the police is decided by people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from manas.engines.flow.model import Basis
from manas.engines.thresholds import Circumstance, Finding, Measure, State, assess
from manas.facts.protection import Crime, NothingHolds, crime, principles
from manas.matters.docket.kinds import Advice, Level
from manas.matters.protection.penalty_case.models import Breach, Offence, PenaltyCase

# Which crimes a breach may come near to; an offence that the officer named stands in place of them.
NEAR: Mapping[str, tuple[Offence, ...]] = {
    Breach.MARK_INFRINGEMENT: (
        Offence.COUNTERFEIT_MARK_GOODS,
        Offence.COUNTERFEIT_MARK_SERVICES,
        Offence.SELLING_COUNTERFEIT_GOODS,
        Offence.COUNTERFEIT_LABELS,
    ),
    Breach.PATENT_PASSING_OFF: (Offence.COUNTERFEIT_PATENT,),
}
MEASURES: Mapping[Measure, str] = {
    Measure.ILLEGAL_TURNOVER: "illegal_turnover",
    Measure.ILLEGAL_GAIN: "illegal_gain",
    Measure.SALES: "sold_amount",
    Measure.UNSOLD_VALUE: "unsold_value",
    Measure.LOSS: "loss",
    Measure.LABELS: "label_count",
    Measure.UNSOLD_LABELS: "unsold_label_count",
}
LEVELS: Mapping[State, Level] = {
    State.VERY_SERIOUS: Level.STOP,
    State.REACHED: Level.STOP,
    State.NEAR: Level.WARNING,
}


def crime_warnings(case: PenaltyCase, today: date) -> Iterator[Advice]:
    """This function will warn of each crime whose threshold the case reaches or comes near to, with the nearest amount."""
    gravest: list[Level] = []
    for known in _crimes(case, today):
        for warning in _warning(known, assess(known.offence, amounts(case), circumstances(case))):
            gravest.append(warning.level)
            yield warning
    if gravest:
        yield from _principles()


def reaches_crime(case: PenaltyCase, today: date) -> bool:
    """This function will tell whether any threshold is reached by the amounts that were typed."""
    return any(warning.level is Level.STOP for warning in crime_warnings(case, today))


def amounts(case: PenaltyCase) -> dict[Measure, Decimal]:
    """This function will give what was typed; what was not is unknown and stays away."""
    typed = {measure: getattr(case, name) for measure, name in MEASURES.items()}
    return {measure: Decimal(value) for measure, value in typed.items() if value is not None}


def circumstances(case: PenaltyCase) -> frozenset[Circumstance]:
    """This function will give what lowers the thresholds in this case."""
    found = {
        Circumstance.TWO_OR_MORE: (case.right_count or 0) >= 2,
        Circumstance.REPEATED: case.repeated,
    }
    return frozenset(circumstance for circumstance, holds in found.items() if holds)


def _crimes(case: PenaltyCase, today: date) -> Iterator[Crime]:
    keys = (case.offence,) if case.offence else NEAR.get(case.breach, ())
    for key in keys:
        try:
            yield crime(key, case.violation_ended_on or today)
        except NothingHolds:  # no version is known for an act of that day: nothing is said rather than guessed
            continue


def _warning(known: Crime, findings: tuple[Finding, ...]) -> Iterator[Advice]:
    worth = [finding for finding in findings if finding.state in LEVELS]
    if not worth:
        return
    nearest = worth[0]
    basis: Basis = (nearest.limb.law, nearest.limb.article)
    yield Advice(LEVELS[nearest.state], f"{known.offence.name}：{nearest.reason}", (basis,), nearest.limb.status)


def _principles() -> Iterator[Advice]:
    for principle in principles():
        basis = tuple((citation.law, citation.article) for citation in principle.held.citations)
        yield Advice(Level.INFO, principle.text, basis, principle.held.status.value)
