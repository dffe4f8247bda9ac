"""The sentences of a passage: each is an obligation to which work can attach.

Issued documents end a sentence with 。 (seldom ！ or ？). A ； parts two obligations only where both sides can stand alone;
between the short members of a list (建机制；强队伍；优服务) it does not.
"""

from __future__ import annotations

import re

from manas.engines.policy.enclosures import pairs
from manas.engines.policy.model import Span
from manas.engines.policy.unwrapped import Unwrapped, unwrap

_FULL_STOPS = frozenset("。！？!?")
_HALF_STOPS = frozenset(";；")

# A clause of fewer characters has no verb and object of its own.
_STANDS_ALONE = 12

# A bracket of that length at the head of a sentence is a note or a marker of its own, a shorter one a number: (一).
_BRACKETS = "(（〔﹝[【"
_MARKER_LENGTH = 8

_END = re.compile(r"[。！？!?;；]")


def split(text: str, span: Span) -> tuple[Span, ...]:
    """This function will give the sentences of `span`, in order, without white space at their ends.

    Nothing is split inside brackets or quotation marks; a quotation that ends in 。 ends its sentence. A long bracket at the
    head of a sentence (（市教育局牵头）二、…) stands by itself.
    """
    passage = unwrap(text, span)
    found: list[Span] = []
    begin = 0
    brackets = {pair.start: pair.end for pair in pairs(passage.text) if pair.opener in _BRACKETS}
    for end in _ends(passage.text):
        marked = brackets.get(begin, begin)
        if _MARKER_LENGTH < marked - begin < end - begin:
            _add(found, passage, begin, marked)
            begin = marked
        if end - begin >= _STANDS_ALONE or passage.text[end - 1] not in _HALF_STOPS:
            _add(found, passage, begin, end)
            begin = end
    _add(found, passage, begin, len(passage.text))
    return tuple(found)


def _add(found: list[Span], passage: Unwrapped, begin: int, end: int) -> None:
    if any(sign.isalnum() for sign in passage.text[begin:end]):
        found.append(passage.span(begin, end))
    elif found and end > begin:
        found[-1] = Span(found[-1].start, passage.span(begin, end).end)


def _ends(passage: str) -> list[int]:
    """Where a sentence may end: the place after each stop outside all pairs, and after a quotation closed by a stop."""
    closing = {pair.end for pair in pairs(passage) if passage[pair.end - 2] in _FULL_STOPS and pair.opener in "“‘"}
    free = _outside(passage)
    ends = {stop.end() for stop in _END.finditer(passage) if free[stop.start()] and _parts(passage, stop.start())}
    return sorted(ends | {end for end in closing if end == len(free) or free[end]})


def _parts(passage: str, place: int) -> bool:
    """A full stop always parts; a semicolon when a clause of some length follows before the next stop."""
    if passage[place] in _FULL_STOPS:
        return True
    following = _END.search(passage, place + 1, place + 1 + _STANDS_ALONE)
    return following is None and len(passage) - place > _STANDS_ALONE


def _outside(passage: str) -> list[bool]:
    free = [True] * len(passage)
    covered = 0
    for pair in pairs(passage):
        if pair.end > covered:
            free[max(pair.start, covered) : pair.end] = [False] * (pair.end - max(pair.start, covered))
            covered = pair.end
    return free
