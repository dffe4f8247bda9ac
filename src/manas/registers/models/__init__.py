"""The tables of this floor."""

from manas.registers.models.codes import Industry, IndustryLevel, IpcLevel, IpcTitle
from manas.registers.models.deals import DealKind, MatchmakingEvent, PatentDeal
from manas.registers.models.imports import ImportKind, ImportMapping, ImportRowFault, ImportRun, ImportState
from manas.registers.models.matching import UnindexedPatent
from manas.registers.models.navigation import NavigationKind, NavigationStudy, StudyConclusion
from manas.registers.models.needs import (
    UNMET,
    USEFUL,
    Confidentiality,
    NeedChange,
    NeedColumns,
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
from manas.registers.models.pool import (
    Prospect,
    PushAddressee,
    PushAnswer,
    PushedPatent,
    PushList,
    UnwillingReason,
    Will,
)
from manas.registers.models.searches import SavedSearch

__all__ = [
    "UNMET",
    "USEFUL",
    "Confidentiality",
    "DealKind",
    "ImportKind",
    "ImportMapping",
    "ImportRowFault",
    "ImportRun",
    "ImportState",
    "Industry",
    "IndustryLevel",
    "IpcLevel",
    "IpcTitle",
    "LegalStatus",
    "MatchmakingEvent",
    "NavigationKind",
    "NavigationStudy",
    "NeedChange",
    "NeedColumns",
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
    "Prospect",
    "PushAddressee",
    "PushAnswer",
    "PushList",
    "PushedPatent",
    "SavedSearch",
    "StudyConclusion",
    "TechnologyNeed",
    "UnindexedPatent",
    "UnwillingReason",
    "Will",
    "Willingness",
]
