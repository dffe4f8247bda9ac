"""Technology needs of the cast, entered as an office enters them."""

from manas.office.actions import add_membership, add_organization
from manas.office.models import MembershipRole, Organization, OrganizationKind
from manas.registers.models import Confidentiality, TechnologyNeed
from manas.registers.needs import actions
from tests.cast import AT, BEGAN, Cast

NEED = {
    "title": "鲜杏采后保鲜技术",
    "text": "鲜杏采摘后三天内软化，运不出县，需要延长常温保鲜期的技术。",
    "problem": "鲜杏采后软化快",
    "object": "鲜杏",
    "performance": "常温保鲜不少于七天",
    "sector": "特色林果",
    "industry_code": "A0519",
    "asker": "云岭机电有限公司",
    "contact": "13900000000",
    "budget": "200000.00",
}


def need(cast: Cast, level: Confidentiality = Confidentiality.PUBLIC, **values: object) -> TechnologyNeed:
    """This function will enter a need of the company, kept by the office, playing in the north."""
    told = {**NEED, "county": cast.north, "organization": cast.company, "asked_by": cast.firm, "confidentiality": level}
    return actions.enter(keeper=cast.ip_office, source="测试", values={**told, **values}, actor=cast.handler, at=AT)


def university(
    cast: Cast, name: str = "云岭农业大学", kind: OrganizationKind = OrganizationKind.UNIVERSITY
) -> Organization:
    """This function will enter an organization for which the cast's bank clerk acts too: somebody who can answer."""
    made = add_organization(
        name=name, kind=kind, credit_code=None, county=cast.south, actor=cast.office, at=BEGAN, is_example=True
    )
    add_membership(
        person=cast.bank,
        organization=made,
        role=MembershipRole.REPRESENTATIVE,
        from_on=BEGAN.date(),
        actor=cast.office,
        at=BEGAN,
    )
    return made
