"""Which form a document has: decided by its first bytes, then by its characters, and only then by its name."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from manas.engines.policy.model import ReadError, Unreadable


class Form(StrEnum):
    """The forms that can be read."""

    TXT = "txt"
    HTML = "html"
    MD = "md"
    DOCX = "docx"
    PDF = "pdf"


OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PDF_WINDOW: Final = 1024  # readers accept the %PDF- mark anywhere in the first kilobyte

# First bytes of forms that are recognised in order to be refused by their name.
FOREIGN_MAGICS: Final = (
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b\x08", "gzip 压缩包"),
    (b"BZh", "bzip2 压缩包"),
    (b"\xfd7zXZ\x00", "xz 压缩包"),
    (b"%!PS", "PostScript 文件"),
    (b"\x7fELF", "程序文件"),
    (b"MZ\x90\x00", "程序文件"),
    (b"SQLite format 3\x00", "SQLite 数据库"),
)

# Streams of an OLE container, by their UTF-16 names; the first that is present says what the container is.
OLE_STREAMS: Final = (
    ("EncryptedPackage", Unreadable.ENCRYPTED, "文件加密，需要口令：请去掉口令后另存再上传"),
    ("WordDocument", Unreadable.UNSUPPORTED, "这是旧版 Word 文档（.doc），请另存为 .docx 后再上传"),
    ("Workbook", Unreadable.UNSUPPORTED, "这是旧版 Excel 表格（.xls），不是公文文档"),
    ("PowerPoint Document", Unreadable.UNSUPPORTED, "这是旧版 PowerPoint 演示文稿（.ppt），不是公文文档"),
)
OLE_UNKNOWN: Final = "这是旧版办公软件的文件，无法读取，请另存为 .docx 后再上传"

HTML_START: Final = re.compile(
    r"(?:\s|\ufeff|<\?xml[^>]{0,200}>|<!--(?:(?!-->).){0,2000}-->)*"
    r"<(?:!doctype\s+html|(?:html|head|body|div|table|p|span|meta|title|link|style|script|section|article|main"
    r"|center|font|h[1-6]|ul|ol)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
HTML_BLOCK: Final = re.compile(r"<(?:html|body|div|table|tr|td|p|br)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
MD_HEADING: Final = re.compile(r"\s{0,3}#{1,6} \S")
MD_MARK: Final = re.compile(r"^(?:#{1,6} \S|\*\*[^*\n]+\*\*|[-*] \[[^\]\n]*\]\(|---\s*$)", re.MULTILINE)
FOREIGN_TEXT: Final = (
    (re.compile(r"\s*<\?xml.{0,400}<(?:w:wordDocument|pkg:package)", re.DOTALL), "Word XML 文档"),
    (re.compile(r"MIME-Version:.{0,2000}multipart/related", re.DOTALL | re.IGNORECASE), "单个文件网页（mht）"),
    (re.compile(r"\s*<\?xml.{0,400}<svg", re.DOTALL), "SVG 图片"),
)
NAME_FORMS: Final = {
    "html": Form.HTML,
    "htm": Form.HTML,
    "shtml": Form.HTML,
    "md": Form.MD,
    "markdown": Form.MD,
    "txt": Form.TXT,
    "text": Form.TXT,
}


def binary_form(data: bytes) -> Form | None:
    """This function will say whether `data` is a pdf or a zip (taken as docx), by its first bytes; None for text.

    Raises ReadError for forms that are known and not read: old Word files, pictures, archives, programs.
    """
    if data.startswith(ZIP_MAGICS):
        return Form.DOCX
    if b"%PDF-" in data[:PDF_WINDOW]:
        return Form.PDF
    if data.startswith(OLE_MAGIC):
        raise _ole_refusal(data)
    for magic, label in FOREIGN_MAGICS:
        if data.startswith(magic):
            raise unsupported(label)
    return None


def _ole_refusal(data: bytes) -> ReadError:
    for stream, reason, sentence in OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return ReadError(sentence, reason)
    return ReadError(OLE_UNKNOWN, Unreadable.UNSUPPORTED)


def unsupported(label: str) -> ReadError:
    """This function will give the refusal of a known form that is not read, naming it."""
    return ReadError(f"这是{label}，只能读取 txt、html、md、docx 和带文字层的 pdf", Unreadable.UNSUPPORTED)


def text_form(text: str, name: str) -> Form:
    """This function will say which of txt, html, md `text` is: its beginning decides, then the ending of `name`.

    Raises ReadError for markup that is known and not read (Word XML, mht).
    """
    for pattern, label in FOREIGN_TEXT:
        if pattern.match(text):
            raise unsupported(label)
    if HTML_START.match(text):
        return Form.HTML
    named = NAME_FORMS.get(name.rpartition(".")[2].lower() if "." in name else "")
    if named is Form.HTML:
        return Form.HTML if HTML_BLOCK.search(text) else Form.TXT
    return named or (Form.MD if _looks_like_markdown(text) else Form.TXT)


def _looks_like_markdown(text: str) -> bool:
    """A heading mark on the first printed line and one more mark elsewhere: `# 第 3 页` alone proves nothing."""
    head = text.lstrip()[:4000]
    return bool(MD_HEADING.match(head)) and len(MD_MARK.findall(head)) > 1
