"""Running matters move to a new version as it says, or not at all; and a flow can be drawn."""

from dataclasses import replace

from manas.engines.flow.model import Flow, State, Step
from manas.engines.flow.move import moves
from manas.engines.flow.picture import Place, picture

STEP = Step("go", "办", ("handler",), ("a",), "b")
FIRST = Flow("k", 1, "a", (State("a", "甲", awaits="handler"), State("b", "乙", final=True)), (STEP,))
SECOND = Flow(
    "k",
    2,
    "start",
    (State("start", "始", awaits="handler"), State("b", "乙", final=True)),
    (replace(STEP, sources=("start",)),),
    maps={"a": "start"},
)


def test_a_state_goes_where_the_new_version_says_or_stays_by_its_key() -> None:
    found = moves(SECOND, ["a", "b", "a"])
    assert (dict(found.targets), found.refused) == ({"a": "start", "b": "b"}, ())


def test_a_state_without_a_place_is_refused() -> None:
    found = moves(replace(SECOND, maps={}), ["a", "b"])
    assert (dict(found.targets), found.refused) == ({"b": "b"}, ("a",))


def test_a_map_to_a_state_that_is_not_there_is_refused() -> None:
    assert moves(replace(SECOND, maps={"a": "gone"}), ["a"]).refused == ("a",)


def test_states_stand_in_columns_by_their_distance_and_share_no_place() -> None:
    flow = Flow(
        "k",
        1,
        "a",
        (State("a", "甲"), State("b", "乙"), State("c", "丙"), State("d", "丁")),
        (
            Step("1", "一", ("h",), ("a",), "b"),
            Step("2", "二", ("h",), ("a",), "c"),
            Step("3", "三", ("h",), ("b", "c"), "d"),
            Step("4", "退", ("h",), ("d",), "a"),
            Step("5", "又退", ("h",), ("d",), "a"),
        ),
    )
    drawn = picture(flow)
    assert drawn.places == (Place("a", 0, 0), Place("b", 1, 0), Place("c", 1, 1), Place("d", 2, 0))
    assert (drawn.columns, drawn.rows) == (3, 2)
    arrows = {(arrow.source, arrow.target): (arrow.labels, arrow.back) for arrow in drawn.arrows}
    assert arrows == {
        ("a", "b"): (("一",), False),
        ("a", "c"): (("二",), False),
        ("b", "d"): (("三",), False),
        ("c", "d"): (("三",), False),
        ("d", "a"): (("退", "又退"), True),
    }
