"""代表作: proposed from a record, vetted, published, taken over by others."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.office import actions as office
from manas.office.models import Person, Role, Unit
from manas.plan.actions import showcases
from manas.plan.actions.showcases import ShowcaseRefused, Source, Told
from manas.plan.models import Showcase, ShowcaseCopy, WorkItem, WorkPlan
from manas.plan.queries.showcases import counts, listed
from tests.cast import AT, BEGAN, LATER, TODAY, Cast, accepted, adopted, item, journal_lines, person, submitted
from tests.matters.business import step

TOLD = Told("培育库分级管理", "按产业建库，分三级管理。", "入库专利五十件。")


@pytest.fixture
def plan(cast: Cast) -> WorkPlan:
    return adopted(cast)


@pytest.fixture
def work(cast: Cast, plan: WorkPlan) -> WorkItem:
    return item(cast, plan)


def running_matter(cast: Cast) -> Matter:
    words = {"title": "任务页太慢", "summary": "打开任务页要等很久。"}
    draft = open_draft(kind=kinds()["feedback"], county=cast.north, actor=cast.nobody, at=AT, values=words)
    return step(draft, "submit", cast.nobody)


def closed_matter(cast: Cast) -> Matter:
    return step(running_matter(cast), "answer", cast.handler, opinion="已加快。")


def proposed(cast: Cast, work: WorkItem, actor: Person | None = None) -> Showcase:
    return showcases.propose(source=Source(item=work), unit=work.unit, told=TOLD, actor=actor or cast.liaison, at=AT)


def published(cast: Cast, work: WorkItem) -> Showcase:
    made = showcases.accept(showcase=proposed(cast, work), actor=cast.office, at=AT)
    return showcases.publish(showcase=made, checked=True, actor=cast.office, at=AT)


def taken(cast: Cast, made: Showcase, result: str = "建成县级库。", **other: object) -> ShowcaseCopy:
    asked: dict[str, Any] = {"unit": cast.north, "taken_on": TODAY, "actor": cast.county_liaison} | other
    return showcases.take_over(showcase=made, result=result, at=AT, **asked)


def test_from_proposal_to_the_public_page(cast: Cast, work: WorkItem) -> None:
    with journal_lines() as told:
        made = published(cast, work)
    assert told.verbs == ["推荐代表作", "代表作入选", "公布代表作"]
    assert (made.state, made.published_at, made.decided_by) == ("published", AT, cast.office)
    assert list(Showcase.objects.all().visible_to(cast.standing("public"))) == [made]


def test_returned_with_a_reason_put_right_and_handed_in_again(cast: Cast, work: WorkItem) -> None:
    made = proposed(cast, work)
    with pytest.raises(ShowcaseRefused, match="退回理由"):
        showcases.give_back(showcase=made, reason=" ", actor=cast.office, at=AT)
    made = showcases.give_back(showcase=made, reason="成效要有数字", actor=cast.office, at=AT)
    assert (made.state, made.reason) == ("returned", "成效要有数字")
    with pytest.raises(ShowcaseRefused, match="联络员"):
        showcases.amend(showcase=made, told=TOLD, actor=cast.county_liaison, at=LATER)
    again = showcases.amend(showcase=made, told=Told("名", "法", "果"), actor=cast.liaison, at=LATER)
    assert (again.state, again.reason, again.decided_by, again.result) == ("proposed", "", None, "果")
    with pytest.raises(ShowcaseRefused, match="只有退回的"):
        showcases.amend(showcase=again, told=TOLD, actor=cast.liaison, at=LATER)


def test_only_the_office_of_the_prefecture_vets(cast: Cast, work: WorkItem) -> None:
    made = proposed(cast, work)
    for actor in cast.others("office"):
        with pytest.raises(ShowcaseRefused, match="州知识产权局"):
            showcases.accept(showcase=made, actor=actor, at=AT)
    showcases.accept(showcase=made, actor=cast.office, at=AT)
    with pytest.raises(ShowcaseRefused, match="待审核"):
        showcases.give_back(showcase=made, reason="晚了", actor=cast.office, at=AT)


def test_only_the_unit_or_the_office_proposes_and_only_from_a_record_of_that_unit(cast: Cast, work: WorkItem) -> None:
    for actor in cast.others("office", "liaison"):
        with pytest.raises(ShowcaseRefused, match="联络员或知识产权局"):
            proposed(cast, work, actor)
    with pytest.raises(ShowcaseRefused, match="承办这条记录的单位"):
        showcases.propose(source=Source(item=work), unit=cast.farming, told=TOLD, actor=cast.liaison, at=AT)
    for source in (Source(), Source(item=work, report=submitted(cast, work))):
        with pytest.raises(ShowcaseRefused, match="来自哪一件"):
            showcases.propose(source=source, unit=cast.science, told=TOLD, actor=cast.liaison, at=AT)
    assert proposed(cast, work, cast.office).proposed_by == cast.office


def test_of_a_report_only_when_it_was_verified(cast: Cast, work: WorkItem) -> None:
    report = submitted(cast, work)
    with pytest.raises(ShowcaseRefused, match="核验过的进展"):
        showcases.propose(source=Source(report=report), unit=work.unit, told=TOLD, actor=cast.liaison, at=AT)
    other = accepted(cast, item(cast, work.obligation.task.plan))
    made = showcases.propose(source=Source(report=other), unit=cast.science, told=TOLD, actor=cast.liaison, at=AT)
    assert made.report == other


def test_a_record_that_one_may_not_read_carries_no_showcase(cast: Cast, work: WorkItem) -> None:
    elsewhere = item(cast, work.obligation.task.plan, unit=cast.north)
    with pytest.raises(ShowcaseRefused, match="没有这条记录"):
        showcases.propose(source=Source(item=elsewhere), unit=cast.science, told=TOLD, actor=cast.liaison, at=AT)


def test_nothing_is_published_unchecked_or_before_it_was_accepted(cast: Cast, work: WorkItem) -> None:
    made = proposed(cast, work)
    with pytest.raises(ShowcaseRefused, match="入选的代表作"):
        showcases.publish(showcase=made, checked=True, actor=cast.office, at=AT)
    made = showcases.accept(showcase=made, actor=cast.office, at=AT)
    with pytest.raises(ShowcaseRefused, match="个人信息"):
        showcases.publish(showcase=made, checked=False, actor=cast.office, at=AT)


def test_taken_down_with_a_reason_it_stays_accepted(cast: Cast, work: WorkItem) -> None:
    made = published(cast, work)
    with pytest.raises(ShowcaseRefused, match="撤下理由"):
        showcases.take_down(showcase=made, reason="", actor=cast.office, at=LATER)
    with journal_lines() as told:
        made = showcases.take_down(showcase=made, reason="数字有误", actor=cast.office, at=LATER)
    assert (told.lines[0].detail["reason"], made.state, made.published_at) == ("数字有误", "accepted", None)
    assert not Showcase.objects.all().visible_to(cast.standing("public")).exists()


def test_a_unit_takes_it_over_and_the_office_confirms_what_came_of_it(cast: Cast, work: WorkItem) -> None:
    made = published(cast, work)
    copy = taken(cast, made, result="")
    with pytest.raises(ShowcaseRefused, match="还没有填报成效"):
        showcases.confirm_copy(copy=copy, actor=cast.office, at=AT)
    copy = taken(cast, made)
    assert (made.copies.count(), copy.result) == (1, "建成县级库。")
    with journal_lines() as told:
        copy = showcases.confirm_copy(copy=copy, actor=cast.office, at=LATER)
    assert told.verbs == ["核实代表作推广"]
    assert (copy.confirmed_by, copy.confirmed_at) == (cast.office, LATER)
    for deed in (lambda: taken(cast, made), lambda: showcases.confirm_copy(copy=copy, actor=cast.office, at=LATER)):
        with pytest.raises(ShowcaseRefused, match="已经核实"):
            deed()


def test_a_result_is_returned_with_a_reason_and_told_again(cast: Cast, work: WorkItem) -> None:
    copy = taken(cast, published(cast, work))
    with pytest.raises(ShowcaseRefused, match="退回理由"):
        showcases.return_copy(copy=copy, reason="", actor=cast.office, at=LATER)
    copy = showcases.return_copy(copy=copy, reason="请写明件数", actor=cast.office, at=LATER)
    assert copy.returned_reason == "请写明件数"
    assert taken(cast, copy.showcase, result="入库三件。").returned_reason == ""


def test_what_is_no_copy_is_refused(cast: Cast, work: WorkItem) -> None:
    made = published(cast, work)
    for other, why in (
        ({"unit": cast.science, "actor": cast.liaison}, "本单位的代表作"),
        ({"taken_on": date(2026, 3, 3)}, "不能晚于今天"),
        ({"actor": cast.office}, "推广单位的联络员"),
    ):
        with pytest.raises(ShowcaseRefused, match=why):
            taken(cast, made, **other)
    showcases.take_down(showcase=made, reason="改", actor=cast.office, at=AT)
    with pytest.raises(ShowcaseRefused, match="公布的代表作"):
        taken(cast, made)


def test_nobody_confirms_what_they_wrote_themselves(cast: Cast, work: WorkItem) -> None:
    both = person("both", cast.office)
    for role in (Role.OFFICE, Role.LIAISON):
        office.appoint(person=both, unit=cast.ip_office, role=role, from_on=BEGAN.date(), actor=cast.office, at=BEGAN)
    copy = taken(cast, published(cast, work), unit=cast.ip_office, actor=both)
    for actor in (both, cast.county_liaison, cast.outsider):
        with pytest.raises(ShowcaseRefused, match="不能核实自己填报的"):
            showcases.confirm_copy(copy=copy, actor=actor, at=LATER)


def test_a_matter_carries_one_when_it_is_closed_and_open_to_readers(cast: Cast) -> None:
    matter = closed_matter(cast)
    unit = Unit.objects.get(pk=matter.lead_unit_id)
    made = showcases.propose(source=Source(matter=matter), unit=unit, told=TOLD, actor=cast.office, at=LATER)
    assert made.matter == matter


def test_a_matter_that_runs_or_is_kept_to_its_handlers_carries_none(cast: Cast) -> None:
    running, kept = running_matter(cast), closed_matter(cast)
    kept.confidential = True
    kept.save()
    office.appoint(
        person=cast.handler, unit=cast.ip_office, role=Role.LIAISON, from_on=BEGAN.date(), actor=cast.office, at=BEGAN
    )
    for matter in (running, kept):
        unit = Unit.objects.get(pk=matter.lead_unit_id)
        with pytest.raises(ShowcaseRefused, match="办结且不限查看"):
            showcases.propose(source=Source(matter=matter), unit=unit, told=TOLD, actor=cast.handler, at=LATER)


def test_who_sees_what_is_not_public_and_figures_equal_lists(cast: Cast, work: WorkItem) -> None:
    made = published(cast, work)
    other = proposed(cast, item(cast, work.obligation.task.plan, unit=cast.north), cast.county_liaison)
    taken(cast, made)
    seen = {
        part: {one.pk for one in Showcase.objects.all().visible_to(cast.standing(part))}
        for part in ("office", "leader", "county_liaison", "liaison", "outsider", "public")
    }
    both, open_one = {made.pk, other.pk}, {made.pk}
    assert seen == {
        "office": both, "leader": both, "county_liaison": both,
        "liaison": open_one, "outsider": open_one, "public": open_one,
    }  # fmt: skip
    for part in ("office", "liaison", "public"):
        standing = cast.standing(part)
        assert {s: len(listed(standing, s)) for s in ("proposed", "published")} == {
            s: counts(standing).get(s, 0) for s in ("proposed", "published")
        }
    (line,) = listed(cast.standing("office"), "published")
    assert (line.copies, line.confirmed) == (1, 0)
    assert [one.copies for one in listed(cast.standing("public"), "published")] == [0]


def test_the_constraints(cast: Cast, work: WorkItem) -> None:
    made = published(cast, work)
    copy = taken(cast, made)
    second = item(cast, work.obligation.task.plan)
    report = accepted(cast, second)
    matter = closed_matter(cast)

    def base(**other: object) -> Showcase:
        fixed: dict[str, Any] = {"title": "一", "unit": cast.science, "method": "二", "result": "三", "item": second}
        return Showcase(**(fixed | {"proposed_by": cast.office, "proposed_at": AT} | other))

    decided = {"decided_by": cast.office, "decided_at": AT}
    base(item=None, report=report).save()
    base(item=None, matter=matter).save()
    wrong = {
        "showcase_from_one_record": base(report=report),
        "showcase_decided_by_someone": base(state="accepted"),
        "showcase_returned_with_reason": base(state="returned", **decided),
        "showcase_published_since": base(state="published", **decided),
        "showcase_once_an_item|item_id": base(item=work),
        "showcase_once_a_report|report_id": base(item=None, report=report),
        "showcase_once_a_matter|matter_id": base(item=None, matter=matter),
        "showcase_copied_once_by_unit|unit_id": ShowcaseCopy(
            showcase=made, unit=copy.unit, taken_on=TODAY, recorded_by=cast.office, recorded_at=AT
        ),
        "showcase_copy_confirmed_with_result": ShowcaseCopy(
            showcase=made, unit=cast.south, taken_on=TODAY, recorded_by=cast.office, recorded_at=AT,
            confirmed_by=cast.office, confirmed_at=AT,
        ),
    }  # fmt: skip
    for name, record in wrong.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            record.save(force_insert=True)
