"""After the decision: publishing, paying, putting off, urging, the court, closing and the archive."""

from datetime import date
from decimal import Decimal

import pytest

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import Level
from manas.matters.docket.models import LimitState
from tests.cast import Cast
from tests.matters.penalty_case.cases import File, deciding, served

PAID = {"paid_on": date(2026, 4, 3), "paid_amount": Decimal(50000)}


def urged(cast: Cast) -> File:
    """A fine that was not paid; the party was urged on 12 October, after its remedies had run out."""
    file = served(cast).do("publish", published_on=date(2026, 3, 20)).on(date(2026, 10, 12))
    return file.do("urge", urging_served_on=date(2026, 10, 12), remedy_ended_on=date(2026, 9, 21))


def to_close(cast: Cast) -> File:
    """A case whose fine was paid and whose decision was published."""
    file = served(cast).do("publish", published_on=date(2026, 3, 20))
    return file.on(date(2026, 4, 3)).do("paid", **PAID)


def test_a_paid_fine_leads_to_closing_in_fifteen_working_days(cast: Cast) -> None:
    file = to_close(cast)
    assert (file.state, file.limit("PEN-PAY").state) == ("to_close", LimitState.MET)
    assert file.limit("PEN-CLOSE").due_on == date(2026, 4, 27)


def test_a_case_is_not_closed_before_its_penalty_is_published(cast: Cast) -> None:
    file = served(cast).on(date(2026, 4, 3)).do("paid", **PAID)
    with pytest.raises(StepRefused, match="还没有公示"):
        file.do("propose_closing", closing_ground="executed")
    file.do("publish-to_close", published_on=date(2026, 4, 3))
    assert file.do("propose_closing", closing_ground="executed").state == "closing_approval"


def test_what_need_not_be_published_says_why(cast: Cast) -> None:
    file = served(cast)
    with pytest.raises(StepRefused, match="必须写明意见或理由"):
        file.do("withhold")
    file.do("withhold", opinion="仅给予警告")
    assert (file.state, file.limit("PEN-PUBLISH-SAME").state) == ("paying", LimitState.MET)


def test_closing_is_approved_and_the_file_put_in_order(cast: Cast) -> None:
    file = to_close(cast).do("propose_closing", closing_ground="executed")
    assert (file.papers(), file.limit("PEN-CLOSE").state) == (["closing_form"], LimitState.MET)
    with pytest.raises(StepRefused, match="不由您办理"):
        file.do("close")
    file.do("close", "approver")
    with pytest.raises(StepRefused, match="还需要填写：档案号、正卷页数、副卷页数"):
        file.do("archive")
    file.do("archive", archive_number="2026-011", main_pages=42, inner_pages=18)
    assert (file.state, file.papers(), file.case.closed_at is not None) == ("archived", ["file_index"], True)
    assert set(file.case.limits.values_list("state", flat=True)) <= {LimitState.MET, LimitState.VOID}


def test_a_closing_that_is_not_ready_goes_back(cast: Cast) -> None:
    file = to_close(cast).do("propose_closing", closing_ground="executed")
    assert file.do("reconsider_closing", "approver", opinion="缺票据").state == "to_close"


def test_an_archived_case_is_opened_again_by_the_head_alone(cast: Cast) -> None:
    file = to_close(cast).do("propose_closing", closing_ground="executed").do("close", "approver")
    file.do("archive", archive_number="2026-011", main_pages=42, inner_pages=18)
    with pytest.raises(StepRefused, match="不由您办理"):
        file.do("reopen", opinion="发现新事实")
    file.do("reopen", "approver", opinion="发现新事实")
    assert (file.state, file.case.closed_at) == ("investigating", None)
    assert "法律没有写明" in file.said(Level.INFO)[-1]


def test_payment_is_put_off_by_the_head(cast: Cast) -> None:
    file = served(cast)
    asked = {"deferral": "parts", "deferred_until": date(2026, 9, 30)}
    with pytest.raises(StepRefused, match="还缺材料：延期或者分期缴纳申请"):
        file.do("ask_deferral", **asked)
    file.add("deferral_request").do("ask_deferral", **asked).do("defer", "approver")
    assert (file.state, file.papers(), file.limit("PEN-PAY").state) == (
        "paying",
        ["deferral_approval"],
        LimitState.MET,
    )
    with pytest.raises(StepRefused, match="缴款期限未满"):
        file.on(date(2026, 9, 30)).do("urge", urging_served_on=date(2026, 9, 30), remedy_ended_on=date(2026, 9, 21))


def test_a_refused_deferral_leaves_the_limit(cast: Cast) -> None:
    file = served(cast).add("deferral_request")
    file.do("ask_deferral", deferral="later", deferred_until=date(2026, 9, 30))
    file.do("refuse_deferral", "approver", opinion="经济困难没有证明")
    assert (file.state, file.limit("PEN-PAY").state) == ("paying", LimitState.RUNNING)


@pytest.mark.parametrize(("day", "urged_"), [(date(2026, 4, 7), False), (date(2026, 4, 8), True)])
def test_nobody_is_urged_before_the_time_to_pay_is_over(cast: Cast, day: date, *, urged_: bool) -> None:
    file = served(cast).on(day)
    if not urged_:
        with pytest.raises(StepRefused, match="缴款期限未满"):
            file.do("urge", urging_served_on=day, remedy_ended_on=date(2026, 9, 21))
    else:
        file.do("urge", urging_served_on=day, remedy_ended_on=date(2026, 9, 21))
        assert (file.state, file.papers()) == ("urged", ["urging_letter"])


def test_the_court_is_asked_ten_working_days_after_urging_and_within_three_months(cast: Cast) -> None:
    file = urged(cast)
    assert file.limit("PEN-ENFORCE-URGE").due_on == date(2026, 10, 26)
    assert file.limit("PEN-ENFORCE-COURT").due_on == date(2026, 12, 21)
    applied = {"enforcement_court": "南河市人民法院"}
    file.on(date(2026, 10, 26))
    with pytest.raises(StepRefused, match="未满十个工作日"):
        file.do("apply_to_court", **applied, enforcement_applied_on=date(2026, 10, 26))
    file.on(date(2026, 10, 27)).do("apply_to_court", **applied, enforcement_applied_on=date(2026, 10, 27))
    assert (file.state, file.limit("PEN-ENFORCE-COURT").state) == ("enforcing", LimitState.MET)


def test_the_court_is_not_asked_while_remedies_are_open(cast: Cast) -> None:
    file = served(cast).on(date(2026, 4, 8))
    file.do("urge", urging_served_on=date(2026, 4, 8), remedy_ended_on=date(2026, 9, 21)).on(date(2026, 6, 1))
    with pytest.raises(StepRefused, match="复议和诉讼期限未满"):
        file.do("apply_to_court", enforcement_court="南河市人民法院", enforcement_applied_on=date(2026, 6, 1))


def test_enforcement_ends_by_payment_or_by_ruling(cast: Cast) -> None:
    day = date(2026, 10, 27)
    file = urged(cast).on(day)
    file.do("apply_to_court", enforcement_court="南河市人民法院", enforcement_applied_on=day)
    with pytest.raises(StepRefused, match="还缺材料：人民法院裁定书"):
        file.do("court_ends")
    assert file.add("court_ruling").do("court_ends").state == "to_close"


def test_an_annulled_decision_is_taken_back_from_the_public_in_three_working_days(cast: Cast) -> None:
    file = (
        served(cast).do("publish", published_on=date(2026, 3, 20)).do("seek_remedy", remedy_sought_on=date(2026, 3, 23))
    )
    assert file.limit("PEN-RECONSIDER").state == LimitState.MET
    file.on(date(2026, 5, 18)).do("annul", remedy_decided_on=date(2026, 5, 18), opinion="复议决定撤销")
    assert (file.state, file.limit("PEN-PUBLISH-WITHDRAW").due_on) == ("annulled", date(2026, 5, 21))
    assert file.do("withdraw_publication").state == "to_close"


def test_a_case_whose_decision_fell_is_decided_anew_without_old_notice(cast: Cast) -> None:
    file = served(cast).on(date(2026, 5, 18))
    file.do("annul", remedy_decided_on=date(2026, 5, 18), opinion="程序违法").do("decide_anew", opinion="重新处理")
    assert file.state == "investigating"
    file.do("finish", proposal="penalty", review_kind="legal")
    case = file.case
    assert (case.notice_served_on, case.decided_on, case.fine, case.served_on) == (None, None, None, None)
    file.do("agree", "reviewer", opinion="同意").do("propose_notice", proposed_penalty="罚款")
    file.do("approve_notice", "approver").do("serve_notice", notice_served_on=date(2026, 5, 18))
    file.do("no_plea", rights_waived=True).do("submit")
    file.do("punish", "approver", decided_on=date(2026, 5, 18), fine=Decimal(20000))
    assert [line for line in file.said(Level.WARNING) if "逾期" in line] == []


def test_a_decision_without_money_is_performed(cast: Cast) -> None:
    file = deciding(cast).do(
        "punish", "approver", decided_on=date(2026, 3, 18), penalty="警告", legal_basis="商标法第六十条"
    )
    file.do("serve", served_on=date(2026, 3, 18), service_means="on-the-spot").do("withhold", opinion="仅警告")
    assert file.do("perform").state == "to_close"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 4, 7), None),
        (date(2026, 4, 8), "逾期1日，每日可以加处罚款数额的百分之三，合计1,500元"),
        (date(2026, 5, 10), "逾期33日，每日可以加处罚款数额的百分之三，合计49,500元"),
        (date(2026, 5, 11), "逾期34日，每日可以加处罚款数额的百分之三，合计50,000元，已达罚款数额，不再增加"),
    ],
)
def test_a_late_fine_grows_by_three_percent_a_day_up_to_itself(cast: Cast, day: date, text: str | None) -> None:
    said = [line for line in served(cast).on(day).said(Level.WARNING) if "逾期" in line]
    assert said == ([] if text is None else [text])


def test_days_of_a_remedy_do_not_count_against_the_late(cast: Cast) -> None:
    file = (
        served(cast)
        .on(date(2026, 4, 10))
        .do("seek_remedy", remedy_sought_on=date(2026, 4, 10), remedy_decided_on=date(2026, 5, 9))
    )
    assert [line for line in file.on(date(2026, 5, 10)).said(Level.WARNING) if "逾期" in line] == [
        "逾期3日，每日可以加处罚款数额的百分之三，合计4,500元"
    ]
