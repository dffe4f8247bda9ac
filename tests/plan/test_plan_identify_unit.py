"""指认单位: a name in a draft that nobody knows is said to be a unit of the register, instead of being entered anew."""

import pytest

from manas.plan.actions.adopting import adopt
from manas.plan.actions.drafting import DraftRefused, identify
from manas.plan.queries.review import unknown_names
from tests.cast import AT, PARTS, Cast, draft, journal_lines

TEXT = """云岭州工作方案

一、工作任务

1.建立企业名册。建立企业名册并公开。(州市监局牵头，州糖业办负责)

云岭州人民政府

2026年1月8日
"""


def test_a_name_identified_means_the_unit_that_is_known(cast: Cast) -> None:
    plan = draft(cast, TEXT)
    assert unknown_names(plan) == {"州市监局", "州糖业办"}
    with journal_lines() as told:
        name = identify(plan=plan, name="州市监局", unit=cast.ip_office, actor=cast.office, at=AT)
    assert (name.kind, name.status, name.source) == ("alias", "read", "云岭州工作方案")
    assert told.verbs == ["登记单位名称"]
    assert unknown_names(plan) == {"州糖业办"}
    parts = adopt(plan=plan, actor=cast.office, at=AT).tasks.get().responsibilities.select_related("unit")
    assert [(p.name, p.unit == cast.ip_office) for p in parts] == [("州市监局", True), ("州糖业办", False)]


def test_a_name_is_identified_once_and_within_the_tree(cast: Cast) -> None:
    plan = draft(cast, TEXT)
    with pytest.raises(DraftRefused, match="本级名册"):
        identify(plan=plan, name="州市监局", unit=cast.elsewhere, actor=cast.office, at=AT)
    identify(plan=plan, name="州市监局", unit=cast.ip_office, actor=cast.office, at=AT)
    for name in ("州市监局", "文中没有的单位"):
        with pytest.raises(DraftRefused, match="可能已经指认"), journal_lines() as told:
            identify(plan=plan, name=name, unit=cast.science, actor=cast.office, at=AT)
        assert told.lines == []


@pytest.mark.parametrize("part", [part for part in PARTS if part != "office"])
def test_only_the_office_identifies(cast: Cast, part: str) -> None:
    plan = draft(cast, TEXT)
    with pytest.raises(DraftRefused, match="只有主管知识产权的部门"):
        identify(plan=plan, name="州市监局", unit=cast.ip_office, actor=cast.people()[part], at=AT)
