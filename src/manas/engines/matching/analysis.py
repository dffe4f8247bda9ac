"""分词: what a text says, as terms that can be compared: pairs of characters, Latin words, numbers with their units.

Pairs let a word of two characters be found inside any longer run; segmenting into words by a dictionary was measured beside
them and added nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

from manas.engines.matching.model import Need
from manas.engines.matching.phrases import BINDING, NEED_PHRASES, NEED_TAILS, OFFER_PHRASES

# An index founded by another version answers other questions: it must be built again.
VERSION: Final = "1"
# BM25 as it was tuned for these terms: patents are long because they say more, so length counts less than usual.
SATURATION: Final = 1.5
SLOPE: Final = 0.4
TITLE_WEIGHT: Final = 3.0
# What the abstract and the first claim call the thing, beside what they say of it.
NAME_WEIGHT: Final = 2.0
# A pair with a binding character at its edge, in a query.
BINDING_WEIGHT: Final = 0.3
# Chinese names the thing first and the complaint last: the last term of a text loses this share of its weight.
LATE_LOSS: Final = 0.4
# What a person confirmed as an element counts beside the sentence it stands in.
ELEMENT_WEIGHT: Final = 0.5
RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-zα-ω0-9]+(?:\.[0-9]+)?(?:%|°c)?")
# The wide signs that stand in every Chinese text: most texts need no other normalizing, which is five times slower.
NARROW = tuple(zip("，：；（）！？％", ",:;()!?%", strict=True))
# After a number a unit may stand apart: "5 mm" is "5mm".
UNIT = re.compile(r"(?:[mµnkc]?m|k?g|m?l|[km]?pa|[km]?w|k?v|h|min|s)(?![a-z])")
# 本发明公开了一种…, 1.一种…其特征在于: the name of the thing ends at the first stop. The claim's number stands before it.
NAME = re.compile(r"一种([^,。;:]{2,60})")
NAME_WITHIN = 150
BARE_NUMBER = re.compile(r"[0-9]{1,2}|[0-9]+\.[0-9]+")


def normal(text: str) -> str:
    """This function will give the text narrow, in lower case, without the blanks that mean nothing.

    Typesetting breaks Chinese lines with blanks; only between Latin words a blank stands for itself.
    """
    plain = text
    for wide, narrow in NARROW:  # each looks for one sign: four times faster than a table of all
        plain = plain.replace(wide, narrow)
    compared = plain if unicodedata.is_normalized("NFKC", plain) else unicodedata.normalize("NFKC", plain)
    first, *rest = compared.lower().split() or [""]
    joined = [first]
    for part in rest:
        joined += (" ", part) if _apart(joined[-1], part) else (part,)
    return "".join(joined)


def terms(text: str) -> list[str]:
    """This function will give the terms of a text in their order: 沙棘油 is 沙棘, 棘油; a lone character is itself.

    Latin words, formulas and numbers with units stay whole (pm2.5, 5mm, 10%); one- and two-digit numbers and decimals without
    a unit only count steps and drawings, and are left out.
    """
    return _terms(normal(text))


def names(title: str, abstract: str = "", claims: str = "") -> str:
    """This function will give what a patent calls the thing: its title, and the names in its abstract and first claim."""
    called = [NAME.search(normal(text[:NAME_WITHIN])) for text in (abstract, claims)]
    return "|".join([normal(title), *(found[1] for found in called if found)])


def offer_terms(title: str, abstract: str = "", claims: str = "") -> dict[str, float]:
    """This function will give how often each term stands in a patent; what names the thing counts more often."""
    weights: dict[str, float] = dict(Counter(_spoken(OFFER_PHRASES, abstract) + _spoken(OFFER_PHRASES, claims)))
    for term in _spoken(OFFER_PHRASES, title):
        weights[term] = weights.get(term, 0.0) + TITLE_WEIGHT
    for term in _terms(names("", abstract, claims)):
        weights[term] = weights.get(term, 0.0) + NAME_WEIGHT
    return weights


def need_terms(need: Need) -> dict[str, float]:
    """This function will give the weight of each term of a need, all above 0, without complaint and set phrases.

    A need of nothing but phrases is taken at its word: better a poor answer than none.
    """
    weights = _query((need.title, need.text), 1.0)
    for term, weight in _query(need.sought, ELEMENT_WEIGHT).items():
        weights[term] = weights.get(term, 0.0) + weight
    return weights or dict.fromkeys(terms(f"{need.title} {need.text}"), 1.0)


def sharpened(weights: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    """This function will weigh each term by the root of its rarity, beside the rarity that the index multiplies with.

    Terms that no document holds (rarity absent) are left out.
    """
    return {term: weight * rarity[term] ** 0.5 for term, weight in weights.items() if rarity.get(term, 0.0) > 0}


def spoken(text: str) -> str:
    """This function will give the text of a need with a stroke for each phrase that says nothing."""
    return NEED_TAILS.sub("|", NEED_PHRASES.sub("|", normal(text)))


def _query(texts: Iterable[str], weight: float) -> dict[str, float]:
    weights: dict[str, float] = {}
    for text in texts:
        said = _terms(spoken(text))
        for place, term in enumerate(said):
            if term not in BINDING:
                early = 1.0 - LATE_LOSS * place / max(1, len(said) - 1)
                weights[term] = weights.get(term, 0.0) + weight * early * _hold(term)
    return weights


def _hold(term: str) -> float:
    return BINDING_WEIGHT if term[0] in BINDING or term[-1] in BINDING else 1.0


def _spoken(phrases: re.Pattern[str], text: str) -> list[str]:
    return _terms(phrases.sub("|", normal(text)))


def _apart(left: str, right: str) -> bool:
    """This function will say whether the blank between two parts stands between Latin words, or a word and a number."""
    if not (left[-1:].isascii() and left[-1:].isalnum() and right[0].isascii() and right[0].isalnum()):
        return False
    return not (left[-1].isdigit() and UNIT.match(right))


def _terms(plain: str) -> list[str]:
    return [term for run in RUN.findall(plain) for term in _of_run(run)]


def _of_run(run: str) -> list[str]:
    if run[0] < "\u3400":
        return [] if BARE_NUMBER.fullmatch(run) else [run]
    return [run] if len(run) == 1 else [one + other for one, other in pairwise(run)]
