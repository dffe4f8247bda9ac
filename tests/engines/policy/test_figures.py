"""Figures to reach, and figures that are none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.policy.figures import horizon, targets
from manas.engines.policy.model import Span, Target

SIGNS = st.text(alphabet="达到新增压缩至每年2023到底前给予0.5%家万元个工作日以上，。、；（）“”《》的 \n", max_size=80)
ANY_SPAN = st.builds(Span, st.integers(-9, 99), st.integers(-9, 99))


def found(text: str, *, title_year: int | None = None) -> tuple[Target, ...]:
    return targets(text, Span(0, len(text)), 2023, horizon=title_year)


def figures(text: str, *, title_year: int | None = None) -> list[tuple[str, str, int | None]]:
    return [(each.value, each.unit, each.year) for each in found(text, title_year=title_year)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年，专利转化率达到95%以上。", [("95", "%", 2025)]),
        ("到2025年底，力争服务业产值年均增长10%左右。", [("10", "%", 2025)]),
        ("年底前质押融资额突破1.50亿元。", [("1.5", "亿元", 2023)]),
        ("2024年新增驰名商标30家。", [("30", "家", 2024)]),
        ("全年举办推介会不少于12场。", [("12", "场", 2023)]),
        ("“十四五”期间培育示范企业20家。", [("20", "家", 2025)]),
        ("将审查周期压缩至7个工作日以内。", [("7", "个工作日", None)]),
        ("把办理时间由10天缩短到4天。", [("4", "天", None)]),
        ("确保群众满意度保持在98%以上。", [("98", "%", None)]),
        ("实现90%以上事项网上办。", [("90", "%", None)]),
        ("材料共享100%。", [("100", "%", None)]),
        ("打造2—3个区域公共品牌。", [("2-3", "个", None)]),
        ("新增贷款1,200万元。", [("1200", "万元", None)]),
        ("每年培训从业人员不少于500人次。", [("500", "人次", None)]),
        ("到2024年年底，备案机构达到9家。", [("9", "家", 2024)]),
        ("2024年6月底前新增经纪人40名。", [("40", "名", 2024)]),
        ("受理率50%以上、网上缴费率75%以上。", [("50", "%", None), ("75", "%", None)]),
        ("2024年每万人专利拥有量3.2件。", [("3.2", "件", 2024)]),
        ("贷款余额高于2022年，同比增长20%。", [("20", "%", None)]),
        ("审批时限分别压缩至2.5、5个工作日以内。", [("5", "个工作日", None)]),
        ("力争纳统企业超过3\n0 家。", [("30", "家", None)]),
    ],
)
def test_a_figure_to_reach_is_a_target(text: str, expected: list[tuple[str, str, int | None]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "对获评企业给予最高50万元奖励。",
        "按实际投入的30%给予补助，单户不超过20万元。",
        "减按15%征收企业所得税。",
        "截至2022年底，有效专利达到800件。",
        "2022年，登记作品达到1200件。",
        "目前已建成服务站12个。",
        "招用30人以上的企业，可申请认定。",
        "招收超过3名学员的机构应当备案。",
        "新招用人数达到职工总数20%的，可申请贷款。",
        "当前缺口达500个。",
        "年满18周岁，力争惠及20万人口以上的县。",
        "支持年营业收入500万元以上的农产品企业。",
        "在餐饮、零售等20个行业推行承诺制。",
        "每季度召开1次调度会。",
        "每年至少开展1次专题学习。",
        "联合12个部门印发《“100家计划”实施方案》。",
        "拨打12345热线，设置24小时自助服务区。",
        "在收到材料后3个工作日内答复。",
        "期限不超过3年，公示5个工作日。",
        "保险费率降至1%以下。",
    ],
)
def test_support_limits_conditions_rhythms_and_the_past_are_no_targets(text: str) -> None:
    assert figures(text) == []


def test_a_list_shares_the_word_of_reaching() -> None:
    assert figures("到2024年，商标、专利覆盖率分别达到60%和45%。") == [("60", "%", 2024), ("45", "%", 2024)]


def test_the_year_of_a_goal_holds_for_the_sentences_after_it() -> None:
    text = "到2025年，体系基本健全。每万人拥有专利达到3件。二、重点任务（一）新增指导站5个。"
    assert figures(text) == [("3", "件", 2025), ("5", "个", None)]


def test_the_goal_is_found_before_the_span_too() -> None:
    text = "到2025年，体系基本健全。每万人拥有专利达到3件。"
    (target,) = targets(text, Span(text.index("每万"), len(text)), 2023)
    assert target.year == 2025


def test_counts_take_the_year_of_the_title_and_shares_do_not() -> None:
    text = "新建指导站5个，受理率达到80%。"
    assert figures(text, title_year=2023) == [("5", "个", 2023), ("80", "%", None)]


def test_every_year_is_said_so() -> None:
    (target,) = found("力争每年减轻企业负担300万元以上。", title_year=2025)
    assert (target.every_year, target.year) == (True, None)


@pytest.mark.parametrize(
    ("title", "year"),
    [("全州2023年工作要点", 2023), ("三年行动方案（2024—2026年）", 2026), ("知识产权强区实施方案", None)],
)
def test_the_horizon_of_a_title(title: str, year: int | None) -> None:
    assert horizon(title) == year


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("到2025年，每万人口专利拥有量达到3件。", "每万人口专利拥有量"),
        ("力争培育40家示范企业。", "示范企业"),
        ("受理率、办结率分别达到60%和45%。", "受理率、办结率"),
        ("全年新增“农字号”商标20件。", "新增“农字号”商标"),
    ],
)
def test_the_indicator_names_what_is_measured(text: str, indicator: str) -> None:
    assert found(text)[0].indicator == indicator


def test_text_and_span_are_the_clause() -> None:
    text = "加强培育，新增驰名商标\n30件，扩大影响。"
    (target,) = found(text)
    assert target.text == "新增驰名商标30件"
    assert text[target.span.start : target.span.end] == "新增驰名商标\n30件"


@given(SIGNS, ANY_SPAN, st.sampled_from([None, 2023]))
def test_any_text_and_span_give_plain_values_inside_the_span(text: str, span: Span, year: int | None) -> None:
    read = targets(text, span, year, horizon=year)
    assert read == targets(text, span, year, horizon=year)
    for each in read:
        assert max(span.start, 0) <= each.span.start < each.span.end <= min(span.end, len(text))
        assert re.fullmatch(r"\d+(\.\d*[1-9])?(-\d+(\.\d*[1-9])?)?", each.value)
        assert each.unit


@given(st.integers(0, 10**6), st.sampled_from(["家", "亿元", "%", "件"]))
def test_a_figure_is_given_back_as_printed(value: int, unit: str) -> None:
    assert figures(f"到2025年，总数达到{value}{unit}以上。") == [(str(value), unit, 2025)]
