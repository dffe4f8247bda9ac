"""A return is filled from records, climbs the tree, comes down in order, and shows what changed since (K11)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from manas.engines.periods import Period
from manas.indicators.models import PeriodException, Return, ReturnPeriod, ReturnValue
from manas.indicators.statistics import actions
from manas.indicators.statistics.actions import ReturnRefused
from manas.indicators.statistics.queries import (
    approved_values,
    changed_since,
    faults,
    late_returns,
    standings,
)
from manas.office.models import JournalEntry, Person, Post
from manas.registers.models import MatchmakingEvent
from tests.cast import Cast
from tests.indicators.statistics import forms
from tests.indicators.statistics.forms import NOW

pytestmark = pytest.mark.django_db


def test_a_return_opens_filled_in_as_far_as_records_say(cast: Cast) -> None:
    forms.event(cast)
    period = forms.opened(cast)
    assert (period.due_on, period.returns.count()) == (forms.DUE, 2)
    counted, asked = forms.of(period, cast.north).values.all()
    assert (counted.computed_known, counted.computed, counted.reported) == ("value", 1, 1)
    assert (asked.reported_known, asked.reported) == ("missing", None)


@pytest.mark.parametrize("written", ["二十", "1e99", "NaN", "12.3.4", "-"])
def test_what_is_no_figure_is_refused_and_nothing_is_kept(cast: Cast, written: str) -> None:
    own = forms.of(forms.opened(cast), cast.north)
    with pytest.raises(ReturnRefused, match="填写的不是数"):
        forms.fill(cast, own, forms.value_of(own, "培训人次"), written)
    assert forms.value_of(own, "培训人次").reported is None


def test_nought_missing_not_applicable_and_not_collected_are_four_things(cast: Cast) -> None:
    own = forms.of(forms.opened(cast), cast.north)
    trained = forms.value_of(own, "培训人次")
    seen = {}
    for known, written, comment in (
        ("value", "0", ""),
        ("value", "", ""),
        ("not_applicable", "", "本期没有培训"),
        ("not_loaded", "", "台账在邮寄途中"),
    ):
        forms.fill(cast, own, trained, written, known=known, comment=comment)
        value = forms.value_of(own, "培训人次")
        seen[known, written] = (value.reported_known, value.reported, len(faults(own)))
    assert seen == {
        ("value", "0"): ("value", 0, 0),
        ("value", ""): ("missing", None, 1),
        ("not_applicable", ""): ("not_applicable", None, 0),
        ("not_loaded", ""): ("not_loaded", None, 0),
    }


def test_up_the_tree_and_down_in_order(cast: Cast) -> None:
    period = forms.opened(cast)
    own = forms.approved(cast, period)
    assert (own.state, own.approved_at) == ("approved", NOW)
    assert forms.value_of(own, "培训人次").verified == 120
    # From the top down: nobody below takes back what stands above.
    for deed in ("uncheck", "recall", "check", "submit"):
        with pytest.raises(ReturnRefused, match="报表现在是"):
            forms.move(cast, own, deed)
    assert forms.move(cast, own, "unapprove").state == "checked"
    assert forms.move(cast, own, "uncheck").state == "submitted"
    assert forms.move(cast, own, "recall").state == "open"
    assert [step.deed for step in own.steps.all()] == ["submit", "check", "approve", "unapprove", "uncheck", "recall"]
    assert forms.value_of(own, "培训人次").verified is None
    assert JournalEntry.objects.filter(verb="撤销批准报表").count() == 1


def test_a_unit_without_a_leader_goes_to_the_office_at_once(cast: Cast) -> None:
    Post.objects.filter(person=cast.county_leader).delete()
    own = forms.move(cast, forms.filled(cast, forms.opened(cast)), "submit")
    assert forms.move(cast, own, "approve").state == "approved"
    assert forms.move(cast, own, "unapprove").state == "submitted"
    assert forms.move(cast, own, "send_back").state == "open"


def test_the_office_waits_for_the_leader_of_the_unit(cast: Cast) -> None:
    own = forms.move(cast, forms.filled(cast, forms.opened(cast)), "submit")
    with pytest.raises(ReturnRefused, match="已上报"):
        forms.move(cast, own, "approve")
    assert forms.move(cast, own, "refuse").state == "open"


@pytest.mark.parametrize("deed", ["uncheck", "unapprove", "send_back", "refuse"])
def test_what_is_taken_back_has_a_reason(cast: Cast, deed: str) -> None:
    own = forms.move(cast, forms.filled(cast, forms.opened(cast)), "submit")
    own = own if deed == "refuse" else forms.move(cast, own, "check")
    own = forms.move(cast, own, "approve") if deed == "unapprove" else own
    actor = cast.office if deed in {"unapprove", "send_back"} else cast.county_leader
    with pytest.raises(ReturnRefused, match="请填写理由"):
        actions.move(filled=own, deed=deed, actor=actor, at=NOW, reason="  ")


def test_each_step_is_open_to_nobody_else(cast: Cast) -> None:
    own = forms.filled(cast, forms.opened(cast))
    allowed: dict[str, Person] = {"submit": cast.county_liaison, "check": cast.county_leader, "approve": cast.office}
    for deed, person in allowed.items():
        for other in cast.people().values():
            if other != person:
                with pytest.raises(ReturnRefused, match="您不能"):
                    actions.move(filled=own, deed=deed, actor=other, at=NOW)
        own = actions.move(filled=own, deed=deed, actor=person, at=NOW)


def test_what_is_owed_out_of_bounds_or_unlike_the_records_keeps_a_return_back(cast: Cast) -> None:
    forms.event(cast)
    own = forms.of(forms.opened(cast), cast.north)
    counted, asked = own.values.select_related("item")
    with pytest.raises(ReturnRefused, match="培训人次：尚未填报"):
        forms.move(cast, own, "submit")
    forms.fill(cast, own, asked, "-5")
    with pytest.raises(ReturnRefused, match="小于最小值 0"):
        forms.move(cast, own, "submit")
    forms.fill(cast, own, asked, "5")
    forms.fill(cast, own, counted, "3")
    with pytest.raises(ReturnRefused, match="与系统计算的 1 不一致"):
        forms.move(cast, own, "submit")
    forms.fill(cast, own, counted, "3", comment="两场尚未登记")
    assert forms.move(cast, own, "submit").state == "submitted"


def test_a_leap_since_the_period_before_is_explained(cast: Cast) -> None:
    period = forms.opened(cast, forms.QUARTER.before)
    forms.approved(cast, period)
    later = actions.open_period(form=period.form, period=forms.QUARTER, actor=cast.office, at=NOW)
    own = forms.of(later, cast.north)
    trained = forms.value_of(own, "培训人次")
    words = {}
    for written in ("60", "180", "59", "181"):
        forms.fill(cast, own, trained, written)
        words[written] = [(fault.words, fault.doubtful) for fault in faults(own)]
    said = [("与上期 120.0000 相比变动较大，请说明原因", True)]
    assert words == {"60": [], "180": [], "59": said, "181": said}
    forms.fill(cast, own, trained, "500", comment="举办了全州轮训")
    assert faults(own) == []


def test_what_changed_after_approval_is_told_with_the_difference(cast: Cast) -> None:
    """K11: the approved value stays."""
    period = forms.opened(cast)
    own = forms.approved(cast, period)
    assert changed_since([own]) == {}
    forms.event(cast)
    forms.event(cast, "第二场")
    ((change,),) = changed_since([own]).values()
    assert (change.value.item.indicator, change.value.verified) == ("events_held", 0)
    assert (change.now.value, change.difference) == (2, 2)
    assert approved_values("events_held", [cast.north], forms.QUARTER)[cast.north.pk].value == 0
    MatchmakingEvent.objects.all().delete()
    assert changed_since([own]) == {}


def test_before_approval_a_return_can_be_counted_anew(cast: Cast) -> None:
    own = forms.filled(cast, forms.opened(cast))
    forms.event(cast)
    actions.compute_again(filled=own, actor=cast.county_liaison, at=NOW)
    counted = forms.value_of(own, "events_held")
    assert (counted.computed, counted.reported) == (1, 1)
    forms.fill(cast, own, counted, "7", comment="另有记录")
    forms.event(cast, "第二场")
    actions.compute_again(filled=own, actor=cast.county_liaison, at=NOW)
    assert [(one.computed, one.reported) for one in [forms.value_of(own, "events_held")]] == [(2, 7)]


def test_four_values_stand_side_by_side(cast: Cast) -> None:
    own = forms.move(cast, forms.filled(cast, forms.opened(cast)), "submit", "check")
    trained = forms.value_of(own, "培训人次")
    told = {"value": trained, "actor": cast.office, "at": NOW}
    with pytest.raises(ReturnRefused, match="请填写理由"):
        actions.verify_value(verified=Decimal(110), reason="", **told)  # type: ignore[arg-type]  # by name
    actions.verify_value(verified=Decimal(110), reason="签到表为110人", **told)  # type: ignore[arg-type]  # by name
    forms.move(cast, own, "approve")
    with pytest.raises(ReturnRefused, match="反馈文件"):
        actions.enter_returned(returned=Decimal(108), source=" ", **told)  # type: ignore[arg-type]  # by name
    actions.enter_returned(returned=Decimal(108), source="自治区反馈单", **told)  # type: ignore[arg-type]  # by name
    kept = forms.value_of(own, "培训人次")
    assert (kept.computed, kept.reported, kept.verified, kept.returned) == (None, 120, 110, 108)
    with pytest.raises(ReturnRefused, match="轮到主管部门"):
        actions.verify_value(verified=Decimal(1), reason="晚了", **told)  # type: ignore[arg-type]  # by name
    for person in cast.others("office"):
        with pytest.raises(ReturnRefused):
            actions.enter_returned(value=kept, returned=Decimal(1), source="无", actor=person, at=NOW)


def test_a_locked_period_takes_nothing_but_by_exception(cast: Cast) -> None:
    period = forms.opened(cast)
    with pytest.raises(ReturnRefused, match="没有到截止日期"):
        actions.lock_period(period=period, actor=cast.office, at=NOW)
    actions.lock_period(period=period, actor=cast.office, at=forms.AFTER)
    own = forms.of(ReturnPeriod.objects.get(), cast.north)
    with pytest.raises(ReturnRefused, match="已经锁定"):
        forms.fill(cast, own, forms.value_of(own, "培训人次"), "5")
    for day, reason, unit in (
        (date(2026, 4, 1), "灾害", cast.north),
        (date(2026, 4, 20), " ", cast.north),
        (date(2026, 4, 20), "灾害", cast.south),
    ):
        with pytest.raises(ReturnRefused):
            actions.make_exception(period=period, unit=unit, due_on=day, reason=reason, actor=cast.office, at=NOW)
    actions.make_exception(
        period=period, unit=cast.north, due_on=date(2026, 4, 20), reason="雪灾断网", actor=cast.office, at=forms.AFTER
    )
    assert forms.filled(cast, ReturnPeriod.objects.get()).state == "open"
    with pytest.raises(ReturnRefused, match="已经锁定"):
        actions.lock_period(period=period, actor=cast.office, at=forms.AFTER)


def test_who_is_late_and_how_full_each_return_is(cast: Cast) -> None:
    period = forms.opened(cast)
    assert late_returns(cast.government, forms.DUE) == []
    forms.move(cast, forms.filled(cast, period), "submit")
    (late,) = late_returns(cast.government, date(2026, 4, 13))
    assert (late.filled.unit, late.days, late.due_on) == (cast.science, 3, forms.DUE)
    assert late_returns(cast.north, date(2026, 4, 13)) == []
    found = standings(list(period.returns.select_related("period")), date(2026, 4, 13))
    assert {one.filled.unit: (one.given, one.items, one.days_late) for one in found} == {
        cast.north: (2, 2, 0),
        cast.science: (1, 2, 3),
    }
    actions.make_exception(
        period=period, unit=cast.science, due_on=date(2026, 4, 20), reason="人员调整", actor=cast.office, at=NOW
    )
    assert late_returns(cast.government, date(2026, 4, 13)) == []


@pytest.mark.parametrize("period", [Period(2026), Period.read("2026Q3"), Period.read("2026Q1")])
def test_a_period_is_opened_once_when_it_has_begun(cast: Cast, period: Period) -> None:
    form = forms.opened(cast).form
    with pytest.raises(ReturnRefused):
        actions.open_period(form=form, period=period, actor=cast.office, at=NOW)


def test_nobody_reads_the_returns_of_others(cast: Cast) -> None:
    period = forms.opened(cast)
    seen = {
        part: {one.unit for one in Return.objects.visible_to(cast.standing(part))}
        for part in ("office", "leader", "county_liaison", "county_leader", "liaison", "outsider", "firm", "public")
    }
    assert seen.pop("office") == seen.pop("leader") == {cast.north, cast.science}
    assert seen.pop("county_liaison") == seen.pop("county_leader") == {cast.north}
    assert seen.pop("liaison") == {cast.science}
    assert set().union(*seen.values()) == set()
    assert period.form in type(period.form).objects.visible_to(cast.standing("liaison"))
    assert period.form not in type(period.form).objects.visible_to(cast.standing("outsider"))


@pytest.mark.parametrize(
    ("model", "constraint", "values"),
    [
        (Return, "return_submitted_since", {"state": "submitted"}),
        (Return, "return_approved_since", {"state": "approved", "submitted_at": NOW}),
        (ReturnPeriod, "return_period_locked_after_opening", {"locked_at": NOW.replace(year=2025)}),
        (ReturnValue, "return_value_reported_is_there", {"reported_known": "value", "reported": None}),
        (ReturnValue, "return_value_from_above_has_its_paper", {"returned": 5}),
    ],
)
def test_the_database_holds_it_too(cast: Cast, model: type[Return], constraint: str, values: dict[str, object]) -> None:
    forms.opened(cast)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model._default_manager.all().update(**values)


def test_nothing_stands_twice(cast: Cast) -> None:
    """return_period_once, return_once, return_value_once, period_exception_once."""
    period = forms.opened(cast)
    own = forms.of(period, cast.north)
    said = {"unit": cast.north, "due_on": forms.DUE, "reason": "例外", "made_by": cast.office, "made_at": NOW}
    PeriodException.objects.create(period=period, **said)
    for double in (
        lambda: ReturnPeriod.objects.create(form=period.form, period=period.period, due_on=forms.DUE, opened_at=NOW),
        lambda: Return.objects.create(period=period, unit=cast.north, computed_at=NOW),
        lambda: ReturnValue.objects.create(filled=own, item=own.values.all()[0].item),
        lambda: PeriodException.objects.create(period=period, **said),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            double()


def test_a_period_costs_as_many_queries_for_many_units_as_for_few(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    period = forms.opened(cast)
    forms.approved(cast, period)
    returns = list(Return.objects.select_related("unit", "period__form").all())
    with django_assert_max_num_queries(3):  # type: ignore[operator]  # a fixture of the plugin
        assert changed_since(returns) == {}
