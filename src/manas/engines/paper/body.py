"""The body of a template: paragraphs, headings, tables, boxes and slips, told apart by how a line begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from manas.engines.paper.blocks import (
    Box,
    Boxes,
    Heading,
    MarkupFault,
    Mistake,
    Paragraph,
    Part,
    Signed,
    Slip,
    Table,
)
from manas.engines.paper.figures import ordinal
from manas.engines.paper.lines import Line, unguarded

BOXES_IN_A_ROW: Final = 3
LEVELS: Final = 4

_HEADING: Final = re.compile(r"(?P<marks>#+)\s*(?P<text>.*)")
_SLIP: Final = re.compile(r"={3,}\s*(?P<title>[^=]*?)\s*=*")
_BOX: Final = re.compile(r"【(?P<label>[^【】]*)】(?P<text>[^【】]*)")
_SIGNED: Final = re.compile(r"（签名(?:：(?P<name>[^（），]*)(?:，(?P<day>[^（）]*))?)?）$")
_NUMBERS: Final[tuple[Callable[[int], str], ...]] = (
    lambda at: f"{ordinal(at)}、",
    lambda at: f"（{ordinal(at)}）",
    lambda at: f"{at}. ",
    lambda at: f"（{at}）",
)


class Numbering:
    """The numbers of headings: a higher heading starts the lower ones anew."""

    def __init__(self) -> None:
        self._counts: list[int] = []

    def heading(self, line: Line) -> Heading:
        """This function will give the heading of a line with its number, or raise MarkupFault."""
        match = _HEADING.fullmatch(line.text)
        marks, text = (match["marks"], unguarded(match["text"])) if match else ("", "")
        level = len(marks)
        if not text:
            raise MarkupFault(Mistake.EMPTY_HEADING, line.number)
        if level > LEVELS:
            raise MarkupFault(Mistake.DEEP_HEADING, line.number, marks)
        if level > len(self._counts) + 1:
            raise MarkupFault(Mistake.SKIPPED_LEVEL, line.number, text)
        self._counts = [*self._counts[:level], 0][:level]
        self._counts[-1] += 1
        return Heading(level, _NUMBERS[level - 1](self._counts[-1]), " ".join(text.split()))


def read_body(lines: Sequence[Line]) -> tuple[tuple[Part, ...], tuple[Slip, ...]]:
    """This function will read the lines after the front into the parts of the paper and the slips below it.

    Raises MarkupFault where a mark is not finished or not understood.
    """
    cuts = [at for at, line in enumerate(lines) if line.text.startswith("===")]
    body = tuple(_parts(lines[: cuts[0]] if cuts else lines))
    if not body:
        raise MarkupFault(Mistake.NO_BODY, lines[0].number if lines else 1)
    ends = [*cuts[1:], len(lines)]
    return body, tuple(_slip(lines[start], lines[start + 1 : end]) for start, end in zip(cuts, ends, strict=False))


def _slip(first: Line, lines: Sequence[Line]) -> Slip:
    match = _SLIP.fullmatch(first.text)
    title = unguarded(match["title"]) if match else ""
    if not title:
        raise MarkupFault(Mistake.UNNAMED_SLIP, first.number)
    parts = tuple(_parts(lines))
    if not parts:
        raise MarkupFault(Mistake.EMPTY_SLIP, first.number, title)
    return Slip(title, parts)


def _parts(lines: Sequence[Line]) -> Iterator[Part]:
    numbering = Numbering()
    for run in _runs(lines):
        match run[0].text[:1]:
            case "|":
                yield _table(run)
            case "【":
                yield Boxes(tuple(_row_of_boxes(line) for line in run))
            case "#":
                yield from map(numbering.heading, run)
            case _:
                yield from _paragraphs(run)


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that follow each other and begin with the same mark; an empty line ends a run."""
    run: list[Line] = []
    for line in lines:
        if run and (not line.text or _mark(line) != _mark(run[0])):
            yield run
            run = []
        if line.text:
            run.append(line)
    if run:
        yield run


def _mark(line: Line) -> str:
    return line.text[0] if line.text[0] in "|【#" else ""


def _paragraphs(run: Sequence[Line]) -> Iterator[Paragraph]:
    """A value of several lines is several paragraphs."""
    for line in run:
        yield from (Paragraph(part.strip()) for part in unguarded(line.text).split("\n") if part.strip())


def _table(run: Sequence[Line]) -> Table:
    head, *rows = [_cells(line) for line in run]
    for line, row in zip(run[1:], rows, strict=True):
        if len(row) != len(head):
            raise MarkupFault(Mistake.RAGGED_ROW, line.number, unguarded(line.text))
    return Table(head, tuple(rows))


def _cells(line: Line) -> tuple[str, ...]:
    if len(line.text) < 2 or not line.text.endswith("|"):
        raise MarkupFault(Mistake.OPEN_ROW, line.number, unguarded(line.text))
    return tuple(unguarded(cell) for cell in line.text[1:-1].split("|"))


def _row_of_boxes(line: Line) -> tuple[Box, ...]:
    found = list(_BOX.finditer(line.text))
    if "".join(match[0] for match in found) != line.text or not all(match["label"].strip() for match in found):
        raise MarkupFault(Mistake.OPEN_BOX, line.number, unguarded(line.text))
    if len(found) > BOXES_IN_A_ROW:
        raise MarkupFault(Mistake.CROWDED_BOXES, line.number, unguarded(line.text))
    return tuple(_box(unguarded(match["label"]), match["text"].strip()) for match in found)


def _box(label: str, text: str) -> Box:
    signed = _SIGNED.search(text)
    if signed is None:
        return Box(label, unguarded(text))
    who = Signed(unguarded(signed["name"] or ""), unguarded(signed["day"] or ""))
    return Box(label, unguarded(text[: signed.start()]), who)
