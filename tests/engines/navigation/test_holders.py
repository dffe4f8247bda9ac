"""Holders are folded only where it is certain."""

import pytest

from manas.engines.navigation.holders import kind_of
from manas.engines.navigation.model import Holders
from manas.engines.navigation.survey import survey
from tests.engines.navigation.filings import COLLEGE, FIRM, KNOWN_UNTIL, SELECTION, filing


def holders_of(*names: tuple[str, int | None]) -> Holders:
    made = [filing(key, holders=((*name, "", ""),)) for key, name in enumerate(names, 1)]
    return survey(made).landscape.holders


def counted(holders: Holders) -> list[tuple[str, int]]:
    return [(line.name, line.figure.count) for line in holders.lines]


def test_an_organization_and_its_bare_name_are_one() -> None:
    holders = survey(SELECTION, (), KNOWN_UNTIL).landscape.holders
    assert counted(holders) == [("云岭机电有限公司", 3), ("云岭大学", 2)]
    assert (holders.lines[0].kind, holders.lines[0].place) == ("enterprise", "北山县")
    assert (holders.others.count, holders.unnamed.count) == (0, 1)


def test_width_case_and_blanks_do_not_make_another_holder() -> None:
    holders = holders_of(("ABC（云岭）有限公司", None), ("abc(云岭) 有限公司", None), ("ABC（云岭）有限公司", None))
    assert counted(holders) == [("ABC（云岭）有限公司", 3)]
    assert holders.lines[0].spellings == ("abc(云岭) 有限公司",)


def test_a_hospital_is_not_its_university() -> None:
    assert len(holders_of(("云岭大学", None), ("云岭大学附属医院", None)).lines) == 2


def test_two_organizations_of_one_name_stay_apart_from_each_other_and_from_the_bare_name() -> None:
    holders = holders_of(("云岭农业公司", 1), ("云岭农业公司", 2), ("云岭农业公司", None))
    assert counted(holders) == [("云岭农业公司", 1)] * 3
    assert len({line.figure.code for line in holders.lines}) == 3


def test_a_shared_patent_counts_once_for_each_holder() -> None:
    made = [filing(1, holders=(COLLEGE, FIRM, COLLEGE))]
    assert counted(survey(made).landscape.holders) == [("云岭大学", 1), ("云岭机电有限公司", 1)]


def test_beyond_the_largest_the_rest_is_one_figure() -> None:
    holders = holders_of(*((f"单位{n:02}", None) for n in range(25)))
    assert (len(holders.lines), holders.others.count) == (20, 5)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("云岭大学", "university"),
        ("云岭机电有限公司", "enterprise"),
        ("果树研究所", "institute"),
        ("杏林农民专业合作社", "cooperative"),
        ("张三", ""),
    ],
)
def test_a_kind_is_told_by_the_end_of_a_name_or_not_at_all(name: str, kind: str) -> None:
    assert kind_of(name) == kind
