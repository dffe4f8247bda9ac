"""What a report says when it is drawn: accepted progress, lateness with its reason, and numbers that equal the figures."""

from dataclasses import replace
from datetime import date

import pytest

from manas.engines.cited import cited
from manas.engines.periods import Period, Span
from manas.indicators.declared import INDICATORS
from manas.indicators.values.queries import figure
from manas.indicators.workreports import actions, queries
from manas.indicators.workreports.actions import WorkReportRefused
from manas.indicators.workreports.models import Part, ReportNumber
from manas.office.queries import standing
from manas.plan.actions import ledger
from manas.plan.supervision import actions as supervising
from tests import cast as people
from tests.cast import AT, FIRST, LIBRARY, SECOND, Cast
from tests.indicators.assessment.assessed import event, published
from tests.indicators.workreports.small_year import DRAWN, QUARTER, Year, said, section
from tests.plan.county import county_office, county_plan


def test_a_task_tells_accepted_progress_in_the_words_of_its_unit(small: Year) -> None:
    report = small.drawn()
    assert said(report, FIRST) == "科技局：已完成调研。"
    assert said(report, SECOND) == "本期没有经核验的进展。"
    (number,) = cited(queries.present(section(report, FIRST)).text)
    assert queries.cited_in(report)[number].progress == small.done.reports.get()


def test_a_verified_figure_stands_behind_its_sentence(small: Year) -> None:
    work = people.item(small.cast, small.plan, text=LIBRARY, unit=small.cast.north)
    told = ledger.write_report(
        item=work, text="入库3件", figure=people.Decimal(3), actor=small.cast.county_liaison, at=AT
    )
    ledger.submit_report(report=told, actor=small.cast.county_liaison, at=AT)
    ledger.accept_report(report=told, actor=small.cast.office, at=AT, verified_figure=people.Decimal(2))
    assert said(small.drawn(), FIRST).splitlines()[1] == "北山县：入库3件。（核验值2）"


def test_progress_of_another_period_and_of_withdrawn_work_stays_out(small: Year) -> None:
    assert said(small.drawn(Period(2026, Span.QUARTER, 2)), FIRST) == "本期没有经核验的进展。"
    ledger.withdraw_item(item=small.done, reason="并入", actor=small.cast.office, at=DRAWN)
    assert said(small.drawn(), FIRST) == "本期没有经核验的进展。"


def test_what_is_late_stands_with_what_the_ledger_knows_of_the_reason(small: Year) -> None:
    people.item(small.cast, small.plan, text=LIBRARY, due_on=date(2026, 3, 15))
    assert said(small.drawn(), "逾期事项和原因").splitlines() == [
        "农业农村局“建成培育库”应于2026年3月10日完成，进展被退回，理由：缺少申报名单。",
        "科技局“建成培育库”应于2026年3月15日完成，台账中没有进展填报。",
    ]


def test_what_falls_due_in_the_next_period_is_listed(small: Year) -> None:
    table = section(small.drawn(), "下一步工作").table
    assert table[1:] == [["科技局", "建成培育库", "入库名单印发", "2026-05-31"]]


def test_every_number_equals_the_figure_of_its_query(small: Year) -> None:
    report = small.drawn()
    rows = [row for row in queries.rows_of(report) if row.progress_id is None]
    assert {row.indicator for row in rows} == set(INDICATORS)
    wrong = []
    for row in rows:
        found = figure(INDICATORS[row.indicator], row.unit, Period.read(row.period))
        value = {Part.VALUE: found.value, Part.COUNTS: found.numerator, Part.OUT_OF: found.denominator}[Part(row.part)]
        wrong += [row] if value != row.value else []
    assert wrong == []


def test_what_has_no_number_says_so(small: Year) -> None:
    report = small.drawn()
    assert said(report, "总体情况").splitlines() == [
        "2026年第1季度到期的任务举措2件，按期完成1件，任务举措按期完成率50%。",
        "核验进展填报2份，通过1份，填报一次通过率50%。",
    ]
    assert said(report, "办件情况").endswith("办件时限遵守率（不适用）。")
    row = next(row for row in section(report, "创造").table if row[0] == "有效专利量")
    assert queries.spelled(row[2], queries.cited_in(report)) == "（名册未导入）"


def test_a_query_that_is_asked_twice_has_one_number(small: Year) -> None:
    asked = [
        (row.indicator, row.part, row.unit_id, row.period, row.progress_id) for row in queries.rows_of(small.drawn())
    ]
    assert len(asked) == len(set(asked)) > 100


def test_a_yearly_report_stands_beside_targets_and_the_year_before(small: Year) -> None:
    from manas.indicators.sets import actions as sets

    made = sets.draw_up(name="体系", basis="会议", owner=small.plan.owner, actor=small.cast.office, at=AT)
    sets.set_target(
        indicator_set=made, indicator="cases_filed", unit=small.plan.owner, year=2026, value=people.Decimal(7),
        actor=small.cast.office, at=AT,
    )  # fmt: skip
    sets.put_in_force(indicator_set=made, actor=small.cast.office, at=AT)
    report = small.drawn(Period(2026))
    table, numbers = section(report, "保护").table, queries.cited_in(report)
    assert table[0] == ["指标", "计量单位", "目标值", "2026年", "2025年"]
    spelled = {row[0]: [queries.spelled(cell, numbers) for cell in row[2:]] for row in table}
    assert spelled["行政处罚立案数"] == ["7件", "0件", "0件"]
    assert spelled["行政处罚决定数"] == ["未设定", "0件", "0件"]


def test_counties_stand_side_by_side(small: Year) -> None:
    report = small.drawn()
    table = section(report, "各县（市）情况").table
    assert table[0] == ["指标", "计量单位", "云岭州人民政府", "北山县", "南河市"]
    assert [row[0] for row in table[1:]] == ["任务举措按期完成率", "填报一次通过率"]
    assert [label for label, _mark in section(report, "各县（市）办件办结数").bars] == ["北山县", "南河市"]


@pytest.mark.parametrize(
    ("period", "words"),
    [(Period(2026, Span.MONTH, 2), "按季度或者年度"), (Period(2026, Span.QUARTER, 3), "已经开始")],
)
def test_a_report_of_a_month_or_of_the_future_is_refused(small: Year, period: Period, words: str) -> None:
    with pytest.raises(WorkReportRefused, match=words):
        small.drawn(period)


def test_a_plan_out_of_force_has_no_report(small: Year) -> None:
    draft = people.draft(small.cast)
    with pytest.raises(WorkReportRefused, match="不在执行中"):
        replace(small, plan=draft).drawn()


def test_one_draft_at_a_time_and_versions_are_counted(small: Year) -> None:
    first = small.drawn()
    with pytest.raises(WorkReportRefused, match="正在修改"):
        small.drawn()
    actions.discard(report=first, actor=small.cast.office, at=DRAWN)
    assert small.drawn().version == 2
    assert ReportNumber.objects.filter(report=first).exists()


def test_nobody_but_the_office_draws(small: Year) -> None:
    for person in small.cast.others("office"):
        with pytest.raises(WorkReportRefused, match="主管部门起草"):
            actions.draw_up(plan=small.plan, period=QUARTER, actor=person, at=DRAWN)


def test_a_county_draws_the_report_of_its_own_plan(cast: Cast) -> None:
    official = county_office(cast)
    plan = county_plan(cast, official)
    report = actions.draw_up(plan=plan, period=QUARTER, actor=official, at=DRAWN)
    assert {row.unit for row in queries.rows_of(report)} == {cast.north}
    assert "各县（市）情况" not in [one.heading for one in queries.sections(report)]
    assert queries.reports(standing(official, DRAWN.date())).get() == report
    may = {part for part in (*cast.people(), "public") if queries.reports(cast.standing(part, DRAWN.date()))}
    assert may == {"office", "leader", "county_leader"}


def test_what_is_supervised_stands_with_how_it_was_answered(small: Year) -> None:
    cast = small.cast
    order = supervising.issue(
        key=f"plan.workitem:{small.late.pk}", root=cast.government, level="order", what="限期完成", actor=cast.office,
        at=DRAWN,
    )  # fmt: skip
    report = small.drawn(Period(2026, Span.QUARTER, 2))
    assert said(report, "督办和统计").splitlines() == [
        "签发督办件1件；应回复的督办件1件，按期回复0件，督办件按期回复率0%。",
        "截止的统计报表0份，按时上报0份，报表按时上报率（不适用）。",
        "截至2026年4月2日尚未销号的督办件见下表。",
    ]
    assert section(report, "督办和统计").table[1:] == [
        ["农业农村局", "督办", "建成培育库", order.answer_by.isoformat(), "待签收"]
    ]


def test_without_orders_and_assessments_it_is_said(small: Year) -> None:
    report = small.drawn()
    assert said(report, "督办和统计").endswith("没有未销号的督办件。")
    assert said(report, "考核评价") == "本期没有公布考核结果。"


def test_a_published_assessment_stands_as_it_was_published(small: Year) -> None:
    event(small.cast, small.cast.north)
    found = published(small.cast)
    second = replace(QUARTER, number=2)
    report = small.drawn(second)
    table = section(report, f"{found.method}（2026年第1季度）")
    assert said(report, table.heading) == f"2026年4月2日公布，结果指纹{found.fingerprint[:12]}，可在系统中核对。"
    assert [row[0] for row in table.table[1:]] == ["北山县", "南河市"]
    assert all("至" in row[3] for row in table.table[1:])
    assert said(small.drawn(), "考核评价") == "本期没有公布考核结果。"
