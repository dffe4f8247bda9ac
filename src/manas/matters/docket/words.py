"""Running text as pairs of neighboring characters, so that any two characters of a Chinese word find it."""

from __future__ import annotations

import re
import unicodedata

RUN = re.compile(r"[^\W_]+")


def bigrams(*texts: str) -> set[str]:
    """This function will give every pair of neighboring letters, digits or characters; a lone one stands by itself.

    Width and case do not count: ＡＢ, AB and ab are the same.
    """
    found: set[str] = set()
    for text in texts:
        for run in RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
            found.update([run] if len(run) == 1 else (run[i : i + 2] for i in range(len(run) - 1)))
    return found
