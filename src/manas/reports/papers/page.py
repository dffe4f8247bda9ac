"""The sheet of paper: margins, the grid of lines and characters, page numbers, and the frame of a letter."""

from __future__ import annotations

from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Twips

from manas.reports.papers import measures as m
from manas.reports.papers.ink import Element, edge, element, paragraph, run


def set_page(document: Document, *, letter_of: str = "") -> None:
    """This function will give the document its page; a letter (`letter_of` an office) has its own first page."""
    section = document.sections[0]
    _edges(section)
    _numbers(section)
    if letter_of:
        _letter(section, letter_of)
    section._sectPr.append(element("docGrid", type="linesAndChars", linePitch=m.LINE, charSpace=m.CHARACTER_SPACE))


def _edges(section: Section) -> None:
    section.page_width, section.page_height = Twips(m.PAGE_WIDTH), Twips(m.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Twips(m.TOP), Twips(m.BOTTOM)
    section.left_margin, section.right_margin = Twips(m.LEFT), Twips(m.RIGHT)
    section.header_distance, section.footer_distance = Twips(m.LETTER_MARK_TOP), Twips(m.FOOTER)
    section.gutter = Twips(0)


def _numbers(section: Section) -> None:
    """Clause 7.5: “— 1 —”, odd pages right and even pages left, one character from the edge."""
    _replace(section.footer._element, _number("right", right=m.CHARACTER))
    _replace(section.even_page_footer._element, _number("left", left=m.CHARACTER))


def _number(align: str, **indent: int) -> Element:
    field = element("fldSimple", run("1"), instr=" PAGE ")
    return paragraph("Footer", "— ", field, " —", properties=(element("ind", **indent), element("jc", val=align)))


def _letter(section: Section, office: str) -> None:
    """Clause 10.1: the mark and a double red line above, another below, no number on the first page."""
    section.different_first_page_header_footer = True
    section.footer_distance = Twips(m.LETTER_LINE_BOTTOM)
    upper = element("pBdr", edge("bottom", 24, kind="thickThinSmallGap", space=m.RED_LINE_GAP_POINTS, color=m.RED))
    lower = element("pBdr", edge("bottom", 24, kind="thinThickSmallGap", color=m.RED))
    mark = mark_run(office)
    after = element("spacing", before=0, after=m.LINE)
    _replace(section.first_page_header._element, paragraph("Header", mark, properties=(upper, after, _outward())))
    _replace(section.first_page_footer._element, paragraph("Footer", properties=(lower, _outward())))


def _outward() -> Element:
    return element("ind", left=-m.LETTER_LINE_OUT, right=-m.LETTER_LINE_OUT)


def mark_run(office: str) -> Element:
    """This function will write the issuing body's mark, as large as one line of the area allows."""
    most = m.AREA_WIDTH / 10 / max(len(office), 1)  # half-points
    size = max(m.SIZE_2, min(124, int(most * 0.95)))
    made = run(office)
    made[0].extend((element("sz", val=size), element("szCs", val=size)))
    return made


def _replace(part: Element, written: Element) -> None:
    for old in part.findall(qn("w:p")):
        part.remove(old)
    part.append(written)
