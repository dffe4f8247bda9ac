"""Taking in a file: size and kind are judged by its content, never by its name alone."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.conf import settings

from manas.office.models import Person, StoredFile, Unit

MAX_BYTES = 20 * 1024 * 1024

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
}
OFFICE_MEMBER = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


class FileRefused(Exception):
    """The file is not taken in; the message says why, to the person who sent it."""


def keep(*, name: str, data: bytes, owner: Unit, actor: Person, at: datetime) -> StoredFile:
    """This function will check `data`, write it under its SHA-256 outside the database, and add its record.

    Raises FileRefused when the file is empty, larger than MAX_BYTES, of a kind not taken, or not what its name says.
    """
    clean = _clean(name)
    media_type = check(clean, data)
    digest = hashlib.sha256(data).hexdigest()
    _write_once(location(digest), data)
    return StoredFile.objects.create(
        name=clean,
        media_type=media_type,
        size=len(data),
        sha256=digest,
        owner=owner,
        uploaded_by=actor,
        uploaded_at=at,
    )


def check(name: str, data: bytes) -> str:
    """This function will give the media type of a file that may be taken in, and raise FileRefused for any other."""
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension not in KINDS:
        raise FileRefused(f"不收“.{extension}”文件；可以上传：{'、'.join(sorted(KINDS))}")
    if not data:
        raise FileRefused("文件是空的")
    if len(data) > MAX_BYTES:
        raise FileRefused(f"文件有 {len(data) / 1048576:.1f} MB，超过 {MAX_BYTES // 1048576} MB 的上限")
    media_type, head = KINDS[extension]
    fits = data.startswith(head) if head else b"\x00\x00\x00" not in data[:4096]
    if not fits or (extension in OFFICE_MEMBER and not _holds(data, OFFICE_MEMBER[extension])):
        raise FileRefused(f"文件内容不是“.{extension}”格式，请检查后重新上传")
    return media_type


def location(digest: str) -> Path:
    """This function will give the path at which the content with this SHA-256 is kept."""
    return Path(settings.MANAS_FILES) / digest[:2] / digest


def _clean(name: str) -> str:
    """The last part of a path, without line breaks and marks that turn the direction of writing."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable())[-200:]


def _holds(data: bytes, member: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return member in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _write_once(path: Path, data: bytes) -> None:
    """Written beside and renamed, so that a crash leaves either nothing or the whole file."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(data)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(path)
