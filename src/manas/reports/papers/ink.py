"""The smallest strokes: elements, runs and lines as Word keeps them."""

from __future__ import annotations

import unicodedata
from typing import TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

Element: TypeAlias = etree._Element


def element(name: str, *children: Element, **attributes: object) -> Element:
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
    return element("p", head, *[run(part) if isinstance(part, str) else part for part in content])


def edge(side: str, size: int, *, kind: str = "single", space: int = 0, color: str = "000000") -> Element:
    """This function will make a border line; `size` in eighths of a point, `space` in points."""
    return element(side, val=kind, sz=size, space=space, color=color)


def columns(text: str) -> float:
    """This function will give the width of a text in Chinese characters: a Latin letter or digit is half of one."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)
