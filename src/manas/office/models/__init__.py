"""What the office keeps: units with their names over time, people, posts, files, and the journal."""

from manas.office.models.files import StoredFile
from manas.office.models.journal import JournalEntry, JournalHead
from manas.office.models.people import Person, PersonManager, Post, PostQuerySet, Role
from manas.office.models.units import FactStatus, NameKind, Unit, UnitKind, UnitName, UnitQuerySet

__all__ = [
    "FactStatus",
    "JournalEntry",
    "JournalHead",
    "NameKind",
    "Person",
    "PersonManager",
    "Post",
    "PostQuerySet",
    "Role",
    "StoredFile",
    "Unit",
    "UnitKind",
    "UnitName",
    "UnitQuerySet",
]
