"""The units that documents of a government name, with the days on which a name holds."""

import itertools
from datetime import date

import pytest

from manas.facts.units import NameFact, government, known_governments


def test_the_example_prefecture_is_known() -> None:
    assert "653000" in known_governments()


def test_a_government_that_nobody_entered_is_absent_not_empty() -> None:
    with pytest.raises(KeyError):
        government("110000")


@pytest.mark.parametrize("code", ["../glossary", "653000/../653000", ""])
def test_a_code_is_no_path(code: str) -> None:
    with pytest.raises(KeyError):
        government(code)


def test_nineteen_departments_and_four_county_governments() -> None:
    units = government("653000").units
    assert sum(unit.kind == "department" for unit in units) == 19
    counties = [unit.names[0].name for unit in units if unit.kind == "county"]
    assert counties == ["阿图什市人民政府", "阿克陶县人民政府", "阿合奇县人民政府", "乌恰县人民政府"]


def test_a_renamed_unit_has_both_names_each_for_its_time() -> None:
    bank = next(unit for unit in government("653000").units if unit.code == "pboc")
    full = [name for name in bank.names if name.kind == "full"]
    assert [(name.valid_from, name.valid_to) for name in full] == [(None, date(2023, 8, 1)), (date(2023, 8, 1), None)]
    assert full[0].status == "second-hand"
    assert NameFact("人民银行克州中心支行", "alias", "read", None, date(2023, 8, 1)) in bank.names


@pytest.mark.parametrize("code", known_governments())
def test_codes_and_names_are_given_once(code: str) -> None:
    found = government(code)
    units = (found.root, *found.units)
    codes = [unit.code for unit in units]
    names = [name.name for unit in units for name in unit.names]
    assert len(codes) == len(set(codes))
    assert sorted({name for name in names if names.count(name) > 1}) == []
    assert [unit.code for unit in units if not unit.names] == []


@pytest.mark.parametrize("code", known_governments())
def test_the_names_of_one_unit_do_not_hold_at_once_when_they_are_full(code: str) -> None:
    for unit in government(code).units:
        full = sorted((n for n in unit.names if n.kind == "full"), key=lambda n: n.valid_from or date.min)
        for before, after in itertools.pairwise(full):
            assert before.valid_to is not None, unit.code
            assert after.valid_from is not None, unit.code
            assert before.valid_to <= after.valid_from, unit.code


@pytest.mark.parametrize("code", known_governments())
def test_the_source_is_said(code: str) -> None:
    assert government(code).source.count("，") >= 1
