"""Footnotes: a part of the Word file of its own, which the library that writes the rest does not know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from manas.reports.papers.ink import Element, element, paragraph, raised

PLACE: Final = PackURI("/word/footnotes.xml")
# The line between text and footnotes, and that above one which runs on to the next page, are footnotes of their own.
SEPARATORS: Final = {-1: "separator", 0: "continuationSeparator"}


def attach(document: Document, notes: Sequence[str]) -> None:
    """This function will put footnotes into a document, numbered from 1 in their order; without any it stays as it is."""
    if not notes:
        return
    made = element("footnotes", *[_separator(number, kind) for number, kind in SEPARATORS.items()])
    made.extend(_note(number, text) for number, text in enumerate(notes, start=1))
    data = etree.tostring(made, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PLACE, CONTENT_TYPE.WML_FOOTNOTES, data, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    settings = document.settings.element
    named = element("footnotePr", *[element("footnote", id=number) for number in SEPARATORS])
    settings.insert(settings.index(settings.find(qn("w:compat"))), named)


def _separator(number: int, kind: str) -> Element:
    return element("footnote", paragraph("Note", element("r", element(kind))), type=kind, id=number)


def _note(number: int, text: str) -> Element:
    return element("footnote", paragraph("Note", raised(element("footnoteRef")), f" {text}"), id=number)
