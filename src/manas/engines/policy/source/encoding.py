"""From bytes to characters. A byte order mark or a strict decoding decides; nothing is guessed from frequencies."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from manas.engines.policy.model import ReadError, Unreadable

# Longest mark first: the mark of UTF-32-LE begins with that of UTF-16-LE.
MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CANDIDATES: Final = ("utf-8", "gb18030")
# What a page may call its encoding; GB18030 contains GB2312 and GBK, and pages that say gb2312 use more than it has.
DECLARED: Final = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
META_CHARSET: Final = re.compile(rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE)
META_WINDOW: Final = 4096
# So many bytes above 127 do not form valid UTF-8 by chance, whatever a stale declaration says.
CONCLUSIVE_UTF8_BYTES: Final = 64

MAX_STRANGE_SHARE: Final = 0.01
WRITING_CONTROLS: Final = frozenset("\t\n\r\f\v\x1a\x85")
STRANGE_CATEGORIES: Final = frozenset({"Cc", "Cn", "Co", "Cs"})


def decode(data: bytes) -> tuple[str, str]:
    """This function will give the characters of `data` and the name of the encoding that fits strictly.

    Tried in this order: byte order mark, charset declared in an html head, UTF-8, GB18030.
    Raises ReadError with the first byte (counted from 1) that none of them can decode, or when what comes out
    is not writing (control codes, unassigned characters).
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding), encoding
    if b"\x00" in data:
        where = data.index(b"\x00") + 1
        raise ReadError(f"不是文字文件：第 {where} 字节是空字节", Unreadable.NOT_TEXT)
    return _decode_unmarked(data)


def _decode_marked(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"标明是 {encoding.upper()}，但第 {error.start + 1} 字节处无法解码", Unreadable.NOT_TEXT
        ) from error
    text = text.removeprefix("\ufeff")
    _require_writing(text)
    return text


def _decode_unmarked(data: bytes) -> tuple[str, str]:
    reached = 0
    for encoding in _order(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            reached = max(reached, error.start)
            continue
        _require_writing(text)
        return text, encoding
    raise ReadError(f"既不是 UTF-8 也不是 GB18030：第 {reached + 1} 字节处无法解码", Unreadable.NOT_TEXT)


def _order(data: bytes) -> tuple[str, ...]:
    found = META_CHARSET.search(data, 0, META_WINDOW)
    declared = DECLARED.get(found.group(1).decode("ascii").lower()) if found else None
    if declared is None or _conclusively_utf8(data):
        return CANDIDATES
    return (declared, *(name for name in CANDIDATES if name != declared))


def _conclusively_utf8(data: bytes) -> bool:
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high < CONCLUSIVE_UTF8_BYTES:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _require_writing(text: str) -> None:
    strange = {
        character
        for character in set(text)
        if character not in WRITING_CONTROLS and unicodedata.category(character) in STRANGE_CATEGORIES
    }
    if not strange:
        return
    count = sum(text.count(character) for character in strange) if len(strange) < 200 else len(text)
    if count > MAX_STRANGE_SHARE * len(text) + 1:
        where = next(place for place, character in enumerate(text, start=1) if character in strange)
        raise ReadError(f"不是文字：第 {where} 个字符起有大量控制符或未定义的字符", Unreadable.NOT_TEXT)
