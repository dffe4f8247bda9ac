"""Handing a kept file out again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from manas.office.models import StoredFile


@dataclass(frozen=True, slots=True)
class Served:
    """Where the content lies, and the headers with which it leaves."""

    path: Path
    headers: dict[str, str]


def serve(file: StoredFile) -> Served:
    """This function will give a file and headers by which a browser saves it and never shows or runs it in our name."""
    return Served(
        location(file.sha256),
        {
            "Content-Type": "application/octet-stream",
            "Content-Disposition": attachment(file.name),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )


def attachment(name: str) -> str:
    """This function will make the header that has a file saved, never shown, under its Chinese name."""
    return f"attachment; filename*=UTF-8''{quote(name)}"


def location(digest: str) -> Path:
    """This function will give the path at which the content with this SHA-256 is kept."""
    return Path(settings.MANAS_FILES) / digest[:2] / digest
