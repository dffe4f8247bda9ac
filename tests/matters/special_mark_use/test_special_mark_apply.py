"""A producer applies; the county looks at the place, the prefecture examines and reports, and what is said above is recorded."""

from datetime import timedelta

import pytest

from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.indications.special_mark_use.queries import advice
from tests.cast import AT, EVERYBODY, TODAY, Cast, journal_lines
from tests.matters.business import step, term
from tests.matters.special_mark_use.marks import APPLICATION, WAY, draft, use_after

TOMORROW = TODAY + timedelta(days=1)


def papers_of(use: Matter) -> list[str]:
    return [paper.key for paper in use.papers.all()]


def limits_of(use: Matter) -> list[tuple[str, str]]:
    return [(limit.rule, limit.state) for limit in use.limits.order_by("pk")]


def test_an_application_goes_to_the_county_first(cast: Cast) -> None:
    use = use_after(cast, "submit")
    assert (use.number, use.state, use.awaits, use.county) == ("克地标〔2026〕1号", "received", "county", cast.north)
    assert limits_of(use) == [("GI-COUNTY-CHECK", "running")]


def test_the_county_has_as_long_as_the_office_has_set(cast: Cast) -> None:
    assert use_after(cast, "submit").limits.get().due_on is None
    term(cast, "GI-COUNTY-CHECK", 10)
    assert use_after(cast, "submit").limits.get().due_on == TODAY + timedelta(days=14)


def test_without_form_and_report_nothing_is_taken(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="还缺材料：专用标志使用申请书、特色质量检验检测报告"):
        step(draft(cast), "submit", cast.coop)


@pytest.mark.parametrize("missing", sorted(set(APPLICATION)))
def test_every_particular_is_asked_for(cast: Cast, missing: str) -> None:
    with pytest.raises(StepRefused, match="还需要填写"):
        use_after(cast, "submit", draft={missing: None if missing in ("output", "tested_on") else ""})


def test_a_report_of_tomorrow_is_refused(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="检验检测报告日期不能晚于今天"):
        use_after(cast, "submit", draft={"tested_on": TOMORROW})


def test_who_has_no_code_to_print_beside_the_mark_is_refused(cast: Cast) -> None:
    use = open_draft(kind=kinds()["special_mark_use"], county=cast.north, actor=cast.coop, at=AT, values=APPLICATION)
    with pytest.raises(StepRefused, match="统一社会信用代码"):
        WAY["submit"](cast, use, {})


def test_the_county_accepts_checks_and_agrees(cast: Cast) -> None:
    use = use_after(cast, "accept")
    assert (use.state, papers_of(use)) == ("checking", ["acceptance"])
    with journal_lines() as told:
        use = step(use, "county_agree", cast.county_handler, place_checked_on=TODAY)
    assert (use.state, use.awaits, use.county_view) == ("prefecture", "handler", "agrees")
    assert told.verbs == ["办件·核验相符，同意上报"]
    assert papers_of(use) == ["acceptance", "county_opinion"]
    assert limits_of(use) == [("GI-COUNTY-CHECK", "met"), ("GI-PREFECTURE-CHECK", "running")]


@pytest.mark.parametrize("after", ["submit", "accept"])
def test_the_county_returns_for_correction_and_it_comes_back(cast: Cast, after: str) -> None:
    use = use_after(cast, after)
    with pytest.raises(StepRefused, match="必须写明意见或理由"):
        step(use, "county_return", cast.county_handler)
    use = step(use, "county_return", cast.county_handler, opinion="检验报告没有盖章")
    assert (use.state, use.awaits, papers_of(use)[-1]) == ("correcting", "applicant", "correction")
    use = step(use, "resubmit", cast.coop, test_report="J2026-019")
    assert (use.state, use.test_report, limits_of(use)[-1]) == ("received", "J2026-019", ("GI-COUNTY-CHECK", "running"))


def test_a_county_that_disagrees_says_why_and_is_not_passed_over_without_a_word(cast: Cast) -> None:
    use = use_after(cast, "accept")
    with pytest.raises(StepRefused, match="必须写明意见或理由"):
        step(use, "county_oppose", cast.county_handler, place_checked_on=TODAY)
    use = step(use, "county_oppose", cast.county_handler, place_checked_on=TODAY, opinion="地块在产地范围以外")
    assert (use.state, use.county_view) == ("prefecture", "opposes")
    assert [said.text for said in advice(use, AT)] == ["北山县产地核验结论：不符"]
    with pytest.raises(StepRefused, match="县级核验结论是不符"):
        step(use, "forward", cast.handler)
    assert step(use, "forward", cast.handler, opinion="复测后在范围以内").state == "approving"


def test_a_place_is_not_checked_tomorrow(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="产地核验日期不能晚于今天"):
        use_after(cast, "county_agree", county_agree={"place_checked_on": TOMORROW})


def test_the_prefecture_asks_the_county_again_or_the_producer(cast: Cast) -> None:
    use = step(use_after(cast, "county_agree"), "check_again", cast.handler, opinion="请补充现场照片")
    assert (use.state, use.awaits, limits_of(use)[-1]) == ("checking", "county", ("GI-COUNTY-CHECK", "running"))
    use = step(use, "county_agree", cast.county_handler, place_checked_on=TODAY)
    use = step(use, "prefecture_return", cast.handler, opinion="请补交标注样式")
    assert (use.state, use.awaits) == ("correcting", "applicant")


def test_the_approver_sends_it_up_with_a_report(cast: Cast) -> None:
    use = use_after(cast, "approve")
    assert (use.state, use.awaits, papers_of(use)[-1]) == ("region", "handler", "review_report")
    assert limits_of(use)[-1] == ("GI-PREFECTURE-CHECK", "met")


def test_the_approver_refuses_what_the_handler_proposed_to_refuse(cast: Cast) -> None:
    use = step(use_after(cast, "county_agree"), "propose_refusal", cast.handler, opinion="不在产地范围以内")
    use = step(use, "refuse", cast.approver, opinion="生产地址不在产地范围以内")
    assert (use.state, use.closed_at, papers_of(use)[-1]) == ("not_reported", AT, "not_reported")
    use = step(use, "reopen", cast.approver, opinion="产地范围已经调整")
    assert (use.state, use.closed_at) == ("prefecture", None)


@pytest.mark.parametrize("proposal", ["forward", "propose_refusal"])
def test_the_approver_has_it_examined_again(cast: Cast, proposal: str) -> None:
    use = step(use_after(cast, "county_agree"), proposal, cast.handler, opinion="拟办意见")
    assert step(use, "redo", cast.approver, opinion="请核实产量").state == "prefecture"


def test_what_the_region_and_the_nation_say_is_recorded(cast: Cast) -> None:
    use = use_after(cast, "region_agrees")
    assert (use.state, use.region_notice, use.region_on) == ("national", "新知核〔2026〕5号", TODAY)
    with pytest.raises(StepRefused, match="核准公告日期：不能早于自治区审核日期2026-03-02"):
        step(use, "register", cast.handler, national_notice="第612号公告", national_on=TODAY - timedelta(days=1))
    with pytest.raises(StepRefused, match="核准公告日期不能晚于今天"):
        step(use, "register", cast.handler, national_notice="第612号公告", national_on=TOMORROW)
    use = step(use, "register", cast.handler, national_notice="第612号公告", national_on=TODAY)
    assert (use.state, use.awaits, use.national_notice) == ("in_use", "applicant", "第612号公告")


def test_the_region_returns_it_or_it_is_refused_above(cast: Cast) -> None:
    use = step(use_after(cast, "approve"), "region_returns", cast.handler, opinion="请补充检验报告")
    assert (use.state, limits_of(use)[-1]) == ("prefecture", ("GI-PREFECTURE-CHECK", "running"))
    use = step(step(use, "forward", cast.handler), "approve", cast.approver)
    use = step(use, "refused_above", cast.handler, opinion="产品不符合质量特色")
    assert (use.state, use.closed_at) == ("refused", AT)


@pytest.mark.parametrize("after", ["submit", "accept", "county_agree", "forward", "approve", "region_agrees"])
def test_the_producer_withdraws_before_the_notice(cast: Cast, after: str) -> None:
    assert step(use_after(cast, after), "withdraw", cast.coop).state == "withdrawn"


def test_a_licensee_without_a_record_is_warned_of(cast: Cast) -> None:
    use = use_after(cast, "submit", draft={"indication_kind": "certification"})
    [said] = advice(use, AT)
    assert (said.status, said.basis) == ("second-hand", (("special-mark-measures", "合法使用人"),))
    recorded = {"indication_kind": "certification", "license_record": "2026-001"}
    assert advice(use_after(cast, "submit", draft=recorded), AT) == ()


def test_nobody_else_takes_the_county_s_place(cast: Cast) -> None:
    use = use_after(cast, "submit")
    for person in cast.others("county_handler"):
        with pytest.raises(StepRefused, match="不由您办理"):
            step(use, "accept", person)


def test_nobody_else_takes_the_prefecture_s_place(cast: Cast) -> None:
    use = use_after(cast, "county_agree")
    for person in cast.others("handler"):
        with pytest.raises(StepRefused, match="不由您办理"):
            step(use, "forward", person)
    use = step(use, "forward", cast.handler)
    for person in cast.others("approver"):
        with pytest.raises(StepRefused, match="不由您办理"):
            step(use, "approve", person)


def test_neighbors_banks_and_the_public_read_nothing(cast: Cast) -> None:
    use = use_after(cast, "submit")
    readers = [p for p in EVERYBODY if Matter.objects.visible_to(cast.standing(p)).filter(pk=use.pk).exists()]
    assert readers == ["office", "leader", "county_leader", "handler", "approver", "reviewer", "county_handler", "coop"]
