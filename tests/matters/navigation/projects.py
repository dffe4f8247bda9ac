"""Navigation projects of the cast's company, carried out by a university, carried as far as a test wants them."""

from datetime import date, timedelta
from typing import Any, cast

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.navigation.navigation_project.models import NavigationProject
from manas.office.models import Organization, Person
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step
from tests.registers.needs.needs import university

ASKED = {
    "title": "光伏水泵专利导航",
    "question": "下一代轴封自己研发还是引进，供明年立项决定。",
    "navigation_kind": "research",
    "asker_kind": "enterprise",
    "sector": "新能源装备",
    "contact": "13900000000",
}
DUE = date(2026, 6, 1)
REVIEWED = {"experts": "甲教授（云岭大学）、乙研究员（云岭所）", "reviewed_on": TODAY}
ADOPTED = {"adopted_as": "project", "adopted_in": "云机电〔2026〕9号立项决定", "adopted_on": TODAY}


def school(cast_: Cast) -> Organization:
    """This function will give the university for which the cast's bank clerk acts; entered when it is first asked for."""
    return Organization.objects.filter(name="云岭农业大学").first() or university(cast_)


def draft(cast_: Cast, **values: object) -> NavigationProject:
    """This function will begin a project by the company."""
    told = {**ASKED, **values}
    made = open_draft(
        kind=kinds()["navigation_project"],
        county=cast_.north,
        organization=cast_.company,
        actor=cast_.firm,
        at=AT,
        values=told,
    )
    return cast(NavigationProject, made)


def hand_in(matter: Matter, document: str, actor: Person) -> None:
    """This function will put a document with a matter."""
    matter.refresh_from_db()
    attach(matter=matter, document=document, name="材料.txt", data="材料".encode(), actor=actor, at=AT)


def _reported(cast_: Cast, one: Matter, values: dict[str, Any]) -> Matter:
    hand_in(one, "report", cast_.bank)
    return step(one, "hand_in", cast_.bank, **values)


def _used(cast_: Cast, one: Matter, values: dict[str, Any]) -> Matter:
    hand_in(one, "adoption", cast_.firm)
    return step(one, "record_use", cast_.firm, **{**ADOPTED, **values})


WAY: dict[str, Any] = {
    "submit": lambda c, one, v: step(one, "submit", c.firm, **v),
    "accept": lambda c, one, v: step(one, "accept", c.handler, **v),
    "commission": lambda c, one, v: step(
        one, "commission", c.handler, **{"partner_organization": school(c), "report_due_on": DUE, **v}
    ),
    "hand_in": _reported,
    "pass_review": lambda c, one, v: step(
        one, "pass_review", c.handler, **{**REVIEWED, "opinion": "数据来源清楚，结论可用。", **v}
    ),
    "deliver": lambda c, one, v: step(one, "deliver", c.handler, **v),
    "record_use": _used,
}


def project_after(cast_: Cast, last: str, **values: dict[str, Any]) -> NavigationProject:
    """This function will carry a project through its steps up to `last`; `values` name a step and what is special there."""
    one: Matter = draft(cast_, **values.pop("draft", {}))
    for key, take in WAY.items():
        one = take(cast_, one, values.get(key, {}))
        if key == last:
            break
    return cast(NavigationProject, one)


TOMORROW = TODAY + timedelta(days=1)
