"""目录: a field that Word makes anew when it is asked to (F9), filled beforehand with the headings and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import qn

from manas.engines.paper.blocks import Contents
from manas.reports.papers import measures as m
from manas.reports.papers.ink import Element, element, paragraph, run

TITLE: Final = "目　　录"
HEADING: Final = re.compile(r"Heading([1-9])")
MARKER: Final = "Contents"  # the paragraph that holds the place until all headings are written


def place(block: Contents) -> Iterator[Element]:
    """This function will hold the place of a table of contents, on a page of its own."""
    yield paragraph("Slip", TITLE, properties=(element("pageBreakBefore"),))
    yield paragraph(MARKER, str(block.levels))
    yield paragraph("Gap", element("r", element("br", type="page")))


def fill(body: Element) -> None:
    """This function will write the entries of a table of contents where its place is held, each leading to its heading."""
    held = [part for part in body if _style(part) == MARKER]
    for marker in held:
        levels = int(_words(marker))
        headings = [(level, part) for part in body for level in [_level(part)] if 0 < level <= levels]
        entries = [_entry(number, level, heading) for number, (level, heading) in enumerate(headings, start=1)]
        if entries:
            _open(entries[0], levels)
            entries[-1].append(_sign("end"))
        at = body.index(marker)
        body.remove(marker)
        for offset, entry in enumerate(entries):
            body.insert(at + offset, entry)


def _entry(number: int, level: int, heading: Element) -> Element:
    name = f"_Toc{number:04}"
    begin = element("bookmarkStart", id=number, name=name)
    heading.insert(1, begin)
    heading.append(element("bookmarkEnd", id=number))
    page = (_sign("begin"), _instruction(f" PAGEREF {name} \\h "), _sign("separate"), _sign("end"))
    link = element("hyperlink", run(_words(heading)), element("r", element("tab")), *page, anchor=name, history=1)
    tab = element("tabs", element("tab", val="right", leader="dot", pos=m.AREA_WIDTH))
    indent = element("ind", left=(level - 1) * 2 * m.CHARACTER)
    return paragraph(f"Contents{level}", link, properties=(tab, indent))


def _open(entry: Element, levels: int) -> None:
    field = f' TOC \\o "1-{levels}" \\h \\z \\u '
    for offset, part in enumerate((_sign("begin"), _instruction(field), _sign("separate")), start=1):
        entry.insert(offset, part)


def _sign(kind: str) -> Element:
    return element("r", element("fldChar", fldCharType=kind))


def _instruction(text: str) -> Element:
    words = element("instrText")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", words)


def _style(part: Element) -> str:
    found = part.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")))


def _level(part: Element) -> int:
    found = HEADING.fullmatch(_style(part))
    return int(found[1]) if found else 0


def _words(part: Element) -> str:
    return "".join(words.text or "" for words in part.iter(qn("w:t")))
