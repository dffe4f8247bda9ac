"""Classes as they are written, technology crossed with effect, and cells that are empty against expectation."""

import pytest

from manas.engines.navigation.classes import main_group
from manas.engines.navigation.model import Filing, Matrix
from manas.engines.navigation.survey import survey
from tests.engines.navigation.filings import SELECTION, filing


@pytest.mark.parametrize(
    ("symbol", "group"),
    [
        ("A23N4/04", "A23N4/00"),
        ("a23n 4/04", "A23N4/00"),
        ("A23N0004/04", "A23N4/00"),
        ("A23N", ""),
        ("07-01", ""),
        ("", ""),
    ],
)
def test_a_symbol_has_the_main_group_that_it_names(symbol: str, group: str) -> None:
    assert main_group(symbol) == group


def test_classes_and_what_is_beside_them_make_up_the_selection() -> None:
    classes = survey(SELECTION).landscape.classes
    assert [(one.name, one.figure.count) for one in classes.subclasses] == [("A01D", 3), ("A23B", 1)]
    assert (classes.others.count, classes.unclassed.count) == (0, 1)


def test_a_class_that_no_table_knows_is_counted_as_it_is() -> None:
    (share,) = survey([filing(1, subclass="Z99Z")]).landscape.classes.subclasses
    assert (share.name, share.figure.count) == ("Z99Z", 1)


def matrix_of(*cells: tuple[str, str, int]) -> Matrix:
    made: list[Filing] = []
    for group, effect, count in cells:
        made += [
            filing(len(made) + n, group=group, readable=True, effects=(effect,) if effect else ()) for n in range(count)
        ]
    return survey(made).landscape.matrix


def test_a_matrix_counts_patents_that_have_both() -> None:
    matrix = survey(SELECTION).landscape.matrix
    assert [one.name for one in matrix.technologies] == ["A01D46/00"]
    assert [(one.name, one.figure.count) for one in matrix.effects] == [("提高效率", 2), ("节省人力", 1)]
    assert [[cell.count for cell in line] for line in matrix.cells] == [[2, 1]]
    assert (matrix.read.count, matrix.silent.count, matrix.named.count) == (3, 1, 2)


def test_an_empty_cell_is_a_spot_where_five_would_be_expected() -> None:
    matrix = matrix_of(
        ("A01B1/00", "提高效率", 10), ("A01B3/00", "提高效率", 5), ("A01B3/00", "降低成本", 15), ("A01B5/00", "", 9)
    )
    assert [(spot.technology, spot.effect, spot.expected) for spot in matrix.spots] == [("A01B1/00", "降低成本", 5.0)]


def test_an_empty_cell_of_few_patents_is_no_spot() -> None:
    assert matrix_of(("A01B1/00", "提高效率", 9), ("A01B3/00", "降低成本", 9)).spots == ()
