"""The tables of this floor."""

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
    "LegalStatus",
    "Patent",
    "PatentChange",
    "PatentClass",
    "PatentHolder",
    "PatentInventor",
    "PatentKind",
    "PatentQuerySet",
    "SavedSearch",
    "Willingness",
]
