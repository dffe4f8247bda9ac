"""Three ways of finding, measured side by side on what was judged."""

from manas.engines.matching.measuring import MEASURES, Collection, Question, pairs, table
from tests.engines.matching.small_register import FREEZER, NEED, PICKER, REGISTER

COLLECTION = Collection.of(REGISTER)


def test_pairs_are_counted_over_blanks_and_a_lone_character_is_none() -> None:
    assert pairs("沙棘 沙棘") == {"沙棘": 2.0, "棘沙": 1.0}
    assert pairs("沙") == {}


def test_each_way_finds_and_the_engine_puts_the_answer_first() -> None:
    assert all(PICKER.key in search(NEED) for search in COLLECTION.searches)
    assert COLLECTION.by_engine(NEED)[:2] == [PICKER.key, FREEZER.key]


def test_the_table_has_a_row_a_measure_and_a_column_a_way() -> None:
    rows = list(table("试", [Question("1", NEED, {PICKER.key: 2})], COLLECTION.searches))
    assert [row.split(" | ")[2] for row in rows] == list(MEASURES)
    assert {row.count("|") for row in rows} == {COLLECTION.head.split("\n")[0].count("|")}
    # One question whose answer stands first: every measure is 1, and drawing it again changes nothing.
    assert all(row.endswith("| 1.000 [1.000–1.000] |") for row in rows)
