"""Pairs of brackets and quotation marks: what stands inside belongs together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

_PAIRS = {
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "(": ")",
    "（": "）",
    "〔": "〕",
    "﹝": "﹞",
    "[": "]",
    "【": "】",
    "「": "」",
    "『": "』",
}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}

_SIGNS = re.compile("[" + re.escape("".join([*_PAIRS, *_CLOSERS])) + "]")

# A longer pair is a mark that lost its partner, not a bracket.
_LONGEST = 400
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One pair; `start` is the place of the opener, `end` the place after the closer, `depth` 0 for an outermost one."""

    opener: str
    start: int
    end: int
    depth: int


# One sentence after another is asked about by several grammars: the last few answers are kept.
@lru_cache(maxsize=8)
def pairs(text: str) -> tuple[Enclosure, ...]:
    """This function will give the matched pairs of `text` in the order of their openers; stray marks are left out."""
    found: list[Enclosure] = []
    opened: list[tuple[str, int]] = []
    awaiting: Counter[str] = Counter()
    for mark in _SIGNS.finditer(text):
        place, sign = mark.start(), mark.group()
        if sign in _PAIRS:
            opened.append((sign, place))
            awaiting[sign] += 1
        elif sign in _CLOSERS and awaiting[_CLOSERS[sign]]:
            start = _unwind(opened, awaiting, _CLOSERS[sign])
            if place - start < _LONGEST:
                found.append(Enclosure(_CLOSERS[sign], start, place + 1, len(opened)))
    return tuple(sorted(found, key=_START))


def _unwind(opened: list[tuple[str, int]], awaiting: Counter[str], opener: str) -> int:
    """Takes openers off the pile down to the nearest `opener`: those above it lost their closer."""
    while True:
        sign, place = opened.pop()
        awaiting[sign] -= 1
        if sign == opener:
            return place


def outermost(text: str) -> list[Enclosure]:
    """This function will give the matched pairs that lie in no other matched pair."""
    kept: list[Enclosure] = []
    for pair in pairs(text):
        if not kept or pair.start >= kept[-1].end:
            kept.append(pair)
    return kept
