"""What the office keeps: units with their names over time, people, posts, files, and the journal."""

from manas.office.models.access import (
    CalendarToken,
    OpenSession,
    Outcome,
    PastPassword,
    RecoveryCode,
    SecondFactor,
    SignIn,
)
from manas.office.models.files import ScanState, StoredFile
from manas.office.models.jobs import Job, JobState
from manas.office.models.journal import JournalEntry, JournalHead
from manas.office.models.notices import (
    Channel,
    Delivery,
    DeliveryState,
    Notice,
    NoticeChoice,
    NoticeQuerySet,
    Webhook,
)
from manas.office.models.organizations import Membership, MembershipRole, Organization, OrganizationKind
from manas.office.models.people import SEPARATED, Delegation, Person, PersonManager, Post, PostQuerySet, Role
from manas.office.models.units import FactStatus, NameKind, Unit, UnitKind, UnitName, UnitQuerySet
from manas.office.models.values import CalendarDay, CalendarYear, LocalValue, Place

__all__ = [
    "SEPARATED",
    "CalendarDay",
    "CalendarToken",
    "CalendarYear",
    "Channel",
    "Delegation",
    "Delivery",
    "DeliveryState",
    "FactStatus",
    "Job",
    "JobState",
    "JournalEntry",
    "JournalHead",
    "LocalValue",
    "Membership",
    "MembershipRole",
    "NameKind",
    "Notice",
    "NoticeChoice",
    "NoticeQuerySet",
    "OpenSession",
    "Organization",
    "OrganizationKind",
    "Outcome",
    "PastPassword",
    "Person",
    "PersonManager",
    "Place",
    "Post",
    "PostQuerySet",
    "RecoveryCode",
    "Role",
    "ScanState",
    "SecondFactor",
    "SignIn",
    "StoredFile",
    "Unit",
    "UnitKind",
    "UnitName",
    "UnitQuerySet",
    "Webhook",
]
