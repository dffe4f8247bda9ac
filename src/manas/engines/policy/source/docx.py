"""A Word document as lines, as it prints with all changes accepted.

Each paragraph is a line, with its automatic number. A table reads cell by cell, row after row: each paragraph of a
cell is a line, an empty cell none. A text box follows the paragraph it is anchored to. Left out: deleted and moved-away
text, hidden text, field codes, tables of contents, headers, footers, notes, comments.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from manas.engines.policy.model import ReadError, Unreadable
from manas.engines.policy.source.archive import Archive
from manas.engines.policy.source.form import unsupported
from manas.engines.policy.source.limits import MAX_CHARACTERS
from manas.engines.policy.source.numbering import Numbering, W

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The name of the same vocabulary in files saved as "Strict Open XML".
STRICT_NAMESPACE: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MAIN_PART: Final = "word/document.xml"
# What else comes in a zip: a member that gives it away, and what to call it.
FOREIGN_ZIPS: Final = (
    ("xl/workbook.xml", "Excel 表格（.xlsx）"),
    ("ppt/presentation.xml", "PowerPoint 演示文稿（.pptx）"),
    ("OFD.xml", "OFD 版式文件"),
    ("content.xml", "ODF 文档（.odt）"),
    ("META-INF/container.xml", "电子书（.epub）"),
    ("AndroidManifest.xml", "安装包"),
)
# Whole subtrees that do not print, or print elsewhere.
SKIPPED: Final = frozenset(
    W + name
    for name in (
        "del moveFrom instrText delText delInstrText rt pPr sectPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr"
    ).split()
) | {MC + "Fallback"}
BREAKS: Final = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
OFF: Final = frozenset({"0", "false", "off"})
CONTENTS_STYLE: Final = re.compile(r"toc\s*\d", re.IGNORECASE)


@dataclass(slots=True)
class _Paragraph:
    label: str
    joined: bool  # its end is a tracked deletion: the next paragraph goes on in the same line
    contents: bool  # a line of the table of contents
    words: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)  # lines of the text boxes anchored here


def docx_text(data: bytes) -> str:
    """This function will give the text of a Word document, a printed paragraph a line, automatic numbers included.

    Raises ReadError when the zip or its XML is broken, encrypted or too large, or is another kind of document.
    """
    archive = Archive(data)
    main = _main_part(archive)
    folder = posixpath.dirname(main)
    document = _tree(archive, main)
    styles = _optional(archive, posixpath.join(folder, "styles.xml"))
    numbering = Numbering(_optional(archive, posixpath.join(folder, "numbering.xml")), styles)
    return "\n".join(_Body(numbering, _contents_styles(styles)).lines(document))


def _main_part(archive: Archive) -> str:
    """The part that the package names as its document; other producers than Word choose other paths."""
    if MAIN_PART in archive.names:
        return MAIN_PART
    for member, label in FOREIGN_ZIPS:
        if member in archive.names:
            raise unsupported(label)
    for relation in _relations(archive):
        target = relation.get("Target", "").lstrip("/")
        if relation.get("Type", "").endswith("/officeDocument") and target in archive.names:
            return target
    if "[Content_Types].xml" in archive.names:
        raise ReadError("文件已损坏：Word 文档里没有正文", Unreadable.DAMAGED)
    raise unsupported("压缩包")


def _relations(archive: Archive) -> list[etree._Element]:
    root = _optional(archive, "_rels/.rels")
    return [] if root is None else root.findall(RELATIONS)


def _optional(archive: Archive, name: str) -> etree._Element | None:
    return _tree(archive, name) if name in archive.names else None


def _tree(archive: Archive, name: str) -> etree._Element:
    """The parsed part; entities are not expanded, nothing is fetched, and a document type is refused."""
    data = archive.read(name).replace(STRICT_NAMESPACE, W[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise ReadError(f"文件已损坏：{name[:60]} 第 {line} 行不是完整的 XML", Unreadable.DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"文件不安全：{name[:60]} 里有实体定义，拒绝读取", Unreadable.DAMAGED)
    return root


def _contents_styles(styles: etree._Element | None) -> frozenset[str]:
    """The ids of the styles of a table of contents: their names are fixed, their ids are the producer's."""
    found: set[str] = set()
    for style in () if styles is None else styles.findall(W + "style"):
        name = style.find(W + "name")
        if name is not None and CONTENTS_STYLE.fullmatch(name.get(W + "val", "")):
            found.add(style.get(W + "styleId", ""))
    return frozenset(found)


class _Body:
    """Walks the document once, without recursion."""

    def __init__(self, numbering: Numbering, contents_styles: frozenset[str]) -> None:
        self._numbering = numbering
        self._contents_styles = contents_styles
        self._lines: list[str] = []
        self._length = 0
        self._open: list[_Paragraph] = []
        self._tables = 0  # how deep in tables
        self._pending = ""  # text of a paragraph whose end was deleted

    def lines(self, document: etree._Element) -> list[str]:
        """This function will give the lines of `document` in the order of its elements."""
        walk = etree.iterwalk(document, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._end(element)
            elif self._unprinted(element):
                walk.skip_subtree()
            else:
                self._start(element)
        return [*self._lines, self._pending] if self._pending else self._lines

    def _unprinted(self, element: etree._Element) -> bool:
        return element.tag in SKIPPED or _hidden_run(element) or _contents_block(element)

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == W + "p":
            self._open.append(self._begin_paragraph(element))
        elif tag == W + "tbl":
            self._tables += 1
        elif self._open and tag == W + "t":
            self._add(element.text or "")
        elif self._open and tag in BREAKS:
            self._add("" if element.get(W + "type") == "page" else BREAKS[tag])

    def _end(self, element: etree._Element) -> None:
        if element.tag == W + "p" and self._open:
            self._end_paragraph()
        elif element.tag == W + "tbl":
            self._tables -= 1

    def _begin_paragraph(self, element: etree._Element) -> _Paragraph:
        properties = element.find(W + "pPr")
        mark = None if properties is None else properties.find(W + "rPr")
        style = None if properties is None else properties.find(W + "pStyle")
        contents = style is not None and style.get(W + "val", "") in self._contents_styles
        joined = mark is not None and mark.find(W + "del") is not None
        return _Paragraph("" if contents else self._numbering.label(properties), joined, contents)

    def _add(self, words: str) -> None:
        self._length += len(words)
        if self._length > MAX_CHARACTERS:
            raise ReadError(f"文字超过 {MAX_CHARACTERS // 10_000} 万字，拒绝读取", Unreadable.TOO_LARGE)
        self._open[-1].words.append(words)

    def _end_paragraph(self) -> None:
        paragraph = self._open.pop()
        if paragraph.contents:
            return
        body = "".join(paragraph.words)
        if not self._open and paragraph.joined:
            self._pending += (paragraph.label if body and not self._pending else "") + body
            return
        label = "" if self._pending and not self._open else paragraph.label
        text = label + body if body.strip() else ""
        if not self._open:
            text, self._pending = self._pending + text, ""
        target = self._open[-1].boxes if self._open else self._lines
        if text or not self._tables:
            target.extend(line.rstrip() for line in text.split("\n"))
        target.extend(paragraph.boxes)


def _hidden_run(element: etree._Element) -> bool:
    if element.tag != W + "r":
        return False
    hidden = element.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(W + "val", "1") not in OFF


def _contents_block(element: etree._Element) -> bool:
    """A content control that Word marks as its table of contents."""
    if element.tag != W + "sdt":
        return False
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(W + "val", "") == "Table of Contents"
