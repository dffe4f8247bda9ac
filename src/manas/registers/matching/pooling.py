"""Which patents are judged for a question: the best of each way of finding, put together."""

from __future__ import annotations

from datetime import date
from typing import Final

from manas.engines.matching.find import find
from manas.engines.matching.index import top
from manas.engines.matching.match import match
from manas.engines.matching.measuring import pairs
from manas.engines.matching.model import Need
from manas.engines.matching.rank import MOST_HITS, Hit
from manas.registers.matching import keeping
from manas.registers.matching.encoder import ranked_again
from manas.registers.matching.offers import offer_of, patents_of

DEPTH: Final = 10


def pool(need: Need, today: date, depth: int = DEPTH) -> list[int]:
    """This function will give the union of the best `depth` patents of each way of finding: all pairs of characters alike,
    the engine's terms, its ranking, and its ranking with the sentence encoder where one is set up. Raises IndexRefused where
    the index cannot be used.

    Pooling, Spärck Jones and van Rijsbergen 1975.
    """
    index = keeping.index()
    hits = find(index.parts, need, MOST_HITS)
    patents = patents_of(hits.keys.tolist())
    ranked = [
        Hit(offer_of(patents[key], today), score)
        for key, score in zip(hits.keys.tolist(), hits.scores.tolist(), strict=True)
        if key in patents
    ]
    found = match(need, ranked, hits.rarity, limit=depth).suggestions
    again, _ = ranked_again(lambda encoder: match(need, ranked, hits.rarity, encoder=encoder, limit=depth).suggestions)
    plain, _ = top(index.parts, pairs(f"{need.title}{need.text}"), depth)
    best = [*(one.offer.key for one in (*found[:depth], *again[:depth])), *hits.keys.tolist()[:depth], *plain.tolist()]
    return sorted(set(best))
