"""Blocks on paper, in the form of GB/T 9704—2012; the numbers of clauses are those of the standard."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.oxml.ns import qn

from manas.engines.paper.blocks import (
    Addressee,
    Attachments,
    Bars,
    Boxes,
    Colophon,
    Contents,
    Form,
    Head,
    Heading,
    Number,
    Paper,
    Paragraph,
    Part,
    Signature,
    Slip,
    Table,
    Title,
)
from manas.reports.papers import chart, contents, grid, notes
from manas.reports.papers import measures as m
from manas.reports.papers.ink import Element, columns, edge, element, paragraph
from manas.reports.papers.package import packed
from manas.reports.papers.page import mark_run, set_page
from manas.reports.papers.skeleton import skeleton

AIR: Final = 120  # twips around a table
LABEL: Final = "附件："
DATE_FROM_EDGE: Final = 4.0  # characters, clause 7.3.5.1
OFFICE_FROM_EDGE: Final = 2.0


def laid_out(paper: Paper, at: datetime) -> bytes:
    """This function will set a paper as a Word file; the same paper and moment give the same bytes.

    `at` is an aware moment; it is kept as the day of making. Nobody's name is kept as author.
    """
    document = docx.Document(io.BytesIO(skeleton()))
    heads = [block for block in paper.blocks if isinstance(block, Head)]
    letter = paper.form == Form.LETTER
    set_page(document, letter_of=heads[0].office if letter and heads else "")
    body = document.element.body
    for written in _spaced(_written(paper)):
        body.insert(len(body) - 1, written)
    contents.fill(body)
    notes.attach(document, paper.notes)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by, properties.comments = (
        paper.title[:255],
        "",
        "",
        "",
    )
    properties.created = properties.modified = at.astimezone(UTC)
    properties.revision = 1
    return packed(document)


def _written(paper: Paper) -> Iterator[Element]:
    ends = any(isinstance(block, Colophon) for block in paper.blocks)
    for block in paper.blocks:
        if isinstance(block, Slip):
            yield from _slip(block, new_page=ends)
        else:
            yield from WRITERS[type(block)](block, paper.form)


def _spaced(written: Iterator[Element]) -> Iterator[Element]:
    """Air around tables: Word joins those that touch, and a document ends with a paragraph."""
    before: bool | None = None
    for part in written:
        is_table = part.tag == qn("w:tbl")
        if before is not None and (before or is_table):
            yield paragraph("Gap", properties=(element("keepNext"), element("spacing", line=AIR, lineRule="exact")))
        yield part
        before = is_table
    if before:
        yield paragraph("Gap")


def _head(block: Head, form: Form) -> Iterator[Element]:
    """Clauses 7.2.4 to 7.2.7; a letter's mark stands in the head of its first page (10.1)."""
    if form == Form.LETTER:
        yield paragraph("Number", block.number, properties=(element("jc", val="right"),))
        return
    yield paragraph("Mark", mark_run(block.office), properties=(element("spacing", before=m.MARK_BELOW_TOP),))
    line = element("pBdr", edge("bottom", 12, space=m.RED_LINE_GAP_POINTS, color=m.RED))
    yield paragraph("Number", block.number, properties=(line, element("spacing", before=2 * m.LINE, after=0)))


def _title(block: Title, form: Form) -> Iterator[Element]:
    before = 0 if form in (Form.SHEET, Form.RECORD) else 2 * m.LINE
    after = 0 if form in (Form.SHEET, Form.RECORD) else m.LINE
    yield paragraph("Title", block.text, properties=(element("spacing", before=before, after=after),))


def _number(block: Number, form: Form) -> Iterator[Element]:
    align = "right" if form in (Form.SHEET, Form.RECORD) else "center"
    yield paragraph("Number", block.text, properties=(element("spacing", after=m.LINE // 2), element("jc", val=align)))


def _addressee(block: Addressee, _form: Form) -> Iterator[Element]:
    yield paragraph("Addressee", f"{block.text}：")


def _paragraph(block: Paragraph, _form: Form) -> Iterator[Element]:
    yield paragraph("Body", block.text)


def _heading(block: Heading, _form: Form) -> Iterator[Element]:
    yield paragraph(f"Heading{block.level}", f"{block.number}{block.text}")


def _table(block: Table, _form: Form) -> Iterator[Element]:
    yield grid.table(block, keep=False)


def _boxes(block: Boxes, _form: Form) -> Iterator[Element]:
    yield grid.boxes(block, keep=False)


def _bars(block: Bars, _form: Form) -> Iterator[Element]:
    yield chart.bars(block)


def _contents(block: Contents, _form: Form) -> Iterator[Element]:
    yield from contents.place(block)


def _attachments(block: Attachments, _form: Form) -> Iterator[Element]:
    """Clause 7.3.4: one line under the text, two characters in; names of several lines stand under their beginning."""
    for at, name in enumerate(block.names, start=1):
        number = f"{at}. " if len(block.names) > 1 else ""
        label = LABEL if at == 1 else ""
        hanging = int(columns(label + number) * m.CHARACTER)
        left = 2 * m.CHARACTER + int(columns(LABEL + number) * m.CHARACTER)
        space = element("spacing", before=m.LINE if at == 1 else 0)
        yield paragraph(
            "Attachment", f"{label}{number}{name}", properties=(space, element("ind", left=left, hanging=hanging))
        )


def _signature(block: Signature, _form: Form) -> Iterator[Element]:
    """Clause 7.3.5.1, with a seal: the day four characters from the edge, the office centered above it."""
    office, day = signature_indents(block)
    above = element("spacing", before=2 * m.LINE)
    yield paragraph("Signature", block.office, properties=(above, element("ind", right=office)))
    yield paragraph("Signature", block.day, properties=(element("keepNext", val="0"), element("ind", right=day)))


def signature_indents(block: Signature) -> tuple[int, int]:
    """This function will give how far office and day stand from the right edge, in twips."""
    office, day = columns(block.office), columns(block.day)
    at = DATE_FROM_EDGE + (day - office) / 2
    if at >= OFFICE_FROM_EDGE:
        return int(at * m.CHARACTER), int(DATE_FROM_EDGE * m.CHARACTER)
    return int(OFFICE_FROM_EDGE * m.CHARACTER), int((OFFICE_FROM_EDGE + max(office - day, 0) / 2) * m.CHARACTER)


def _colophon(block: Colophon, _form: Form) -> Iterator[Element]:
    yield grid.colophon(block)


def _slip(block: Slip, *, new_page: bool) -> Iterator[Element]:
    """A line to cut along, and all that is cut off on one page."""
    first = element("pageBreakBefore") if new_page else element("pBdr", edge("top", 6, kind="dashed", space=8))
    yield paragraph("Gap", properties=(element("keepNext"), first, element("spacing", before=m.LINE, line=20)))
    yield paragraph("Slip", block.title)
    for part in block.blocks:
        yield SLIP_WRITERS[type(part)](part)


def _kept_text(style: str, text: str) -> Element:
    return paragraph(style, text, properties=(element("keepNext"),))


# Any: each writer takes the one kind of block it stands beside.
WRITERS: Final[dict[type, Callable[[Any, Form], Iterator[Element]]]] = {
    Head: _head,
    Title: _title,
    Number: _number,
    Addressee: _addressee,
    Paragraph: _paragraph,
    Heading: _heading,
    Table: _table,
    Boxes: _boxes,
    Bars: _bars,
    Contents: _contents,
    Attachments: _attachments,
    Signature: _signature,
    Colophon: _colophon,
}
SLIP_WRITERS: Final[dict[type[Part], Callable[[Any], Element]]] = {
    Paragraph: lambda part: _kept_text("Body", part.text),
    Heading: lambda part: _kept_text(f"Heading{part.level}", part.number + part.text),
    Table: lambda part: grid.table(part, keep=True),
    Boxes: lambda part: grid.boxes(part, keep=True),
}
