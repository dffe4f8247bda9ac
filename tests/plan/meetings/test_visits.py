"""A visit is planned, recorded with promises that become the office's own work, and answered by the county."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from manas.office.models import JournalEntry, Notice
from manas.plan.actions.adopting import adopt
from manas.plan.meetings import visits
from manas.plan.meetings.queries import decided, known_of, origin_of, visits_of
from manas.plan.meetings.states import MeetingRefused
from manas.plan.meetings.telling import about
from manas.plan.meetings.visits import Findings
from manas.plan.models import Decision, GuidanceVisit, Obligation, WorkItem
from manas.plan.queries.holding import open_work
from tests import cast as people
from tests.cast import CASES, LIBRARY, PLAN_TEXT, Cast
from tests.matters.business import aid
from tests.plan.meetings.gatherings import NOW, TODAY, planned, promise, recorded
from tests.plan.supervision import orders

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
FINDINGS = Findings("缺少办案人员", "先从重点市场做起")


def test_the_county_is_told_to_prepare_nothing(cast: Cast) -> None:
    visit = planned(cast, held_on=TOMORROW)
    notice = Notice.objects.get(about=about(visit))
    assert (notice.recipient, visit.office) == (cast.county_liaison, cast.ip_office)
    assert "不用准备材料和报表" in notice.body


@pytest.mark.parametrize("part", ["science", "elsewhere", "government"])
def test_only_counties_of_the_tree_are_visited(cast: Cast, part: str) -> None:
    with pytest.raises(MeetingRefused, match="不是本方案范围内的县"):
        planned(cast, county=getattr(cast, part))


def test_the_task_of_a_visit_is_one_of_its_plan(cast: Cast) -> None:
    plan = people.adopted(cast)
    other = people.sentence(people.adopted(cast, PLAN_TEXT.replace("云岭", "云山")), LIBRARY).task
    with pytest.raises(MeetingRefused, match="任务不在本方案中"):
        planned(cast, plan, task=other)
    assert planned(cast, plan, task=people.sentence(plan, LIBRARY).task).task is not None


def test_promises_become_work_items_of_the_office(cast: Cast) -> None:
    visit = recorded(cast)
    item = WorkItem.objects.get()
    assert (item.unit, item.obligation.text, item.what) == (cast.ip_office, CASES, "派员协助办案")
    decision = visit.decisions.get()
    assert (decision.item, origin_of(item, cast.standing("market"))) == (item, decision)
    assert Notice.objects.filter(about=about(visit), recipient=cast.county_liaison, withdrawn_at=None).count() == 2


def test_only_the_visiting_office_promises(cast: Cast) -> None:
    with pytest.raises(MeetingRefused, match="自己承诺"):
        promise(cast, planned(cast), unit=cast.science)


def test_a_promise_that_the_ledger_does_not_take_leaves_nothing(cast: Cast) -> None:
    visit = planned(cast)
    promise(cast, visit)
    promise(cast, visit, "")
    with pytest.raises(MeetingRefused, match="第2项"):
        visits.record(visit=visit, findings=FINDINGS, actor=cast.office, at=NOW)
    visit.refresh_from_db()
    assert (visit.state, visit.found, WorkItem.objects.count()) == ("planned", "", 0)


def test_a_visit_is_recorded_from_its_day_on_with_what_was_found(cast: Cast) -> None:
    visit = planned(cast, held_on=TOMORROW)
    with pytest.raises(MeetingRefused, match="还没有到"):
        visits.record(visit=visit, findings=FINDINGS, actor=cast.office, at=NOW)
    for told in (Findings("", "做起"), Findings("缺人", " ")):
        with pytest.raises(MeetingRefused, match="请填写"):
            visits.record(visit=visit, findings=told, actor=cast.office, at=NOW + timedelta(days=1))
    done = visits.record(visit=visit, findings=FINDINGS, actor=cast.office, at=NOW + timedelta(days=1))
    assert (done.state, done.asked) == ("recorded", "")
    with pytest.raises(MeetingRefused, match="待确认"):
        promise(cast, done)


@pytest.mark.parametrize(("state", "comment"), [("confirmed", ""), ("commented", "人员已经配齐")])
def test_the_county_confirms_or_comments(cast: Cast, state: str, comment: str) -> None:
    visit = recorded(cast)
    with pytest.raises(MeetingRefused, match="不同意见"):
        visits.answer(visit=visit, agrees=False, comment=" ", actor=cast.county_liaison, at=NOW)
    agrees = state == "confirmed"
    done = visits.answer(visit=visit, agrees=agrees, comment=comment, actor=cast.county_liaison, at=NOW)
    assert (done.state, done.comment, done.answered_by) == (state, comment, cast.county_liaison)
    assert not Notice.objects.filter(about=about(visit), withdrawn_at=None).exists()
    assert JournalEntry.objects.filter(subject=about(visit)).count() == 3
    with pytest.raises(MeetingRefused, match="不用确认"):
        visits.answer(visit=visit, agrees=True, actor=cast.county_liaison, at=NOW)


def test_each_side_keeps_to_its_own_words(cast: Cast) -> None:
    visit = planned(cast)
    for who in cast.others("office"):
        with pytest.raises(MeetingRefused, match="主管部门"):
            visits.record(visit=visit, findings=FINDINGS, actor=who, at=NOW)
        with pytest.raises(MeetingRefused, match="主管部门"):
            visits.call_off(visit=visit, reason="另行安排", actor=who, at=NOW)
    visit = visits.record(visit=visit, findings=FINDINGS, actor=cast.office, at=NOW)
    for who in cast.others("county_liaison"):
        with pytest.raises(MeetingRefused, match="由受访县"):
            visits.answer(visit=visit, agrees=True, actor=who, at=NOW)


def test_a_planned_visit_is_called_off_with_a_reason(cast: Cast) -> None:
    visit = planned(cast, held_on=TOMORROW)
    with pytest.raises(MeetingRefused, match="取消理由"):
        visits.call_off(visit=visit, reason="", actor=cast.office, at=NOW)
    visit = visits.call_off(visit=visit, reason="道路不通", actor=cast.office, at=NOW)
    assert (visit.state, visit.cancelled_reason) == ("cancelled", "道路不通")
    assert not Notice.objects.filter(about=about(visit), withdrawn_at=None).exists()


def test_who_may_read_a_visit(cast: Cast) -> None:
    visit = planned(cast)
    promise(cast, visit)
    reads = {part for part in cast.people() if GuidanceVisit.objects.all().visible_to(cast.standing(part)).exists()}
    assert reads == {"office", "leader", "market", "county_liaison", "county_leader"}
    assert {part for part in cast.people() if decided(visit, cast.standing(part)).exists()} == {"office"}
    visits.record(visit=visit, findings=FINDINGS, actor=cast.office, at=NOW)
    assert {part for part in cast.people() if decided(visit, cast.standing(part)).exists()} == reads


def test_records_show_what_a_visit_must_not_ask(cast: Cast) -> None:
    item = orders.late_item(cast)
    order = orders.issued(cast, item)
    aid(cast)
    known = known_of(cast.north, cast.standing("office"), TODAY)
    assert [row.item for row in known.late] == [item]
    assert list(known.orders) == [order]
    assert [(line.key, line.running) for line in known.matters] == [("rights_aid", 1)]
    named = Obligation.objects.filter(task__responsibilities__unit=cast.north)
    assert set(known.not_begun) == set(named.exclude(pk=item.obligation_id))
    assert len(known.not_begun) > 0
    nothing = known_of(cast.north, cast.standing("liaison"), TODAY)
    assert (nothing.late, list(nothing.orders), nothing.matters) == ([], [], [])
    other = known_of(cast.south, cast.standing("office"), TODAY)
    assert (other.late, list(other.orders), other.matters) == ([], [], [])


def test_a_planned_visit_goes_along_with_the_revision(cast: Cast) -> None:
    plan = people.adopted(cast)
    done = recorded(cast, plan)
    visit = planned(cast, plan, task=people.sentence(plan, LIBRARY).task)
    kept = promise(cast, visit)
    revised = adopt(plan=people.draft(cast, PLAN_TEXT + "\n", revises=plan), actor=cast.office, at=NOW)
    for one in (done, visit, kept):
        one.refresh_from_db()
    assert (done.plan, visit.plan) == (plan, revised)
    assert (visit.task, kept.obligation) == (people.sentence(revised, LIBRARY).task, people.sentence(revised, CASES))
    assert set(visits_of(revised, cast.standing("office"))) == {done, visit}


def test_what_is_not_in_the_ledger_yet_holds_a_unit_open(cast: Cast) -> None:
    visit = planned(cast)
    promise(cast, visit)
    assert open_work(cast.ip_office) == ["有1项议定或承诺的事项尚未记入台账"]
    assert open_work(cast.north) == ["有1次联系指导尚未确认"]
    visits.call_off(visit=visit, reason="另行安排", actor=cast.office, at=NOW)
    assert open_work(cast.ip_office) == open_work(cast.north) == []


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("visit_recorded_with_findings", {"found": ""}),
        ("visit_recorded_with_findings", {"advised": ""}),
        ("visit_answered_by_someone", {"state": "confirmed"}),
        ("visit_cancelled_with_reason", {"state": "cancelled"}),
    ],
)
def test_rows_of_visits_are_held_by_the_database(cast: Cast, name: str, change: dict[str, str]) -> None:
    visit = recorded(cast)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        GuidanceVisit.objects.filter(pk=visit.pk).update(**change)


def test_visit_comment_in_words(cast: Cast) -> None:
    visit = recorded(cast)
    visits.answer(visit=visit, agrees=False, comment="人员已经配齐", actor=cast.county_liaison, at=NOW)
    with pytest.raises(IntegrityError, match="visit_comment_in_words"), transaction.atomic():
        GuidanceVisit.objects.filter(pk=visit.pk).update(comment="")


def test_one_item_comes_from_one_decision(cast: Cast) -> None:
    visit = recorded(cast)
    decision = visit.decisions.get()
    decision.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save(force_insert=True)
    assert Decision.objects.count() == 1
