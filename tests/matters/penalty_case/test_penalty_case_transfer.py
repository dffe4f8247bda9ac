"""To the police and back: who sends, in which hours and days, and what follows when the police decline."""

from datetime import UTC, date, datetime

import pytest

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.models import LimitState, Matter
from manas.office.models import UnitKind
from tests.cast import Cast, unit
from tests.matters.penalty_case.cases import File, before_police, deciding, filed, second_officer

DECLINED = {"opinion": "未达到追诉标准"}


def proposed(cast: Cast, **values: object) -> File:
    """A transfer that was proposed on 10 March."""
    file = filed(cast).add("transfer_report", "goods_list").on(date(2026, 3, 10))
    team = {"team_one": cast.handler, "team_two": second_officer(cast)}
    crime = {"offence": "selling-counterfeit-goods", "crime_suspected": "销售金额已达追诉标准。"}
    return file.do("propose_transfer", **{**team, **crime, **values})


def reviewed_by_police(cast: Cast) -> File:
    """A case that the police signed for on 10 March."""
    return before_police(cast).do("receive", "police")


def filed_by_police(cast: Cast) -> File:
    """A case in which the police took it on on 12 March."""
    return (
        reviewed_by_police(cast).on(date(2026, 3, 12)).do("file_crime", "police", police_number="云公立字〔2026〕8号")
    )


def test_two_people_propose_and_the_head_answers_in_three_days(cast: Cast) -> None:
    file = proposed(cast)
    assert (file.state, file.limit("TRF-APPROVE").due_on) == ("transfer_approval", date(2026, 3, 13))


def test_the_team_is_two_people(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="专案组成员不得少于两人"):
        proposed(cast, team_two=cast.handler)
    with pytest.raises(StepRefused, match="还需要填写：专案组成员乙"):
        proposed(cast, team_two=None)


def test_a_transfer_needs_its_report(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="还缺材料：移送涉嫌犯罪案件报告"):
        filed(cast).do(
            "propose_transfer",
            team_one=cast.handler,
            team_two=second_officer(cast),
            offence="counterfeit-patent",
            crime_suspected="假冒他人专利。",
        )


def test_an_approved_transfer_leaves_within_a_day(cast: Cast) -> None:
    file = proposed(cast).do("approve_transfer", "approver", partner_unit=cast.police_bureau)
    assert (file.state, file.papers()) == ("transfer_sending", ["crime_transfer_letter"])
    assert file.limit("TRF-SEND").due_at == datetime(2026, 3, 11, 1, 0, tzinfo=UTC)
    assert file.limit("PEN-DECIDE").state == LimitState.MET
    assert file.do("send").limit("TRF-SEND").state == LimitState.MET


def test_a_transfer_that_is_not_approved_says_why(cast: Cast) -> None:
    file = proposed(cast)
    with pytest.raises(StepRefused, match="必须写明意见或理由"):
        file.do("refuse_transfer", "approver")
    file.do("refuse_transfer", "approver", opinion="事实未查清")
    assert (file.state, file.limit("TRF-APPROVE").state) == ("investigating", LimitState.MET)


def test_a_case_is_not_sent_to_oneself(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="不能是本单位"):
        proposed(cast).do("approve_transfer", "approver", partner_unit=cast.ip_office)


def test_the_head_may_order_it_when_deciding(cast: Cast) -> None:
    file = deciding(cast).add("transfer_report", "goods_list")
    file.do(
        "order_transfer",
        "approver",
        decided_on=date(2026, 3, 18),
        partner_unit=cast.police_bureau,
        team_one=cast.handler,
        team_two=second_officer(cast),
        offence="counterfeit-labels",
        crime_suspected="标识数量已达追诉标准。",
    )
    assert (file.state, file.limit("PEN-DECIDE").state) == ("transfer_sending", LimitState.MET)


def test_the_police_read_the_case_once_it_is_theirs_to_answer(cast: Cast) -> None:
    def read(case: Matter) -> bool:
        return Matter.objects.visible_to(cast.standing("police", date(2026, 3, 10))).filter(pk=case.pk).exists()

    assert read(proposed(cast).case) is False
    assert read(before_police(cast).case) is True


@pytest.mark.parametrize("part", ["handler", "approver", "reviewer", "county_handler", "outsider"])
def test_the_police_alone_sign(cast: Cast, part: str) -> None:
    with pytest.raises(StepRefused, match="不由您办理"):
        before_police(cast).do("receive", part)


def test_the_police_decide_in_three_days_and_pass_on_in_one(cast: Cast) -> None:
    file = reviewed_by_police(cast)
    assert (file.state, file.limit("TRF-POLICE-REVIEW").due_on) == ("police_review", date(2026, 3, 13))
    assert file.limit("TRF-WRONG-POLICE").due_at == datetime(2026, 3, 11, 1, 0, tzinfo=UTC)


def test_a_case_of_other_police_is_passed_on(cast: Cast) -> None:
    other = unit("gaj2", UnitKind.DEPARTMENT, "铁路公安处", ("铁路公安处",), cast.government, cast.office, 9)
    file = reviewed_by_police(cast)
    with pytest.raises(StepRefused, match="指定另一公安机关"):
        file.do("pass_on", "police", partner_unit=cast.police_bureau, opinion="不属于本局管辖")
    file.do("pass_on", "police", partner_unit=other, opinion="不属于本局管辖")
    assert (file.state, file.case.partner_unit) == ("police_receipt", other)
    with pytest.raises(StepRefused, match="不由您办理"):
        file.do("receive", "police")


def test_goods_follow_within_three_days(cast: Cast) -> None:
    file = filed_by_police(cast)
    assert (file.state, file.limit("TRF-HANDOVER").due_on) == ("handing_over", date(2026, 3, 15))
    file.do("hand_over_goods", handed_over_on=date(2026, 3, 12))
    assert (file.state, file.case.awaits, file.limit("TRF-HANDOVER").state) == ("criminal", "police", LimitState.MET)


def test_what_the_police_decline_is_asked_again_in_three_days(cast: Cast) -> None:
    file = reviewed_by_police(cast).on(date(2026, 3, 12))
    with pytest.raises(StepRefused, match="必须写明意见或理由"):
        file.do("decline", "police")
    file.do("decline", "police", **DECLINED)
    assert (file.state, file.limit("TRF-RECONSIDER").due_on) == ("police_declined", date(2026, 3, 15))
    file.do("ask_police_again", opinion="数额认定有误")
    assert file.limit("TRF-RECONSIDER-DECIDE").due_on == date(2026, 3, 15)
    assert file.limit("TRF-RECONSIDER-DECIDE").binds == "police"


def test_police_who_change_their_mind_take_it_on(cast: Cast) -> None:
    file = reviewed_by_police(cast).do("decline", "police", **DECLINED).do("ask_police_again", opinion="数额认定有误")
    assert file.do("file_after_all", "police", police_number="云公立字〔2026〕9号").state == "handing_over"


def test_after_a_second_refusal_the_procurator_is_asked(cast: Cast) -> None:
    file = reviewed_by_police(cast).do("decline", "police", **DECLINED).do("ask_police_again", opinion="数额认定有误")
    file.do("uphold", "police", opinion="维持原决定")
    assert (file.state, file.limit("TRF-PROCURATOR").due_on) == ("refusal_upheld", date(2026, 3, 13))
    file.do("ask_procurator", opinion="应当立案而不立案")
    assert (file.state, file.limit("TRF-PROCURATOR").state) == ("supervision", LimitState.MET)
    assert file.do("filed_under_supervision", police_number="云公立字〔2026〕10号").state == "handing_over"


def test_the_procurator_may_be_asked_at_once(cast: Cast) -> None:
    file = reviewed_by_police(cast).do("decline", "police", **DECLINED).do("ask_procurator", opinion="应当立案")
    assert (file.state, file.limit("TRF-RECONSIDER").state) == ("supervision", LimitState.MET)


def test_what_is_no_crime_is_still_punished(cast: Cast) -> None:
    file = reviewed_by_police(cast).do("decline", "police", **DECLINED).do("take_back", opinion="依法给予行政处罚")
    assert (file.state, file.case.awaits) == ("investigating", "handler")


def test_police_who_find_only_a_breach_send_it_back(cast: Cast) -> None:
    file = filed_by_police(cast).do("hand_over_goods", handed_over_on=date(2026, 3, 12))
    file.do("return_breach", "police", opinion="情节显著轻微")
    assert (file.state, file.case.awaits) == ("investigating", "handler")


@pytest.mark.parametrize("part", ["police", "handler"])
def test_a_crime_that_was_judged_closes_the_case(cast: Cast, part: str) -> None:
    file = filed_by_police(cast).do("hand_over_goods", handed_over_on=date(2026, 3, 12))
    file.do("crime_settled", part, criminal_result="判处有期徒刑一年，并处罚金")
    assert (file.state, file.limit("PEN-CLOSE").due_on) == ("to_close", date(2026, 4, 2))


def test_a_case_that_was_handed_over_may_be_closed(cast: Cast) -> None:
    file = filed_by_police(cast).do("hand_over_goods", handed_over_on=date(2026, 3, 12)).do("close_transferred")
    assert file.do("propose_closing", closing_ground="not-punished").state == "closing_approval"
