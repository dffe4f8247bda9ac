"""A report of work on its page: texts cut into words and numbers, each number with the way to the list behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from manas.engines.cited import FIGURE, SENTENCE, cited, marked, pieces
from manas.engines.periods import Period
from manas.indicators.declared import INDICATORS
from manas.indicators.workreports import numbers
from manas.indicators.workreports.models import Part, ReportNumber, ReportSection
from manas.indicators.workreports.queries import Cited, present
from manas.reports.work_report import source
from manas.web.desk.indicator_view import behind


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a number with its address; `changed`: records give another now."""

    words: str
    address: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    share: float
    piece: Piece


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its numbered heading, as it is read."""

    section: ReportSection
    heading: str
    lines: list[list[Piece]]
    head: list[str]
    rows: list[list[list[Piece]]]
    bars: list[Bar]
    versions: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that a section may cite: the mark to write, what it reads, what it was asked of."""

    mark: str
    words: str
    source: str
    address: str


def address(rows: Sequence[ReportNumber]) -> str:
    """This function will give the address of the list behind a number; of several of one indicator, the page with all of them."""
    row = rows[0]
    if row.progress is not None:
        return reverse("item", args=[row.progress.item_id])
    if len(rows) > 1:
        return f"{reverse('indicator', args=[row.indicator])}?period={row.period}"
    if row.part == Part.TARGET:
        return reverse("indicator-sets")
    part = "out_of" if row.part == Part.OUT_OF else "counts"
    return behind(INDICATORS[row.indicator], row.unit, Period.read(row.period), part)


class Reading:
    """How the texts of a report are read: with these numbers, of which some have changed."""

    def __init__(self, found: Cited, changed: set[int]) -> None:
        self.cited, self.changed = found, changed

    def section(self, number: str, section: ReportSection) -> Section:
        """This function will prepare one section."""
        head, *rows = section.table or [[]]
        return Section(
            section=section,
            heading=f"{number}{section.heading}",
            lines=[self.cut(line, numbers.written) for line in present(section).text.splitlines()],
            head=head,
            rows=[[self.cut(cell, numbers.bare) for cell in row] for row in rows],
            bars=self.bars(section.bars),
            versions=len(section.texts.all()),
        )

    def cut(self, text: str, spell: Callable[[ReportNumber], str]) -> list[Piece]:
        """This function will cut a text; a sentence of progress without a figure leads to its source by a sign."""
        return [self.piece(part, spell) if isinstance(part, int) else Piece(part) for part in pieces(text)]

    def piece(self, number: int, spell: Callable[[ReportNumber], str]) -> Piece:
        row = self.cited[number]
        return Piece(spell(row) or "※", address([row]), number in self.changed)

    def bars(self, pairs: Sequence[tuple[str, str]]) -> list[Bar]:
        """This function will measure bars against the longest."""
        rows = [(label, self.cited[cited(mark)[0]]) for label, mark in pairs]
        longest = max([row.value for _label, row in rows if row.value is not None], default=Decimal(0)) or Decimal(1)
        return [
            Bar(label, float((row.value or 0) / longest), self.piece(row.number, numbers.written))
            for label, row in rows
        ]


def marks(found: Cited, among: Sequence[int]) -> list[Mark]:
    """This function will list numbers with their marks, each once."""
    rows = [found[number] for number in dict.fromkeys(among)]
    return [
        Mark(
            marked(row.number, SENTENCE if row.progress_id else FIGURE),
            numbers.written(row),
            source([row]),
            address([row]),
        )
        for row in rows
    ]
