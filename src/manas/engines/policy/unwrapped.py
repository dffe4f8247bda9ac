"""A passage as it reads: line wraps, stray spaces and page marks out, widths of characters made one.

The kept text of a plan may hold a hard wrap in the middle of a date. The grammars of this room match on the unwrapped
characters and give back spans of the kept text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from manas.engines.policy.model import Span

# What stands in the kept text but not in the language: spaces, page marks of a text layer, printed page numbers.
_NOISE = re.compile(
    r"\s+(?:#[ \t]*Page[ \t]*\d+[ \t]*:(?=\s|$)\s*|(?<=\n)[-—–－][ \t]*\d{1,3}[ \t]*[-—–－](?=[ \t]*(?:\n|$))\s*)?"
)

_FULL_WIDTH = "０１２３４５６７８９％－～．＋：；！？（），"
_ONE_WIDTH = "0123456789%-~.+:;!?(),"
_WIDTHS = str.maketrans(
    {**dict(zip(_FULL_WIDTH, _ONE_WIDTH, strict=True)), **dict.fromkeys("﹪", "%"), **dict.fromkeys("○◯Ｏ", "〇")}
)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """`text` is matched on; `places[i]` is where its character i stands in the kept text."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """This function will give the place in the kept text of the unwrapped characters start..end (end excluded)."""
        return Span(self.places[start], self.places[end - 1] + 1)


def clamped(text: str, span: Span) -> Span:
    """This function will give the part of `span` that lies within `text`; an inverted span becomes empty."""
    start = min(max(span.start, 0), len(text))
    return Span(start, min(max(span.end, start), len(text)))


def unwrap(text: str, span: Span) -> Unwrapped:
    """This function will give the characters of `span` without noise and in one width: half-width digits and punctuation."""
    inside = clamped(text, span)
    whole = _whole(text)
    start, end = bisect_left(whole.places, inside.start), bisect_left(whole.places, inside.end)
    return Unwrapped(whole.text[start:end], whole.places[start:end])


# The grammars ask for thousands of stretches of one text: it is unwrapped once, and the last one is kept.
@lru_cache(maxsize=1)
def _whole(text: str) -> Unwrapped:
    places = array("L")
    pieces: list[str] = []
    at = 0
    for noise in _NOISE.finditer(text):
        places.extend(range(at, noise.start()))
        pieces.append(text[at : noise.start()])
        at = noise.end()
    places.extend(range(at, len(text)))
    pieces.append(text[at:])
    return Unwrapped("".join(pieces).translate(_WIDTHS), places)
