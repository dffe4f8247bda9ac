"""Taking in a file: size and kind are judged by its content, never by its name alone."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath

from manas.office.files.kinds import KINDS, MAX_BYTES, FileRefused, check, gather
from manas.office.files.queries import location
from manas.office.files.scan import scan
from manas.office.models import Person, StoredFile, Unit

__all__ = ["KINDS", "MAX_BYTES", "FileRefused", "check", "gather", "keep", "location"]


def keep(
    *, name: str, data: bytes, owner: Unit, actor: Person, at: datetime, kinds: Iterable[str] = KINDS
) -> StoredFile:
    """This function will check `data`, write it under its SHA-256 outside the database, and add its record.

    `kinds` are the extensions taken in this place (PLAN_TEXTS, EVIDENCE). Raises FileRefused when the file is empty, larger
    than MAX_BYTES, of a kind not taken, not what its name says, acts by itself, or is not found clean by the scanner.
    """
    clean = _clean(name)
    media_type = check(clean, data, kinds)
    found = scan(data)
    digest = hashlib.sha256(data).hexdigest()
    _write_once(location(digest), data)
    return StoredFile.objects.create(
        name=clean,
        media_type=media_type,
        size=len(data),
        sha256=digest,
        scan=found,
        owner=owner,
        uploaded_by=actor,
        uploaded_at=at,
    )


def _clean(name: str) -> str:
    """The last part of a path, without line breaks and marks that turn the direction of writing."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable())[-200:]


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
