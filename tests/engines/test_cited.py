"""Numbers stand as marks; what somebody types instead is found."""

import pytest

from manas.engines.cited import cited, marked, pieces, typed


def test_a_text_is_cut_at_its_marks() -> None:
    text = f"办结{marked(12)}，按期{marked(3)}。"
    assert text == "办结【数据12】，按期【数据3】。"
    assert list(pieces(text)) == ["办结", 12, "，按期", 3, "。"]
    assert cited(text + "【出处7】【数据】") == [12, 3, 7]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("办结300件。", ["300件"]),
        ("办结３００件。", ["300件"]),
        ("增长12.5%。", ["12.5%"]),
        ("融资1,200万元", ["1,200万"]),
        ("办结三百件。", ["三百件"]),
        ("办结两件", ["两件"]),
        ("提高百分之二十", ["百分之二十"]),
        ("二十余家企业", ["二十余家"]),
        ("办结三百，提高三成", ["三百", "三成"]),
        ("办结【数据12】0件", ["0件"]),
    ],
)
def test_a_figure_that_somebody_typed_is_found(text: str, found: list[str]) -> None:
    assert typed(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "办结【数据12】，比上期多。",
        "2026年第3季度，2026年度，2026年9月15日，9月底，2026-09-30。",
        "按照云政发〔2026〕12号文件，开展一项专项行动，进一步规范，三是加强统筹，第一次会议，千方百计，党的二十大，“十五五”规划，完成任务。",
    ],
)
def test_marks_days_and_numbers_of_documents_are_no_figures(text: str) -> None:
    assert typed(text) == []


def test_a_figure_that_records_gave_may_stay_as_often_as_they_gave_it() -> None:
    recorded = "已走访企业3家，签约1家。"
    assert typed("签约1家，走访企业3家。", recorded) == []
    assert typed("签约3家，走访企业3家。", recorded) == ["3家"]
    assert typed("走访企业3件。", recorded) == ["3件"]
