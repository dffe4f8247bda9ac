"""Reading all texts at once says the same as reading one after the other."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from manas.engines.matching import analysis
from manas.engines.matching.model import Need, Offer
from manas.engines.matching.rank import READ_CLOSELY, Hit, Query, signals
from manas.engines.matching.reading import STOPS, Reading, characters_of, covered

LETTERS = "沙棘果油采收机,。;:ab5m.%|"
TEXTS = st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=8)
TERMS = st.lists(st.text("沙棘果油采收机ab5m", min_size=1, max_size=3), unique=True, max_size=8)
STOP = re.compile(f"[{re.escape(STOPS)}]")


@given(TEXTS, TERMS)
@example(["沙棘沙棘", ""], ["沙棘", "棘沙", "沙"])
@example(["沙", "棘"], ["沙棘"])
@example(["沙,棘。"], ["沙棘", "a"])
def test_each_term_is_found_where_it_stands(texts: list[str], terms: list[str]) -> None:
    whole = Reading.of(texts, characters_of(terms))
    assert whole.holds(terms).tolist() == [[term in text for term in terms] for text in texts]
    closely = Reading.of(texts, characters_of(terms), by_sentence=True)
    sentences = [sentence for text in texts for sentence in STOP.split(text)]
    assert closely.holds(terms).tolist() == [[term in one for term in terms] for one in sentences]
    sizes = [len(STOP.split(text)) for text in texts]
    assert closely.firsts.tolist() == np.cumsum([0, *sizes[:-1]]).tolist()


@given(TEXTS)
def test_each_character_is_counted(texts: list[str]) -> None:
    signs = ["沙", "棘", "a"]
    assert Reading.of(texts, signs).counts().tolist() == [[text.count(sign) for sign in signs] for text in texts]


WORDS = st.text("沙棘果油采收机,。", min_size=1, max_size=40)


@given(WORDS, st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6))
def test_the_signals_are_those_of_reading_one_text_after_the_other(asked: str, texts: list[tuple[str, str]]) -> None:
    need = Need(asked)
    rarity = {term: 1.0 + place % 3 for place, term in enumerate(analysis.need_terms(need))}
    query = Query.of(need, rarity)
    hits = [Hit(Offer(key, title, abstract), 2.0 - key / 10) for key, (title, abstract) in enumerate(texts)]
    parts = signals(query, hits, {}).parts
    plain = [analysis.normal(f"{hit.offer.abstract}。{hit.offer.claims}。{hit.offer.title}") for hit in hits]
    assert len(plain) <= READ_CLOSELY

    def share(text: str) -> float:
        return sum(weight for term, weight in query.terms.items() if term in text)

    assert np.allclose(parts["covered"], [share(text) for text in plain], atol=1e-12)
    assert np.allclose(parts["sentence"], [max(map(share, STOP.split(text))) for text in plain], atol=1e-12)
    assert np.allclose(
        parts["named"], [share(analysis.names(one.offer.title, one.offer.abstract)) for one in hits], atol=1e-12
    )
    holders = {sign: sum(sign in text for text in plain) for sign in query.characters}
    raw = {
        sign: np.log1p((len(plain) - holders[sign] + 0.5) / (holders[sign] + 0.5)) * count**0.5
        for sign, count in query.characters.items()
    }
    whole = sum(raw.values()) or 1.0

    def near(text: str) -> float:
        sentences = STOP.split(text)
        pairs = zip(sentences, [*sentences[1:], ""], strict=True)
        return float(
            max(sum(value / whole for sign, value in raw.items() if sign in one + other) for one, other in pairs)
        )

    assert np.allclose(parts["near"], [near(text) for text in plain], atol=1e-12)


def test_covered_adds_up_in_the_order_of_the_terms() -> None:
    assert covered(np.array([[True, False, True], [False, False, False]]), [0.1, 5.0, 0.2]).tolist() == [0.1 + 0.2, 0.0]
