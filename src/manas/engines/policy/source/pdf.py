"""The text layer of a pdf, line by line as it is laid out; a page that is only a picture refuses the document."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from manas.engines.policy.model import ReadError, Unreadable
from manas.engines.policy.source.limits import MAX_CHARACTERS, MAX_PAGES
from manas.engines.policy.source.pdf_weight import ENCRYPTED, require_bearable

# A picture that covers so much of a page without text is the page itself, scanned.
SCAN_SHARE: Final = 0.4
# Glyphs without a known character: a text layer with so many of them is not writing.
GARBLED_SHARE: Final = 0.3
MAX_OBJECTS: Final = 20_000  # page objects looked at when searching for scans
PAGE_NUMBER: Final = re.compile(r"[\s—–―\-－·.第]*(\d{1,4})[\s—–―\-－·.页]*(?:[/共，,]\s*共?\s*\d{1,4}\s*页?)?\s*")
NAMED_PAGES: Final = 5
LINE_HYPHEN: Final = "\ufffe"  # what PDFium puts for a hyphen at a line's end


def pdf_text(data: bytes) -> str:
    """This function will give the text layer of a pdf; pages follow each other, page numbers are left out.

    Raises ReadError when the file is encrypted, damaged, too long, or has pages that are pictures without text.
    """
    require_bearable(data)
    document = _open(data)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise ReadError(f"PDF 有 {count} 页，超过 {MAX_PAGES} 页，拒绝读取", Unreadable.TOO_LARGE)
        pages = _pages(document, count)
    except pypdfium2.PdfiumError as error:
        raise ReadError("文件已损坏：PDF 的页面读不出来", Unreadable.DAMAGED) from error
    finally:
        document.close()
    return "\n".join(line for page in _without_page_numbers(pages) for line in page)


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise ReadError(ENCRYPTED, Unreadable.ENCRYPTED) from error
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_SECURITY:
            raise ReadError("文件用不认识的方式加密，无法读取", Unreadable.ENCRYPTED) from error
        raise ReadError("文件已损坏：不是完整的 PDF", Unreadable.DAMAGED) from error
    if pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0:
        # It opened without a password, but its streams could not be weighed.
        document.close()
        raise ReadError(ENCRYPTED, Unreadable.ENCRYPTED)
    return document


def _pages(document: pypdfium2.PdfDocument, count: int) -> list[list[str]]:
    pages: list[list[str]] = []
    scanned: list[int] = []
    length = 0
    for index in range(count):
        text, is_scan = _page(document, index)
        length += len(text)
        if length > MAX_CHARACTERS:
            raise ReadError(f"文字超过 {MAX_CHARACTERS // 10_000} 万字，拒绝读取", Unreadable.TOO_LARGE)
        if is_scan:
            scanned.append(index + 1)
        pages.append(text.split("\n"))
    _require_text_layer(pages, scanned)
    return pages


def _page(document: pypdfium2.PdfDocument, index: int) -> tuple[str, bool]:
    """The text of one page, and whether it is a picture without any."""
    try:
        page = document[index]
        textpage = page.get_textpage()
        raw = textpage.get_text_range() if textpage.count_chars() else ""
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"文件已损坏：第 {index + 1} 页读不出来", Unreadable.DAMAGED) from error
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace(LINE_HYPHEN, "")
    is_scan = not text.strip() and _covered_by_pictures(page)
    textpage.close()
    page.close()
    return text, is_scan


def _covered_by_pictures(page: pypdfium2.PdfPage) -> bool:
    width, height = page.get_size()
    covered = 0.0
    for count, picture in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])):
        if count > MAX_OBJECTS:
            return True
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(covered >= SCAN_SHARE * width * height > 0)


def _require_text_layer(pages: Sequence[Sequence[str]], scanned: Sequence[int]) -> None:
    if scanned:
        named = "、".join(str(number) for number in scanned[:NAMED_PAGES]) + " 页"
        more = f"等 {len(scanned)} 页" if len(scanned) > NAMED_PAGES else ""
        raise ReadError(f"第 {named}{more}没有文字层，像是扫描件", Unreadable.SCANNED)
    printed = [character for page in pages for line in page for character in line if not character.isspace()]
    if not printed:
        raise ReadError("PDF 没有文字层，像是扫描件", Unreadable.SCANNED)
    kinds = Counter(map(unicodedata.category, printed))
    if kinds["Co"] + kinds["Cn"] + kinds["Cc"] + printed.count("\ufffd") > GARBLED_SHARE * len(printed):
        raise ReadError("PDF 的文字层是乱码：字形没有对应的文字", Unreadable.NOT_TEXT)


def _without_page_numbers(pages: list[list[str]]) -> list[list[str]]:
    """Drop a first or last line that is a bare number, where these numbers count the pages without a gap.

    Certain means: on at least two pages, and on each page that has such a line the number less the page's place is
    the same. A lone figure of a table does not follow the pages.
    """
    for edge in (0, -1):
        found = {place: number for place, page in enumerate(pages) if (number := _page_number(page, edge)) is not None}
        if len(found) >= 2 and len({number - place for place, number in found.items()}) == 1:
            pages = [_without_edge(page, edge) if place in found else page for place, page in enumerate(pages)]
    return pages


def _page_number(page: Sequence[str], edge: int) -> int | None:
    printed = [line for line in page if line.strip()]
    found = PAGE_NUMBER.fullmatch(printed[edge].strip()[:30]) if printed else None
    return int(found.group(1)) if found else None


def _without_edge(page: list[str], edge: int) -> list[str]:
    places = [place for place, line in enumerate(page) if line.strip()]
    return page[: places[edge]] + page[places[edge] + 1 :]
