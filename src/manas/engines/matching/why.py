"""理由: for each element of a need the sentence of the patent that speaks of it most."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from manas.engines.matching import analysis
from manas.engines.matching.model import Element, Need, Offer

SENTENCE = re.compile(r"[。；;\n]+|(?<=[^0-9])[,，]")
# A sentence that shares less than this part of an element's weight speaks of something else.
ENOUGH = 0.3


@dataclass(frozen=True, slots=True)
class Evidence:
    """An element, the sentence that speaks of it (empty: none does), where it stands, and the terms that it shares."""

    element: Element
    sentence: str
    where: str
    shared: tuple[str, ...]


def evidence(need: Need, offer: Offer, rarity: Mapping[str, float]) -> tuple[Evidence, ...]:
    """This function will look for each element that the need names, in title, abstract and claims."""
    places = (("title", offer.title), ("abstract", offer.abstract), ("claims", offer.claims))
    sentences = [(where, sentence) for where, text in places for sentence in SENTENCE.split(text) if sentence.strip()]
    named = [
        (element, need.of(element)) for element in Element if element is not Element.PERFORMANCE and need.of(element)
    ]
    return tuple(_of_element(element, said, sentences, rarity) for element, said in named)


def _of_element(
    element: Element, said: Sequence[str], sentences: Sequence[tuple[str, str]], rarity: Mapping[str, float]
) -> Evidence:
    weights = analysis.sharpened(
        dict.fromkeys((term for one in said for term in analysis.terms(analysis.spoken(one))), 1.0), rarity
    )
    whole = sum(weights.values())
    best = Evidence(element, "", "", ())
    highest = ENOUGH * whole / max(1, len(said))
    for where, sentence in sentences if whole else ():
        plain = analysis.normal(sentence)
        shared = tuple(term for term in weights if term in plain)
        weight = sum(weights[term] for term in shared)
        if shared and (weight > highest or (not best.sentence and weight == highest)):
            best, highest = Evidence(element, sentence.strip(), where, shared), weight
    return best
