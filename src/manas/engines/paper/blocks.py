"""What a paper is made of, in the order in which it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Form(StrEnum):
    """The kinds of papers that look different; their Chinese names stand in `front.FORMS`."""

    NOTICE = "notice"
    DECISION = "decision"
    LETTER = "letter"
    SHEET = "sheet"
    RECORD = "record"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Head:
    """The issuing body's mark (发文机关标志) with the document number."""

    office: str
    number: str


@dataclass(frozen=True, slots=True)
class Number:
    """The document number under the title of a paper without the issuing body's mark."""

    text: str


@dataclass(frozen=True, slots=True)
class Title:
    text: str


@dataclass(frozen=True, slots=True)
class Addressee:
    text: str  # without the colon that is printed after it


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """`number` is as printed: 一、（一）1. （1）; levels 1 to 4."""

    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """`head` is repeated on every page; every row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """Room for a name and a day; what is empty is left to be written by hand."""

    name: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A label with its value; with `signed` it is room for an opinion."""

    label: str
    text: str
    signed: Signed | None = None


@dataclass(frozen=True, slots=True)
class Boxes:
    """Rows of one to three boxes, lined as one table."""

    rows: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: what it stands for, its length from 0 to 1, and the words behind it."""

    label: str
    share: float
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars, lined as a table, so that every program prints it and every reader can be read it."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """目录: the headings down to a level, as they stand in the paper, with their pages."""

    levels: int


Part: TypeAlias = Paragraph | Heading | Table | Boxes


@dataclass(frozen=True, slots=True)
class Attachments:
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    office: str
    day: str


@dataclass(frozen=True, slots=True)
class Colophon:
    """版记: who gets a copy, who printed it, on which day."""

    copies: str
    printer: str
    day: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What is torn off and comes back, as a proof of service."""

    title: str
    blocks: tuple[Part, ...]


Block: TypeAlias = (
    Head | Title | Number | Addressee | Part | Bars | Contents | Attachments | Signature | Colophon | Slip
)


@dataclass(frozen=True, slots=True)
class Paper:
    """`notes`: the footnotes, of which the first is called by `noted(1)` wherever it stands in a text."""

    form: Form
    title: str  # in one line
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


# Around the number of a footnote, in signs that no text of a person holds: `lines.clean` takes them out.
NOTE_OPEN, NOTE_CLOSE = "\ue004", "\ue005"


def noted(number: int) -> str:
    """This function will give what calls a footnote in the text of a block; footnotes count from 1."""
    return f"{NOTE_OPEN}{number}{NOTE_CLOSE}"


class Mistake(StrEnum):
    """What can be wrong with a template's marks; the sentence for it belongs to whoever shows it."""

    NO_CUT = "no_cut"  # no line of dashes ends the front
    NOT_FRONT = "not_front"  # a front line that is no “word：value”
    UNKNOWN_WORD = "unknown_word"
    TWICE = "twice"  # a front line that may stand only once
    NO_FORM = "no_form"
    UNKNOWN_FORM = "unknown_form"
    NO_TITLE = "no_title"
    NO_BODY = "no_body"
    OPEN_ROW = "open_row"  # a row of a table that does not end with |
    RAGGED_ROW = "ragged_row"  # a row with more or fewer cells than the head
    EMPTY_HEADING = "empty_heading"
    DEEP_HEADING = "deep_heading"  # more than four #
    SKIPPED_LEVEL = "skipped_level"  # a ### right under a #
    OPEN_BOX = "open_box"  # 【 without 】, or nothing between them
    CROWDED_BOXES = "crowded_boxes"  # more than three in a row
    UNNAMED_SLIP = "unnamed_slip"
    EMPTY_SLIP = "empty_slip"


class MarkupFault(ValueError):
    """A template that cannot be read: `line` counts from 1 in the template, `found` is what stands there."""

    def __init__(self, mistake: Mistake, line: int, found: str = "") -> None:
        super().__init__(f"line {line}: {mistake} {found}")
        self.mistake, self.line, self.found = mistake, line, found
