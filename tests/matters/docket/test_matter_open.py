"""Opening a matter: a draft of an applicant, a request without an account, a case opened by post."""

import pytest
from django.contrib.auth.hashers import check_password

from manas.matters.docket.actions.opening import (
    LEGIBLE,
    open_case,
    open_draft,
    open_without_account,
    public,
    save_draft,
)
from manas.matters.docket.actions.refusals import Overtaken, StepRefused
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Act, Matter
from manas.matters.docket.queries.lookup import by_code
from manas.matters.docket.queries.page import matter_page
from manas.matters.services.rights_aid.models import RightsAid
from manas.office.models import Person
from manas.web.portal.registering import RegisterForm
from tests.cast import AT, LATER, Cast, journal_lines
from tests.matters.business import AID, aid_draft, step

CLUE = {"title": "某商行涉嫌销售假冒商标商品", "summary": "举报称其销售假冒商品。"}


def test_a_draft_belongs_to_the_county_and_to_whoever_began_it(cast: Cast) -> None:
    with journal_lines() as told:
        draft = aid_draft(cast)
    assert (draft.county, draft.lead_unit, draft.number, draft.submitted_at) == (cast.north, cast.ip_office, None, None)
    assert (draft.applicant_person, draft.applicant_organization, draft.applicant_name) == (
        cast.firm, cast.company, "云岭机电有限公司",
    )  # fmt: skip
    assert (draft.awaits, draft.turns.get().act, told.verbs) == ("applicant", Act.OPEN, ["办件·建立草稿"])


def test_in_ones_own_name_it_bears_it(cast: Cast) -> None:
    draft = open_draft(kind=kinds()["rights_aid"], county=cast.north, actor=cast.nobody, at=AT)
    assert (draft.applicant_name, draft.applicant_organization) == ("nobody", None)


def test_nobody_applies_for_an_organization_that_is_not_theirs(cast: Cast) -> None:
    for other in cast.others("firm"):
        with pytest.raises(StepRefused, match="您不是云岭机电有限公司的成员"):
            open_draft(kind=kinds()["rights_aid"], county=cast.north, organization=cast.company, actor=other, at=AT)


def test_what_the_office_begins_is_not_applied_for(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="依职权启动"):
        open_draft(kind=kinds()["penalty_case"], county=cast.north, actor=cast.firm, at=AT)


def test_a_county_above_which_no_office_stands_says_so(cast: Cast) -> None:
    from manas.office.models import Post

    Post.objects.filter(role="office").update(to_on=AT.date())
    with pytest.raises(StepRefused, match="还没有设立知识产权局"):
        open_draft(kind=kinds()["rights_aid"], county=cast.north, actor=cast.firm, at=AT)


def test_what_was_typed_is_kept_and_is_no_deed(cast: Cast) -> None:
    draft = aid_draft(cast)
    with journal_lines() as told:
        save_draft(matter=draft, values={"title": "改过的题目", "aid_kind": ""}, actor=cast.firm, at=LATER)
    kept = RightsAid.objects.get()
    assert (kept.title, kept.aid_kind, kept.turn, told.verbs) == ("改过的题目", "", 1, [])


def test_a_value_that_its_field_does_not_take_is_not_kept(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="援助类型"):
        save_draft(matter=aid_draft(cast), values={"title": "新", "aid_kind": "magic"}, actor=cast.firm, at=LATER)
    assert RightsAid.objects.get().title == AID["title"]


def test_only_its_applicant_writes_in_a_draft(cast: Cast) -> None:
    draft = aid_draft(cast)
    for other in cast.others("firm"):
        with pytest.raises(StepRefused, match="只有申请人可以修改草稿"):
            save_draft(matter=draft, values={"title": "改"}, actor=other, at=LATER)


def test_what_was_handed_in_is_not_written_over(cast: Cast) -> None:
    draft = aid_draft(cast)
    seen = RightsAid.objects.get(pk=draft.pk)
    handed_in = step(draft, "submit", cast.firm)
    with pytest.raises(Overtaken):
        save_draft(matter=seen, values={"title": "改"}, actor=cast.firm, at=LATER)
    with pytest.raises(StepRefused, match="已经提交，不能再改"):
        save_draft(matter=handed_in, values={"title": "改"}, actor=cast.firm, at=LATER)


def without_account(
    cast: Cast, kind: str = "feedback", name: str = "张三", contact: str = "13900000000"
) -> tuple[Matter, str]:
    return open_without_account(
        kind=kinds()[kind], county=cast.north, name=name, contact=contact, at=AT,
        values={"title": "页面太慢", "summary": "打开要等很久。"},
    )  # fmt: skip


def test_without_an_account_the_code_is_shown_once_and_kept_as_a_hash(cast: Cast) -> None:
    draft, code = without_account(cast)
    assert len(code) == 10
    assert set(code) <= set(LEGIBLE)
    assert code not in draft.lookup_hash
    assert check_password(code, draft.lookup_hash)
    assert (draft.applicant_name, draft.contact, draft.applicant_person) == ("张三", "13900000000", None)


def test_without_an_account_the_code_alone_carries_it_on(cast: Cast) -> None:
    draft, code = without_account(cast)
    done = take(matter=draft, step="submit", turn=1, actor=public(), at=AT, values={}, by_code=True)
    assert done.submitted_at == AT
    assert by_code(f" {done.number} ", f" {code.lower()} ") == Matter.objects.get()
    asked = step(done, "ask", cast.handler, opinion="是哪一页")
    with pytest.raises(StepRefused, match="不由您办理"):
        take(matter=asked, step="add", turn=asked.turn, actor=public(), at=LATER, values={"summary": "首页"})
    again = take(
        matter=asked, step="add", turn=asked.turn, actor=public(), at=LATER, values={"summary": "首页"}, by_code=True
    )
    assert (again.state, again.summary) == ("received", "首页")
    with pytest.raises(StepRefused, match="不由您办理"):
        take(matter=again, step="answer", turn=again.turn, actor=public(), at=LATER, opinion="好", by_code=True)


def test_without_an_account_ones_own_deeds_bear_ones_own_name(cast: Cast) -> None:
    draft, _ = without_account(cast)
    done = take(matter=draft, step="submit", turn=1, actor=public(), at=AT, values={}, by_code=True)
    done = step(done, "answer", cast.handler, LATER, opinion="已改好")
    shown = matter_page(done, cast.standing("public"), LATER, by_code=True)
    assert [turn.actor_name for turn in shown.turns] == ["张三", "张三", "市场监管局"]


def test_who_asks_and_where_to_answer_must_be_said(cast: Cast) -> None:
    for name, contact in ((" ", "139"), ("张三", " ")):
        with pytest.raises(StepRefused, match="请填写姓名和联系方式"):
            without_account(cast, name=name, contact=contact)


def test_what_needs_an_account_needs_one(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="需要先登录"):
        without_account(cast, "pledge_loan")


def test_nobody_can_register_as_the_public_or_sign_in_as_it(db: None) -> None:
    person = public()
    assert (person.is_active, person.has_usable_password(), public()) == (False, False, person)
    form = RegisterForm({"username": person.username})
    assert "username" in form.errors
    assert Person.objects.count() == 1


def test_an_official_opens_a_case_that_has_its_number_at_once(cast: Cast) -> None:
    case = open_case(kind=kinds()["penalty_case"], unit=cast.ip_office, actor=cast.handler, at=AT, values=CLUE)
    assert (case.submitted_at, case.handler, case.awaits) == (AT, cast.handler, "handler")
    assert case.number is not None
    assert case.number.endswith("〔2026〕1号")
    assert case.confidential


def test_nobody_else_opens_one_and_nobody_for_another_unit(cast: Cast) -> None:
    for other in cast.others("handler"):
        with pytest.raises(StepRefused, match="您不能为市场监管局建立"):
            open_case(kind=kinds()["penalty_case"], unit=cast.ip_office, actor=other, at=AT, values=CLUE)
    with pytest.raises(StepRefused, match="您不能为科技局建立"):
        open_case(kind=kinds()["penalty_case"], unit=cast.science, actor=cast.handler, at=AT, values=CLUE)


def test_what_is_applied_for_is_not_opened_by_post(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="您不能为"):
        open_case(kind=kinds()["rights_aid"], unit=cast.ip_office, actor=cast.handler, at=AT, values=CLUE)
