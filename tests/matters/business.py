"""Matters as an office would have them: each made by the deeds that make it, on the days of the tests."""

from datetime import date, datetime

from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.actions.stepping import take
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.office.models import Person, Unit
from manas.office.values.actions import set_term
from tests.cast import AT, Cast

AID = {
    "title": "有人仿冒我们的商标",
    "summary": "某网店销售假冒我公司注册商标的机电产品，请求指导如何取证。",
    "aid_kind": "opinion",
    "right_kind": "mark",
    "contact": "13900000000",
}
NOW = AT


def nothing_moves(cause: str, actor: Person, at: datetime) -> int:
    """This function will stand for moving due days where no matter is open yet."""
    return 0


def aid_draft(cast: Cast, at: datetime = NOW, **values: object) -> Matter:
    """This function will begin a request for rights aid by the company of the cast."""
    return open_draft(
        kind=kinds()["rights_aid"],
        county=cast.north,
        organization=cast.company,
        actor=cast.firm,
        at=at,
        values={**AID, **values},
    )


def aid(cast: Cast, at: datetime = NOW, **values: object) -> Matter:
    """This function will hand a request for rights aid in."""
    return step(aid_draft(cast, at, **values), "submit", cast.firm, at)


def step(matter: Matter, key: str, actor: Person, at: datetime = NOW, **values: object) -> Matter:
    """This function will take a step of a matter as it stands now."""
    matter.refresh_from_db()
    opinion = str(values.pop("opinion", ""))
    return take(matter=matter, step=key, turn=matter.turn, actor=actor, at=at, values=values, opinion=opinion)


def term(cast: Cast, rule: str, days: int, span: str = "workday") -> None:
    """This function will let the office set its own term for a limit that the law leaves open."""
    set_term(
        key=rule,
        count=days,
        span=span,
        valid_from=date(2026, 1, 1),
        document="办理规程（示例）",
        actor=cast.administrator,
        at=AT,
        reproject=nothing_moves,
    )


def county(cast: Cast) -> Unit:
    """This function will give the county in which the matters of the tests play."""
    return cast.north
