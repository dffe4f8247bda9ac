"""The tables of this floor."""

from manas.registers.models.deals import DealKind, MatchmakingEvent, PatentDeal
from manas.registers.models.needs import (
    Confidentiality,
    NeedChange,
    NeedInvitation,
    NeedResult,
    NeedState,
    Payment,
    TechnologyNeed,
)
from manas.registers.models.patents import (
    LegalStatus,
    Patent,
    PatentChange,
    PatentClass,
    PatentHolder,
    PatentInventor,
    PatentKind,
    PatentQuerySet,
    Willingness,
)
from manas.registers.models.searches import SavedSearch

__all__ = [
    "Confidentiality",
    "DealKind",
    "LegalStatus",
    "MatchmakingEvent",
    "NeedChange",
    "NeedInvitation",
    "NeedResult",
    "NeedState",
    "Patent",
    "PatentChange",
    "PatentClass",
    "PatentDeal",
    "PatentHolder",
    "PatentInventor",
    "PatentKind",
    "PatentQuerySet",
    "Payment",
    "SavedSearch",
    "TechnologyNeed",
    "Willingness",
]
