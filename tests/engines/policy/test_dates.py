"""By when something is due, and what only looks like it."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.policy.dates import deadline_field, deadlines, issue_date
from manas.engines.policy.model import DeadlineKind, Span

SIGNS = st.text(
    alphabet="2023年6月底前至到内每季度个工作日十五三之以自起止报送的，。（）《》“”〔〕 \n#Page:", max_size=80
)
ANY_SPAN = st.builds(Span, st.integers(-9, 99), st.integers(-9, 99))


def days(text: str, year: int | None = 2023) -> list[date | None]:
    found = deadlines(text, Span(0, len(text)), year)
    return [each.day for each in found if each.kind is DeadlineKind.ABSOLUTE]


def kinds(text: str) -> list[tuple[DeadlineKind, str]]:
    return [(each.kind, each.text) for each in deadlines(text, Span(0, len(text)), 2023)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年2月底前建成三个商标指导站。", date(2024, 2, 29)),
        ("2023 年10 月底\n前，完成全部县市的调查。", date(2023, 10, 31)),
        ("６月底前摸清全州地理标志资源。", date(2023, 6, 30)),
        ("年底前挂牌运行。", date(2023, 12, 31)),
        ("力争年内开通服务窗口。", date(2023, 12, 31)),
        ("明年3月前办完移交。", date(2024, 3, 31)),
        ("次年年底前收回。", date(2024, 12, 31)),
        ("上半年完成整改。", date(2023, 6, 30)),
        ("9月完成验收。", date(2023, 9, 30)),
        ("在2023年5月20日前选定试点企业。", date(2023, 5, 20)),
        ("到2025年底，每个乡镇都有指导员。", date(2025, 12, 31)),
        ("2023年6月底，上线维权平台。", date(2023, 6, 30)),
        ("2024年上半年完成改版。", date(2024, 6, 30)),
        ("2024年第三季度末前投入使用。", date(2024, 9, 30)),
        ("2023年11月中旬前组织一次演练。", date(2023, 11, 20)),
        ("到“十四五”末形成五个品牌。", date(2025, 12, 31)),
        ("二〇二四年十月底前编制名录。", date(2024, 10, 31)),
        ("2023年\n\n# Page 12:\n\n9月底前收尾。", date(2023, 9, 30)),
    ],
)
def test_a_date_with_a_word_of_ending_is_a_deadline(text: str, day: date) -> None:
    assert days(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "本办法自2023年7月1日起施行，有效期至2026年6月30日。",
        "该优惠延续实施至2027年底。",
        "2023年10月1日至2024年3月31日期间新购设备的，按票据补贴。",
        "请于2023年12月10日前将工作总结报送州市场监管局。",
        "各县市于6月20日前将进展情况通过邮件发送至联络员。",
        "截至2022年底，全州有效商标三千件。",
        "截至2023年6月底，已登记作品百余件。",
        "2021年底前竣工的厂房，可补办手续。",
        "2023年6月底前注册的企业，均可申领。",
        "去年底组织过一次评选。",
        "2023年3月印发的通知要求从严管理。",
        "《知识产权强国建设纲要（2021—2035年）》印发以来。",
        "克政办发〔2023〕9号文件要求。",
        "制定2023年工作要点，2023年3月起试行。",
        "2023年底前，对小型企业免征登记费。",
        "三年内不得再次申报，近年来成效明显。",
    ],
)
def test_validity_windows_reports_conditions_and_the_past_are_no_deadlines(text: str) -> None:
    assert days(text) == []


def test_a_year_alone_is_how_far_one_looks_not_a_day_due() -> None:
    assert days("到2025年，基本建成保护体系。") == []
    assert days("到2025年底，基本建成保护体系。") == [date(2025, 12, 31)]


def test_a_year_named_before_in_the_sentence_holds_for_what_follows() -> None:
    assert days("2024年6月底前完成一期，12月底前完成二期。8月底前总结。") == [
        date(2024, 6, 30),
        date(2024, 12, 31),
        date(2023, 8, 31),
    ]


def test_without_any_year_the_day_stays_open() -> None:
    (found,) = deadlines("9月底前完成普查。", Span(0, 9), None)
    assert (found.kind, found.day, found.text) == (DeadlineKind.RELATIVE, None, "9月底前")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("自收到申请之日起15个工作日内作出答复。", "15个工作日内"),
        ("结案1 个月内归档。", "1个月内"),
        ("须在三十日内改正。", "三十日内"),
    ],
)
def test_a_duration_is_a_relative_deadline(text: str, said: str) -> None:
    assert kinds(text) == [(DeadlineKind.RELATIVE, said)]


def test_a_shortened_duration_is_a_figure_not_a_deadline() -> None:
    assert kinds("将登记时间压缩至3个工作日内。") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("每季度通报一次进展。", "每季度"),
        ("每年12月底前更新名录。", "每年12月底前"),
        ("每年一季度前制定抽查计划。", "每年一季度前"),
        ("按月调度。", "按月"),
    ],
)
def test_a_rhythm_recurs_and_has_no_day(text: str, said: str) -> None:
    assert kinds(text) == [(DeadlineKind.RECURRING, said)]


def test_money_by_the_year_is_no_rhythm() -> None:
    assert kinds("每年最高奖励20万元。") == []


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("2023 年9 月", [date(2023, 9, 30)]),
        ("年底前", [date(2023, 12, 31)]),
        ("2023年6月底前并长期坚持", [date(2023, 6, 30)]),
        ("2023年4月—11月", [date(2023, 11, 30)]),
        ("2024年", [date(2024, 12, 31)]),
        ("2023年12月30日", [date(2023, 12, 30)]),
        ("持续推进", []),
    ],
)
def test_every_date_of_a_deadline_field_counts(field: str, expected: list[date]) -> None:
    text = "完成时限：" + field
    assert [each.day for each in deadline_field(text, Span(5, len(text)), 2023)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年4月18日", date(2023, 4, 18)),
        ("二〇二三年四月十八日", date(2023, 4, 18)),
        ("二○二一年十二月\n三十一日", date(2021, 12, 31)),
        ("（2023 年6 月25\n日）", date(2023, 6, 25)),
        ("2023年2月30日印发，2023年3月1日公布", date(2023, 3, 1)),
        ("2023年4月", None),
    ],
)
def test_the_day_of_issue(text: str, expected: date | None) -> None:
    assert issue_date(text, Span(0, len(text))) == expected


def test_spans_point_at_the_printed_words_with_their_wraps() -> None:
    text = "一、摸底。2023 年10 月底\n前完成。"
    (found,) = deadlines(text, Span(5, len(text)), 2023)
    assert text[found.span.start : found.span.end] == "2023 年10 月底\n前"


@given(SIGNS, ANY_SPAN, st.sampled_from([None, 1999, 2023]))
def test_any_text_and_span_give_valid_days_inside_the_span(text: str, span: Span, year: int | None) -> None:
    for read in (deadlines, deadline_field):
        found = read(text, span, year)
        assert found == read(text, span, year)
        ends = [0, *(each.span.end for each in found)]
        for before, each in zip(ends, found, strict=False):
            assert max(span.start, before) <= each.span.start < each.span.end <= min(span.end, len(text))
            assert (each.day is not None) == (each.kind is DeadlineKind.ABSOLUTE)


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_a_month_without_a_day_means_its_last_day(year: int, month: int) -> None:
    assert days(f"{year}年{month}月底前办结。", 2000) == [date(year, month, calendar.monthrange(year, month)[1])]


@given(st.text(max_size=60), ANY_SPAN)
def test_issue_date_never_fails(text: str, span: Span) -> None:
    assert issue_date(text, span) is None or isinstance(issue_date(text, span), date)
