"""A need is checked, published, handed on, answered within its clock, and found useful or not; nothing ends without a reason."""

import pytest

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_draft, open_without_account, public
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.page import matter_page
from manas.matters.pairing.technology_need.rules import OF_THE_MATTER
from manas.office.models import OrganizationKind
from manas.registers.models import TechnologyNeed
from manas.registers.needs.queries import one
from manas.web.desk.matter_view import view_of
from tests.cast import AT, LATER, TODAY, Cast, journal_lines
from tests.matters.business import step, term
from tests.matters.pairing.needs import ANSWER, ASKED, answerer, draft, need_after
from tests.registers.needs.needs import university


def papers_of(matter: Matter) -> list[str]:
    return [paper.key for paper in matter.papers.all()]


def facts_of(cast: Cast, part: str, matter: Matter) -> dict[str, str]:
    """What the page of a matter shows to somebody, by the names of its fields."""
    page = matter_page(matter, cast.standing(part), AT)
    return dict(view_of(page.matter, page).facts)


def test_a_need_goes_from_the_firm_to_a_result_of_its_own(cast: Cast) -> None:
    with journal_lines() as told:
        need = need_after(cast, "confirm")
    assert (need.number, need.state, need.awaits, need.closed_at) == ("克知需〔2026〕1号", "solved", "", AT)
    entry = TechnologyNeed.objects.get()
    assert (entry, entry.asker, entry.organization, entry.source) == (
        need.need,
        "云岭机电有限公司",
        cast.company,
        "办件 克知需〔2026〕1号",
    )
    assert (entry.state, entry.result, entry.problem, entry.sector) == (
        "closed",
        "adopted",
        "鲜杏采后软化快",
        "特色林果",
    )
    assert papers_of(need) == ["referral", "answer"]
    assert [verb for verb in told.verbs if "需求" in verb and not verb.startswith("办件·")] == [
        "登记技术需求",
        "邀请答复技术需求",
        "接受技术需求邀请",
        "技术需求已答复",
        "办结技术需求",
    ]


def test_a_need_stands_in_no_register_before_somebody_checked_it(cast: Cast) -> None:
    need = need_after(cast, "submit")
    assert (need.state, need.awaits, need.need) == ("received", "handler", None)
    assert not TechnologyNeed.objects.exists()


@pytest.mark.parametrize("missing", ["text", "asker_kind", "contact"])
def test_a_need_without_its_particulars_is_refused(cast: Cast, missing: str) -> None:
    values = {name: value for name, value in ASKED.items() if name != missing}
    kind = kinds()["technology_need"]
    need = open_draft(kind=kind, county=cast.north, organization=cast.company, actor=cast.firm, at=AT, values=values)
    with pytest.raises(StepRefused, match="还需要填写"):
        step(need, "submit", cast.firm)


def test_a_county_officer_asks_for_a_village(cast: Cast) -> None:
    kind = kinds()["technology_need"]
    values = {**ASKED, "asker_kind": "village", "asker": "北山县杏花村"}
    need = open_draft(kind=kind, county=cast.north, actor=cast.county_handler, at=AT, values=values)
    step(step(need, "submit", cast.county_handler), "publish", cast.handler)
    entry = TechnologyNeed.objects.get()
    assert (entry.asker, entry.organization, entry.asked_by) == ("北山县杏花村", None, cast.county_handler)


def test_the_county_is_asked_and_agrees_or_sends_it_back(cast: Cast) -> None:
    need = step(need_after(cast, "submit"), "ask_county", cast.handler)
    assert (need.state, need.awaits) == ("checking", "county")
    with pytest.raises(StepRefused, match="不由您办理"):
        step(need, "county_agree", cast.handler)
    need = step(need, "county_agree", cast.county_handler, opinion="到村看过，情况属实")
    need = step(step(need, "ask_county", cast.handler), "return", cast.county_handler, opinion="请写明现有包装方式")
    assert (need.state, need.awaits) == ("correcting", "applicant")
    need = step(need, "resubmit", cast.firm, scene="村口冷库")
    assert (need.state, need.scene) == ("received", "村口冷库")


def test_a_refusal_says_why_and_may_be_opened_again(cast: Cast) -> None:
    need = need_after(cast, "submit")
    with pytest.raises(StepRefused, match="必须写明意见或理由"):
        step(need, "refuse", cast.handler)
    need = step(need, "refuse", cast.handler, opinion="属于经营管理问题")
    assert (need.state, papers_of(need)) == ("refused", ["refusal"])
    assert step(need, "reopen", cast.approver, LATER, opinion="已补充技术内容").state == "received"


def test_an_answer_has_a_clock_that_the_office_sets(cast: Cast) -> None:
    term(cast, "NEED-ANSWER", 10)
    need = need_after(cast, "accept")
    limit = need.limits.get(rule="NEED-ANSWER")
    assert (limit.state, limit.binds, need.due_on) == ("running", "partner", limit.due_on)
    assert limit.due_on is not None
    assert limit.due_on > TODAY
    need = step(need, "answer", cast.bank, answer=ANSWER)
    assert need.limits.get(rule="NEED-ANSWER").state == "met"
    assert need.limits.get(rule="NEED-CONFIRM").due_on is None  # nobody has set how long an asker may take


def test_who_was_asked_reads_the_need_only_after_accepting(cast: Cast) -> None:
    need = need_after(cast, "hand_on")
    before = facts_of(cast, "bank", need)
    assert set(before) & {"需求内容", "技术问题", "联系方式", "预算上限（元）"} == set()
    page = matter_page(need, cast.standing("bank"), AT)
    assert (view_of(page.matter, page).applicant, page.matter.title) == ("", "鲜杏采后保鲜技术")
    assert [turn.changes for turn in page.turns if "需求内容" in turn.changes] == []
    need = step(need, "accept", cast.bank)
    after = facts_of(cast, "bank", need)
    assert (after["需求内容"], after["联系方式"]) == (ASKED["text"], "13900000000")
    assert facts_of(cast, "firm", need)["需求内容"] == ASKED["text"]


def test_a_public_need_names_its_asker_only_to_who_accepts(cast: Cast) -> None:
    need = need_after(cast, "hand_on", draft={"confidentiality": "public"})
    before = facts_of(cast, "bank", need)
    assert "需求内容" in before
    assert "联系方式" not in before
    assert matter_page(need, cast.standing("bank"), AT).hidden == {"asker", "contact"} | OF_THE_MATTER


def test_documents_and_earlier_answers_wait_for_the_acceptance_too(cast: Cast) -> None:
    need = need_after(cast, "submit")
    attach(matter=need, document="material", name="照片.txt", data="照片".encode(), actor=cast.handler, at=AT)
    step(need, "publish", cast.handler)
    step(need, "answer_directly", cast.handler, answer=ANSWER)
    step(need, "not_useful", cast.firm, opinion="太笼统")
    need = step(need, "hand_on", cast.handler, partner_organization=university(cast), handed_as="university")
    before = matter_page(need, cast.standing("bank"), AT)
    assert ([a.document for a in before.attachments], [p.key for p in before.papers]) == ([], ["referral"])
    assert "技术答复" not in facts_of(cast, "bank", need)
    need = step(need, "accept", cast.bank)
    after = matter_page(need, cast.standing("bank"), AT)
    assert ([a.document for a in after.attachments], {p.key for p in after.papers}) == (
        ["material"],
        {"referral", "answer"},
    )


def test_the_referral_says_no_more_than_who_is_asked_may_read(cast: Cast) -> None:
    from manas.matters.pairing.technology_need.queries import paper_values

    kept = {fact["label"] for fact in paper_values(need_after(cast, "hand_on"))["facts"]}
    assert kept == {"所属产业", "所在县(市)"}


def test_one_kept_to_the_office_is_answered_by_the_office(cast: Cast) -> None:
    need = need_after(cast, "publish", draft={"confidentiality": "authority"})
    with pytest.raises(StepRefused, match="仅主管部门"):
        step(need, "hand_on", cast.handler, partner_organization=university(cast), handed_as="university")
    need = step(need, "answer_directly", cast.handler, answer=ANSWER)
    assert (need.state, need.awaits) == ("answered", "applicant")


def test_only_those_who_can_answer_are_asked(cast: Cast) -> None:
    need = need_after(cast, "publish")
    choices = kinds()["technology_need"].choices["partner_organization"]
    assert list(choices(need, TODAY)) == []
    school = university(cast)
    agency = university(cast, "云岭知识产权服务中心", OrganizationKind.AGENCY)
    assert set(choices(need, TODAY)) == {school, agency}
    with pytest.raises(StepRefused, match="只能转给"):
        step(need, "hand_on", cast.handler, partner_organization=cast.lender, handed_as="broker")


def test_who_cannot_answer_sends_it_back_and_reads_it_no_more(cast: Cast) -> None:
    need = step(need_after(cast, "accept"), "decline", cast.bank, opinion="不属于我校研究方向")
    assert (need.state, need.awaits, need.partner_organization) == ("published", "handler", None)
    assert need.need is not None
    assert one(cast.standing("bank"), need.need.pk) is None
    assert not Matter.objects.visible_to(cast.standing("bank")).filter(pk=need.pk).exists()
    again = step(need, "hand_on", cast.handler, partner_organization=answerer(), handed_as="broker")
    assert again.state == "handed"


def test_an_answer_that_did_not_help_sends_the_need_on(cast: Cast) -> None:
    need = step(need_after(cast, "answer"), "not_useful", cast.firm, opinion="设备太贵")
    assert need.need is not None
    need.need.refresh_from_db()
    assert (need.state, need.awaits, need.need.state) == ("published", "handler", "open")
    need = step(need, "give_up", cast.handler, unmet_because="out_of_reach", opinion="当地没有配套冷链")
    entry = TechnologyNeed.objects.get()
    assert (need.state, entry.state, entry.result, entry.result_note) == (
        "unmet",
        "closed",
        "out_of_reach",
        "当地没有配套冷链",
    )
    again = step(need, "reopen", cast.approver, opinion="冷链已经建成")
    assert step(again, "publish", cast.handler).state == "published"
    assert TechnologyNeed.objects.get().state == "open"


def test_silence_is_settled_and_counted_as_such(cast: Cast) -> None:
    need = step(need_after(cast, "answer"), "settle", cast.handler, opinion="两次电话未接")
    assert (need.state, TechnologyNeed.objects.get().result) == ("unconfirmed", "unconfirmed")


@pytest.mark.parametrize("last", ["submit", "publish", "hand_on", "answer"])
def test_the_asker_may_withdraw_at_any_time(cast: Cast, last: str) -> None:
    need = step(need_after(cast, last), "withdraw", cast.firm)
    assert (need.state, need.closed_at) == ("withdrawn", AT)
    assert [entry.result for entry in TechnologyNeed.objects.all()] in ([], ["withdrawn"])
    assert need.limits.filter(state__in=("running", "stopped")).count() == 0


def test_somebody_without_an_account_asks_and_confirms_by_code(cast: Cast) -> None:
    kind = kinds()["technology_need"]
    made, _ = open_without_account(
        kind=kind,
        county=cast.north,
        name="张三",
        contact="13900000001",
        at=AT,
        values={**ASKED, "asker_kind": "village"},
    )
    need = take(matter=made, step="submit", turn=made.turn, actor=public(), at=AT, by_code=True)
    need = step(step(need, "publish", cast.handler), "answer_directly", cast.handler, answer=ANSWER)
    need = take(
        matter=need,
        step="confirm",
        turn=need.turn,
        actor=public(),
        at=AT,
        values={"useful_as": "reference"},
        by_code=True,
    )
    entry = TechnologyNeed.objects.get()
    assert (need.state, entry.asker, entry.asked_by, entry.result) == ("solved", "张三", None, "reference")


@pytest.mark.parametrize("part", ["coop", "outsider", "administrator", "liaison", "nobody", "bank"])
def test_an_outsider_sees_nothing_of_it(cast: Cast, part: str) -> None:
    need = need_after(cast, "publish")
    assert not Matter.objects.visible_to(cast.standing(part)).filter(pk=need.pk).exists()


def test_advice_says_what_keeps_a_need_from_being_answered(cast: Cast) -> None:
    bare = need_after(cast, "publish", draft={"confidentiality": "authority", "problem": "", "valid_until": AT.date()})
    advice = kinds()["technology_need"].advice(bare, LATER)
    assert [line.level.value for line in advice] == ["info", "warning", "warning"]
    assert kinds()["technology_need"].advice(draft(cast), AT) == ()
