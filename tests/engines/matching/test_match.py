"""Matching: what answers a need comes first and says why; what is ruled out is counted; nothing else is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from manas.engines.matching.match import (
    ANYBODY,
    BAR_WORDS,
    CAUTION_WORDS,
    FAVOR_WORDS,
    NOTHING,
    Bar,
    Caution,
    Favor,
    Knowledge,
    Matching,
    favors_of,
    match,
)
from manas.engines.matching.model import Asker, Element, Need, Offer
from manas.engines.matching.rank import ENCODED, MOST_HITS, WEIGHTS, Hit, Query, signals
from manas.engines.matching.targets import Verdict
from tests.engines.matching.small_register import FREEZER, GYPSUM, LOOM, NEED, OIL, PICKER, REGISTER, asked


def matched(
    need: Need = NEED,
    offers: Sequence[Offer] = REGISTER,
    asker: Asker = ANYBODY,
    knowledge: Knowledge = NOTHING,
    limit: int = 20,
) -> Matching:
    hits, found = asked(need, offers)
    return match(need, hits, found.rarity, asker=asker, knowledge=knowledge, limit=limit)


def keys(matching: Matching) -> list[int]:
    return [one.offer.key for one in matching.suggestions]


def test_the_answer_comes_first_and_what_shares_nothing_is_not_listed() -> None:
    found = keys(matched())
    assert found[:2] == [PICKER.key, FREEZER.key]
    assert LOOM.key not in found
    assert GYPSUM.key not in found


def test_two_characters_find_a_word_inside_a_longer_run() -> None:
    assert keys(matched(Need("籽油"))) == [OIL.key]


def test_a_need_that_nothing_answers_has_no_suggestions() -> None:
    assert matched(Need("量子通信")).suggestions == ()


def test_each_element_is_shown_with_the_sentence_that_speaks_of_it() -> None:
    best = matched().suggestions[0]
    said = {one.element: one for one in best.evidence}
    assert set(said) == {Element.PROBLEM, Element.OBJECT, Element.FUNCTION, Element.SCENE}
    assert "振动采收" in said[Element.FUNCTION].sentence
    assert said[Element.SCENE].sentence == "适合坡地"
    assert said[Element.SCENE].where == "abstract"
    assert best.fitting


def test_what_does_not_speak_of_the_function_only_inspires() -> None:
    oil = next(one for one in matched().suggestions if one.offer == OIL)
    assert not oil.fitting


def test_targets_are_met_contradicted_or_silent() -> None:
    verdicts = {one.offer.key: one.targets[0].verdict for one in matched().suggestions}
    assert verdicts[PICKER.key] is Verdict.MET
    assert verdicts[FREEZER.key] is Verdict.CONTRADICTED
    assert verdicts[OIL.key] is Verdict.SILENT
    assert Caution.TARGET_CONTRADICTED in next(one.cautions for one in matched().suggestions if one.offer == FREEZER)


def test_classes_stand_in_words_and_an_unknown_one_as_it_is() -> None:
    titles = {"A01D": "收获；割草", "A01D46/00": "水果的采摘", "A01D46/26": "用于摇动的"}
    best = matched(knowledge=Knowledge(titles=titles)).suggestions[0]
    assert best.classes == (("A01D46/26", "收获；割草 › 水果的采摘 › 用于摇动的"),)
    assert matched().suggestions[0].classes == (("A01D46/26", ""),)


@pytest.mark.parametrize(
    ("change", "asker", "bar"),
    [
        ({"legal_status": "lapsed"}, Asker(), Bar.LEGAL_STATUS),
        ({"willingness": "none"}, Asker(), Bar.NOT_AVAILABLE),
        ({}, Asker(names=frozenset({"甲大学"})), Bar.OWN),
        ({}, Asker(refuses=frozenset({"甲大学"})), Bar.CONFLICT_OF_ASKER),
        ({"refuses": frozenset({"丙社"})}, Asker(names=frozenset({"丙社"})), Bar.CONFLICT_OF_HOLDER),
    ],
)
def test_what_rules_an_offer_out_is_counted(change: dict[str, Any], asker: Asker, bar: Bar) -> None:
    found = matched(offers=(replace(PICKER, **change), *REGISTER[1:]), asker=asker)
    assert PICKER.key not in keys(found)
    assert found.ruled_out == {bar: 1}


def test_neither_class_nor_region_nor_price_rules_anything_out() -> None:
    far = replace(
        PICKER,
        classes=("H04L12/00",),
        region="远方",
        fee=Decimal(10**9),
        maturity=1,
        pledged=True,
        legal_status="pending",
    )
    (best, *_) = matched(offers=(far, *REGISTER[1:]), asker=Asker(budget=Decimal(1))).suggestions
    assert best.offer.key == PICKER.key
    assert set(best.cautions) >= {Caution.PLEDGED, Caution.IMMATURE, Caution.OVER_BUDGET, Caution.NOT_GRANTED}


def test_what_speaks_for_an_offer_lifts_it_among_equals() -> None:
    twin = replace(PICKER, key=9)
    liked = replace(twin, willingness="open_license", maturity=8, region="江西", fee=Decimal(1))
    asker = Asker(aided_by=frozenset({"江西"}), budget=Decimal(2), industry="A01")
    known = Knowledge(industries={"A01": frozenset({"A01D"})})
    best = matched(offers=(PICKER, liked), asker=asker, knowledge=known).suggestions[0]
    assert best.offer.key == 9
    assert set(best.favors) == {Favor.OPEN, Favor.MATURE, Favor.AIDED, Favor.AFFORDABLE, Favor.INDUSTRY}


def test_a_region_is_near_or_aids_when_its_name_holds_the_short_one() -> None:
    asker = Asker(places=frozenset({"云岭州"}), aided_by=frozenset({"江苏"}))
    favors = {
        region: favors_of(NEED, replace(PICKER, region=region), asker, Knowledge())
        for region in ("", "远方", "云岭州北山县", "江苏省苏州市")
    }
    assert favors == {"": (), "远方": (), "云岭州北山县": (Favor.NEARBY,), "江苏省苏州市": (Favor.AIDED,)}


def test_a_class_that_somebody_confirmed_lifts_what_carries_it_and_rules_nothing_out() -> None:
    other = replace(PICKER, key=9, classes=("H04L12/00",))
    found = matched(offers=(other, PICKER), need=replace(NEED, classes=("A01D",))).suggestions
    assert [(one.offer.key, one.favors) for one in found] == [(PICKER.key, (Favor.CLASSED,)), (9, ())]


def test_a_family_stands_once_by_its_best_member() -> None:
    member = replace(FREEZER, key=9, family="F1")
    best = matched(offers=(replace(PICKER, family="F1"), member, *REGISTER[1:])).suggestions[0]
    assert best.offer.key == PICKER.key
    assert [one.key for one in best.relatives] == [9]


def test_equal_scores_both_stand_at_the_edge_of_the_list() -> None:
    found = matched(offers=(PICKER, replace(PICKER, key=9), *REGISTER[1:]), limit=1)
    assert keys(found) == [PICKER.key, 9]
    assert found.suggestions[0].score == found.suggestions[1].score


def test_every_word_that_is_shown_exists() -> None:
    assert set(BAR_WORDS) == set(Bar)
    assert set(CAUTION_WORDS) == set(Caution)
    assert set(FAVOR_WORDS) == set(Favor)


def test_an_encoder_ranks_again_and_nothing_else_changes() -> None:
    def likes_cold(texts: Sequence[str]) -> NDArray[Any]:
        return np.array([[1.0, 0.0], *([1.0, 0.0] if "冷冻" in text else [0.0, 1.0] for text in texts[1:])])

    hits, found = asked(NEED)
    plain = signals(Query.of(NEED, found.rarity), hits, {})
    again = signals(Query.of(NEED, found.rarity), hits, {}, likes_cold)
    expected = [WEIGHTS["meaning"] if "冷冻" in hit.offer.title else 0.0 for hit in hits]
    assert again.total - plain.total == pytest.approx(expected)


def test_an_encoder_reads_the_need_and_the_best_hundred_hits() -> None:
    read: list[int] = []

    def alike(texts: Sequence[str]) -> NDArray[Any]:
        read.append(len(texts))
        return np.ones((len(texts), 2))

    seen = signals(Query.of(NEED, {}), [Hit(PICKER, 1.0)] * (ENCODED + 2), {}, alike)
    assert read == [ENCODED + 1]
    assert seen.parts["meaning"].tolist() == pytest.approx([1.0] * ENCODED + [0.0, 0.0])


def test_more_hits_than_are_ranked_are_refused() -> None:
    with pytest.raises(ValueError, match="1,000"):
        signals(Query.of(NEED, {}), [Hit(PICKER, 1.0)] * (MOST_HITS + 1), {})


@settings(max_examples=30, deadline=None)
@given(st.permutations(REGISTER))
def test_the_order_in_which_patents_were_entered_does_not_matter(offers: list[Offer]) -> None:
    assert keys(matched(offers=offers)) == keys(matched())


@settings(max_examples=30, deadline=None)
@given(st.text("甲乙丙丁戊己庚辛壬癸", min_size=2, max_size=12))
def test_words_that_no_patent_holds_leave_the_hits_and_their_index_scores_as_they_are(words: str) -> None:
    plain, _ = asked(Need("沙棘采收"))
    more, _ = asked(Need("沙棘采收", title=words))
    assert [(hit.offer.key, hit.lexical) for hit in more] == [(hit.offer.key, hit.lexical) for hit in plain]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(REGISTER), st.integers(1, 4))
def test_a_patent_finds_itself_by_its_own_title(offer: Offer, limit: int) -> None:
    assert keys(matched(Need(offer.title), limit=limit))[0] == offer.key
