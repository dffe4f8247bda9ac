"""Use is checked; what is wrong is ordered to be corrected by a day; what is not corrected ends the use."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import Level
from manas.matters.docket.models import LimitState, Matter
from manas.matters.indications.special_mark_use.models import SpecialMarkUse
from manas.matters.indications.special_mark_use.queries import advice, checks
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.matters.special_mark_use.marks import use_after

LAST_DAY = date(2026, 4, 1)
ON_TIME = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
TOO_LATE = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)


def test_a_check_is_kept_with_what_was_looked_at(cast: Cast) -> None:
    use = step(
        use_after(cast, "register"), "check", cast.county_handler, checked_on=TODAY, area_fits=True, mark_fits=True
    )
    use = step(use, "check", cast.handler, checked_on=TODAY, mark_fits=False, opinion="包装上没有信用代码")
    assert isinstance(use, SpecialMarkUse)
    first, second = checks(use)
    assert (first.conforms, first.area_fits, first.quality_fits, first.entered_by) == (
        True,
        True,
        None,
        cast.county_handler,
    )
    assert (second.conforms, second.area_fits, second.mark_fits, second.finding) == (
        False,
        None,
        False,
        "包装上没有信用代码",
    )
    assert (use.state, use.checked_on, use.mark_fits) == ("in_use", None, None)
    assert str(second) == "2026-03-02"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "请至少填写一项检查结果"),
        ({"mark_fits": False}, "检查发现不符的，请写明情况"),
        ({"mark_fits": True, "checked_on": TODAY + timedelta(days=1)}, "检查日期不能晚于今天"),
    ],
)
def test_an_empty_check_or_one_without_words_is_refused(cast: Cast, wrong: dict[str, object], said: str) -> None:
    use = use_after(cast, "register")
    with pytest.raises(StepRefused, match=said):
        step(use, "check", cast.county_handler, **{"checked_on": TODAY, **wrong})


def test_an_order_says_by_which_day_and_why(cast: Cast) -> None:
    use = use_after(cast, "order")
    assert (use.state, use.awaits, use.correct_by) == ("ordered", "applicant", LAST_DAY)
    assert use.turns.last().told
    assert use.papers.last().key == "order"
    assert use.limits.get(rule="GI-MARK-CORRECT").state == LimitState.RUNNING
    assert [(said.level, said.text) for said in advice(use, ON_TIME)] == [(Level.INFO, "限期改正到2026-04-01为止")]
    assert [(said.level, said.text) for said in advice(use, TOO_LATE)] == [(Level.STOP, "限期改正已于2026-04-01届满")]


def test_a_day_to_correct_by_lies_ahead(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="限期改正截止日应在今天之后"):
        use_after(cast, "order", order={"correct_by": TODAY})


def test_what_was_corrected_is_looked_at_and_use_goes_on(cast: Cast) -> None:
    use = use_after(cast, "order")
    with pytest.raises(StepRefused, match="改正日期不能晚于今天"):
        step(use, "report_correction", cast.coop, AT, corrected_on=LAST_DAY, opinion="已换新包装")
    use = step(use, "report_correction", cast.coop, ON_TIME, corrected_on=LAST_DAY, opinion="已换新包装")
    assert (use.state, use.limits.get(rule="GI-MARK-CORRECT").state) == ("verifying", LimitState.MET)
    further = step(use, "correct_further", cast.handler, ON_TIME, correct_by=date(2026, 4, 20), opinion="仍有旧包装")
    assert (further.state, further.papers.filter(key="order").count()) == ("ordered", 2)
    use = step(
        further, "report_correction", cast.coop, TOO_LATE, corrected_on=TOO_LATE.date(), opinion="旧包装已经销毁"
    )
    assert step(use, "accept_correction", cast.county_handler, TOO_LATE).state == "in_use"


def proposed(cast: Cast) -> Matter:
    return step(use_after(cast, "order"), "not_corrected", cast.county_handler, TOO_LATE, opinion="期满仍用旧包装")


def test_nothing_is_uncorrected_before_its_day_is_over(cast: Cast) -> None:
    use = use_after(cast, "order")
    with pytest.raises(StepRefused, match="改正期限到2026-04-01，尚未届满"):
        step(use, "not_corrected", cast.county_handler, ON_TIME, opinion="没有改正")
    use = proposed(cast)
    assert (use.state, use.awaits, use.limits.get(rule="GI-MARK-CORRECT").state) == ("proposing", "handler", "met")


def test_a_use_off_standard_and_not_corrected_is_canceled(cast: Cast) -> None:
    use = step(proposed(cast), "suggest", cast.handler, TOO_LATE, cancel_ground="off_standard", opinion="期满没有改正")
    assert (use.state, use.awaits) == ("approving_cancel", "approver")
    use = step(use, "approve_cancel", cast.approver, TOO_LATE)
    assert (use.state, use.papers.last().key) == ("cancel_sent", "suggestion")
    with pytest.raises(StepRefused, match="注销公告日期：不能早于核准公告日期"):
        step(use, "record_cancel", cast.handler, TOO_LATE, cancel_notice="第630号公告", canceled_on=date(2026, 3, 1))
    use = step(use, "record_cancel", cast.handler, TOO_LATE, cancel_notice="第630号公告", canceled_on=TOO_LATE.date())
    assert (use.state, use.awaits, use.closed_at) == ("canceled", "", TOO_LATE)
    assert set(use.limits.exclude(state=LimitState.MET).values_list("state", flat=True)) == {LimitState.VOID}


@pytest.mark.parametrize("ground", ["license_gone", "moved_out", "stopped"])
def test_what_cannot_be_corrected_needs_no_order(cast: Cast, ground: str) -> None:
    use = step(use_after(cast, "register"), "suggest", cast.handler, cancel_ground=ground, opinion="营业执照已经注销")
    assert use.state == "approving_cancel"


@pytest.mark.parametrize("ground", ["off_standard", "unused"])
def test_what_can_be_corrected_is_ordered_first(cast: Cast, ground: str) -> None:
    use = use_after(cast, "register")
    with pytest.raises(StepRefused, match="应当先责令限期改正"):
        step(use, "suggest", cast.handler, cancel_ground=ground, opinion="理由")


def test_asking_to_end_while_an_order_runs_is_not_failing_to_follow_it(cast: Cast) -> None:
    use = step(use_after(cast, "order"), "ask_cancel", cast.coop, ON_TIME, opinion="改种其他果树")
    with pytest.raises(StepRefused, match="应当先责令限期改正"):
        step(use, "suggest", cast.handler, TOO_LATE, cancel_ground="off_standard", opinion="没有改正")
    assert (
        step(use, "suggest", cast.handler, TOO_LATE, cancel_ground="stopped", opinion="停产").state
        == "approving_cancel"
    )


def test_disuse_must_have_lasted_two_years(cast: Cast) -> None:
    use = proposed(cast)
    with pytest.raises(StepRefused, match="未使用专用标志到2028-03-02才满二年"):
        step(
            use, "suggest", cast.handler, datetime(2028, 3, 2, 2, tzinfo=UTC), cancel_ground="unused", opinion="未使用"
        )
    use = step(
        use, "suggest", cast.handler, datetime(2028, 3, 3, 2, tzinfo=UTC), cancel_ground="unused", opinion="未使用"
    )
    assert use.state == "approving_cancel"


def test_the_prefecture_the_approver_or_the_nation_keep_the_use(cast: Cast) -> None:
    use = step(proposed(cast), "keep", cast.handler, TOO_LATE, opinion="已经当场改正")
    assert use.state == "in_use"
    use = step(use, "suggest", cast.handler, TOO_LATE, cancel_ground="stopped", opinion="停产")
    use = step(use, "do_not_cancel", cast.approver, TOO_LATE, opinion="只是季节性停产")
    assert use.state == "in_use"
    use = step(use, "suggest", cast.handler, TOO_LATE, cancel_ground="stopped", opinion="停产")
    use = step(
        step(use, "approve_cancel", cast.approver, TOO_LATE), "not_canceled", cast.handler, TOO_LATE, opinion="未予注销"
    )
    assert use.state == "in_use"


def test_a_producer_asks_to_end_its_use(cast: Cast) -> None:
    use = step(use_after(cast, "register"), "ask_cancel", cast.coop, opinion="改种其他果树")
    assert (use.state, use.awaits) == ("proposing", "handler")
    use = step(use, "suggest", cast.handler, cancel_ground="stopped", opinion="经营者申请注销")
    assert use.state == "approving_cancel"


def test_nobody_else_supervises(cast: Cast) -> None:
    use = use_after(cast, "register")
    for person in cast.others("county_handler", "handler"):
        for key, values in (("check", {"checked_on": TODAY, "mark_fits": True}), ("order", {"correct_by": LAST_DAY})):
            with pytest.raises(StepRefused, match="不由您办理"):
                step(use, key, person, opinion="理由", **values)
    for person in cast.others("handler"):
        with pytest.raises(StepRefused, match="不由您办理"):
            step(use, "suggest", person, cancel_ground="stopped", opinion="理由")


def test_the_database_holds_that_nothing_ends_before_it_began(cast: Cast) -> None:
    use = use_after(cast, "register")
    with pytest.raises(IntegrityError, match="special_mark_canceled_after_registered"), transaction.atomic():
        SpecialMarkUse.objects.filter(pk=use.pk).update(canceled_on=TODAY - timedelta(days=1))


def test_figures_of_a_product_are_kept_as_they_were_given(cast: Cast) -> None:
    use = use_after(cast, "register")
    use.refresh_from_db()
    assert (use.output, use.output_unit, use.standard) == (Decimal("120.000"), "吨", "DB65/T 0001 北山杏")
