"""A meeting is called, held, decides; its minutes make work items of every decision, or of none."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from manas.engines.light import State
from manas.office.models import JournalEntry, Notice
from manas.plan.actions import ledger
from manas.plan.actions.adopting import adopt
from manas.plan.meetings import actions
from manas.plan.meetings.decisions import place, strike
from manas.plan.meetings.queries import decided, earlier, followed, meetings_of, origin_of, sentences_of, suggested
from manas.plan.meetings.states import MeetingRefused
from manas.plan.meetings.telling import about
from manas.plan.models import Decision, Meeting, WorkItem
from manas.plan.supervision.grounds import late_items
from tests import cast as people
from tests.cast import CASES, FIFTY, LIBRARY, MARKS, MEETING, PLAN_TEXT, Cast, journal_lines, queries_of
from tests.plan.meetings import gatherings
from tests.plan.meetings.gatherings import BY, NOW, TODAY, called, decide, held, minuted

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def told(meeting: Meeting) -> set[tuple[str, str]]:
    found = Notice.objects.filter(about=about(meeting), withdrawn_at=None).select_related("recipient")
    return {(notice.recipient.name, notice.subject.partition("：")[0]) for notice in found}


def test_who_reports_for_the_invited_units_is_told(cast: Cast) -> None:
    meeting = called(cast, held_on=TOMORROW)
    assert told(meeting) == {("liaison", "会议通知"), ("county_liaison", "会议通知")}
    assert told(called(cast, meeting.plan, held_on=TODAY - timedelta(days=1))) == set()


def test_a_change_is_told_anew_and_a_cancelled_meeting_says_why(cast: Cast) -> None:
    meeting = called(cast, held_on=TOMORROW)
    new = gatherings.asked(cast, held_on=TOMORROW, units=[cast.south], title="年度工作会议", kind="annual")
    meeting = actions.change(meeting=meeting, asked=new, actor=cast.office, at=NOW)
    assert (meeting.title, list(meeting.units.all()), told(meeting)) == ("年度工作会议", [cast.south], set())
    new = gatherings.asked(cast, held_on=TOMORROW)
    actions.change(meeting=meeting, asked=new, actor=cast.office, at=NOW + timedelta(minutes=1))
    assert {subject for _, subject in told(meeting)} == {"会议变更"}
    with pytest.raises(MeetingRefused, match="取消理由"):
        actions.cancel(meeting=meeting, reason=" ", actor=cast.office, at=NOW)
    meeting = actions.cancel(meeting=meeting, reason="另行安排", actor=cast.office, at=NOW)
    assert (meeting.state, {subject for _, subject in told(meeting)}) == ("cancelled", {"会议取消"})


@pytest.mark.parametrize("units", [[], ["elsewhere"]])
def test_only_units_of_the_plans_tree_are_invited(cast: Cast, units: list[str]) -> None:
    with pytest.raises(MeetingRefused, match=r"参会单位|不在本方案"):
        called(cast, units=[getattr(cast, part) for part in units])
    assert not Meeting.objects.exists()


def test_nobody_but_the_office_keeps_meetings(cast: Cast) -> None:
    meeting = held(cast)
    decision = decide(cast, meeting)
    deeds = (
        lambda who: actions.call(plan=meeting.plan, asked=gatherings.asked(cast), actor=who, at=NOW),
        lambda who: actions.issue(meeting=meeting, actor=who, at=NOW),
        lambda who: place(decision=decision, obligation=people.sentence(meeting.plan, FIFTY), actor=who, at=NOW),
        lambda who: strike(decision=decision, actor=who, at=NOW),
    )
    for who in cast.others("office"):
        for deed in deeds:
            with pytest.raises(MeetingRefused, match="主管部门"):
                deed(who)


def test_a_meeting_is_held_on_its_day_and_only_once(cast: Cast) -> None:
    with pytest.raises(MeetingRefused, match="还没有到"):
        held(cast, held_on=TOMORROW)
    meeting = held(cast, Meeting.objects.get().plan)
    with pytest.raises(MeetingRefused, match="已召开"):
        actions.hold(meeting=meeting, actor=cast.office, at=NOW)
    with pytest.raises(MeetingRefused, match="已召开"):
        actions.cancel(meeting=meeting, reason="另行安排", actor=cast.office, at=NOW)


def test_decisions_are_written_only_between_meeting_and_minutes(cast: Cast) -> None:
    meeting = called(cast)
    with pytest.raises(MeetingRefused, match="拟召开"):
        decide(cast, meeting)
    done = minuted(cast, meeting.plan)
    with pytest.raises(MeetingRefused, match="已印发纪要"):
        decide(cast, done)
    with pytest.raises(MeetingRefused, match="已印发纪要"):
        strike(decision=done.decisions.get(), actor=cast.office, at=NOW)


def test_minutes_make_work_items_of_the_same_ledger(cast: Cast) -> None:
    meeting = held(cast)
    first, second = decide(cast, meeting), decide(cast, meeting, CASES, what="开展专项整治", unit=cast.ip_office)
    with journal_lines() as lines:
        meeting = actions.issue(meeting=meeting, summary=" 听取汇报 ", actor=cast.office, at=NOW)
    assert lines.verbs == ["分解举措", "分解举措", "印发会议纪要"]
    items = {item.what: item for item in WorkItem.objects.all()}
    for one in (first, second):
        one.refresh_from_db()
        item = items[one.what]
        assert one.item == item
        assert (item.unit, item.obligation, item.due_on, item.year, item.measure) == (
            one.unit, one.obligation, BY, 2026, "入库名单印发",
        )  # fmt: skip
    assert (meeting.state, meeting.summary, meeting.minuted_by) == ("minuted", "听取汇报", cast.office)
    assert told(meeting) >= {("market", "会议纪要"), ("liaison", "会议纪要")}
    assert late_items(cast.government, BY + timedelta(days=1))[0].unit in {cast.science, cast.ip_office}


def test_all_or_none(cast: Cast) -> None:
    plan = people.adopted(cast)
    plan.ends_on = date(2026, 10, 31)
    plan.save()
    meeting = held(cast, plan)
    decide(cast, meeting)
    decide(cast, meeting, due_on=date(2026, 12, 1))
    with pytest.raises(MeetingRefused, match="第2项：完成期限晚于方案截止日期"):
        actions.issue(meeting=meeting, actor=cast.office, at=NOW)
    meeting.refresh_from_db()
    assert (meeting.state, WorkItem.objects.count(), Decision.objects.filter(item=None).count()) == ("held", 0, 2)
    assert not JournalEntry.objects.filter(verb="分解举措").exists()


def test_without_a_sentence_nothing_is_issued(cast: Cast) -> None:
    meeting = held(cast)
    decide(cast, meeting)
    homeless = decide(cast, meeting, "")
    with pytest.raises(MeetingRefused, match="第2项还没有选定责任语句"):
        actions.issue(meeting=meeting, actor=cast.office, at=NOW)
    assert not WorkItem.objects.exists()
    place(decision=homeless, obligation=people.sentence(meeting.plan, FIFTY), actor=cast.office, at=NOW)
    actions.issue(meeting=meeting, actor=cast.office, at=NOW)
    assert WorkItem.objects.filter(obligation__text=FIFTY).count() == 1


def test_a_meeting_that_decided_nothing_has_no_minutes(cast: Cast) -> None:
    meeting = held(cast)
    strike(decision=decide(cast, meeting), actor=cast.office, at=NOW)
    assert JournalEntry.objects.filter(verb="删去议定事项").count() == 1
    with pytest.raises(MeetingRefused, match="没有议定事项"):
        actions.issue(meeting=meeting, actor=cast.office, at=NOW)


def test_a_sentence_that_names_others_is_refused(cast: Cast) -> None:
    meeting = held(cast)
    with pytest.raises(MeetingRefused, match="没有点到科技局"):
        decide(cast, meeting, MARKS)
    kept = decide(cast, meeting, MEETING)
    with pytest.raises(MeetingRefused, match="没有点到科技局"):
        place(decision=kept, obligation=people.sentence(meeting.plan, MARKS), actor=cast.office, at=NOW)
    other = people.sentence(people.adopted(cast, PLAN_TEXT.replace("云岭", "云山")), LIBRARY)
    with pytest.raises(MeetingRefused, match="不在本方案中"):
        place(decision=kept, obligation=other, actor=cast.office, at=NOW)


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"due_on": TODAY - timedelta(days=1)}, "不能早于"), ({"unit": "elsewhere"}, "不在本方案的范围")],
)
def test_a_decision_is_of_the_tree_and_for_a_day_to_come(cast: Cast, changed: dict[str, object], why: str) -> None:
    meeting = held(cast)
    if "unit" in changed:
        changed = {"unit": cast.elsewhere}
    with pytest.raises(MeetingRefused, match=why):
        decide(cast, meeting, "", **changed)


def test_sentences_are_suggested_by_their_words(cast: Cast) -> None:
    meeting = held(cast)
    decision = decide(cast, meeting, "", what="分级分类管理培育库专利")
    first = suggested(decision, sentences_of(meeting.plan))[0]
    assert first.obligation.text == LIBRARY
    assert "分级分类管理" in first.shared
    strange = decide(cast, meeting, "", what="购置打印机", measure="到货")
    assert suggested(strange, sentences_of(meeting.plan)) == []
    of_farming = decide(cast, meeting, "", unit=cast.ip_office, what="组织申报地理标志保护产品")
    assert suggested(of_farming, sentences_of(meeting.plan))[0].obligation.text == MARKS


def test_the_next_meeting_shows_what_became_of_the_decisions_before(cast: Cast) -> None:
    plan = people.adopted(cast)
    first = held(cast, plan, held_on=date(2026, 3, 10))
    for what in ("办结的", "在办的", "撤销的"):
        decide(cast, first, what=what)
    decide(cast, first, what="逾期的", due_on=date(2026, 4, 1))
    actions.issue(meeting=first, actor=cast.office, at=NOW)
    item = {one.what: one for one in WorkItem.objects.all()}
    people.accepted(cast, item["办结的"], at=NOW)
    ledger.withdraw_item(item=item["撤销的"], reason="并入另一项", actor=cast.office, at=NOW)
    following = called(cast, plan, held_on=TOMORROW)
    called(cast, plan, held_on=date(2026, 3, 1))
    (outcome,) = earlier(following, cast.standing("office"), TODAY)
    assert (outcome.meeting, outcome.done, outcome.running, outcome.late) == (first, 1, 1, 1)
    lights = {one.decision.what: one.row.light.state for one in outcome.decisions if one.row}
    assert (lights["办结的"], lights["逾期的"]) == (State.DONE, State.LATE)
    assert [one.number for one in outcome.decisions if one.withdrawn] == [3]
    assert earlier(first, cast.standing("office"), TODAY) == []


def test_who_reads_the_minutes_reads_how_it_stands_and_opens_what_is_theirs(cast: Cast) -> None:
    plan = people.adopted(cast)
    minuted(cast, plan, held_on=date(2026, 3, 10))
    following = called(cast, plan, held_on=TOMORROW)
    read = {
        part: [(one.row is not None, one.opens) for outcome in found for one in outcome.decisions]
        for part in ("office", "leader", "liaison", "county_liaison", "outsider")
        for found in [earlier(following, cast.standing(part), TODAY)]
    }
    theirs = [(True, True)]
    assert read == {
        "office": theirs, "leader": theirs, "liaison": theirs, "county_liaison": [(True, False)], "outsider": [],
    }  # fmt: skip


def test_as_many_queries_for_three_meetings_as_for_one(cast: Cast) -> None:
    plan = people.adopted(cast)
    following = called(cast, plan, held_on=TOMORROW)
    counts = []
    for meetings in (1, 2):
        for _ in range(meetings):
            minuted(cast, plan, held_on=date(2026, 3, 10))
        counts.append(queries_of(earlier, following, cast.standing("office"), TODAY))
    assert counts[0] == counts[1]


def test_who_may_read_a_meeting(cast: Cast) -> None:
    meeting = held(cast, units=[cast.north])
    reads = {part for part in cast.people() if Meeting.objects.all().visible_to(cast.standing(part)).exists()}
    assert reads == {"office", "leader", "county_liaison", "county_leader"}
    decision = decide(cast, meeting)
    before = {part for part in cast.people() if decided(meeting, cast.standing(part)).exists()}
    assert before == {"office"}, "until the minutes are out"
    actions.issue(meeting=meeting, actor=cast.office, at=NOW)
    after = {part for part in cast.people() if decided(meeting, cast.standing(part)).exists()}
    assert after == reads | {"liaison"}, "who leads a decision reads the minutes, invited or not"
    decision.refresh_from_db()
    assert decision.item is not None
    assert origin_of(decision.item, cast.standing("liaison")) == decision
    assert origin_of(decision.item, cast.standing("market")) is None


def test_meetings_go_along_with_the_revision_of_their_plan(cast: Cast) -> None:
    plan = people.adopted(cast)
    out, opened = minuted(cast, plan, held_on=date(2026, 3, 10)), held(cast, plan)
    kept, gone = decide(cast, opened), decide(cast, opened, MEETING)
    text = PLAN_TEXT.replace(MEETING, "统筹推进各县市品牌培育与宣传推广活动。")
    revised = adopt(plan=people.draft(cast, text, revises=plan), actor=cast.office, at=NOW)
    for one in (out, opened, kept, gone):
        one.refresh_from_db()
    assert (out.plan, opened.plan) == (plan, revised)
    assert (kept.obligation, gone.obligation) == (people.sentence(revised, LIBRARY), None)
    assert set(meetings_of(revised, cast.standing("office"))) == {out, opened}
    (outcome,) = earlier(opened, cast.standing("office"), TODAY)
    assert outcome.meeting == out
    with pytest.raises(MeetingRefused, match="不在执行中"):
        called(cast, plan)


def test_numbers_of_decisions_are_those_of_the_paper(cast: Cast) -> None:
    meeting = held(cast)
    made = [decide(cast, meeting, what=what) for what in ("甲", "乙")]
    found = followed(decided(meeting, cast.standing("office")), cast.standing("office"), TODAY)
    assert [(one.number, one.decision, one.row) for one in found] == [(1, made[0], None), (2, made[1], None)]


def test_meeting_minuted_by_someone(cast: Cast) -> None:
    meeting = minuted(cast)
    with pytest.raises(IntegrityError, match="meeting_minuted_by_someone"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(minuted_by=None)


def test_meeting_cancelled_with_reason(cast: Cast) -> None:
    meeting = called(cast)
    with pytest.raises(IntegrityError, match="meeting_cancelled_with_reason"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")


def test_decision_of_meeting_or_visit(cast: Cast) -> None:
    decision = decide(cast, held(cast))
    visit = gatherings.planned(cast, decision.gathering.plan)
    for change in ({"meeting": None}, {"visit": visit}):
        with pytest.raises(IntegrityError, match="decision_of_meeting_or_visit"), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**change)


def test_decision_item_under_a_sentence(cast: Cast) -> None:
    decision = minuted(cast).decisions.get()
    with pytest.raises(IntegrityError, match="decision_item_under_a_sentence"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(obligation=None)
