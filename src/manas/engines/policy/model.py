"""What the policy reader hands over: a plan document as values, every one tied to its place in the text.

A span counts characters of `Plan.text`, half open: ``plan.text[span.start:span.end]`` is what was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Unreadable(StrEnum):
    """Why bytes cannot be read as a plan; a program decides by it, a person reads the message."""

    EMPTY = "empty"  # no bytes, or not one printed character
    TOO_LARGE = "too_large"  # beyond a limit of size, length, pages or depth
    ENCRYPTED = "encrypted"  # opens only with a password
    SCANNED = "scanned"  # pictures of pages without a text layer
    NOT_TEXT = "not_text"  # no known text encoding fits, or the characters are not writing
    DAMAGED = "damaged"  # the form is known, the file is broken
    UNSUPPORTED = "unsupported"  # a known form that this reader does not take


class ReadError(Exception):
    """The bytes handed in cannot be read as a plan; the message says what is wrong, and where."""

    def __init__(self, message: str = "", reason: Unreadable = Unreadable.DAMAGED) -> None:
        super().__init__(message)
        self.reason = reason


class Role(StrEnum):
    """What a unit is to a task. Nobody is made LEAD by guess: only by word or declared rule."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    COOPERATE = "cooperate"
    GUIDE = "guide"


class Origin(StrEnum):
    """Why a unit is held responsible."""

    MARKER = "marker"  # named in the task's own responsibility marker
    DEFAULT = "default"  # by a rule declared once for all that follow
    HEADING = "heading"  # inherited from the marker of a chapter heading
    CORRECTED = "corrected"  # set by a person while adopting


class DeadlineKind(StrEnum):
    ABSOLUTE = "absolute"  # 2023年6月底前
    RELATIVE = "relative"  # 结案1个月内
    RECURRING = "recurring"  # 每季度、每年12月底前


class PassageKind(StrEnum):
    """What a printed block of the document is."""

    TITLE = "title"
    NUMBER = "number"  # 发文字号
    ADDRESSEES = "addressees"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"  # 此件公开发布、附件说明、页码、网站元数据
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A unit and its role. `name` as written; `full` with the list's shared prefix and suffix."""

    name: str
    full: str
    role: Role
    origin: Origin
    generic: bool = False  # a group: 各县(市)人民政府, 各有关部门
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """`day` is the last day for ABSOLUTE ones, absent otherwise."""

    kind: DeadlineKind
    text: str
    day: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to reach. `value` as a plain decimal string ("95"), `unit` "%", "件", …; `year` absent when not said."""

    text: str
    indicator: str
    value: str
    unit: str
    year: int | None
    span: Span
    every_year: bool = False  # 每年: due each year, `year` is absent


@dataclass(frozen=True, slots=True)
class Reference:
    """A document (《…》) or a named programme, project or slogan (“…”) that the text points to."""

    kind: str  # "document" | "programme"
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a task or safeguard: an obligation to which work can attach."""

    text: str
    span: Span
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading. `level` 1 is the outermost; `parent` is the index of the enclosing heading in Plan.headings."""

    level: int
    number: str  # as printed: "三、" "(一)" "1."
    title: str  # without number and without a responsibility marker
    parent: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A printed block. The passages follow each other in the order of the text and do not overlap."""

    kind: PassageKind
    span: Span
    heading: int | None = None  # index of the heading it stands under (for a HEADING: its own)


@dataclass(frozen=True, slots=True)
class Task:
    """An item that obliges someone."""

    path: tuple[str, ...]  # headings as printed, outermost first
    number: str  # last heading's number without punctuation: "7", "三"; "" when it has none
    title: str
    heading: int | None  # index into Plan.headings
    item: int  # 1..n when one heading holds several markers
    begins: str  # first words of the passage that the marker covers
    responsibilities: tuple[Responsibility, ...]
    open_list: bool  # the list of units ends in 等
    sentences: tuple[Sentence, ...]
    deadlines: tuple[Deadline, ...]
    marker: Span | None  # the responsibility marker, brackets included
    span: Span

    def units(self, *roles: Role) -> tuple[Responsibility, ...]:
        """This function will give the responsibilities with one of `roles`, in the order of the text."""
        return tuple(r for r in self.responsibilities if r.role in roles)

    @property
    def due(self) -> date | None:
        """The latest absolute day named for the task."""
        return max((d.day for d in self.deadlines if d.day), default=None)


@dataclass(frozen=True, slots=True)
class Safeguard:
    """A chapter item that says how the plan is held up: organisation, funds, supervision, assessment."""

    number: str
    title: str
    heading: int | None
    sentences: tuple[Sentence, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class DefaultUnits:
    """Units declared once for all tasks (以下责任单位均有…). They are not copied into Task.responsibilities."""

    responsibilities: tuple[Responsibility, ...]
    basis: str
    first_task: int  # index of the first task they hold for
    span: Span


@dataclass(frozen=True, slots=True)
class DeclaredRule:
    """A reading rule that the document states once (排在第一位的部门为牵头部门，下同)."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan document, read."""

    text: str
    form: str  # "txt" | "html" | "md" | "docx" | "pdf"
    title: str
    issuer: str
    issued_on: date | None
    doc_number: str
    addressees: tuple[str, ...]
    guiding_idea: Span | None
    goals: Span | None
    headings: tuple[Heading, ...]
    passages: tuple[Passage, ...]
    focuses: tuple[int, ...]  # indices of the headings that group tasks (聚焦…)
    tasks: tuple[Task, ...]
    safeguards: tuple[Safeguard, ...]
    targets: tuple[Target, ...]
    references: tuple[Reference, ...]
    rules: tuple[DeclaredRule, ...]
    default_units: tuple[DefaultUnits, ...]
    inherited_leads: dict[str, tuple[Responsibility, ...]]  # chapter heading as printed → its leads
