"""Technology needs of the cast's company, carried as far as a test wants them; a university answers."""

from typing import Any, cast

from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.pairing.technology_need.models import NeedRequest
from manas.office.models import Organization
from tests.cast import AT, Cast
from tests.matters.business import step
from tests.registers.needs.needs import university

ASKED = {
    "title": "鲜杏采后保鲜技术",
    "text": "鲜杏采摘后三天内软化，运不出县，需要延长常温保鲜期的技术。",
    "problem": "鲜杏采后软化快",
    "asker_kind": "enterprise",
    "confidentiality": "invited",
    "sector": "特色林果",
    "budget": "200000",
    "contact": "13900000000",
}
ANSWER = "可以用一氧化氮熏蒸加微孔膜包装，常温保鲜八至十天，已有两件授权专利。"


def draft(cast_: Cast, **values: object) -> NeedRequest:
    """This function will begin a need of the company."""
    made = open_draft(
        kind=kinds()["technology_need"],
        county=cast_.north,
        organization=cast_.company,
        actor=cast_.firm,
        at=AT,
        values={**ASKED, **values},
    )
    return cast(NeedRequest, made)


def answerer() -> Organization:
    """This function will give the university, which exists from the moment somebody is asked."""
    return Organization.objects.get(name="云岭农业大学")


WAY: dict[str, Any] = {
    "submit": lambda c, need, values: step(need, "submit", c.firm, **values),
    "publish": lambda c, need, values: step(need, "publish", c.handler, **values),
    "hand_on": lambda c, need, values: step(
        need,
        "hand_on",
        c.handler,
        **{"partner_organization": university(c), "handed_as": "university", **values},
    ),
    "accept": lambda c, need, values: step(need, "accept", c.bank, **values),
    "answer": lambda c, need, values: step(need, "answer", c.bank, **{"answer": ANSWER, **values}),
    "confirm": lambda c, need, values: step(need, "confirm", c.firm, **{"useful_as": "adopted", **values}),
}


def need_after(cast_: Cast, last: str, **values: dict[str, Any]) -> NeedRequest:
    """This function will carry a need through the steps of WAY up to `last`; `values` name a step and what is special there."""
    need: Matter = draft(cast_, **values.pop("draft", {}))
    for key, take in WAY.items():
        need = take(cast_, need, values.get(key, {}))
        if key == last:
            break
    return cast(NeedRequest, need)
