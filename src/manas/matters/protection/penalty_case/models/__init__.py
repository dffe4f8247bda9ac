"""What a penalty case keeps beside what every matter keeps."""

from manas.matters.protection.penalty_case.models.case import PenaltyCase
from manas.matters.protection.penalty_case.models.choices import (
    Breach,
    ClosingGround,
    ClueSource,
    Deferral,
    HoldOutcome,
    Offence,
    PartyKind,
    Proposal,
    ReviewKind,
    SeizureKind,
    ServiceMeans,
    SuspensionGround,
    TerminationGround,
    UnpunishedGround,
)

__all__ = [
    "Breach",
    "ClosingGround",
    "ClueSource",
    "Deferral",
    "HoldOutcome",
    "Offence",
    "PartyKind",
    "PenaltyCase",
    "Proposal",
    "ReviewKind",
    "SeizureKind",
    "ServiceMeans",
    "SuspensionGround",
    "TerminationGround",
    "UnpunishedGround",
]
