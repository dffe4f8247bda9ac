"""A passage as it reads: line wraps, stray spaces and page marks out, widths of characters made one.

The kept text of a plan may hold a hard wrap in the middle of a date. The grammars of this room match on the unwrapped
characters and give back spans of the kept text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    places: tuple[int, ...]

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
    places: list[int] = []
    pieces: list[str] = []
    at = inside.start
    for noise in _NOISE.finditer(text, inside.start, inside.end):
        places.extend(range(at, noise.start()))
        pieces.append(text[at : noise.start()])
        at = noise.end()
    places.extend(range(at, inside.end))
    pieces.append(text[at : inside.end])
    return Unwrapped("".join(pieces).translate(_WIDTHS), tuple(places))
