"""The documents and programmes that a text points to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from manas.engines.policy.model import Span
from manas.engines.policy.references import references

SIGNS = st.text(alphabet="甲乙A B《》〈〉<>“”‘’。（）\n", max_size=80)
ANY_SPAN = st.builds(Span, st.integers(-9, 99), st.integers(-9, 99))


def named(text: str) -> list[tuple[str, str]]:
    return [(each.kind, each.name) for each in references(text, Span(0, len(text)))]


def test_documents_and_programmes_in_their_order() -> None:
    assert named("落实《商标法》，开展“百城千企”活动。") == [("document", "商标法"), ("programme", "百城千企")]


def test_a_name_within_a_name_belongs_to_the_outer_one() -> None:
    assert named("《贯彻〈强区方案〉的意见》《转发<实施办法>的通知》") == [
        ("document", "贯彻〈强区方案〉的意见"),
        ("document", "转发<实施办法>的通知"),
    ]
    assert named("《“数据富民”行动计划》") == [("document", "“数据富民”行动计划")]


def test_a_name_comes_without_line_wraps_and_page_marks() -> None:
    assert named("《专利\n导航 指南》“一业\n\n# Page 7:\n\n一证”“Open Day\n活动”") == [
        ("document", "专利导航指南"),
        ("programme", "一业一证"),
        ("programme", "Open Day活动"),
    ]


def test_speech_and_lost_marks_are_no_names() -> None:
    assert named("他说“要保护。要运用。”另见《未完的标题") == []


def test_the_span_covers_the_marks() -> None:
    text = "依据《商标法》办理。"
    (found,) = references(text, Span(0, len(text)))
    assert text[found.span.start : found.span.end] == "《商标法》"


@given(SIGNS, ANY_SPAN)
def test_any_text_and_span_give_names_inside_the_span(text: str, span: Span) -> None:
    found = references(text, span)
    assert found == references(text, span)
    for each in found:
        assert max(span.start, 0) <= each.span.start < each.span.end <= min(span.end, len(text))
        assert each.name
        assert "\n" not in each.name
