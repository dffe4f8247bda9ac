"""Whom a task binds: its own units, then its chapter's leads, then the units declared for all."""

import pytest

from manas.engines.policy.binding import bindings, means_counties
from manas.engines.policy.model import Origin, Plan, Role
from manas.engines.policy.read import read_text

TEXT = """某州知识产权工作方案

一、强化创造(牵头单位：州科技局)

1.培育专利。建立培育库。(州工信局负责)

2.培育商标。推进商标品牌建设。(州市场监管局牵头，州商务局配合。以下责任单位均有各县(市)人民政府，不再列出。)

3.培育标志。挖掘地理标志资源。(州农业农村局、各县(市)人民政府按职责分工负责)

4.培育人才。开展业务培训。(州教育局负责)
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_text(TEXT)


def bound(plan: Plan, task: int) -> list[tuple[str, str, str]]:
    return [(r.name, r.role.value, r.origin.value) for r in bindings(plan)[task]]


def test_units_declared_for_all_follow_the_tasks_own(plan: Plan) -> None:
    assert bound(plan, 3) == [("州教育局", "responsible", "marker"), ("各县(市)人民政府", "responsible", "default")]


def test_what_stands_at_the_task_wins(plan: Plan) -> None:
    named = [r for r in bound(plan, 2) if r[0] == "各县(市)人民政府"]
    assert named == [("各县(市)人民政府", "responsible", "marker")]


def test_a_default_holds_from_where_it_is_declared(plan: Plan) -> None:
    assert [r for r in bound(plan, 0) if r[2] == Origin.DEFAULT] == []


def test_nobody_is_bound_twice(plan: Plan) -> None:
    for task in bindings(plan):
        names = [r.full for r in task]
        assert len(names) == len(set(names))


def test_the_plan_itself_is_not_changed(plan: Plan) -> None:
    assert [len(task.responsibilities) for task in plan.tasks] == [1, 2, 2, 1]


def test_a_lead_of_the_chapter_leads_where_nobody_else_does() -> None:
    text = """某州知识产权工作方案

一、强化创造(州科技局牵头)

1.培育专利。建立培育库。(州工信局配合)

2.培育商标。推进品牌建设。(州市场监管局牵头，州商务局配合)

二、强化保护

3.加强执法。开展专项整治。(州公安局配合)
"""
    plan = read_text(text)
    leads = [[(r.name, r.origin) for r in task if r.role == Role.LEAD] for task in bindings(plan)]
    assert leads == [[("州科技局", Origin.HEADING)], [("州市场监管局", Origin.MARKER)], []]


MEANT = """
各县(市)人民政府 各县（市）人民政府 各县(市、区)人民政府 各市、县政府 各县（市、区） 各县市区政府 各区县人民政府
各县〈市、区〉人民政府 各县（市、区）政府（管委会） 各市〔州〕、县〔市、区、特区〕人民政府 各县级人民政府
""".split()
NOT_MEANT = """
阿图什市人民政府 县人民政府 各有关部门 各成员单位 州县财政局 各县(市)市场监管局 各县〈市〉区人民法院 各产业园区管委会
各开发区管委会 各相关区政府 各地 各
""".split()


@pytest.mark.parametrize("name", MEANT)
def test_a_group_that_means_the_counties(name: str) -> None:
    assert means_counties(name)


@pytest.mark.parametrize("name", NOT_MEANT)
def test_a_group_that_does_not(name: str) -> None:
    assert not means_counties(name)
