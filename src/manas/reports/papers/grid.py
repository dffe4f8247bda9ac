"""What stands in lines and boxes: tables, approval boxes, the 版记."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from manas.engines.paper.blocks import Box, Boxes, Colophon, Signed, Table
from manas.reports.papers import measures as m
from manas.reports.papers.ink import Element, columns, edge, element, paragraph

# Boxes stand on six columns: one, two or three pairs of label and value end at the same lines.
GRID: Final = 6
BOX: Final = m.AREA_WIDTH // GRID
ROW_HEIGHT: Final = m.twips(10)
OPINION_HEIGHT: Final = m.twips(30)
THIN, THICK = 4, 12  # eighths of a point
CELL_ROOM: Final = 2.5  # characters: the edges of a cell, and the gaps that are set between Chinese and figures
FINE_RULE, HEAVY_RULE = 6, 8  # clause 7.4.1: 0.25 mm and 0.35 mm
NARROWEST: Final = 3.0  # characters, for the narrowest column
ROOM: Final = m.AREA_WIDTH / 240  # characters of a cell in a line of the area
COLOPHON_CHARACTERS: Final = 26  # that stand on a line after “抄送：”
EMPTY_DAY: Final = "　　年　　月　　日"


def table(block: Table, *, keep: bool) -> Element:
    """This function will make a table whose head is repeated on every page and whose rows are not torn."""
    widths = column_widths(block)
    head = element("tr", element("trPr", element("cantSplit"), element("tblHeader")))
    head.extend(_cell(text, width, "Label", keep=True) for text, width in zip(block.head, widths, strict=True))
    rows = [
        _row([_cell(text, width, "Cell", keep=keep) for text, width in zip(row, widths, strict=True)])
        for row in block.rows
    ]
    return _table(widths, [head, *rows])


def column_widths(block: Table) -> list[int]:
    """This function will share the width of the area, in twips, by what the columns hold; wide ones give way first."""
    wanted = [
        max(
            NARROWEST, *(columns(line) + CELL_ROOM for row in (block.head, *block.rows) for line in row[at].split("\n"))
        )
        for at in range(len(block.head))
    ]
    caps = [cap for cap in range(int(ROOM), int(NARROWEST), -1) if sum(min(width, cap) for width in wanted) <= ROOM]
    weights = [min(width, caps[0] if caps else NARROWEST) for width in wanted]
    return [int(m.AREA_WIDTH * weight / sum(weights)) for weight in weights]


def boxes(block: Boxes, *, keep: bool) -> Element:
    """This function will make the rows of boxes as one table."""
    return _table([BOX] * GRID, [_row_of_boxes(row, keep=keep) for row in block.rows])


def colophon(block: Colophon) -> Element:
    """This function will make the 版记, its last line on the last line of the page's area (clause 7.4).

    Its place is measured from the edge of the paper: “at the bottom of the area” is not understood everywhere.
    """
    copies = f"抄送：{block.copies.rstrip('。')}。" if block.copies else ""
    rows = (
        [_row([_ruled(paragraph("Colophon", copies, properties=(_hanging(),)), first=True, last=False)])]
        if copies
        else []
    )
    rows.append(_row([_ruled(_printed(block), first=not copies, last=True)]))
    height = (1 + math.ceil(columns(copies) / COLOPHON_CHARACTERS)) * m.COLOPHON_LINE
    place = element(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        vertAnchor="page",
        horzAnchor="page",
        tblpX=m.LEFT,
        tblpY=m.TOP + m.AREA_HEIGHT - height,
    )
    return _table([m.AREA_WIDTH], rows, place=place, lined=False)


def _hanging() -> Element:
    return element("ind", left=m.CHARACTER + 840, right=m.CHARACTER, hanging=840)


def _printed(block: Colophon) -> Element:
    tab = element("tabs", element("tab", val="right", pos=m.AREA_WIDTH - m.CHARACTER))
    indent = element("ind", left=m.CHARACTER, right=m.CHARACTER)
    gap = element("r", element("tab"))
    return paragraph("Colophon", block.printer, gap, f"{block.day}印发", properties=(tab, indent))


def _ruled(content: Element, *, first: bool, last: bool) -> Element:
    top = edge("top", HEAVY_RULE if first else FINE_RULE)
    borders = element("tcBorders", top, *([edge("bottom", HEAVY_RULE)] if last else []))
    return element("tc", element("tcPr", element("tcW", w=m.AREA_WIDTH, type="dxa"), borders), content)


def _row_of_boxes(row: Sequence[Box], *, keep: bool) -> Element:
    span = GRID // len(row) - 1
    height = OPINION_HEIGHT if any(box.signed for box in row) else ROW_HEIGHT
    cells: list[Element] = []
    for box in row:
        cells.append(_cell(box.label, BOX, "Label", keep=keep))
        value = _cell(box.text, BOX * span, "Cell", span=span, keep=keep)
        if box.signed:
            value.extend(_signed(box.signed, keep=keep))
        cells.append(value)
    return _row(cells, height=height)


def _signed(signed: Signed, *, keep: bool) -> list[Element]:
    """Room under an opinion for a name and a day."""
    right = (
        *_kept(keep),
        element("spacing", before=240, after=40),
        element("ind", right=m.CHARACTER),
        element("jc", val="right"),
    )
    words = f"签名：{signed.name or '　　　　　'}　{signed.day or EMPTY_DAY}"
    return [paragraph("Cell", words, properties=right)]


def _kept(keep: bool) -> tuple[Element, ...]:  # noqa: FBT001 - one flag, one element
    return (element("keepNext"),) if keep else ()


def _table(
    widths: Sequence[int], rows: Sequence[Element], *, place: Element | None = None, lined: bool = True
) -> Element:
    made = element("tbl", _properties(sum(widths), place, lined=lined))
    made.append(element("tblGrid", *[element("gridCol", w=width) for width in widths]))
    made.extend(rows)
    return made


def _properties(width: int, place: Element | None, *, lined: bool) -> Element:
    outer = [
        edge(side, THICK if lined else 0, kind="single" if lined else "nil")
        for side in ("top", "left", "bottom", "right")
    ]
    inner = [edge(side, THIN) for side in ("insideH", "insideV")] if lined else []
    margins = [element(side, w=57, type="dxa") for side in ("left", "right")] if lined else []
    return element(
        "tblPr",
        *([place] if place is not None else []),
        element("tblW", w=width, type="dxa"),
        *([] if place is not None else [element("jc", val="center")]),
        element("tblBorders", *outer, *inner),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(margins or [element(side, w=0, type="dxa") for side in ("left", "right")])),
    )


def _row(cells: Sequence[Element], *, height: int = 0) -> Element:
    """A row stays on one page; only a long opinion (with a height of its own) may run on."""
    settled = [element("cantSplit")] if height != OPINION_HEIGHT else []
    if height:
        settled.append(element("trHeight", val=height, hRule="atLeast"))
    return element("tr", element("trPr", *settled), *cells)


def _cell(text: str, width: int, style: str, *, span: int = 1, keep: bool = False) -> Element:
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=span))
    properties.append(element("vAlign", val="center"))
    lines = text.split("\n") if text else [""]
    return element("tc", properties, *[paragraph(style, line.strip(), properties=_kept(keep)) for line in lines])
