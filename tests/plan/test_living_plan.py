"""活方案: the document as issued, with what stands in the margin of each task."""

from datetime import date

import pytest

from manas.plan.models import WorkPlan
from manas.plan.queries.living import LivingPlan, Narrowing, TaskNote, living_plan
from tests.cast import (
    CASES,
    FIFTY,
    FIRST,
    LIBRARY,
    PLAN_TEXT,
    SECOND,
    THIRD,
    TODAY,
    YEARLY,
    Cast,
    accepted,
    adopted,
    item,
    sentence,
    submitted,
)


@pytest.fixture
def plan(cast: Cast) -> WorkPlan:
    return adopted(cast)


def shown(cast: Cast, plan: WorkPlan, part: str = "office", narrow: Narrowing | None = None) -> LivingPlan:
    return living_plan(plan, cast.standing(part), TODAY, narrow)


def note(page: LivingPlan, title: str) -> TaskNote:
    return next(n for n in page.notes if n.title == title)


def test_every_printed_word_is_there_in_its_order(cast: Cast, plan: WorkPlan) -> None:
    words = "".join(run.text for block in shown(cast, plan).blocks for run in block.text_runs)
    assert "".join(words.split()) == "".join(PLAN_TEXT.split())


def test_each_obliging_sentence_is_a_run_of_its_own(cast: Cast, plan: WorkPlan) -> None:
    item(cast, plan)
    runs = [run for block in shown(cast, plan).blocks for run in block.text_runs if run.obligation_id]
    assert [(run.text, run.item_count) for run in runs][:3] == [
        (LIBRARY, 1),
        (FIFTY, 0),
        ("组织申报地理标志保护产品，推广使用专用标志。", 0),
    ]
    assert runs[0].obligation_id == sentence(plan, LIBRARY).pk
    assert [run.light.state for run in runs[:2] if run.light] == ["idle", "none"]


def test_each_task_stands_beside_its_block(cast: Cast, plan: WorkPlan) -> None:
    blocks = [block for block in shown(cast, plan).blocks if block.tasks]
    assert [[task.title for task in block.tasks] for block in blocks] == [
        [FIRST],
        [SECOND],
        [THIRD],
        ["加强组织领导"],
        ["加强经费保障"],
    ]
    assert all(block.tasks[0].title in "".join(run.text for run in block.text_runs) for block in blocks)


def test_the_margin_names_the_lead_first_and_defaults_apart(cast: Cast, plan: WorkPlan) -> None:
    second = note(shown(cast, plan), SECOND)
    assert [(u.short, u.role, u.role_word) for u in second.units] == [
        ("农业农村局", "lead", "牵头"),
        ("市场监管局", "responsible", "负责"),
    ]
    assert [u.full for u in second.defaults] == ["北山县（各县(市)人民政府）", "南河市（各县(市)人民政府）"]


def test_the_margin_counts_the_work(cast: Cast, plan: WorkPlan) -> None:
    accepted(cast, item(cast, plan))
    submitted(cast, item(cast, plan, due_on=date(2026, 3, 20)))
    first = note(shown(cast, plan), FIRST)
    assert (first.items_done, first.items_total) == (1, 2)
    assert (first.next_due, first.next_due_days) == (date(2026, 3, 20), 18)
    assert first.light.reason == "2 件举措中 1 件将到期"
    assert first.latest is not None
    assert [u.light.state for u in first.units] == ["none", "soon", "none", "none", "none"]


def test_who_may_break_down(cast: Cast, plan: WorkPlan) -> None:
    may = {
        part: [n.title for n in shown(cast, plan, part).notes if n.can_break_down]
        for part in ("office", "market", "liaison", "leader", "county_liaison", "outsider", "public")
    }
    everything = [FIRST, SECOND, THIRD, "加强组织领导", "加强经费保障"]
    assert may == {
        "office": everything,
        "market": [FIRST],
        "liaison": [SECOND],
        "leader": [],
        "county_liaison": [],
        "outsider": [],
        "public": [],
    }


def test_the_contents_carry_the_lights_of_their_tasks(cast: Cast, plan: WorkPlan) -> None:
    item(cast, plan, due_on=date(2026, 2, 1))
    entries = {entry.title: [light.state for light in entry.lights] for entry in shown(cast, plan).contents}
    assert entries == {
        "指导思想": [],
        "工作任务": [],
        "聚焦创造提质，培育优势产业": ["late", "none"],
        "聚焦保护提效，优化营商环境": ["none"],
        "保障措施": [],
        "加强组织领导": ["none"],
        "加强经费保障": ["none"],
    }


def test_the_counts(cast: Cast, plan: WorkPlan) -> None:
    item(cast, plan, due_on=date(2026, 2, 1))
    counts = shown(cast, plan).counts
    assert (counts.tasks, counts.focuses, counts.safeguards, counts.units, counts.counties) == (3, 2, 2, 3, 2)
    assert [(light.state, number) for light, number in counts.lights] == [("late", 1), ("none", 2)]


NARROW = [
    (Narrowing(), {FIRST, SECOND, THIRD, "加强组织领导", "加强经费保障"}),
    (Narrowing(unit="nync"), {FIRST, SECOND}),
    (Narrowing(unit="north"), {FIRST, SECOND, THIRD}),
    (Narrowing(light="late"), {FIRST}),
    (Narrowing(unit="nync", light="none"), {SECOND}),
    (Narrowing(unit="no such unit"), set()),
]


@pytest.mark.parametrize(("narrow", "left"), NARROW)
def test_narrowing_dims_the_rest_and_leaves_it_readable(
    cast: Cast, plan: WorkPlan, narrow: Narrowing, left: set[str]
) -> None:
    item(cast, plan, due_on=date(2026, 2, 1))
    page = shown(cast, plan, narrow=narrow)
    assert {task.title for block in page.blocks for task in block.tasks if not block.dimmed} == left
    assert len(page.blocks) == len(shown(cast, plan).blocks)


def test_the_public_reads_the_text_and_the_units_and_nothing_of_the_work(cast: Cast, plan: WorkPlan) -> None:
    for text, unit in ((LIBRARY, cast.science), (YEARLY, cast.farming), (CASES, cast.north)):
        item(cast, plan, text=text, unit=unit)
    page = shown(cast, plan, "public")
    assert page.is_public
    assert [u.short for u in note(page, SECOND).units] == ["农业农村局", "市场监管局"]
    assert {run.item_count for block in page.blocks for run in block.text_runs} == {0}
