"""From the clue to the case: who opens it, verifying in time, two officers, filing or not, the decision on the spot."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from manas.matters.docket.actions.opening import open_case, open_draft
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import LimitState, Matter
from manas.matters.protection.penalty_case.models import PenaltyCase
from tests.cast import EVERYBODY, Cast
from tests.matters.penalty_case.cases import (
    CLUE,
    FACTS,
    LAW,
    PARTY,
    File,
    filed,
    morning,
    registered,
)

ON_SPOT = {
    **PARTY,
    **FACTS,
    **LAW,
    "breach": "mark-agency",
    "penalty": "警告，并处罚款",
    "decided_on": date(2026, 3, 3),
}


def test_a_case_is_opened_by_a_handler_and_has_its_number_at_once(cast: Cast) -> None:
    case = File(cast).case
    assert (case.number, case.state, case.awaits) == ("克市监知罚〔2026〕1号", "clue", "handler")
    assert (case.handler, case.confidential, case.lead_unit) == (cast.handler, True, cast.ip_office)


@pytest.mark.parametrize("part", ["reviewer", "approver", "office", "county_handler", "police", "firm", "outsider"])
def test_nobody_else_opens_one(cast: Cast, part: str) -> None:
    with pytest.raises(StepRefused, match="不能为市场监管局建立"):
        open_case(
            kind=kinds()["penalty_case"],
            unit=cast.ip_office,
            actor=cast.people()[part],
            at=morning(date(2026, 3, 2)),
            values=CLUE,
        )


def test_nobody_applies_for_a_penalty(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="依职权启动"):
        open_draft(kind=kinds()["penalty_case"], county=cast.north, actor=cast.firm, at=morning(date(2026, 3, 2)))
    assert kinds()["penalty_case"].in_portal is False


def test_only_those_who_handle_it_read_it(cast: Cast) -> None:
    case = filed(cast).case
    reading = {part for part in EVERYBODY if Matter.objects.visible_to(cast.standing(part)).filter(pk=case.pk)}
    assert reading == {"handler", "approver", "reviewer"}


def test_a_clue_is_verified_in_fifteen_working_days_and_fifteen_more(cast: Cast) -> None:
    file = registered(cast)
    assert (file.state, file.papers()) == ("verifying", ["source_form"])
    assert file.limit("PEN-VERIFY").due_on == date(2026, 3, 23)
    assert file.lengthen("PEN-VERIFY").limit("PEN-VERIFY").due_on == date(2026, 4, 14)
    with pytest.raises(StepRefused, match="不能再延长"):
        file.lengthen("PEN-VERIFY")


def test_a_handler_does_not_lengthen_their_own_time(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="不由您延长"):
        registered(cast).lengthen("PEN-VERIFY", "handler")


@pytest.mark.parametrize(
    ("out", "back", "document", "asked"),
    [
        ("test_clue", "clue_tested", "expert_opinion", {"examiner": "某检测院", "examined_matter": "真伪"}),
        ("identify_clue", "clue_identified", "right_holder_opinion", {"right_holder": "某电机公司"}),
    ],
)
def test_time_for_testing_and_identification_is_not_counted(
    cast: Cast, out: str, back: str, document: str, asked: dict[str, str]
) -> None:
    file = registered(cast).on(date(2026, 3, 4)).do(out, **asked)
    assert file.limit("PEN-VERIFY").state == LimitState.STOPPED
    file.on(date(2026, 3, 11)).add(document).do(back)
    assert (file.state, file.limit("PEN-VERIFY").state) == ("verifying", LimitState.RUNNING)
    assert file.limit("PEN-VERIFY").due_on == date(2026, 3, 30)


def test_an_opinion_of_experts_must_lie_there(cast: Cast) -> None:
    file = registered(cast).do("test_clue", examiner="某检测院", examined_matter="真伪")
    with pytest.raises(StepRefused, match="还缺材料：检测鉴定意见"):
        file.do("clue_tested")


def test_filing_ends_the_verification_and_starts_ninety_days(cast: Cast) -> None:
    file = filed(cast)
    assert (file.state, file.case.awaits) == ("investigating", "handler")
    assert file.limit("PEN-VERIFY").state == LimitState.MET
    assert file.limit("PEN-DECIDE").due_on == date(2026, 6, 8)
    assert file.lengthen("PEN-DECIDE").limit("PEN-DECIDE").due_on == date(2026, 7, 7)


def test_filing_needs_two_officers(cast: Cast) -> None:
    file = registered(cast)
    with pytest.raises(StepRefused, match="还需要填写：执法人员乙"):
        file.do("propose_filing", breach="mark-infringement", **PARTY, **FACTS, officer_one=cast.handler)


def test_two_officers_are_two_people(cast: Cast) -> None:
    file = registered(cast)
    with pytest.raises(StepRefused, match="不能是同一人"):
        file.do(
            "propose_filing",
            breach="mark-infringement",
            **PARTY,
            **FACTS,
            officer_one=cast.handler,
            officer_two=cast.handler,
        )


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("penalty_two_officers", ("officer_one", "officer_two")),
        ("penalty_two_in_team", ("team_one", "team_two")),
    ],
)
def test_the_database_keeps_two_people_two(cast: Cast, constraint: str, columns: tuple[str, str]) -> None:
    case = registered(cast).case
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PenaltyCase.objects.filter(pk=case.pk).update(**dict.fromkeys(columns, cast.handler))


@pytest.mark.parametrize("column", ["fine", "illegal_turnover", "illegal_gain"])
def test_the_database_keeps_no_negative_amount(cast: Cast, column: str) -> None:
    case = registered(cast).case
    with pytest.raises(IntegrityError, match="penalty_amounts_not_negative"), transaction.atomic():
        PenaltyCase.objects.filter(pk=case.pk).update(**{column: Decimal(-1)})


@pytest.mark.parametrize("part", ["handler", "reviewer", "police", "county_handler", "outsider"])
def test_filing_is_approved_by_the_approver_alone(cast: Cast, part: str) -> None:
    file = registered(cast)
    file.do("propose_filing", breach="mark-infringement", **PARTY, **FACTS, **file.officers)
    with pytest.raises(StepRefused, match="不由您办理"):
        file.do("file_case", part)


def test_not_filing_is_approved_too_and_may_be_taken_up_again(cast: Cast) -> None:
    file = registered(cast).do("propose_no_filing", **FACTS, opinion="证据不足")
    assert (file.state, file.papers()) == ("no_filing_approval", ["no_filing_form"])
    file.do("refuse_filing", "approver")
    assert (file.state, file.limit("PEN-VERIFY").state) == ("not_filed", LimitState.MET)
    assert file.case.closed_at is not None
    file.on(date(2026, 4, 1)).do("take_up_again", "approver", opinion="收到新证据")
    assert (file.state, file.limit("PEN-VERIFY").due_on) == ("verifying", date(2026, 4, 23))


def test_a_clue_of_another_authority_is_sent_there(cast: Cast) -> None:
    file = registered(cast).do("propose_no_filing", **FACTS, opinion="违法行为发生在外州")
    with pytest.raises(StepRefused, match="还需要填写：接收移送机关"):
        file.do("send_away", "approver", opinion="不属于本机关管辖")
    file.do("send_away", "approver", receiving_office="外州市场监管局", opinion="不属于本机关管辖")
    assert (file.state, file.papers()) == ("sent_away", ["referral_letter"])


def test_who_is_competent_is_talked_over_for_seven_working_days_and_then_designated(cast: Cast) -> None:
    file = registered(cast).do("dispute_jurisdiction", opinion="邻州也已受理")
    assert file.limit("PEN-JURIS-DISPUTE").due_on == date(2026, 3, 11)
    file.on(date(2026, 3, 11)).do("ask_designation", opinion="协商不成")
    assert (file.state, file.limit("PEN-JURIS-DESIGNATE").due_on) == ("designation", date(2026, 3, 20))
    assert file.do("keep_jurisdiction", opinion="指定本机关管辖").state == "verifying"


def test_who_is_not_competent_sends_the_clue_on(cast: Cast) -> None:
    file = registered(cast).do("dispute_jurisdiction", opinion="邻州也已受理")
    file.do("lose_jurisdiction", receiving_office="邻州市场监管局", opinion="邻州最先立案")
    assert file.do("send_away", "approver", opinion="同意移送").state == "sent_away"


def test_a_request_to_file_goes_back_with_its_reason(cast: Cast) -> None:
    file = registered(cast).do("propose_no_filing", **FACTS, opinion="证据不足")
    with pytest.raises(StepRefused, match="必须写明意见或理由"):
        file.do("verify_further", "approver")
    assert file.do("verify_further", "approver", opinion="补充核查进货渠道").state == "verifying"


def test_a_day_of_receipt_lies_not_ahead(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="线索收到日期不能晚于今天"):
        File(cast).do("register", clue_source="report", clue_received_on=date(2026, 3, 3))


def test_a_decision_on_the_spot_is_filed_in_seven_working_days(cast: Cast) -> None:
    file = registered(cast).on(date(2026, 3, 3)).do("punish_on_spot", **ON_SPOT, **_officers(cast), fine=Decimal(3000))
    assert (file.state, file.papers()) == ("spot", ["spot_decision"])
    assert file.limit("PEN-SIMPLE-FILE").due_on == date(2026, 3, 12)
    assert file.limit("PEN-PAY").due_on == date(2026, 3, 18)
    file.do("file_spot", archive_number="2026-003").do("close_spot", paid_on=date(2026, 3, 3))
    assert (file.state, file.limit("PEN-PAY").state) == ("spot_done", LimitState.MET)


@pytest.mark.parametrize(("party", "most"), [("person", Decimal("200.00")), ("entity", Decimal("3000.00"))])
def test_more_than_the_law_allows_is_not_imposed_on_the_spot(cast: Cast, party: str, most: Decimal) -> None:
    file = registered(cast).on(date(2026, 3, 3))
    values = {**ON_SPOT, **_officers(cast), "party_kind": party}
    with pytest.raises(StepRefused, match="超过当场处罚的限额"):
        file.do("punish_on_spot", **values, fine=most + Decimal("0.01"))
    assert file.do("punish_on_spot", **values, fine=most).state == "spot"


def test_a_warning_on_the_spot_needs_no_fine(cast: Cast) -> None:
    file = registered(cast).on(date(2026, 3, 3)).do("punish_on_spot", **ON_SPOT, **_officers(cast))
    assert (file.state, file.case.fine) == ("spot", None)


def test_cash_is_handed_in_within_two_working_days_and_before_filing(cast: Cast) -> None:
    file = registered(cast).on(date(2026, 3, 3)).do("punish_on_spot", **ON_SPOT, **_officers(cast), fine=Decimal(100))
    file.do("collect_cash", cash_collected_on=date(2026, 3, 3), paid_on=date(2026, 3, 3), paid_amount=Decimal(100))
    assert file.limit("PEN-CASH").due_on == date(2026, 3, 5)
    assert file.limit("PEN-PAY").state == LimitState.MET
    with pytest.raises(StepRefused, match="罚款还没有上交"):
        file.do("file_spot", archive_number="2026-003")
    assert file.do("hand_in_cash").do("file_spot", archive_number="2026-003").state == "spot_paying"


def _officers(cast: Cast) -> dict[str, object]:
    return File(cast).officers
