"""启用方案: the draft becomes rows to which work attaches."""

import itertools
from datetime import date

import pytest

from manas.office.models import FactStatus, JournalEntry, Unit, UnitKind
from manas.office.queries import names_within
from manas.plan.actions.adopting import adopt
from manas.plan.actions.drafting import DraftRefused, discard
from manas.plan.models import (
    Deadline,
    Document,
    Obligation,
    Passage,
    PlanState,
    Reference,
    Responsibility,
    Target,
    Task,
    WorkPlan,
)
from tests.cast import (
    AT,
    FIFTY,
    FIRST,
    LIBRARY,
    PLAN_TEXT,
    SECOND,
    THIRD,
    Cast,
    adopted,
    draft,
    journal_lines,
    sentence,
)


def bound(plan: WorkPlan, title: str) -> list[tuple[str, str, str]]:
    """Unit, role and origin of everybody whom a task binds."""
    rows = Responsibility.objects.filter(task__plan=plan, task__title=title).select_related("unit")
    return [(row.unit.code if row.unit else row.full_name, row.role, row.origin) for row in rows]


def test_adopting_writes_tasks_safeguards_and_sentences(cast: Cast) -> None:
    plan = adopted(cast)
    assert (plan.state, plan.adopted_at, plan.starts_on) == (PlanState.ADOPTED, AT, date(2026, 1, 8))
    assert [(t.kind, t.number, t.title) for t in Task.objects.filter(plan=plan)] == [
        ("task", "1", FIRST),
        ("task", "2", SECOND),
        ("task", "3", THIRD),
        ("safeguard", "(一)", "加强组织领导"),
        ("safeguard", "(二)", "加强经费保障"),
    ]
    assert [o.text for o in Obligation.objects.filter(task__plan=plan, task__title=FIRST)] == [LIBRARY, FIFTY]
    assert Obligation.objects.filter(task__plan=plan).count() == 7


def test_every_row_lies_where_it_says_in_the_text(cast: Cast) -> None:
    plan = adopted(cast)
    text = plan.document.text
    assert [text[o.start : o.end] for o in Obligation.objects.all()] == [o.text for o in Obligation.objects.all()]
    marker = text[plan.tasks.all()[2].marker_start : plan.tasks.all()[2].marker_end]
    assert marker == "(州市场监管局、科技局按职责分工负责)"
    places = [(p.start, p.end) for p in Passage.objects.filter(plan=plan)]
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))
    assert [p.title for p in Passage.objects.filter(plan=plan, is_focus=True)] == [
        "聚焦创造提质，培育优势产业",
        "聚焦保护提效，优化营商环境",
    ]


def test_a_task_stands_under_its_headings(cast: Cast) -> None:
    plan = adopted(cast)
    heading = plan.tasks.all()[2].heading
    assert heading is not None
    assert heading.under is not None
    assert (heading.title, heading.under.title) == (THIRD, "聚焦保护提效，优化营商环境")


def test_units_are_bound_as_the_document_says_the_counties_on_every_task(cast: Cast) -> None:
    plan = adopted(cast)
    named, counties = ([(code, "responsible", why) for code in ("north", "south")] for why in ("marker", "default"))
    assert bound(plan, FIRST) == [
        ("scjg", "lead", "marker"),
        ("kj", "responsible", "marker"),
        ("nync", "responsible", "marker"),
        *named,
    ]
    assert bound(plan, SECOND) == [("nync", "lead", "marker"), ("scjg", "responsible", "marker"), *counties]
    assert bound(plan, THIRD) == [("scjg", "responsible", "marker"), ("kj", "responsible", "marker"), *counties]
    assert bound(plan, "加强组织领导") == []


def test_dates_figures_and_references_hang_on_their_sentence(cast: Cast) -> None:
    plan = adopted(cast)
    fifty = sentence(plan, FIFTY)
    assert fifty.due_on == date(2026, 6, 30)
    assert [(d.obligation, d.kind, d.day) for d in Deadline.objects.filter(task__title=FIRST)] == [
        (fifty, "absolute", date(2026, 6, 30))
    ]
    assert [(d.kind, d.day) for d in Deadline.objects.filter(task__title=SECOND)] == [("recurring", None)]
    assert [(t.obligation, t.value, t.measure_unit) for t in Target.objects.filter(plan=plan)] == [(fifty, "50", "件")]
    named = PLAN_TEXT.replace("分级分类管理。", "落实《专利转化专项行动方案》。")
    other = adopted(cast, named)
    assert [r.name for r in Reference.objects.filter(plan=other)] == ["专利转化专项行动方案"]


def test_one_line_tells_of_it(cast: Cast) -> None:
    plan = draft(cast)
    with journal_lines() as told:
        adopt(plan=plan, actor=cast.office, at=AT, ends_on=date(2027, 12, 31))
    assert told.verbs == ["启用方案"]
    assert told.lines[0].subject == f"plan.workplan:{plan.pk}"
    assert told.lines[0].detail == {"title": plan.document.title, "tasks": 3, "corrections": 0}
    plan.refresh_from_db()
    assert plan.ends_on == date(2027, 12, 31)


UNKNOWN = PLAN_TEXT.replace("州市场监管局、科技局按职责", "州市场监管局、州文化和旅游局按职责")


def test_a_unit_that_nobody_knows_is_entered_with_the_document_as_its_source(cast: Cast) -> None:
    plan = draft(cast, UNKNOWN)
    with journal_lines() as told:
        adopt(plan=plan, actor=cast.office, at=AT)
    assert told.verbs == ["登记单位", "启用方案"]
    unit = Unit.objects.get(names__name="州文化和旅游局")
    assert (unit.parent, unit.kind) == (cast.government, UnitKind.DEPARTMENT)
    name = unit.names.get()
    assert (name.source, name.status) == (plan.document.title, FactStatus.READ)
    assert bound(plan, THIRD)[1] == (unit.code, "responsible", "marker")


def test_the_next_document_finds_the_unit_that_the_first_entered(cast: Cast) -> None:
    adopted(cast, UNKNOWN)
    before = Unit.objects.count()
    adopted(cast, UNKNOWN)
    assert Unit.objects.count() == before


def test_the_neighbors_unit_of_the_same_name_is_not_meant(cast: Cast) -> None:
    adopted(cast)
    assert not Responsibility.objects.filter(unit__path__startswith="/fengze/").exists()


def test_a_county_closed_before_the_document_is_not_bound(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.south.pk).update(closed_on=date(2025, 12, 1))
    plan = adopted(cast)
    assert [row for row in bound(plan, THIRD) if row[0] in ("north", "south")] == [("north", "responsible", "default")]


def test_a_group_that_nobody_can_name_stays_a_group(cast: Cast) -> None:
    plan = adopted(cast, PLAN_TEXT.replace("州市场监管局、科技局按职责分工负责", "州市场监管局牵头，各有关部门配合"))
    assert bound(plan, THIRD)[:2] == [("scjg", "lead", "marker"), ("各有关部门", "cooperate", "marker")]


def test_only_the_office_may(cast: Cast) -> None:
    plan = draft(cast)
    for actor in cast.others("office"):
        with pytest.raises(DraftRefused, match="只有主管知识产权的部门可以启用工作方案"):
            adopt(plan=plan, actor=actor, at=AT)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


def test_a_draft_is_adopted_once(cast: Cast) -> None:
    plan = adopted(cast)
    with pytest.raises(DraftRefused, match="方案已不在校核中"):
        adopt(plan=plan, actor=cast.office, at=AT)


def test_a_discarded_draft_is_not_adopted(cast: Cast) -> None:
    plan = discard(plan=draft(cast), actor=cast.office, at=AT)
    with pytest.raises(DraftRefused, match="方案已不在校核中"):
        adopt(plan=plan, actor=cast.office, at=AT)


def test_a_document_without_tasks_is_not_adopted(cast: Cast) -> None:
    plan = draft(cast, "关于召开会议的通知\n\n各单位：\n\n定于明天召开会议。\n")
    with pytest.raises(DraftRefused, match="没有读出任务"):
        adopt(plan=plan, actor=cast.office, at=AT)


def test_what_fails_halfway_leaves_nothing(cast: Cast) -> None:
    """A unit whose code is taken makes the last step fail: no task, no unit, no journal line remains."""
    plan = draft(cast, UNKNOWN)
    Unit.objects.filter(pk=cast.south.pk).update(
        path=f"/yunling/p{plan.pk}-{len(names_within(cast.government, None))}/"
    )
    lines, units = JournalEntry.objects.count(), Unit.objects.count()
    with pytest.raises(Exception, match=r"(?i)unique"):
        adopt(plan=plan, actor=cast.office, at=AT)
    plan.refresh_from_db()
    assert (plan.state, plan.adopted_at) == (PlanState.DRAFT, None)
    assert (Task.objects.count(), Passage.objects.count(), Responsibility.objects.count()) == (0, 0, 0)
    assert (JournalEntry.objects.count(), Unit.objects.count()) == (lines, units)


def test_equal_titles_are_told_apart(cast: Cast) -> None:
    plan = adopted(cast, PLAN_TEXT.replace(THIRD, FIRST).replace("加强经费保障", "加强组织领导"))
    keys = list(Task.objects.filter(plan=plan).values_list("key", flat=True))
    assert keys[:3] == [FIRST, SECOND, f"{FIRST}#2"]
    assert len(set(keys)) == 5


def test_two_safeguards_with_the_same_number_and_title_are_both_kept(cast: Cast) -> None:
    plan = adopted(cast, PLAN_TEXT.replace("(二)加强经费保障", "(一)加强组织领导"))
    assert Task.objects.filter(plan=plan, kind="safeguard").count() == 2


def test_the_original_is_not_touched(cast: Cast) -> None:
    plan = draft(cast)
    before = Document.objects.values().get()
    adopt(plan=plan, actor=cast.office, at=AT)
    assert Document.objects.values().get() == before


def test_a_plan_does_not_end_before_it_begins_or_in_the_past(cast: Cast) -> None:
    plan = draft(cast)
    with pytest.raises(DraftRefused, match="不能早于"):
        adopt(plan=plan, actor=cast.office, at=AT, ends_on=date(2000, 1, 1))
    assert adopt(plan=plan, actor=cast.office, at=AT, ends_on=date(2030, 12, 31)).ends_on == date(2030, 12, 31)


def test_the_short_name_on_the_pages_is_a_name_too(cast: Cast) -> None:
    plan = adopted(cast, "云岭州方案\n\n一、任务\n\n1.建立名册。建立企业名册。（责任单位：科技局）\n\n2026年1月8日\n")
    assert [r.unit for r in Responsibility.objects.filter(task__plan=plan)] == [cast.science]
