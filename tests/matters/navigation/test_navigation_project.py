"""A navigation is asked for, carried out, reviewed and delivered; it ends in what was done with it, not in the report."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from manas.matters.docket.actions.opening import open_case
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter, Paper
from manas.matters.docket.queries.choices import choices
from manas.matters.docket.queries.inbox import Tray, lying_in
from manas.matters.navigation.navigation_project.models import NavigationProject
from manas.matters.navigation.navigation_project.queries import projects_on
from manas.office.models import Organization
from manas.plan.queries.matters import matters_by_task
from manas.registers.models import NavigationStudy
from manas.reports.papers.making import make
from tests.cast import AT, LATER, TODAY, Cast, journal_lines
from tests.matters.business import step, term
from tests.matters.navigation.projects import ADOPTED, DUE, REVIEWED, TOMORROW, draft, hand_in, project_after, school
from tests.registers.navigation.studies import study


def test_it_ends_in_the_decision_that_took_it_over(cast: Cast) -> None:
    with journal_lines() as told:
        project = project_after(cast, "record_use")
    assert (project.number, project.state, project.closed_at) == ("克知导〔2026〕1号", "adopted", AT)
    assert (project.adopted_as, project.adopted_in, project.adopted_on) == tuple(ADOPTED.values())
    assert [paper.key for paper in project.papers.order_by("pk")] == ["commission", "review", "completion"]
    assert "办件·登记采纳情况" in told.verbs


def test_it_counts_for_the_task_of_the_plan(cast: Cast) -> None:
    project_after(cast, "record_use")
    lines = {line.key: line for line in matters_by_task(cast.standing("office"), TODAY)["5"]}
    assert lines["navigation_project"].closed == 1


def test_a_delivered_report_is_not_the_end(cast: Cast) -> None:
    term(cast, "NAVIGATION-USE", 6, "month")
    project = project_after(cast, "deliver")
    assert (project.state, project.closed_at, project.awaits) == ("delivered", None, "applicant")
    assert project.limits.get(rule="NAVIGATION-USE").due_on == TODAY.replace(month=9)
    assert [matter.pk for matter in lying_in(cast.standing("handler"), Tray.MINE, TODAY)] == []
    step(project, "follow", cast.handler)
    assert [matter.pk for matter in lying_in(cast.standing("handler"), Tray.MINE, TODAY)] == [project.pk]


def test_whoever_asks_says_their_name_once(cast: Cast) -> None:
    assert project_after(cast, "submit").asker == "云岭机电有限公司"
    other = project_after(cast, "submit", draft={"asker": "北山县产业园区管委会", "asker_kind": "park"})
    assert other.asker == "北山县产业园区管委会"


def test_what_a_department_asks_by_letter_is_entered_by_the_office(cast: Cast) -> None:
    values = {
        "title": "产业规划导航",
        "question": "锰产业往哪里走",
        "navigation_kind": "industry",
        "asker_kind": "department",
    }
    made = open_case(
        kind=kinds()["navigation_project"],
        unit=cast.ip_office,
        actor=cast.handler,
        at=AT,
        county=cast.north,
        values=values,
    )
    assert (made.state, made.awaits) == ("received", "handler")
    with pytest.raises(StepRefused, match="还需要填写：委托单位"):
        step(made, "accept", cast.handler)
    step(made, "return", cast.handler, opinion="请写明委托单位")
    made = step(made, "resubmit", cast.handler, asker="州科技局", contact="0908-0000001")
    step(made, "accept", cast.handler)
    step(made, "commission", cast.handler, partner_organization=school(cast), report_due_on=DUE)
    hand_in(made, "report", cast.bank)
    step(made, "hand_in", cast.bank)
    step(made, "pass_review", cast.handler, **REVIEWED, opinion="可用")
    with pytest.raises(StepRefused, match="没有申请人账号"):
        step(made, "deliver", cast.handler)
    made = step(made, "deliver_and_follow", cast.handler)
    assert (made.state, made.awaits) == ("following", "handler")
    assert NavigationProject._default_manager.get(pk=made.pk).asker == "州科技局"


@pytest.mark.parametrize("missing", ["question", "navigation_kind", "asker_kind"])
def test_what_is_asked_must_be_said(cast: Cast, missing: str) -> None:
    with pytest.raises(StepRefused, match="还需要填写"):
        step(draft(cast, **{missing: ""}), "submit", cast.firm)


def test_funds_are_shown_by_their_document(cast: Cast) -> None:
    project = draft(cast, funds=Decimal("150000.00"))
    with pytest.raises(StepRefused, match="请附经费文件"):
        step(project, "submit", cast.firm)
    hand_in(project, "funding", cast.firm)
    assert step(project, "submit", cast.firm).state == "received"


def test_funds_that_come_with_the_commission_are_shown_too(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="请附经费文件"):
        project_after(cast, "commission", commission={"funds": Decimal(1)})


def test_only_who_makes_such_reports_is_commissioned(cast: Cast) -> None:
    accepted = project_after(cast, "accept")
    assert list(choices(accepted, "partner_organization", Organization, TODAY)) == []
    with pytest.raises(StepRefused, match="只能委托"):
        step(accepted, "commission", cast.handler, partner_organization=cast.lender, report_due_on=DUE)
    entered = school(cast)
    assert list(choices(accepted, "partner_organization", Organization, TODAY)) == [entered]


def test_whoever_asked_does_not_answer(cast: Cast) -> None:
    project = project_after(cast, "accept", draft={"asker": "云岭农业大学", "asker_kind": "institution"})
    with pytest.raises(StepRefused, match="委托单位不能承担"):
        step(project, "commission", cast.handler, partner_organization=school(cast), report_due_on=DUE)


def test_an_institution_that_cannot_makes_room_for_another(cast: Cast) -> None:
    project = project_after(cast, "commission")
    step(project, "decline", cast.bank, opinion="人手不够")
    freed = NavigationProject._default_manager.get(pk=project.pk)
    assert (freed.state, freed.partner_organization, freed.report_due_on) == ("accepted", None, None)
    assert freed.limits.get(rule="NAVIGATION-REPORT").ended_at == AT


def test_the_agreed_day_is_the_limit_of_the_institution(cast: Cast) -> None:
    limit = project_after(cast, "commission").limits.get(rule="NAVIGATION-REPORT")
    assert (limit.due_on, limit.binds) == (DUE, "partner")


def test_a_report_is_handed_in_with_the_step(cast: Cast) -> None:
    with pytest.raises(StepRefused, match="还缺材料：导航报告"):
        step(project_after(cast, "commission"), "hand_in", cast.bank)


def test_a_review_has_experts_a_day_and_words(cast: Cast) -> None:
    project = project_after(cast, "hand_in")
    with pytest.raises(StepRefused, match="必须写明意见"):
        step(project, "pass_review", cast.handler, **REVIEWED)
    with pytest.raises(StepRefused, match="还需要填写：评审专家"):
        step(project, "pass_review", cast.handler, reviewed_on=TODAY, opinion="可用")
    with pytest.raises(StepRefused, match="评审日期不能晚于今天"):
        step(project, "pass_review", cast.handler, **{**REVIEWED, "reviewed_on": TOMORROW}, opinion="可用")


def test_a_report_that_fails_is_written_again_by_a_new_day(cast: Cast) -> None:
    project = project_after(cast, "hand_in")
    again = step(
        project, "fail_review", cast.handler, **REVIEWED, report_due_on=DUE + timedelta(30), opinion="检索式不全"
    )
    assert again.state == "carrying"
    assert [limit.due_on for limit in again.limits.filter(rule="NAVIGATION-REPORT", ended_at=None)] == [
        DUE + timedelta(30)
    ]
    assert step(again, "hand_in", cast.bank).state == "reviewing"


def test_it_rests_on_a_study_of_the_office(cast: Cast) -> None:
    made, other = study(cast), study(cast, actor=cast.county_handler)
    project = project_after(cast, "pass_review", commission={"study": made})
    assert list(choices(project, "study", NavigationStudy, TODAY)) == [made]
    assert [one.pk for one in projects_on(made, cast.standing("handler"))] == [project.pk]
    assert list(projects_on(made, cast.standing("outsider"))) == []
    assert list(projects_on(other, cast.standing("office"))) == []


def test_use_is_proved_and_has_happened(cast: Cast) -> None:
    project = project_after(cast, "deliver")
    with pytest.raises(StepRefused, match="还缺材料：采纳证明"):
        step(project, "record_use", cast.firm, **ADOPTED)
    hand_in(project, "adoption", cast.handler)
    with pytest.raises(StepRefused, match="采纳日期不能晚于今天"):
        step(project, "record_use", cast.handler, **{**ADOPTED, "adopted_on": TOMORROW})


def test_what_was_not_used_says_why(cast: Cast) -> None:
    project = project_after(cast, "deliver")
    with pytest.raises(StepRefused, match="还需要填写：未采纳原因"):
        step(project, "not_used", cast.firm, opinion="已经另作决定")
    ended = step(project, "not_used", cast.firm, unadopted_because="late", opinion="已经另作决定")
    assert (ended.state, ended.closed_at) == ("unadopted", AT)


def test_what_nobody_tells_is_counted_as_neither(cast: Cast) -> None:
    project = project_after(cast, "deliver")
    with pytest.raises(StepRefused, match="当前状态"):
        step(project, "settle", cast.handler, opinion="不想等了")
    step(project, "follow", cast.handler)
    ended = step(project, "settle", cast.handler, opinion="两次询问没有答复")
    done = NavigationProject._default_manager.get(pk=ended.pk)
    assert (done.state, done.adopted_as, done.unadopted_because) == ("unknown", "", "")


def test_use_that_comes_later_is_recorded_after_all(cast: Cast) -> None:
    project = project_after(cast, "deliver")
    step(project, "not_used", cast.firm, unadopted_because="no_means", opinion="没有经费")
    again = step(project, "use_came", cast.handler, LATER, opinion="次年立项采用")
    assert (again.state, again.closed_at) == ("following", None)
    hand_in(again, "adoption", cast.handler)
    used = step(again, "record_use", cast.handler, LATER, **ADOPTED)
    assert NavigationProject._default_manager.get(pk=used.pk).unadopted_because == ""
    assert used.state == "adopted"


def test_a_stopped_project_may_begin_again(cast: Cast) -> None:
    stopped = step(project_after(cast, "commission"), "stop", cast.handler, opinion="机构解散")
    assert stopped.state == "stopped"
    assert step(stopped, "reopen", cast.approver, opinion="换机构再做").state == "received"


def test_advice_names_what_was_done_before(cast: Cast) -> None:
    advise = kinds()["navigation_project"].advice
    first = project_after(cast, "deliver")
    second, elsewhere = project_after(cast, "submit"), project_after(cast, "submit", draft={"sector": "林果"})
    (line,) = advise(second, AT)
    assert (line.level, str(first.number) in line.text, "待登记采纳情况" in line.text) == ("info", True, True)
    assert advise(elsewhere, AT) == ()
    coded = project_after(cast, "submit", draft={"sector": "", "industry_code": "C3441"})
    assert advise(coded, AT) == ()
    QuerySet(NavigationProject).filter(pk=first.pk).update(industry_code="C3441")
    assert len(advise(coded, AT)) == 1


def test_advice_on_a_report_that_rests_on_nothing_here(cast: Cast) -> None:
    advise = kinds()["navigation_project"].advice
    assert ["不能逐项打开核对" in line.text for line in advise(project_after(cast, "hand_in"), AT)] == [True]
    assert advise(project_after(cast, "hand_in", commission={"study": study(cast)}), AT) == ()


def test_its_papers_leave_no_blank(cast: Cast) -> None:
    project_after(cast, "record_use", commission={"study": study(cast)})
    for paper in Paper.objects.all():
        make({"paper": paper.pk}, LATER)
    assert {paper.key: paper.blanks for paper in Paper.objects.all()} == {
        "commission": [],
        "review": [],
        "completion": [],
    }


@pytest.mark.parametrize("part", ["coop", "outsider", "administrator", "nobody", "police", "public"])
def test_an_outsider_sees_nothing_of_it(cast: Cast, part: str) -> None:
    project = project_after(cast, "record_use")
    assert not Matter.objects.visible_to(cast.standing(part)).filter(pk=project.pk).exists()


@pytest.mark.parametrize("part", ["firm", "bank", "county_handler", "leader", "outsider", "reviewer"])
def test_who_does_not_handle_it_does_not_commission(cast: Cast, part: str) -> None:
    accepted = project_after(cast, "accept")
    told = {"partner_organization": school(cast), "report_due_on": DUE}
    with pytest.raises(StepRefused, match="不由您办理"):
        step(accepted, "commission", cast.people()[part], **told)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("navigation_funds_not_negative", {"funds": Decimal(-1)}),
        ("navigation_adopted_or_not", {"unadopted_because": "late"}),
    ],
)
def test_the_database_holds_it_too(cast: Cast, name: str, values: dict[str, object]) -> None:
    project = project_after(cast, "record_use")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        QuerySet(NavigationProject).filter(pk=project.pk).update(**values)
