"""A derived day in words: every kind of step has its sentence, and the sentences say what was done."""

from datetime import date, datetime

import pytest
from django.utils import translation

from manas.engines.calendar.days import BeyondCalendar
from manas.engines.calendar.derive import derive
from manas.engines.calendar.model import Grant, Place, Rule, Span, Suspension, Term
from manas.engines.calendar.steps import StepKind
from manas.facts import deadlines, events
from manas.facts.deadlines import rule
from manas.web.portal.deadline_answers import shipped
from manas.web.shared.explain import SENTENCES, beyond_in_words, explained, sentences, span
from tests.engines.calendar.days_of import national

KNOWN = shipped().calendars


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    translation.activate("zh-hans")


def said(of: Rule, events: dict[str, date | datetime], **more: object) -> list[str]:
    return sentences(derive(of, events, KNOWN, **more))  # type: ignore[arg-type]  # the keywords of derive


def test_every_kind_of_step_has_a_sentence() -> None:
    assert set(SENTENCES) == set(StepKind)


def test_working_days_over_the_national_day() -> None:
    of = rule("PEN-STATEMENT", date(2026, 9, 28))
    assert said(of, {"penalty-notice-served": date(2026, 9, 28)}) == [
        "2026年9月28日（行政处罚告知书送达）当天不计入，自2026年9月29日起算。",
        "期限为5个工作日，最后一日为2026年10月10日。",
        "其间的休息日不计入，共7天：国庆节10-01—10-07。",
        "其间调休上班的周末计入工作日：国庆节10-10。",
        "自治区2026年的放假通知尚未录入，该年按全国放假安排计算。",
    ]


def test_a_rest_day_at_the_end_is_moved_by_its_article() -> None:
    of = rule("PAT-GRACE-PROOF", date(2026, 9, 28))
    last = explained(derive(of, {"filing": date(2026, 9, 28)}, KNOWN))[-1]
    assert last.text == "最后一日2026年11月28日为休息日（周末11-28—11-29），顺延至其后第一个工作日2026年11月30日。"
    assert last.basis == "《中华人民共和国专利法实施细则》第5条、《专利审查指南》第五部分第七章2.3"


def test_time_that_did_not_count_and_time_that_was_given() -> None:
    of = rule("PEN-DECIDE", date(2026, 1, 5))
    steps = said(
        of,
        {"case-filed": date(2026, 1, 5)},
        suspensions=[Suspension("testing", date(2026, 2, 2), date(2026, 2, 20)), Suspension("settlement", date(2026, 3, 2), None)],
        extensions=[Grant("head-of-authority", Term(30, Span.DAY))],
    )  # fmt: skip
    assert steps[2:5] == [
        "经机关负责人延长30日，最后一日由2026年4月5日延至2026年5月5日。",
        "自2026年3月2日起的当事人和解不属于可以扣除的情形，时间照常计算。",
        "因检测、检验、检疫、鉴定，自2026年2月2日起停止计算，2026年2月20日恢复，扣除18日，最后一日移至2026年5月23日。",
    ]


def test_the_region_known_both_readings_are_said() -> None:
    of = rule("PEN-STATEMENT", date(2025, 6, 4))
    assert said(of, {"penalty-notice-served": date(2025, 6, 4)})[-1] == (
        "按全国放假安排为2025年6月11日，计入自治区放假日为2025年6月16日；适用哪一种尚无定论，以较早的2025年6月11日为准。"
    )


def test_hours_and_terms_that_run_back() -> None:
    urgent = rule("PEN-URGENT-REPORT", date(2026, 9, 28))
    began = datetime.fromisoformat("2026-09-28T17:30+08:00")
    assert (
        said(urgent, {"measure-taken": began})[0]
        == "期限为24小时，自2026年9月28日 17:30起，至2026年9月29日 17:30届满。"
    )
    notice = rule("PEN-HEARING-NOTICE", date(2026, 11, 20))
    assert said(notice, {"hearing-held": date(2026, 11, 20)})[:2] == [
        "2026年11月20日（举行听证）当天不计入，自2026年11月19日起向前推算。",
        "向前推7个工作日，至2026年11月11日。",
    ]


def test_an_event_that_is_not_known_is_said_with_what_it_means() -> None:
    latest, earliest = rule("PAT-FEE-FILE", date(2026, 9, 28)), rule("PAT-RESTORE-FM", date(2026, 9, 28))
    assert "实际最后一日可能更晚" in said(latest, {"filing": date(2026, 9, 28)})[0]
    assert "实际最后一日可能更早" in said(earliest, {"obstacle-removed": date(2026, 9, 28)})[0]


@pytest.mark.parametrize(
    ("beyond", "words"),
    [
        (
            BeyondCalendar(2027, "全国", date(2027, 1, 30)),
            "2027年的放假安排（全国）尚未录入：最后一日为2027年1月30日，遇休息日是否顺延还不能确定；须在期限内办理的，请不迟于该日。",
        ),
        (BeyondCalendar(2027, "全国"), "2027年的放假安排（全国）尚未录入，现在无法推算。"),
    ],
    ids=["with a safe day", "without"],
)
def test_a_year_nobody_knows_is_said(beyond: BeyondCalendar, words: str) -> None:
    assert beyond_in_words(beyond) == words


def test_a_length_of_time_in_words() -> None:
    lengths = [Term(24, Span.HOUR), Term(-75, Span.DAY), Term(5, Span.WORKDAY), Term(2, Span.MONTH), Term(3, Span.YEAR)]
    assert [span(length) for length in lengths] == ["24小时", "75日", "5个工作日", "2个月", "3年"]


@pytest.mark.parametrize("language", ["zh-hans", "en", "ug", "kir"])
def test_every_rule_can_be_said_in_every_language(language: str) -> None:
    translation.activate(language)
    began = datetime.fromisoformat("2026-03-02T10:00+08:00")
    known = {Place.NATIONAL: national(range(1980, 2080))}
    derivable = [one for one in deadlines.rules() if one.limits]
    for one in derivable:
        steps = explained(derive(one, dict.fromkeys(events.events(), began), known))
        assert all(step.text for step in steps), one.key
    assert len(derivable) > 190
