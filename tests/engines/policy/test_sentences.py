"""Where one obligation ends and the next begins."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from manas.engines.policy.model import Span
from manas.engines.policy.sentences import split

SIGNS = st.text(alphabet="甲乙丙丁戊己。；;！（）“”《》〔〕 \n1.", max_size=80)
ANY_SPAN = st.builds(Span, st.integers(-9, 99), st.integers(-9, 99))


def said(text: str) -> list[str]:
    return [text[each.start : each.end] for each in split(text, Span(0, len(text)))]


def test_a_full_stop_ends_a_sentence() -> None:
    assert said("摸清资源底数。建立培育名录。") == ["摸清资源底数。", "建立培育名录。"]


def test_white_space_at_the_ends_does_not_belong_to_a_sentence() -> None:
    assert said(" 摸清资源底\n数。\n　建立名录。 ") == ["摸清资源底\n数。", "建立名录。"]


def test_a_semicolon_parts_clauses_that_stand_alone() -> None:
    assert said("对重点企业逐户上门开展专利导航服务；对小微企业通过托管方式提供咨询。") == [
        "对重点企业逐户上门开展专利导航服务；",
        "对小微企业通过托管方式提供咨询。",
    ]


def test_a_semicolon_between_short_members_parts_nothing() -> None:
    assert said("做到建好台账；管好经费；用好人才。") == ["做到建好台账；管好经费；用好人才。"]


def test_nothing_is_split_inside_quotation_marks_and_brackets() -> None:
    text = "落实“先试点。再推广”的办法（含城区。含乡镇），形成经验。"
    assert said(text) == [text]


def test_a_quotation_closed_by_a_full_stop_ends_the_sentence() -> None:
    assert said("口号是“人人都是保护者。”各县市要广泛宣传。") == ["口号是“人人都是保护者。”", "各县市要广泛宣传。"]


def test_a_lost_quotation_mark_swallows_nothing() -> None:
    assert said("落实“一站式服务。建立名录。") == ["落实“一站式服务。", "建立名录。"]


def test_a_marker_at_the_head_of_a_sentence_stands_by_itself() -> None:
    assert said("建立名录。（州农业农村局牵头负责）二、开展评选活动。") == [
        "建立名录。",
        "（州农业农村局牵头负责）",
        "二、开展评选活动。",
    ]


def test_what_has_no_words_is_no_sentence() -> None:
    assert said("。；\n") == []


@given(SIGNS, ANY_SPAN)
def test_sentences_follow_each_other_inside_the_span_and_lose_no_word(text: str, span: Span) -> None:
    found = split(text, span)
    assert found == split(text, span)
    place = max(span.start, 0)
    for each in found:
        assert place <= each.start < each.end <= min(span.end, len(text))
        assert not any(sign.isalnum() for sign in text[place : each.start])
        place = each.end
    assert not any(sign.isalnum() for sign in text[place : max(span.end, 0)]) or place >= span.end
