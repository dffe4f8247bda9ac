"""Terms: what is compared must not depend on width, case, blanks or set phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.matching.analysis import (
    BINDING_WEIGHT,
    LATE_LOSS,
    NAME_WEIGHT,
    TITLE_WEIGHT,
    need_terms,
    normal,
    offer_terms,
    sharpened,
    terms,
)
from manas.engines.matching.model import Need

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=30)
ANY = st.text(max_size=80)


def test_two_characters_are_found_inside_a_longer_run() -> None:
    assert terms("沙棘油提取") == ["沙棘", "棘油", "油提", "提取"]
    assert set(terms("棘油")) <= set(terms("沙棘油提取"))


def test_a_lone_character_is_a_term_of_its_own() -> None:
    assert terms("茶、油茶") == ["茶", "油茶"]


def test_width_case_and_blanks_of_typesetting_do_not_count() -> None:
    assert terms("ＰＭ２．５ 检 测") == terms("pm2.5检测") == ["pm2.5", "检测"]


def test_latin_words_stay_apart_and_numbers_keep_their_units() -> None:
    assert terms("deep learning 5 mm 10％ 80℃") == ["deep", "learning", "5mm", "10%", "80°c"]


def test_numbers_of_steps_and_drawings_are_left_out() -> None:
    assert terms("步骤1、皿体12、比例0.5、不锈钢304") == ["步骤", "皿体", "比例", "不锈", "锈钢", "304"]


def test_the_title_counts_three_times_and_set_phrases_not_at_all() -> None:
    found = offer_terms("沙棘采收机", "本发明公开沙棘机", "1.机器,其特征在于,包括机架")
    assert found["沙棘"] == TITLE_WEIGHT + 1
    assert found["机架"] == 1.0
    assert not {"本发", "发明", "特征"} & set(found)


def test_what_abstract_and_claim_call_the_thing_counts_more_than_what_they_say_of_it() -> None:
    found = offer_terms("", "本发明公开了一种沙棘机,包括机架", "1.一种采收装置,包括机架")
    assert found["沙棘"] == found["采收"] == NAME_WEIGHT + 1
    assert found["机架"] == 2.0


def test_a_query_keeps_what_is_spoken_of_and_drops_the_complaint() -> None:
    found = need_terms(Need("本发明解决了现有萃取方法萃取率低、成本高昂的问题"))
    assert {"萃取", "取率", "成本"} <= set(found)
    assert not {"率低", "解决", "问题", "现有", "高昂", "本高"} & set(found)


def test_a_complaint_is_taken_off_a_noun_but_not_out_of_a_word() -> None:
    assert "低温" in need_terms(Need("低温储藏"))
    assert "强高" not in need_terms(Need("强度高度依赖"))


def test_half_words_weigh_less() -> None:
    found = need_terms(Need("沙棘的,沙棘"))
    assert found["棘的"] < found["沙棘"] * BINDING_WEIGHT


def test_what_is_named_first_weighs_most() -> None:
    found = need_terms(Need("杏子果肉损伤"))
    assert found["杏子"] == 1.0
    assert found["损伤"] == pytest.approx(1.0 - LATE_LOSS)
    assert sorted(found.values(), reverse=True) == list(found.values())


def test_terms_that_no_document_holds_are_left_out_of_a_sharpened_query() -> None:
    assert sharpened({"沙棘": 1.0, "杏子": 0.5}, {"沙棘": 4.0}) == {"沙棘": 2.0}


def test_a_confirmed_element_weighs_more_than_the_text_around_it() -> None:
    plain, confirmed = Need("无花果鲜果保鲜"), Need("无花果鲜果保鲜", object=("无花果",))
    assert need_terms(confirmed)["花果"] > need_terms(plain)["花果"]
    assert need_terms(confirmed)["保鲜"] == need_terms(plain)["保鲜"]


def test_a_need_of_phrases_alone_is_taken_at_its_word() -> None:
    assert need_terms(Need("解决上述问题"))


@given(st.text("沙棘油 aBm15%.，Ａ５\u3000\n", max_size=40))
def test_normalizing_twice_changes_nothing_more(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(CHINESE, CHINESE, CHINESE)
def test_whatever_surrounds_a_word_its_terms_are_still_there(before: str, word: str, after: str) -> None:
    assert set(terms(word)) <= set(terms(before + word + after))


@given(ANY)
def test_every_weight_of_a_query_is_above_nothing(text: str) -> None:
    assert all(weight > 0 for weight in need_terms(Need(text)).values())
