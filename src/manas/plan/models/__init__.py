"""What the plan floor keeps."""

from manas.plan.models.document import Correction, Document, Passage, PlanState, WorkPlan
from manas.plan.models.ledger import Evidence, Report, ReportState, WorkItem
from manas.plan.models.task import Deadline, Obligation, Reference, Responsibility, Target, Task, TaskKind

__all__ = [
    "Correction",
    "Deadline",
    "Document",
    "Evidence",
    "Obligation",
    "Passage",
    "PlanState",
    "Reference",
    "Report",
    "ReportState",
    "Responsibility",
    "Target",
    "Task",
    "TaskKind",
    "WorkItem",
    "WorkPlan",
]
