"""The one door of the room: bytes in, a Source or a ReadError out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from manas.engines.policy.model import ReadError, Unreadable
from manas.engines.policy.source.docx import docx_text
from manas.engines.policy.source.encoding import decode
from manas.engines.policy.source.form import Form, binary_form, text_form
from manas.engines.policy.source.limits import MAX_BYTES, MAX_CHARACTERS, MAX_LINES, MEGABYTE
from manas.engines.policy.source.markdown import markdown_text
from manas.engines.policy.source.page import page_published_on, page_text, page_title
from manas.engines.policy.source.pdf import pdf_text

LINE_ENDS: Final = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Characters without ink that would split words: zero-width signs, direction marks are kept for Uyghur and Kyrgyz.
INKLESS: Final = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as text. Lines end in \\n; the hints come from metadata and are weaker than anything the text says."""

    text: str
    form: Form
    encoding: str  # "utf-8", "gb18030", "utf-16", …; "" where the form itself fixes it (docx, pdf)
    title_hint: str = ""
    issued_hint: date | None = None  # the day of publication that the page states, not the day of signing


def load(data: bytes, *, name: str = "") -> Source:
    """This function will turn the bytes of one document into its text, one printed block a line.

    `name` (a file name, may be empty) only tells md from txt and bare html fragments from text.
    Raises ReadError with one Chinese sentence and a reason for everything that cannot be read in full.
    """
    if not data:
        raise ReadError("文件是空的", Unreadable.EMPTY)
    require_size(len(data))
    form = binary_form(data)
    source = _from_text(data, name) if form is None else Source(clean(BINARY[form](data)), form, "")
    if not source.text.strip():
        raise ReadError("文件里没有文字", Unreadable.EMPTY)
    return source


def require_size(size: int) -> None:
    """This function will raise ReadError when a file of `size` bytes is beyond MAX_BYTES: callers ask before they open it."""
    if size > MAX_BYTES:
        raise ReadError(
            f"文件有 {size / MEGABYTE:.1f} MB，超过 {MAX_BYTES // MEGABYTE} MB，拒绝读取", Unreadable.TOO_LARGE
        )


def _from_text(data: bytes, name: str) -> Source:
    text, encoding = decode(data)
    text = clean(text)
    form = text_form(text, name)
    if form is Form.HTML:
        return Source(clean(page_text(text)), form, encoding, page_title(text), page_published_on(text))
    return Source(clean(markdown_text(text)) if form is Form.MD else text, form, encoding)


def clean(text: str) -> str:
    """This function will give `text` with \\n as its only line end and without characters that have no ink.

    Raises ReadError beyond MAX_CHARACTERS or MAX_LINES.
    """
    if len(text) > MAX_CHARACTERS:
        raise ReadError(
            f"文字有 {len(text) // 10_000} 万字，超过 {MAX_CHARACTERS // 10_000} 万字，拒绝读取", Unreadable.TOO_LARGE
        )
    unified = LINE_ENDS.sub("\n", text)
    if unified.count("\n") > MAX_LINES:
        raise ReadError(f"文字超过 {MAX_LINES // 10_000} 万行，拒绝读取", Unreadable.TOO_LARGE)
    return INKLESS.sub("", unified)


BINARY: Final[dict[Form, Callable[[bytes], str]]] = {Form.DOCX: docx_text, Form.PDF: pdf_text}
