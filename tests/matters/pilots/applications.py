"""A call from above and applications of the cast's company to it, carried as far as a test wants them."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.pilots.calls.actions import Asked, announce
from manas.matters.pilots.calls.models import PilotCall
from manas.matters.pilots.pilot_application.models import PilotApplication
from manas.office.models import Organization, Person, Unit
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step

CALL = Asked(
    programme="知识产权优势企业",
    level="region",
    applicants="enterprise",
    document_name="关于组织申报优势企业的通知",
    document_number="云知发〔2026〕1号",
    quota=1,
    materials="申报书\n管理制度",
    opens_on=date(2026, 2, 1),
    closes_on=date(2026, 4, 1),
    above_closes_on=date(2026, 4, 20),
    years_valid=3,
    report_month=3,
    report_day=31,
)
ANSWER = {"recognition_number": "云知认〔2026〕2号", "recognized_on": TODAY}


def called(cast_: Cast, shares: dict[Unit, int] | None = None, **changed: object) -> PilotCall:
    """This function will enter the call, with what a test changes of it."""
    return announce(
        owner=cast_.government, asked=replace(CALL, **changed), shares=shares or {}, actor=cast_.office, at=AT
    )


def drafted(
    cast_: Cast, call: PilotCall, organization: Organization | None = None, actor: Person | None = None
) -> PilotApplication:
    """This function will begin an application by the company, with its form."""
    made = open_draft(
        kind=kinds()["pilot_application"],
        county=cast_.north,
        organization=organization or cast_.company,
        actor=actor or cast_.firm,
        at=AT,
        values={"title": "申报优势企业", "call": call, "contact": "13900000000"},
    )
    hand_in(made, "application", actor or cast_.firm)
    return cast(PilotApplication, made)


def hand_in(matter: Matter, document: str, actor: Person) -> None:
    """This function will put a document with a matter."""
    matter.refresh_from_db()
    attach(matter=matter, document=document, name="材料.txt", data="材料".encode(), actor=actor, at=AT)


def _answered(cast_: Cast, one: Matter, values: dict[str, Any]) -> Matter:
    hand_in(one, "decision", cast_.handler)
    return step(one, "recognize_reporting", cast_.handler, **{**ANSWER, **values})


WAY: dict[str, Any] = {
    "submit": lambda c, one, v: step(one, "submit", c.firm, **v),
    "county_recommend": lambda c, one, v: step(
        one, "county_recommend", c.county_handler, **{"opinion": "同意推荐", **v}
    ),
    "rank": lambda c, one, v: step(one, "rank", c.handler, **{"place": 1, **v}),
    "recommend": lambda c, one, v: step(one, "recommend", c.approver, **v),
    "recognize_reporting": _answered,
}


def after(
    cast_: Cast, last: str, call: PilotCall | None = None, one: Matter | None = None, **values: dict[str, Any]
) -> PilotApplication:
    """This function will carry an application through its steps up to `last`; `values` name a step and what is special there."""
    one = one or drafted(cast_, call or called(cast_))
    for key, take in WAY.items():
        one = take(cast_, one, values.get(key, {}))
        if key == last:
            break
    return cast(PilotApplication, one)
