"""修订: a revised document is compared with the plan in force, and carries its corrections and its work over."""

import pytest
from django.db import IntegrityError, transaction

from manas.engines.policy.compare import Change
from manas.engines.policy.correct import Verb
from manas.plan.actions.adopting import adopt
from manas.plan.actions.drafting import DraftRefused, correct, undo
from manas.plan.models import PlanState, Responsibility, WorkItem, WorkPlan
from manas.plan.queries.draft import reading
from manas.plan.queries.review import review, revision
from tests.cast import (
    AT,
    CASES,
    FIFTY,
    FIRST,
    LATER,
    LIBRARY,
    MARKS,
    MEETING,
    MONEY,
    PLAN_TEXT,
    THIRD,
    TODAY,
    YEARLY,
    Cast,
    accepted,
    adopted,
    draft,
    item,
    journal_lines,
    sentence,
)

REWORDED = "2026年9月底前入库专利达到80件。"
ADDED = "建设知识产权保护工作站。"
# 50 items become 80 (changed), the yearly test goes (removed), a station comes (added), the library moves to task 3.
REVISED = (
    PLAN_TEXT.replace(FIFTY, REWORDED).replace(YEARLY, "").replace(LIBRARY, "").replace(CASES, CASES + LIBRARY + ADDED)
)


@pytest.fixture
def plan(cast: Cast) -> WorkPlan:
    return adopted(cast)


def test_the_comparison_says_what_changes(cast: Cast, plan: WorkPlan) -> None:
    item(cast, plan, text=YEARLY, unit=cast.farming)
    found = revision(reading(draft(cast, REVISED, revises=plan)), plan)
    said = [(n.change, n.old.text if n.old else None, n.new.text if n.new else None, n.items) for n in found.lines]
    assert said == [
        ("changed", FIFTY, REWORDED, 0),
        ("moved", LIBRARY, LIBRARY, 0),
        ("added", None, ADDED, 0),
        ("removed", YEARLY, None, 1),
    ]
    assert found.counts == {"same": 4, "moved": 1, "changed": 1, "added": 1, "removed": 1}
    assert found.left_behind == 1


def test_the_same_text_changes_nothing(cast: Cast, plan: WorkPlan) -> None:
    found = revision(reading(draft(cast, revises=plan)), plan)
    assert (found.lines, found.left_behind) == ([], 0)
    assert found.counts[Change.SAME] == 7


def test_work_follows_its_sentence(cast: Cast, plan: WorkPlan) -> None:
    kept = {text: item(cast, plan, text=text) for text in (LIBRARY, FIFTY, MEETING, MONEY, CASES)}
    accepted(cast, kept[CASES])
    new = adopt(plan=draft(cast, REVISED, revises=plan), actor=cast.office, at=LATER)
    for work in kept.values():
        work.refresh_from_db()
    where = {text: (work.obligation.text, work.obligation.task.title) for text, work in kept.items()}
    assert where == {
        LIBRARY: (LIBRARY, THIRD),
        FIFTY: (REWORDED, FIRST),
        MEETING: (MEETING, "加强组织领导"),
        MONEY: (MONEY, "加强经费保障"),
        CASES: (CASES, THIRD),
    }
    assert {work.obligation.task.plan for work in kept.values()} == {new}
    assert kept[CASES].reports.get().state == "accepted"


def test_what_the_revision_drops_stays_with_the_old_plan(cast: Cast, plan: WorkPlan) -> None:
    left = item(cast, plan, text=YEARLY, unit=cast.farming)
    adopt(plan=draft(cast, REVISED, revises=plan), actor=cast.office, at=LATER)
    left.refresh_from_db()
    plan.refresh_from_db()
    assert (left.obligation.task.plan, plan.state) == (plan, PlanState.SUPERSEDED)


def test_two_lines_tell_of_it_in_one_transaction(cast: Cast, plan: WorkPlan) -> None:
    item(cast, plan, text=LIBRARY)
    new = draft(cast, REVISED, revises=plan)
    with journal_lines() as told:
        adopt(plan=new, actor=cast.office, at=LATER)
    assert told.verbs == ["启用方案", "修订替代"]
    assert told.lines[1].detail == {
        "same": 4,
        "moved": 1,
        "changed": 1,
        "added": 1,
        "removed": 1,
        "items": 1,
        "alignments": 0,
        "revision": new.pk,
    }
    assert (told.lines[1].subject, told.lines[1].context) == (f"plan.workplan:{plan.pk}", f"plan.workplan:{new.pk}")


def test_corrections_survive_and_those_without_a_place_are_reported(cast: Cast) -> None:
    first = draft(cast)
    for verb, task, more in (
        (Verb.CHANGE_ROLE, THIRD, {"value": "州市场监管局", "role": "lead"}),
        (Verb.SET_DEADLINE, FIRST, {"sentence": FIFTY, "value": "2026-08-31"}),
        (Verb.REMOVE_UNIT, FIRST, {"value": "州科技局"}),
    ):
        made = correct(plan=first, verb=verb, task_key=task, actor=cast.office, at=AT, **more)
    undo(correction=made, actor=cast.office, at=AT)
    plan = adopt(plan=first, actor=cast.office, at=AT)
    new = draft(cast, REVISED, revises=plan)
    again = reading(new)
    assert [(c.verb, c.task_key, c.made_by) for c in again.corrections] == [
        ("change_role", THIRD, cast.office),
        ("set_deadline", FIRST, cast.office),
    ]
    assert [(c.verb, c.sentence) for c in again.unplaced] == [("set_deadline", FIFTY)]
    assert review(new, again, TODAY).unplaced == list(again.unplaced)
    adopt(plan=new, actor=cast.office, at=LATER)
    lead = Responsibility.objects.get(task__plan=new, task__title=THIRD, role="lead")
    assert (lead.unit, lead.origin) == (cast.ip_office, "corrected")
    assert plan.corrections.count() == 3


def test_a_line_break_more_is_no_change(cast: Cast, plan: WorkPlan) -> None:
    wrapped = PLAN_TEXT.replace("高价值专利培育库，分级", "高价值专利\n培育库，分级")
    found = revision(reading(draft(cast, wrapped, revises=plan)), plan)
    assert found.counts[Change.REMOVED] == found.counts[Change.ADDED] == 0


def test_a_task_that_is_renumbered_is_the_same_task(cast: Cast, plan: WorkPlan) -> None:
    station = "2.健全统计制度。建立统计台账。(州市场监管局负责)\n\n3.做强"
    later = PLAN_TEXT.replace("3.加强", "4.加强").replace("2.做强", station)
    found = revision(reading(draft(cast, later, revises=plan)), plan)
    assert [(line.change, line.new.text if line.new else None) for line in found.lines] == [("added", "建立统计台账。")]


def test_of_two_revisions_the_second_is_told(cast: Cast, plan: WorkPlan) -> None:
    one, two = draft(cast, REVISED, revises=plan), draft(cast, PLAN_TEXT, revises=plan)
    adopt(plan=one, actor=cast.office, at=AT)
    with pytest.raises(DraftRefused, match="被修订的方案已不在执行中"):
        adopt(plan=two, actor=cast.office, at=AT)


def test_a_revision_is_revised_in_turn(cast: Cast, plan: WorkPlan) -> None:
    work = item(cast, plan, text=LIBRARY)
    second = adopt(plan=draft(cast, REVISED, revises=plan), actor=cast.office, at=AT)
    third = adopt(plan=draft(cast, PLAN_TEXT, revises=second), actor=cast.office, at=AT)
    work.refresh_from_db()
    assert (work.obligation.task.plan, work.obligation.task.title) == (third, FIRST)
    states = list(WorkPlan.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["superseded", "superseded", "adopted"]


def test_plan_revised_by_one_adopted(cast: Cast, plan: WorkPlan) -> None:
    adopt(plan=draft(cast, REVISED, revises=plan), actor=cast.office, at=AT)
    row = WorkPlan.objects.get(revises=plan)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_no_work_is_lost_whatever_happens_to_the_text(cast: Cast, plan: WorkPlan) -> None:
    for text in (LIBRARY, FIFTY, MARKS, YEARLY, CASES, MEETING, MONEY):
        item(cast, plan, text=text, unit=cast.ip_office)
    adopt(plan=draft(cast, REVISED, revises=plan), actor=cast.office, at=AT)
    assert WorkItem.objects.count() == 7
    assert sentence(plan, YEARLY).items.count() == 1
