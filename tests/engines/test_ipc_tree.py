"""Subgroups hang where their dots say, in the order of the scheme."""

from manas.engines.ipc_tree import parents


def test_a_subgroup_stands_below_the_nearest_with_fewer_dots() -> None:
    dots = {"A01B1/02": 1, "A01B1/04": 2, "A01B1/06": 1, "A01B1/08": 2, "A01B1/10": 3, "A01B1/12": 2}
    assert parents(dots) == {
        "A01B1/02": "A01B1/00",
        "A01B1/04": "A01B1/02",
        "A01B1/06": "A01B1/00",
        "A01B1/08": "A01B1/06",
        "A01B1/10": "A01B1/08",
        "A01B1/12": "A01B1/06",
    }


def test_digits_behind_the_stroke_are_those_behind_a_decimal_point() -> None:
    dots = {"H01L3/43": 1, "H01L3/426": 2, "H01L3/42": 1, "H01L3/427": 3}
    assert parents(dots)["H01L3/426"] == "H01L3/42"
    assert parents(dots)["H01L3/427"] == "H01L3/426"


def test_a_level_that_is_left_out_is_passed_over() -> None:
    assert parents({"A01B1/04": 3, "A01B1/06": 2}) == {"A01B1/04": "A01B1/00", "A01B1/06": "A01B1/00"}
    assert parents({}) == {}
