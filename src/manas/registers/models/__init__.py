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

__all__ = [
    "LegalStatus",
    "Patent",
    "PatentChange",
    "PatentClass",
    "PatentHolder",
    "PatentInventor",
    "PatentKind",
    "PatentQuerySet",
    "Willingness",
]
