"""A Word file as bytes that depend on nothing but what is in it."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from docx.document import Document

EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip can name
FIRST: Final = "[Content_Types].xml"


def packed(document: Document) -> bytes:
    """This function will save a document with its parts in a fixed order and without the moment of saving."""
    loose, target = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts.namelist(), key=lambda name: (name != FIRST, name)):
            archive.writestr(_entry(name), parts.read(name), compresslevel=6)
    return target.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
    return entry
