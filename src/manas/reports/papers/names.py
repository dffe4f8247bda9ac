"""File names that every system takes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from manas.engines.paper.lines import clean

ENDING: Final = ".docx"
LONGEST: Final = 180  # bytes in UTF-8: Linux takes 255, downloads put “(1)” behind, folders need room on Windows
UNNAMED: Final = "文书"
_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+')
_RESERVED: Final = re.compile(r"(?i:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")


def file_name(number: str, title: str) -> str:
    """This function will give the name of a paper's file, from its number and title: “克知押〔2026〕3号 受理通知书.docx”."""
    words = " ".join(f"{number} {title}".split())
    safe = _UNSAFE.sub("_", unicodedata.normalize("NFC", clean(words))).strip(" ._")
    if not safe or _RESERVED.fullmatch(safe):
        safe = f"{UNNAMED}{safe}"
    cut = safe.encode()[:LONGEST].decode(errors="ignore")
    return cut.rstrip(" .") + ENDING
