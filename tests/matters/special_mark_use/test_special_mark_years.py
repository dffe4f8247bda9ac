"""Who uses the mark reports every year, once; two years of disuse are counted from the last use."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import Level
from manas.matters.docket.models import LimitState, Matter
from manas.matters.indications.special_mark_use.models import SpecialMarkUse, YearlyUse
from manas.matters.indications.special_mark_use.queries import advice, unused_for_two_years_on, years
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step, term
from tests.matters.special_mark_use.marks import NEXT_YEAR, use_after

REPORT = {"year": 2026, "volume": Decimal("80.500"), "sales": Decimal("1610000.00")}
USED_ON = date(2026, 12, 20)


def due(use: Matter, rule: str) -> date | None:
    return use.limits.get(rule=rule, state=LimitState.RUNNING).due_on


def test_from_the_notice_on_disuse_counts_and_reports_are_due(cast: Cast) -> None:
    term(cast, "GI-MARK-REPORT", 31, "day")
    use = use_after(cast, "register")
    assert due(use, "GI-MARK-NONUSE") == date(2028, 3, 2)
    # The days off of 2027 are not known yet: the Sunday itself is the day that is surely not too late.
    assert (use.report_due_year_end, due(use, "GI-MARK-REPORT")) == (date(2026, 12, 31), date(2027, 1, 31))


def test_a_year_is_reported_kept_and_the_form_is_empty_again(cast: Cast) -> None:
    use = use_after(cast, "register")
    use = step(use, "report_year", cast.coop, NEXT_YEAR, premium=Decimal("12.50"), last_used_on=USED_ON, **REPORT)
    assert isinstance(use, SpecialMarkUse)
    [kept] = years(use)
    assert (kept.year, kept.volume, kept.sales, kept.premium) == (2026, *list(REPORT.values())[1:], Decimal("12.50"))
    assert (kept.reported_by, kept.reported_at, str(kept)) == (cast.coop, NEXT_YEAR, "2026")
    assert (use.state, use.awaits, use.year, use.volume) == ("in_use", "applicant", None, None)
    assert (use.unused_since, due(use, "GI-MARK-NONUSE")) == (USED_ON, date(2028, 12, 20))
    assert use.report_due_year_end == date(2027, 12, 31)
    assert use.limits.filter(rule="GI-MARK-REPORT").count() == 2


def test_a_year_is_asked_once(cast: Cast) -> None:
    use = step(use_after(cast, "register"), "report_year", cast.coop, NEXT_YEAR, **REPORT)
    with pytest.raises(StepRefused, match="2026年度的使用情况已经报送"):
        step(use, "report_year", cast.coop, NEXT_YEAR, **REPORT)
    with pytest.raises(StepRefused, match="还需要填写：报告年度"):
        step(use, "report_year", cast.coop, NEXT_YEAR)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"year": 2027}, "2027年度还没有结束"),
        ({"year": 2025}, "不报送2025年度"),
        ({"volume": Decimal(-1)}, "用标产品产量"),
        ({"last_used_on": NEXT_YEAR.date() + timedelta(days=1)}, "最近使用专用标志日期不能晚于今天"),
        ({"last_used_on": TODAY - timedelta(days=1)}, "不能早于核准公告日期2026-03-02"),
    ],
)
def test_what_cannot_be_reported_is_refused(cast: Cast, wrong: dict[str, object], said: str) -> None:
    use = use_after(cast, "register")
    with pytest.raises(StepRefused, match=said):
        step(use, "report_year", cast.coop, NEXT_YEAR, **{**REPORT, **wrong})


def test_a_year_without_use_lets_disuse_go_on_counting(cast: Cast) -> None:
    unused = {"year": 2026, "volume": Decimal(0), "sales": Decimal(0)}
    use = step(use_after(cast, "register"), "report_year", cast.coop, NEXT_YEAR, **unused)
    assert isinstance(use, SpecialMarkUse)
    assert (use.unused_since, unused_for_two_years_on(use)) == (TODAY, date(2028, 3, 2))


def test_disuse_is_warned_of_half_a_year_before_and_after(cast: Cast) -> None:
    use = use_after(cast, "register")

    def said_on(day: date) -> list[Level]:
        return [said.level for said in advice(use, AT + (day - TODAY))]

    assert said_on(date(2027, 8, 31)) == []
    assert said_on(date(2027, 9, 1)) == [Level.WARNING]
    assert said_on(date(2028, 3, 2)) == [Level.WARNING]
    assert said_on(date(2028, 3, 3)) == [Level.STOP]


def test_nobody_else_reports(cast: Cast) -> None:
    use = use_after(cast, "register")
    for person in cast.others("coop"):
        with pytest.raises(StepRefused, match="不由您办理"):
            step(use, "report_year", person, NEXT_YEAR, **REPORT)


def test_the_database_holds_a_year_once(cast: Cast) -> None:
    use = step(use_after(cast, "register"), "report_year", cast.coop, NEXT_YEAR, **REPORT)
    with pytest.raises(IntegrityError, match=r"year|yearly_use_once"), transaction.atomic():
        YearlyUse.objects.create(use_id=use.pk, reported_by=cast.coop, reported_at=NEXT_YEAR, **REPORT)


def test_a_change_of_details_goes_through_the_county_and_is_recorded(cast: Cast) -> None:
    use = step(use_after(cast, "register"), "ask_change", cast.coop, change_wanted="生产地址迁至杏林镇二村")
    assert (use.state, use.awaits) == ("changing", "county")
    refused = step(use, "change_does_not_fit", cast.county_handler, opinion="新址不在产地范围以内")
    assert refused.state == "in_use"
    use = step(refused, "ask_change", cast.coop, change_wanted="生产地址迁至杏林镇三村")
    use = step(use, "change_fits", cast.county_handler, place_checked_on=TODAY)
    later: datetime = AT + timedelta(days=30)
    use = step(
        use,
        "record_change",
        cast.handler,
        later,
        change_notice="第620号公告",
        changed_on=later.date(),
        production_address="北山县杏林镇三村",
    )
    assert isinstance(use, SpecialMarkUse)
    assert (use.state, use.production_address) == ("in_use", "北山县杏林镇三村")


def test_a_change_that_is_not_agreed_to_above_leaves_things_as_they_are(cast: Cast) -> None:
    use = step(use_after(cast, "register"), "ask_change", cast.coop, change_wanted="增加产量")
    use = step(use, "change_fits", cast.county_handler, place_checked_on=TODAY)
    use = step(use, "change_refused", cast.handler, opinion="产量与产地面积不符")
    assert (use.state, use.output) == ("in_use", Decimal("120.000"))
