"""What a plan points to: documents in 《》 and programmes, projects and slogans in “”."""

from __future__ import annotations

import re

from manas.engines.policy.enclosures import Enclosure, pairs
from manas.engines.policy.model import Reference, Span
from manas.engines.policy.unwrapped import Unwrapped, unwrap

_KINDS = {"《": "document", "“": "programme"}

# A quoted passage that is longer or holds a full stop is a quotation of speech, not the name of a programme.
_LONGEST_NAME = {"document": 150, "programme": 40}
_SPEECH = re.compile(r"[。！？!?]")


def references(text: str, span: Span) -> tuple[Reference, ...]:
    """This function will give the documents and programmes named in `span`, in the order of the text.

    A name inside a name belongs to the outer one: 《…〈…〉…》 is one document. A name in one of the wrapped lines comes without the wrap.
    """
    passage = unwrap(text, span)
    found: list[Reference] = []
    covered = 0
    for pair in pairs(passage.text):
        if pair.opener not in _KINDS or pair.start < covered or not _names(passage.text, pair):
            continue
        covered = pair.end
        found.append(Reference(_KINDS[pair.opener], _name(text, passage, pair), passage.span(pair.start, pair.end)))
    return tuple(found)


def _names(passage: str, pair: Enclosure) -> bool:
    inner = passage[pair.start + 1 : pair.end - 1]
    return 0 < len(inner) <= _LONGEST_NAME[_KINDS[pair.opener]] and not _SPEECH.search(inner)


def _name(text: str, passage: Unwrapped, pair: Enclosure) -> str:
    """The name as printed, widths kept, noise out; between two Latin words a gap stays a space."""
    places = passage.places[pair.start + 1 : pair.end - 1]
    signs: list[str] = []
    for before, place in zip((places[0], *places), places, strict=False):
        if place - before > 1 and (text[before] + text[place]).isascii():
            signs.append(" ")
        signs.append(text[place])
    return "".join(signs)
