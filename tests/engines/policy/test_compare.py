"""What a revision changes, sentence by sentence."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.policy.compare import ALIKE, Change, Clause, Pair, compare

A = Clause("创造", "建立高价值专利培育库，分级分类管理。")
A_REWORDED = Clause("创造", "建立高价值专利培育库，实行分级分类动态管理。")
B = Clause("创造", "开展专利导航。")
C = Clause("保护", "公开侵权假冒典型案例。")
OTHER = Clause("保护", "健全维权援助网络。")

SAME, MOVED, CHANGED, ADDED, REMOVED = Change.SAME, Change.MOVED, Change.CHANGED, Change.ADDED, Change.REMOVED


CASES = [
    ("nothing", [], [], []),
    ("the same", [A, B], [A, B], [Pair(SAME, 0, 0), Pair(SAME, 1, 1)]),
    ("in another order", [A, B], [B, A], [Pair(SAME, 1, 0), Pair(SAME, 0, 1)]),
    ("added", [A], [A, B], [Pair(SAME, 0, 0), Pair(ADDED, None, 1)]),
    ("removed", [A, C], [C], [Pair(SAME, 1, 0), Pair(REMOVED, 0, None)]),
    ("changed", [A, C], [A_REWORDED, C], [Pair(CHANGED, 0, 0), Pair(SAME, 1, 1)]),
    ("moved", [A, C], [Clause("保护", A.text), C], [Pair(MOVED, 0, 0), Pair(SAME, 1, 1)]),
    ("not alike", [B], [OTHER], [Pair(ADDED, None, 0), Pair(REMOVED, 0, None)]),
    ("wrapped", [A], [Clause(A.task_key, A.text.replace("，", "，\n  "))], [Pair(SAME, 0, 0)]),
    ("twice, once taken away", [B, B], [B], [Pair(SAME, 0, 0), Pair(REMOVED, 1, None)]),
    ("once, then twice", [B], [B, B], [Pair(SAME, 0, 0), Pair(ADDED, None, 1)]),
    (
        "its own task before another",
        [Clause("保护", B.text), B],
        [B],
        [Pair(SAME, 1, 0), Pair(REMOVED, 0, None)],
    ),
    (
        "the most alike",
        [A],
        [A_REWORDED, Clause("创造", A.text[:-1] + "！")],
        [Pair(ADDED, None, 0), Pair(CHANGED, 0, 1)],
    ),
]


@pytest.mark.parametrize(("old", "new", "pairs"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_pairs(old: list[Clause], new: list[Clause], pairs: list[Pair]) -> None:
    assert list(compare(old, new)) == pairs


def test_half_of_the_pairs_of_characters_is_enough_and_less_is_not() -> None:
    """Two of four pairs shared is Dice 0.5."""
    assert ALIKE == 0.5
    assert compare([Clause("t", "甲乙丙丁戊")], [Clause("t", "甲乙丙子丑")])[0].change == CHANGED
    assert compare([Clause("t", "甲乙丙丁戊")], [Clause("t", "甲乙子丑寅")])[0].change == ADDED


CLAUSES = st.lists(st.builds(Clause, st.sampled_from("甲乙"), st.text("知识产权保护运用", max_size=7)), max_size=10)


@given(CLAUSES, CLAUSES)
def test_every_sentence_has_exactly_one_fate(old: list[Clause], new: list[Clause]) -> None:
    pairs = compare(old, new)
    assert sorted(p.old for p in pairs if p.old is not None) == list(range(len(old)))
    assert [p.new for p in pairs if p.new is not None] == list(range(len(new)))
    for pair in pairs:
        assert (pair.old is None) == (pair.change == ADDED)
        assert (pair.new is None) == (pair.change == REMOVED)


@given(CLAUSES, CLAUSES)
def test_what_is_called_same_or_moved_says_the_same(old: list[Clause], new: list[Clause]) -> None:
    for pair in compare(old, new):
        if pair.old is None or pair.new is None:
            continue
        before, after = old[pair.old], new[pair.new]
        assert (before.text == after.text) == (pair.change in (SAME, MOVED))
        if pair.change == SAME:
            assert before == after
        if pair.change == MOVED:
            assert before.task_key != after.task_key


@given(CLAUSES)
def test_against_itself_nothing_changes(clauses: list[Clause]) -> None:
    assert {pair.change for pair in compare(clauses, clauses)} <= {SAME}


@given(CLAUSES, CLAUSES)
def test_looked_at_from_the_other_side_added_and_removed_change_places(old: list[Clause], new: list[Clause]) -> None:
    def counted(a: list[Clause], b: list[Clause]) -> dict[Change, int]:
        found = [pair.change for pair in compare(a, b)]
        return {change: found.count(change) for change in Change}

    there, back = counted(old, new), counted(new, old)
    assert (there[SAME], there[MOVED]) == (back[SAME], back[MOVED])
    assert there[ADDED] - there[REMOVED] == back[REMOVED] - back[ADDED] == len(new) - len(old)


def test_two_long_documents_that_share_nothing_are_compared_in_a_moment() -> None:
    old = [Clause("旧", f"第{n}项旧措施，落实责任单位{n}。") for n in range(300)]
    new = [Clause("新", f"新增工作{n}：完善机制{n}，强化保障。") for n in range(300)]
    began = time.perf_counter()
    assert len(compare(old, new)) <= 600
    assert time.perf_counter() - began < 5
