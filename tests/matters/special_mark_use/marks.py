"""The cast's cooperative applies for the special mark of its apricots, carried as far as a test wants it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast

from manas.matters.docket.actions.attaching import attach
from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.kinds import kinds
from manas.matters.docket.models import Matter
from manas.matters.indications.special_mark_use.models import SpecialMarkUse
from manas.office.models import Person
from tests.cast import AT, TODAY, Cast
from tests.matters.business import step

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NEXT_YEAR = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
APPLICATION = {
    "title": "申请使用北山杏专用标志",
    "indication_name": "北山杏",
    "indication_kind": "product",
    "production_address": "北山县杏林镇一村",
    "output": Decimal("120.000"),
    "output_unit": "吨",
    "standard": "DB65/T 0001 北山杏",
    "test_report": "J2026-018",
    "tested_on": date(2026, 2, 10),
    "test_lab": "云岭州产品质量检验所",
    "contact": "13900000001",
}


def draft(cast_: Cast, **values: object) -> SpecialMarkUse:
    """This function will begin an application of the cooperative."""
    made = open_draft(
        kind=kinds()["special_mark_use"],
        county=cast_.north,
        organization=cast_.cooperative,
        actor=cast_.coop,
        at=AT,
        values={**APPLICATION, **values},
    )
    return cast(SpecialMarkUse, made)


def _submit(cast_: Cast, use: Matter, values: dict[str, Any]) -> Matter:
    for document in ("application", "test_report"):
        attach(matter=use, document=document, name=f"{document}.pdf", data=PDF, actor=cast_.coop, at=AT)
    return step(use, "submit", cast_.coop, **values)


def _with(key: str, who: Callable[[Cast], Person], **usual: object) -> Callable[[Cast, Matter, dict[str, Any]], Matter]:
    return lambda cast_, use, values: step(use, key, who(cast_), **{**usual, **values})


def _county(cast_: Cast) -> Person:
    return cast_.county_handler


def _handler(cast_: Cast) -> Person:
    return cast_.handler


WAY: dict[str, Callable[[Cast, Matter, dict[str, Any]], Matter]] = {
    "submit": _submit,
    "accept": _with("accept", _county),
    "county_agree": _with("county_agree", _county, place_checked_on=TODAY),
    "forward": _with("forward", _handler),
    "approve": _with("approve", lambda cast_: cast_.approver),
    "region_agrees": _with("region_agrees", _handler, region_notice="新知核〔2026〕5号", region_on=TODAY),
    "register": _with("register", _handler, national_notice="第612号公告", national_on=TODAY),
    "order": _with("order", _county, correct_by=date(2026, 4, 1), opinion="包装上没有标注统一社会信用代码"),
}


def use_after(cast_: Cast, last: str, **values: dict[str, Any]) -> SpecialMarkUse:
    """This function will carry an application through the steps of WAY up to `last`; `values` say what is special at a step."""
    use: Matter = draft(cast_, **values.pop("draft", {}))
    for key, take in WAY.items():
        use = take(cast_, use, values.get(key, {}))
        if key == last:
            break
    return cast(SpecialMarkUse, use)
