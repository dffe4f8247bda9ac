"""A province that aids the invented prefecture, a city that aids one of its counties, and what they bring."""

from datetime import date
from typing import Any
from typing import cast as typed

from manas.office.models import Person, Unit
from manas.registers.aid.actions import Step, advance, enter
from manas.registers.aid.books import OFFERS, PARTNERSHIPS, POLICIES, TEAMS
from manas.registers.models import AidOffer, AidPartnership, AidPolicy, AidState, AidTeam
from tests.cast import AT, TODAY, Cast


def partnership(cast: Cast, unit: Unit | None = None, **values: object) -> AidPartnership:
    """This function will let the office enter who aids the northern county, or another unit."""
    usual = {"province": "东海省", "city": "临江市", "since": "2010-03", "source": "测试", "status": "read"}
    made = enter(
        book=PARTNERSHIPS,
        unit=unit or cast.north,
        values={**usual, **values},
        keeper=cast.ip_office,
        actor=cast.office,
        at=AT,
    )
    return typed("AidPartnership", made)


def offer(
    cast: Cast,
    partner: AidPartnership | None = None,
    actor: Person | None = None,
    keeper: Unit | None = None,
    **values: object,
) -> AidOffer:
    """This function will let the county, or somebody else, enter what the partner brings in."""
    partner = partner or partnership(cast)
    usual: dict[str, Any] = {
        "partnership": partner,
        "kind": "technology",
        "title": "沙棘果冷冻脱粒技术",
        "description": "低温脱粒，果皮不破。",
        "brought_on": date(2026, 2, 2),
        "brought_by": "临江市农业科学院",
    }
    made = enter(
        book=OFFERS,
        unit=values.pop("unit", partner.unit),  # type: ignore[arg-type]  # a unit where it is named
        values={**usual, **values},
        keeper=keeper or cast.north,
        actor=actor or cast.county_handler,
        at=AT,
    )
    return typed("AidOffer", made)


def in_use(cast: Cast, found: AidOffer | None = None) -> AidOffer:
    """This function will carry an offer into use in the company of the northern county."""
    step = Step(AidState.IN_USE, TODAY, organization=cast.company)
    return advance(offer=found or offer(cast), step=step, actor=cast.county_handler, at=AT)


def policy(cast: Cast, partner: AidPartnership | None = None, **values: object) -> AidPolicy:
    """This function will let the county enter a policy that it won."""
    usual = {
        "partnership": partner,
        "title": "专利转化资金倾斜支持",
        "issuer": "省知识产权局",
        "obtained_on": date(2026, 1, 20),
        "gives": "每年支持两个转化项目。",
    }
    made = enter(
        book=POLICIES, unit=cast.north, values={**usual, **values}, keeper=cast.north, actor=cast.county_handler, at=AT
    )
    return typed("AidPolicy", made)


def team(cast: Cast, partner: AidPartnership, **values: object) -> AidTeam:
    """This function will let the county enter a team that works there."""
    usual = {
        "partnership": partner,
        "name": "第一批知识产权援疆组",
        "home": "临江市市场监管局",
        "from_on": TODAY,
        "tasks": "商标品牌",
    }
    made = enter(
        book=TEAMS, unit=cast.north, values={**usual, **values}, keeper=cast.north, actor=cast.county_handler, at=AT
    )
    return typed("AidTeam", made)
