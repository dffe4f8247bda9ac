"""What kinds of files there are, where each is taken, and how their content is looked at. A name alone proves nothing."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE

# Extension → media type and how its content must begin; None: must decode as text.
KINDS: dict[str, tuple[str, bytes | None]] = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "txt": ("text/plain", None),
    "md": ("text/markdown", None),
    "html": ("text/html", None),
    "htm": ("text/html", None),
    "csv": ("text/csv", None),
    "tsv": ("text/tab-separated-values", None),
    "xls": ("application/vnd.ms-excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", b"PK\x03\x04"),
    "gz": ("application/gzip", b"\x1f\x8b"),
    "xz": ("application/x-xz", b"\xfd7zXZ\x00"),
    "zip": ("application/zip", b"PK\x03\x04"),
}
OFFICE_MEMBER = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "ods": "content.xml"}

# Which kinds are taken where. A page of markup proves nothing and may carry scripts: it is read as a plan, never kept as proof.
PLAN_TEXTS = frozenset({"docx", "pdf", "txt", "md", "html", "htm"})
EVIDENCE = frozenset({"pdf", "docx", "xlsx", "png", "jpg", "jpeg", "txt", "csv"})
# Packed files are unpacked where the table is read, a piece at a time, and never further than a table may be long.
TABLES = frozenset({"xlsx", "xls", "ods", "csv", "tsv", "txt", "gz", "xz", "zip"})

MAX_MEMBERS = 5_000  # files inside an Office file
MAX_UNPACKED = 200 * MEGABYTE  # all of them, unpacked
MAX_RATIO = 400  # unpacked to packed, of members larger than a megabyte; real papers stay below 60
MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|attachedToolbars\.bin|xl/macrosheets/.*)$", re.IGNORECASE)
MACRO_TYPE = b"macroEnabled"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)

# Names of actions that a pdf takes by itself. Written with #xx they mean the same.
ACTIVE = re.compile(rb"/(?:JavaScript|Launch)(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
PACKED_OBJECTS = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
MAX_OBJECTS = 32 * MEGABYTE  # unpacked objects of a pdf that are looked through


class FileRefused(Exception):
    """The file is not taken in; the message says why, to the person who sent it."""


def gather(chunks: Iterable[bytes]) -> bytes:
    """This function will put a file together from its pieces; beyond MAX_BYTES it stops and raises FileRefused."""
    whole = bytearray()
    for chunk in chunks:
        whole += chunk
        if len(whole) > MAX_BYTES:
            raise FileRefused(_too_large(len(whole)))
    return bytes(whole)


def check(name: str, data: bytes, kinds: Iterable[str] = KINDS) -> str:
    """This function will give the media type of a file that may be taken in, and raise FileRefused for any other.

    `kinds` are the extensions that are taken in this place.
    """
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension not in kinds:
        raise FileRefused(f"不收“.{extension}”文件；可以上传：{'、'.join(sorted(kinds))}")
    if not data:
        raise FileRefused("文件是空的")
    if len(data) > MAX_BYTES:
        raise FileRefused(_too_large(len(data)))
    media_type, head = KINDS[extension]
    fits = data.startswith(head) if head else b"\x00\x00\x00" not in data[:4096]
    if not fits:
        raise FileRefused(_not_what_it_says(extension))
    if extension in LOOKS:
        LOOKS[extension](extension, data)
    return media_type


def _too_large(size: int) -> str:
    return f"文件有 {size / MEGABYTE:.1f} MB，超过 {MAX_BYTES // MEGABYTE} MB 的上限"


def _not_what_it_says(extension: str) -> str:
    return f"文件内容不是“.{extension}”格式，请检查后重新上传"


def _look_into_office(extension: str, data: bytes) -> None:
    """An Office file holds its main part, unpacks to a bearable size, and carries no macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if OFFICE_MEMBER[extension] not in archive.namelist():
                raise FileRefused(_not_what_it_says(extension))
            _require_bearable(members)
            _require_no_macros(archive, members)
            _count_out(archive, members)
    except BROKEN as error:
        raise FileRefused(_not_what_it_says(extension)) from error


def _require_bearable(members: list[zipfile.ZipInfo]) -> None:
    """By what the directory says; what really comes out is counted afterwards."""
    if len(members) > MAX_MEMBERS:
        raise FileRefused(f"文件内部有 {len(members)} 个部分，超过 {MAX_MEMBERS} 个的上限")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise FileRefused(_unpacks_too_large())
    for member in members:
        if member.file_size > max(MEGABYTE, MAX_RATIO * member.compress_size):
            raise FileRefused("文件内部的压缩比异常，不予接收")


def _require_no_macros(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    named = any(MACROS.search(member.filename) for member in members)
    types = [member for member in members if member.filename.lower() == "[content_types].xml"]
    if named or any(MACRO_TYPE in archive.read(member) for member in types):
        raise FileRefused("文件带有宏，不予接收；请另存为不带宏的文件后重新上传")


def _count_out(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Unpacks everything once and keeps nothing: a directory may lie, and a damaged part shows."""
    left = MAX_UNPACKED
    for member in members:
        with archive.open(member) as part:
            while piece := part.read(MEGABYTE):
                left -= len(piece)
                if left < 0:
                    raise FileRefused(_unpacks_too_large())


def _unpacks_too_large() -> str:
    return f"文件解压后超过 {MAX_UNPACKED // MEGABYTE} MB，不予接收"


def _look_into_pdf(extension: str, data: bytes) -> None:
    """A pdf does nothing by itself: no scripts, no starting of programs, also where its objects are packed."""
    del extension
    if _acts(data) or any(_acts(objects) for objects in _packed_objects(data)):
        raise FileRefused("文件带有脚本或启动程序的动作，不予接收；请另存或打印为普通 PDF 后重新上传")


def _acts(content: bytes) -> bool:
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content) if b"#" in content else content
    return ACTIVE.search(plain) is not None


def _packed_objects(data: bytes) -> Iterable[bytes]:
    left = MAX_OBJECTS
    for found in PACKED_OBJECTS.finditer(data):
        try:
            objects = zlib.decompressobj().decompress(data[found.end() :], left)
        except zlib.error:  # packed in another way: looked at as it stands, above
            continue
        left -= len(objects)
        yield objects
        if left <= 0:
            raise FileRefused("PDF 内部对象解压后过大，不予接收")


LOOKS: dict[str, Callable[[str, bytes], None]] = {
    "docx": _look_into_office,
    "xlsx": _look_into_office,
    "ods": _look_into_office,
    "pdf": _look_into_pdf,
}
