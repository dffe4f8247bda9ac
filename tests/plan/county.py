"""A county of the invented prefecture with an office of its own, and the plan that it made for itself."""

from manas.office import actions as office
from manas.office.models import Person, Role, Unit, UnitKind
from manas.plan.actions import drafting
from manas.plan.actions.adopting import adopt
from manas.plan.models import Task, WorkPlan
from tests.cast import AT, BEGAN, Cast, person, unit

COUNTY_TEXT = """北山县知识产权工作方案

为落实州工作方案，结合实际制定本方案。

一、重点任务

1.打造杏品牌。推广使用地理标志专用标志，扶持合作社。2026年10月底前用标主体达到5家。\
(县市场监管局牵头，县科技局按职责分工负责)

2.办好杏花节。组织知识产权宣传进村。(县科技局负责)

北山县人民政府

2026年2月10日
"""


def county_office(cast: Cast) -> Person:
    """This function will give the county a market bureau, with somebody who runs the county's plan."""
    bureau = unit(
        "north-scjg", UnitKind.DEPARTMENT, "市场监管局", ("县市场监管局", "北山县市场监管局"), cast.north, cast.office
    )
    official = person("north_office", cast.office)
    office.appoint(person=official, unit=bureau, role=Role.OFFICE, from_on=BEGAN.date(), actor=cast.office, at=BEGAN)
    return official


def county_plan(cast: Cast, actor: Person, owner: Unit | None = None, text: str = COUNTY_TEXT) -> WorkPlan:
    """This function will put the county's own plan into force."""
    draft = drafting.upload(data=text.encode(), name="县方案.txt", owner=owner or cast.north, actor=actor, at=AT)
    return adopt(plan=draft, actor=actor, at=AT)


def task(plan: WorkPlan, title: str) -> Task:
    """This function will find a task of a plan by its title."""
    return plan.tasks.get(title=title)
