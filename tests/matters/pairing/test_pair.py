"""A pair is asked of both sides, talked over, signed and recorded; or it ends with a coded reason, from wherever it stands."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.telling import remind
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.page import matter_page
from manas.matters.pairing.pair.models import Pair
from manas.office.models import Notice
from manas.registers.models import LegalStatus
from manas.registers.needs.actions import close
from manas.web.desk.matter_view import view_of
from tests.cast import AT, LATER, TODAY, Cast
from tests.matters.business import step, term
from tests.matters.pairing.pairs import USE_FIRST, pair_after, proposed, recorded_deal, trial_after, wanted


def papers_of(matter: Matter) -> list[str]:
    return [paper.key for paper in matter.papers.all()]


def facts_of(cast: Cast, part: str, matter: Matter) -> dict[str, str]:
    page = matter_page(matter, cast.standing(part), AT)
    return dict(view_of(page.matter, page).facts)


def test_the_office_brings_a_need_and_a_patent_together(cast: Cast) -> None:
    pair = proposed(cast)
    assert (pair.number, pair.state, pair.awaits) == ("克知对〔2026〕1号", "proposed", "handler")
    pair = step(pair, "invite_demand", cast.handler)  # type: ignore[assignment]  # of this kind
    assert (pair.state, pair.awaits) == ("asking_demand", "applicant")
    assert (pair.applicant_organization, pair.applicant_name) == (cast.company, "云岭机电有限公司")
    assert pair.patent is not None
    assert (pair.holder, str(pair.partner_organization)) == ("云岭农业大学", "云岭农业大学")
    assert (pair.county, papers_of(pair)) == (cast.north, ["invitation"])
    assert Matter.objects.visible_to(cast.standing("firm")).filter(pk=pair.pk).exists()


def test_a_firm_asks_for_a_patent_that_it_found(cast: Cast) -> None:
    pair = step(wanted(cast), "submit", cast.firm)
    kept = Pair.objects.get(pk=pair.pk)  # type: ignore[attr-defined]  # its own manager
    assert (kept.state, kept.source, kept.demand_standpoint, kept.patent_number) == (
        "proposed",
        "own",
        "willing",
        "202310000001.5",
    )
    pair = step(pair, "invite_supply", cast.handler)
    assert (pair.state, pair.awaits) == ("asking_supply", "partner")


@pytest.mark.parametrize("number", ["202310000009.9", "不是号码", "ZL202310000001.9"])
def test_a_patent_that_stands_in_no_register_is_refused(cast: Cast, number: str) -> None:
    with pytest.raises(StepRefused, match="登记册中没有"):
        step(wanted(cast, patent_number=number), "submit", cast.firm)


def test_from_both_sides_willing_to_a_contract(cast: Cast) -> None:
    term(cast, "PAIR-REPLY", 5)
    term(cast, "PAIR-FOLLOW", 10)
    pair = pair_after(cast, "demand_answers")
    limit = pair.limits.get(rule="PAIR-REPLY", state="running")
    assert (limit.binds, pair.due_on, pair.awaits) == ("partner", limit.due_on, "partner")
    pair = step(pair, "supply_answers", cast.bank, supply_standpoint="willing")
    pair = step(pair, "note", cast.bank, opinion="谈了费用")
    assert [one.state for one in pair.limits.filter(rule="PAIR-FOLLOW").order_by("pk")] == ["met", "running"]
    pair = step(pair, "visit", cast.handler, visited_on=TODAY, visit_findings="看过果园")
    pair = step(pair, "agree", cast.firm, agreed_terms="普通许可三年")
    with pytest.raises(StepRefused, match="还缺材料：合同"):
        step(pair, "sign", cast.firm, contract_kind="license", signed_on=TODAY)


def test_a_pair_is_done_when_the_register_shows_its_record(cast: Cast) -> None:
    pair = pair_after(cast, "sign")
    assert (pair.state, pair.awaits) == ("contracted", "applicant")
    with pytest.raises(StepRefused, match="还没有这份合同的备案登记"):
        step(pair, "record", cast.firm)
    recorded_deal(cast, pair, TODAY - timedelta(days=1))
    with pytest.raises(StepRefused, match="还没有这份合同的备案登记"):
        step(pair, "record", cast.firm)


def test_a_record_since_the_contract_closes_the_pair(cast: Cast) -> None:
    pair = pair_after(cast, "sign")
    recorded_deal(cast, pair)
    done = step(pair, "record", cast.handler)
    assert (done.state, done.closed_at, papers_of(done)) == ("recorded", AT, ["invitation", "sheet"])


@pytest.mark.parametrize(
    ("last", "who", "side"),
    [
        ("invite_demand", "firm", "demand_standpoint"),
        ("demand_answers", "bank", "supply_standpoint"),
        ("supply_answers", "handler", ""),
        ("visit", "firm", ""),
        ("agree", "bank", ""),
        ("sign", "handler", ""),
    ],
)
def test_it_may_end_anywhere_with_a_coded_reason(cast: Cast, last: str, who: str, side: str) -> None:
    pair = pair_after(cast, last)
    with pytest.raises(StepRefused, match="还需要填写：终止原因"):
        step(pair, "end", cast.people()[who])
    pair = step(pair, "end", cast.people()[who], exit_reason="price")
    assert (pair.state, pair.exit_reason, pair.closed_at) == ("ended", "price", AT)
    assert pair.limits.filter(state__in=("running", "stopped")).count() == 0
    if side:
        assert getattr(pair, side) == "unwilling"


def test_who_does_not_want_to_gives_a_reason_instead(cast: Cast) -> None:
    pair = pair_after(cast, "invite_demand")
    with pytest.raises(StepRefused, match="终止对接"):
        step(pair, "demand_answers", cast.firm, demand_standpoint="unwilling")
    pair = step(pair, "demand_answers", cast.firm, demand_standpoint="willing")
    with pytest.raises(StepRefused, match="终止对接"):
        step(pair, "supply_answers", cast.bank, supply_standpoint="unwilling")


def test_one_that_ended_too_early_is_taken_up_again_by_the_approver(cast: Cast) -> None:
    pair = step(pair_after(cast, "visit"), "end", cast.handler, exit_reason="no_reply")
    assert step(pair, "reopen", cast.approver, LATER, opinion="对方已回复").state == "talking"


def test_the_office_answers_for_a_holder_who_only_telephones(cast: Cast) -> None:
    pair = step(pair_after(cast, "demand_answers"), "supply_answers", cast.handler, supply_standpoint="willing")
    assert pair.state == "talking"


def test_a_pair_with_oneself_or_for_a_closed_need_is_refused(cast: Cast) -> None:
    pair = proposed(cast)
    with pytest.raises(StepRefused, match="同一个单位"):
        step(pair, "invite_demand", cast.handler, partner_organization=cast.company)
    assert pair.need is not None
    close(need=pair.need, result="gone", note="", actor=cast.handler, at=AT)  # type: ignore[arg-type]  # its value
    with pytest.raises(StepRefused, match="已经办结"):
        step(pair, "invite_demand", cast.handler)


def test_using_first_and_paying_later_has_three_days_of_its_own(cast: Cast) -> None:
    pair = trial_after(cast, "sign_use_first")
    assert (pair.state, pair.contract_kind) == ("using", "use_first")
    days = {limit.rule: limit.due_on for limit in pair.limits.filter(state="running")}
    assert days == {
        "USE-FIRST-REPORT": USE_FIRST["report_due_on"],
        "USE-FIRST-END": USE_FIRST["free_until"],
        "USE-FIRST-PAY": USE_FIRST["payment_due_on"],
    }
    assert pair.due_on == USE_FIRST["report_due_on"]
    with pytest.raises(StepRefused, match="先报告"):
        step(pair, "keep", cast.firm)
    done = step(step(pair, "report_use", cast.firm, use_report="好用"), "keep", cast.firm)
    assert (done.state, done.due_on) == ("paying", USE_FIRST["payment_due_on"])
    done = step(done, "pay", cast.bank, fee_paid_on=TODAY)
    assert (done.state, done.due_on) == ("contracted", None)


def test_days_of_a_trial_are_reminded_of_before_they_come_and_no_more_once_met(cast: Cast) -> None:
    pair = trial_after(cast, "sign_use_first")
    due = USE_FIRST["report_due_on"]
    assert due == date(2026, 7, 30)  # a Thursday, with working days around it
    told = Notice.objects.filter(about=f"matters.matter:{pair.pk}", subject__endswith="报告先使用情况").order_by("pk")
    for day in range(21, 31):
        remind(at=datetime(2026, 7, day, 2, tzinfo=UTC))
    near, now = "将于2026年7月30日到期：报告先使用情况", "今日到期：报告先使用情况"
    assert [(notice.recipient, notice.subject) for notice in told] == [
        (cast.firm, words) for words in (near, near, now)
    ]
    step(pair, "report_use", cast.firm, use_report="好用")
    for day in (31, 1, 2, 3, 4, 5):
        remind(at=datetime(2026, 7 if day == 31 else 8, day, 2, tzinfo=UTC))
    assert told.count() == 3


@pytest.mark.parametrize("reason", ["trial_failed", "unpaid"])
def test_a_trial_may_end_without_a_licence(cast: Cast, reason: str) -> None:
    pair = trial_after(cast, "sign_use_first" if reason == "trial_failed" else "keep")
    assert step(pair, "end", cast.bank, exit_reason=reason).state == "ended"


def test_days_of_a_trial_follow_one_another(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="约定付款日：不能早于"):
        trial_after(cast, "sign_use_first", sign_use_first={"payment_due_on": TODAY})


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("pair_free_use_before_payment", {"payment_due_on": TODAY}),
        ("pair_free_use_after_signing", {"signed_on": TODAY + timedelta(days=400)}),
    ],
)
def test_the_database_holds_it_too(cast: Cast, constraint: str, values: dict[str, object]) -> None:
    pair = trial_after(cast, "sign_use_first")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Pair._default_manager.filter(pk=pair.pk).update(**values)


def test_developing_together_needs_no_record(cast: Cast) -> None:
    pair = pair_after(cast, "agree")
    from tests.matters.pairing.pairs import contract

    contract(cast, pair)
    pair = step(pair, "sign_joint", cast.firm, signed_on=TODAY)
    assert (pair.state, pair.contract_kind, pair.closed_at) == ("developing", "joint", AT)


def test_what_the_two_offered_one_another_stays_between_them_and_the_office(cast: Cast) -> None:
    pair = pair_after(cast, "agree", supply_answers={"supply_conditions": "先付一半"})
    for part in ("firm", "bank", "handler", "approver", "office"):
        shown = facts_of(cast, part, pair)
        assert (shown["商定的条款要点"], shown["专利方条件"]) == ("普通许可三年，五万元", "先付一半"), part
    for part in ("county_handler", "county_leader", "leader"):
        assert not {"商定的条款要点", "专利方条件"} & set(facts_of(cast, part, pair)), part
        page = matter_page(pair, cast.standing(part), AT)
        assert [turn.changes for turn in page.turns if "商定的条款要点" in turn.changes] == []


@pytest.mark.parametrize("part", ["coop", "outsider", "administrator", "liaison", "nobody", "public"])
def test_an_outsider_sees_nothing_of_it(cast: Cast, part: str) -> None:
    pair = pair_after(cast, "agree")
    assert not Matter.objects.visible_to(cast.standing(part)).filter(pk=pair.pk).exists()


def test_advice_warns_of_dead_and_pledged_patents_and_of_days_that_come_near(cast: Cast) -> None:
    pair, advise = pair_after(cast, "visit"), kinds()["pair"].advice
    assert advise(pair, AT) == ()
    assert pair.patent is not None
    pair.patent.legal_status, pair.patent.pledged_until = LegalStatus.LAPSED, TODAY
    assert [line.level.value for line in advise(pair, AT)] == ["stop", "warning"]


def test_advice_tells_that_the_free_use_ends(cast: Cast) -> None:
    pair, advise = trial_after(cast, "sign_use_first"), kinds()["pair"].advice
    assert advise(pair, AT + timedelta(days=100)) == ()
    (line,) = advise(pair, AT + timedelta(days=150))
    assert line.text == f"免费使用期将于{USE_FIRST['free_until']}届满"
