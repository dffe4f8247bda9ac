"""分词: what a text says, as terms that can be compared: pairs of characters, Latin words, numbers with their units.

Pairs let a word of two characters be found inside any longer run; segmenting into words by a dictionary was measured beside
them and added nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Final

from manas.engines.matching.model import Need
from manas.engines.matching.phrases import BINDING, NEED_PHRASES, NEED_TAILS, OFFER_PHRASES

# An index founded by another version answers other questions: it must be built again.
VERSION: Final = "1"
# BM25 as it was tuned for these terms: patents are long because they say more, so length counts less than usual.
SATURATION: Final = 1.2
SLOPE: Final = 0.4
TITLE_WEIGHT: Final = 3.0
# A pair with a binding character at its edge, in a query.
BINDING_WEIGHT: Final = 0.3
# What a person confirmed as an element counts beside the sentence it stands in.
ELEMENT_WEIGHT: Final = 0.5
RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-zα-ω0-9]+(?:\.[0-9]+)?(?:%|°c)?")
# Typesetting breaks Chinese lines with blanks; between Latin words a blank stands for itself. "5 mm" is "5mm".
BLANK = re.compile(
    r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])|(?<=[0-9])\s+(?=(?:[mµnkc]?m|k?g|m?l|[km]?pa|[km]?w|k?v|h|min|s)(?![a-z]))"
)
BARE_NUMBER = re.compile(r"[0-9]{1,2}|[0-9]+\.[0-9]+")


def normal(text: str) -> str:
    """This function will give the text narrow, in lower case, without the blanks that mean nothing."""
    return BLANK.sub("", unicodedata.normalize("NFKC", text).lower())


def terms(text: str) -> list[str]:
    """This function will give the terms of a text in their order: 沙棘油 is 沙棘, 棘油; a lone character is itself.

    Latin words, formulas and numbers with units stay whole (pm2.5, 5mm, 10%); one- and two-digit numbers and decimals without
    a unit only count steps and drawings, and are left out.
    """
    return [term for run in RUN.findall(normal(text)) for term in _of_run(run)]


def offer_terms(title: str, abstract: str = "", claims: str = "") -> dict[str, float]:
    """This function will give how often each term stands in a patent; one in the title counts three times."""
    counted: Counter[str] = Counter(_without_phrases(OFFER_PHRASES, (abstract, claims)))
    weights = {term: float(count) for term, count in counted.items()}
    for term in _without_phrases(OFFER_PHRASES, (title,)):
        weights[term] = weights.get(term, 0.0) + TITLE_WEIGHT
    return weights


def need_terms(need: Need) -> dict[str, float]:
    """This function will give the weight of each term of a need, all above 0, without complaint and set phrases.

    A need of nothing but phrases is taken at its word: better a poor answer than none.
    """
    weights = _query((need.title, need.text), 1.0)
    for term, weight in _query(need.sought, ELEMENT_WEIGHT).items():
        weights[term] = weights.get(term, 0.0) + weight
    return weights or dict.fromkeys(terms(f"{need.title} {need.text}"), 1.0)


def spoken(text: str) -> str:
    """This function will give the text of a need with a stroke for each phrase that says nothing."""
    return NEED_TAILS.sub("|", NEED_PHRASES.sub("|", normal(text)))


def _query(texts: Iterable[str], weight: float) -> dict[str, float]:
    counted = Counter(term for text in texts for term in terms(spoken(text)))
    return {term: count * weight * _hold(term) for term, count in counted.items() if term not in BINDING}


def _hold(term: str) -> float:
    return BINDING_WEIGHT if term[0] in BINDING or term[-1] in BINDING else 1.0


def _without_phrases(phrases: re.Pattern[str], texts: Iterable[str]) -> list[str]:
    return [term for text in texts for term in terms(phrases.sub("|", normal(text)))]


def _of_run(run: str) -> list[str]:
    if run[0] < "\u3400":
        return [] if BARE_NUMBER.fullmatch(run) else [run]
    return [run] if len(run) == 1 else [run[place : place + 2] for place in range(len(run) - 1)]
