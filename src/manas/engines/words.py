"""Running text as pairs of neighboring characters, so that any two characters of a Chinese word find it."""

from __future__ import annotations

import re
import unicodedata

RUN = re.compile(r"[^\W_]+")
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def bigrams(*texts: str) -> set[str]:
    """This function will give every pair of neighboring letters, digits or characters; a lone one stands by itself.

    Width and case do not count: ＡＢ, AB and ab are the same.
    """
    found: set[str] = set()
    for text in texts:
        for run in runs(text):
            found.update([run] if len(run) == 1 else (run[i : i + 2] for i in range(len(run) - 1)))
    return found


def runs(text: str) -> list[str]:
    """This function will give the unbroken runs of letters, digits and characters, narrow and in lower case."""
    return RUN.findall(unicodedata.normalize("NFKC", text).casefold())


def spellings(run: str) -> set[str]:
    """This function will give the ways in which a run may stand in a text: narrow or wide, wide ones in either case (a
    database compares only narrow letters without their case)."""
    return {run, run.translate(WIDE), run.upper().translate(WIDE)}
