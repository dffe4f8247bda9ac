"""A chart of bars made of the cells of a table: no picture, so it is printed sharp, copied as text and read aloud."""

from __future__ import annotations

from typing import Final

from manas.engines.paper.blocks import Bar, Bars
from manas.reports.papers import measures as m
from manas.reports.papers.ink import Element, edge, element, paragraph

STEPS: Final = 40  # into which the longest bar is cut
LABEL: Final = m.AREA_WIDTH // 5
STEP: Final = (m.AREA_WIDTH - 2 * LABEL) // STEPS
FILLED: Final = "7F7F7F"


def bars(block: Bars) -> Element:
    """This function will make the chart: a row a bar, its label before it and its words behind."""
    properties = element(
        "tblPr",
        element("tblW", w=2 * LABEL + STEPS * STEP, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", edge("bottom", 4), edge("insideH", 0, kind="nil"), edge("insideV", 0, kind="nil")),
        element("tblLayout", type="fixed"),
    )
    widths = [LABEL, *[STEP] * STEPS, LABEL]
    grid = element("tblGrid", *[element("gridCol", w=width) for width in widths])
    return element("tbl", properties, grid, *[_row(bar) for bar in block.bars])


def _row(bar: Bar) -> Element:
    filled = round(bar.share * STEPS)
    cells = [_cell(bar.label, 1, LABEL)]
    if filled:
        cells.append(_cell("", filled, filled * STEP, FILLED))
    if filled < STEPS:
        cells.append(_cell("", STEPS - filled, (STEPS - filled) * STEP))
    return element("tr", element("trPr", element("cantSplit")), *cells, _cell(bar.text, 1, LABEL))


def _cell(text: str, span: int, width: int, fill: str = "") -> Element:
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=span))
    # White above and below keeps the bars apart.
    properties.append(element("tcBorders", edge("top", 24, color="FFFFFF"), edge("bottom", 24, color="FFFFFF")))
    if fill:
        properties.append(element("shd", val="clear", color="auto", fill=fill))
    properties.append(element("vAlign", val="center"))
    return element("tc", properties, paragraph("Cell", text))
