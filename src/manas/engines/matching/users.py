"""谁能用: the other way round, who in the prefecture could use a patent, by needs, products and scope of business."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log1p, sqrt
from types import MappingProxyType
from typing import Final

from manas.engines.matching import analysis
from manas.engines.matching.match import Bar, bar_of
from manas.engines.matching.model import Asker, Need, Offer


class Ground(StrEnum):
    """Where a party speaks of what the patent is about."""

    NEED = "need"
    PRODUCT = "product"
    SCOPE = "scope"


# A need says what somebody wants, a product what they do; a registered scope of business names more than they do.
GROUND_WEIGHTS: Final[Mapping[Ground, float]] = MappingProxyType(
    {Ground.NEED: 1.0, Ground.PRODUCT: 0.6, Ground.SCOPE: 0.3}
)
# The thing itself counts more than what else its abstract mentions.
ABSTRACT_WEIGHT: Final = 0.2


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who could use patents: `asker` has the names it goes by and whom it must not deal with."""

    key: int
    asker: Asker
    needs: tuple[Need, ...] = ()
    products: tuple[str, ...] = ()
    scope: str = ""

    def texts(self) -> Iterable[tuple[Ground, str]]:
        """This function will give what the party says of itself, piece by piece."""
        yield from ((Ground.NEED, f"{need.title}。{need.text}") for need in self.needs)
        yield from ((Ground.PRODUCT, product) for product in self.products)
        if self.scope:
            yield Ground.SCOPE, self.scope


@dataclass(frozen=True, slots=True)
class Reason:
    """One text of a party that speaks of the patent, how strongly, and the terms that both share, the weightiest first."""

    ground: Ground
    text: str
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class User:
    """A party, its score (that of its best reason) and all its reasons, best first."""

    party: Party
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Users:
    """Who could use a patent, best first, and how many were ruled out by what."""

    users: tuple[User, ...]
    ruled_out: Mapping[Bar, int]


def users(offer: Offer, parties: Sequence[Party], limit: int = 20) -> Users:
    """This function will rank parties for a patent; whoever shares nothing with it is not listed, equal last ones all are."""
    barred = [bar_of(offer, party.asker) for party in parties]
    free = [party for party, bar in zip(parties, barred, strict=True) if bar is None]
    texts = [
        [(ground, text, set(analysis.need_terms(Need(text)))) for ground, text in party.texts()] for party in parties
    ]
    rarity = _rarity([terms for own in texts for _, _, terms in own])
    asked = analysis.sharpened(_asked(offer), rarity)
    weights = {term: weight * rarity[term] for term, weight in asked.items()}
    of_party = {party.key: own for party, own in zip(parties, texts, strict=True)}
    found = [_user(party, of_party[party.key], weights) for party in free]
    ranked = sorted((one for one in found if one.score > 0), key=lambda one: (-one.score, one.party.key))
    last = ranked[min(limit, len(ranked)) - 1].score if ranked and limit > 0 else float("inf")
    return Users(tuple(one for one in ranked if one.score >= last), Counter(bar for bar in barred if bar is not None))


def _asked(offer: Offer) -> dict[str, float]:
    """This function will weigh what the patent is called, and lightly what its abstract speaks of."""
    weights = dict.fromkeys(analysis.need_terms(Need(offer.abstract)), ABSTRACT_WEIGHT)
    return weights | analysis.need_terms(Need(analysis.names(offer.title, offer.abstract, offer.claims)))


def _rarity(texts: Sequence[set[str]]) -> dict[str, float]:
    holders = Counter(term for terms in texts for term in terms)
    return {term: log1p((len(texts) - count + 0.5) / (count + 0.5)) for term, count in holders.items()}


def _user(party: Party, texts: Sequence[tuple[Ground, str, set[str]]], weights: Mapping[str, float]) -> User:
    reasons = [_reason(ground, text, terms, weights) for ground, text, terms in texts]
    best = sorted((one for one in reasons if one.score > 0), key=lambda one: -one.score)
    return User(party, best[0].score if best else 0.0, tuple(best))


def _reason(ground: Ground, text: str, terms: set[str], weights: Mapping[str, float]) -> Reason:
    """This function will score a text by what it shares, less by the root of its length: a long scope mentions everything."""
    shared = sorted((term for term in weights if term in terms), key=lambda term: -weights[term])
    score = GROUND_WEIGHTS[ground] * sum(weights[term] for term in shared) / sqrt(len(terms) or 1)
    return Reason(ground, text, score, tuple(shared))
