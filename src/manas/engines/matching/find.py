"""查找: from a need to the hits of an index, with the rarity of what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from manas.engines.matching import analysis
from manas.engines.matching.index import Census, Part, Segment, Weighting, census, top
from manas.engines.matching.index.segment import Keys, Scores, fingerprints
from manas.engines.matching.model import Need

# What an index of patents is founded with: the mean length is that of its first documents.
WEIGHTING: Final = Weighting(saturation=analysis.SATURATION, slope=analysis.SLOPE)


@dataclass(frozen=True, slots=True)
class Found:
    """Keys and lexical scores, best first, and how rare each term of the need is."""

    keys: Keys
    scores: Scores
    rarity: Mapping[str, float]


def find(
    parts: Sequence[Part | Segment], need: Need, k: int, *, allowed: Keys | None = None, counted: Census | None = None
) -> Found:
    """This function will find the k best documents for a need by their terms.

    `counted`: the census of `analysis.need_terms(need)` over all shards, where these parts are one of several.
    """
    weights = analysis.need_terms(need)
    whole = counted or census(parts, [weights])
    rarity = rarities(weights, whole)
    asked = analysis.sharpened(weights, rarity)
    if not asked:
        return Found(np.zeros(0, np.int64), np.zeros(0), rarity)
    held = whole.holders > 0
    keys, scores = top(parts, asked, k, allowed, Census(whole.documents, whole.terms[held], whole.holders[held]))
    return Found(keys, scores, rarity)


def rarities(terms: Mapping[str, float], counted: Census) -> dict[str, float]:
    """This function will give the rarity of each term that some document holds."""
    names = list(terms)
    places = np.searchsorted(counted.terms, fingerprints(names))
    rarity, holders = counted.rarity()[places], counted.holders[places]
    return {name: float(rare) for name, rare, held in zip(names, rarity, holders, strict=True) if held}
