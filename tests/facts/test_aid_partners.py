"""Who is known to aid whom: each with its source, none surer than what was read."""

from typing import Any

import pytest

from manas.engines.calendar.model import Status
from manas.facts.aid import _partner, known_partners
from manas.facts.entries import Entry, FactsWrong
from manas.facts.units import government


def test_every_partner_aids_a_known_unit_and_stands_once() -> None:
    known = government("653000")
    codes = {known.root.code, *(unit.code for unit in known.units)}
    found = known_partners()
    assert {one.unit for one in found} - codes == set()
    assert len({(one.unit, one.province, one.city) for one in found}) == len(found) == 6


def test_reports_are_second_hand_and_the_rest_is_unverified() -> None:
    by_status = {status: {one.key for one in known_partners() if one.status is status} for status in Status}
    assert by_status[Status.READ] == set()
    assert by_status[Status.MEMORY] == {"jiangsu-653000", "jiangxi-653000"}


def test_the_source_says_where_it_was_read() -> None:
    wuxi = next(one for one in known_partners() if one.city == "无锡市")
    assert (wuxi.since, wuxi.source) == ("2007-03", "网络转载，2023年9月7日，m.zuojing.com")


@pytest.mark.parametrize("fault", [{"status": "sure"}, {"city": 1}, {"town": "x"}, {"source": {}}, {"province": None}])
def test_a_fault_is_named_with_its_place(fault: dict[str, Any]) -> None:
    values = {"key": "a", "unit": "u", "province": "某省", "status": "read", "source": {"title": "某报"}}
    assert _partner(Entry("x.yaml", "a", values)).city == ""
    with pytest.raises(FactsWrong, match=r"^x\.yaml: a"):
        _partner(Entry("x.yaml", "a", {**values, **fault}))
