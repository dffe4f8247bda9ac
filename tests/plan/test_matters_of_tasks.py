"""Each task shows the matters that carry it out, and each figure is the list behind it."""

import pytest

from manas.matters.docket.queries.inbox import Filters, listed
from manas.plan.queries.matters import KindCount, matters_by_task
from tests.cast import LATER, TODAY, Cast
from tests.matters.business import aid, step, term


def of_aid(cast: Cast, part: str) -> list[KindCount]:
    return [line for line in matters_by_task(cast.standing(part), TODAY).get("11", []) if line.key == "rights_aid"]


def test_a_task_counts_what_runs_what_is_late_and_what_was_closed(cast: Cast) -> None:
    term(cast, "AID-ACCEPT", 1)
    aid(cast)
    aid(cast, at=LATER.replace(month=1))
    step(aid(cast), "refuse", cast.handler, opinion="不属于本州管辖")
    assert of_aid(cast, "office") == [KindCount("rights_aid", "维权援助", running=2, late=1, closed=1)]


@pytest.mark.parametrize("part", ["office", "leader", "county_leader"])
def test_the_figure_is_the_length_of_the_list(cast: Cast, part: str) -> None:
    for _ in range(3):
        aid(cast)
    (line,) = of_aid(cast, part)
    standing = cast.standing(part)
    assert line.running == len(listed(standing, Filters(kind="rights_aid", closed=False)).matters) == 3


def test_who_may_not_read_the_matters_counts_none(cast: Cast) -> None:
    aid(cast)
    assert [line.running for line in of_aid(cast, "liaison")] == [0]
    assert [line.running for line in of_aid(cast, "outsider")] == [0]
    for part in ("public", "nobody", "administrator", "firm"):
        assert matters_by_task(cast.standing(part), TODAY) == {}


def test_a_kind_that_carries_out_no_task_stands_under_none(cast: Cast) -> None:
    found = matters_by_task(cast.standing("office"), TODAY)
    assert "feedback" not in {line.key for lines in found.values() for line in lines}
