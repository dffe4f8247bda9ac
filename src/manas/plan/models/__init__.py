"""What the plan floor keeps."""

from manas.plan.models.alignment import Alignment, Verdict
from manas.plan.models.document import Correction, Document, Passage, PlanState, WorkPlan
from manas.plan.models.ledger import Evidence, Report, ReportState, WorkItem
from manas.plan.models.meeting import (
    Decision,
    GuidanceVisit,
    Meeting,
    MeetingKind,
    MeetingState,
    VisitState,
)
from manas.plan.models.showcase import Showcase, ShowcaseCopy, ShowcaseState
from manas.plan.models.specialty import CountySpecialty
from manas.plan.models.supervision import Level, OrderState, SupervisionOrder, SupervisionStep
from manas.plan.models.support import Fund, FundMove, FundSource, MoveKind, SupportPolicy
from manas.plan.models.task import Deadline, Obligation, Reference, Responsibility, Target, Task, TaskKind

__all__ = [
    "Alignment",
    "Correction",
    "CountySpecialty",
    "Deadline",
    "Decision",
    "Document",
    "Evidence",
    "Fund",
    "FundMove",
    "FundSource",
    "GuidanceVisit",
    "Level",
    "Meeting",
    "MeetingKind",
    "MeetingState",
    "MoveKind",
    "Obligation",
    "OrderState",
    "Passage",
    "PlanState",
    "Reference",
    "Report",
    "ReportState",
    "Responsibility",
    "Showcase",
    "ShowcaseCopy",
    "ShowcaseState",
    "SupervisionOrder",
    "SupervisionStep",
    "SupportPolicy",
    "Target",
    "Task",
    "TaskKind",
    "Verdict",
    "VisitState",
    "WorkItem",
    "WorkPlan",
]
