"""The smallest strokes: elements, runs and lines as Word keeps them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from manas.engines.paper.blocks import NOTE_CLOSE, NOTE_OPEN

Element: TypeAlias = etree._Element
_NOTE: Final = re.compile(f"{NOTE_OPEN}([0-9]+){NOTE_CLOSE}")


def element(name: str, /, *children: Element, **attributes: object) -> Element:
    """This function will make a w: element; attribute names are written without their prefix."""
    made: Element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(children)
    return made


def run(text: str) -> Element:
    """This function will make a run; quotes and dashes, which both scripts have, take the Chinese font."""
    made = element("r", element("rPr", element("rFonts", hint="eastAsia")))
    for at, line in enumerate(text.split("\n")):
        if at:
            made.append(element("br"))
        words = element("t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def paragraph(style: str, *content: Element | str, properties: tuple[Element, ...] = ()) -> Element:
    """This function will make a paragraph of a style in runs; `properties` stand in the order of the schema."""
    head = element("pPr", element("pStyle", val=style), *properties)
    return element("p", head, *[written for part in content for written in _runs(part)])


def _runs(part: Element | str) -> Iterator[Element]:
    """Words, and between them the footnotes that they call."""
    if not isinstance(part, str):
        yield part
        return
    for at, words in enumerate(_NOTE.split(part)):
        if at % 2:
            yield raised(element("footnoteReference", id=words))
        elif words or not at:
            yield run(words)


def raised(content: Element) -> Element:
    """This function will make a run whose content stands raised, as the number of a footnote."""
    return element("r", element("rPr", element("vertAlign", val="superscript")), content)


def edge(side: str, size: int, *, kind: str = "single", space: int = 0, color: str = "000000") -> Element:
    """This function will make a border line; `size` in eighths of a point, `space` in points."""
    return element(side, val=kind, sz=size, space=space, color=color)


def columns(text: str) -> float:
    """This function will give the width of a text in Chinese characters: a Latin letter or digit is half of one."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in _NOTE.sub(" ", text))
