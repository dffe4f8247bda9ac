"""Corrections find their place by words, hold when the text is read again, and are handed back when they do not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.policy.correct import KEY_LENGTH, Correction, Verb, correct, squeeze, task_keys
from manas.engines.policy.model import Origin, Plan, Role
from manas.engines.policy.read import read_text

TEXT = """某州知识产权工作方案

一、工作任务

1.培育专利。建立培育库，实行分级管理。2026年6月底前入库专利达到50件。(州科技局牵头，州工信局配合)

2.加强保护。开展专项整治。(州市场监管局负责)
"""
FIRST, SECOND = "培育专利", "加强保护"
LIBRARY, FIFTY = "建立培育库，实行分级管理。", "2026年6月底前入库专利达到50件。"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_text(TEXT)


def units(plan: Plan, task: int = 0) -> list[tuple[str, Role, Origin]]:
    return [(r.name, r.role, r.origin) for r in plan.tasks[task].responsibilities]


def applied(plan: Plan, *corrections: Correction) -> Plan:
    found, unplaced = correct(plan, corrections)
    assert unplaced == ()
    return found


def test_no_corrections_change_nothing(plan: Plan) -> None:
    assert correct(plan, ()) == (plan, ())


def test_a_lead_stands_behind_the_leads_and_others_at_the_end(plan: Plan) -> None:
    found = applied(
        plan,
        Correction(Verb.ADD_UNIT, FIRST, value="州教育局", role=Role.LEAD),
        Correction(Verb.ADD_UNIT, FIRST, value="州司法局", role=Role.GUIDE),
    )
    assert units(found) == [
        ("州科技局", Role.LEAD, Origin.MARKER),
        ("州教育局", Role.LEAD, Origin.CORRECTED),
        ("州工信局", Role.COOPERATE, Origin.MARKER),
        ("州司法局", Role.GUIDE, Origin.CORRECTED),
    ]
    assert units(found, 1) == units(plan, 1)


def test_a_unit_is_taken_away_by_its_written_or_full_name(plan: Plan) -> None:
    for name in ("州工信局", " 州工 信局\n"):
        found = applied(plan, Correction(Verb.REMOVE_UNIT, FIRST, value=name))
        assert units(found) == [("州科技局", Role.LEAD, Origin.MARKER)]


def test_a_changed_role_keeps_the_place(plan: Plan) -> None:
    found = applied(plan, Correction(Verb.CHANGE_ROLE, FIRST, value="州工信局", role=Role.LEAD))
    assert units(found)[1] == ("州工信局", Role.LEAD, Origin.CORRECTED)


def test_split_cuts_text_and_span_alike(plan: Plan) -> None:
    found = applied(plan, Correction(Verb.SPLIT, FIRST, LIBRARY, "实行"))
    said = found.tasks[0].sentences
    assert [s.text for s in said] == ["建立培育库，", "实行分级管理。", FIFTY]
    assert [plan.text[s.span.start : s.span.end] for s in said] == [s.text for s in said]


def test_split_leaves_dates_and_figures_with_the_half_that_says_them(plan: Plan) -> None:
    found = applied(plan, Correction(Verb.SPLIT, FIRST, FIFTY, "入库"))
    first, second = found.tasks[0].sentences[1:]
    assert ([d.day for d in first.deadlines], first.targets) == ([date(2026, 6, 30)], ())
    assert (second.deadlines, [t.value for t in second.targets]) == ((), ["50"])


def test_merge_joins_with_the_next(plan: Plan) -> None:
    found = applied(plan, Correction(Verb.MERGE, FIRST, LIBRARY))
    (one,) = found.tasks[0].sentences
    assert one.text == LIBRARY + FIFTY
    assert [d.day for d in one.deadlines] == [date(2026, 6, 30)]
    assert [t.value for t in one.targets] == ["50"]


def test_split_and_merge_give_back_what_was(plan: Plan) -> None:
    found = applied(plan, Correction(Verb.SPLIT, FIRST, LIBRARY, "实行"), Correction(Verb.MERGE, FIRST, "建立培育库，"))
    assert found == plan


def test_a_day_for_a_sentence_replaces_those_that_it_names(plan: Plan) -> None:
    found = applied(plan, Correction(Verb.SET_DEADLINE, FIRST, FIFTY, "2026-09-30"))
    assert [d.day for d in found.tasks[0].sentences[1].deadlines] == [date(2026, 9, 30)]
    assert found.tasks[0].due == date(2026, 9, 30)


def test_a_day_for_a_task_replaces_all(plan: Plan) -> None:
    found = applied(plan, Correction(Verb.SET_DEADLINE, FIRST, value="2027-01-31"))
    assert [d.day for d in found.tasks[0].deadlines] == [date(2027, 1, 31)]


def test_no_day_takes_the_days_away(plan: Plan) -> None:
    assert applied(plan, Correction(Verb.SET_DEADLINE, FIRST, FIFTY)).tasks[0].due is None


NOWHERE = [
    Correction(Verb.ADD_UNIT, FIRST, value="州科技局", role=Role.LEAD),
    Correction(Verb.ADD_UNIT, "没有", value="州教育局", role=Role.LEAD),
    Correction(Verb.REMOVE_UNIT, FIRST, value="州教育局"),
    Correction(Verb.CHANGE_ROLE, FIRST, value="州教育局", role=Role.LEAD),
    Correction(Verb.SPLIT, FIRST, LIBRARY, "没有"),
    Correction(Verb.SPLIT, FIRST, LIBRARY, "建立"),
    Correction(Verb.SPLIT, FIRST, LIBRARY, ""),
    Correction(Verb.SPLIT, FIRST, "没有。", "有"),
    Correction(Verb.MERGE, FIRST, FIFTY),
    Correction(Verb.MERGE, FIRST, "没有。"),
    Correction(Verb.SET_DEADLINE, FIRST, "没有。", "2026-01-01"),
]


@pytest.mark.parametrize("one", NOWHERE, ids=[f"{n} {c.verb}" for n, c in enumerate(NOWHERE)])
def test_what_finds_no_place_is_handed_back_and_changes_nothing(plan: Plan, one: Correction) -> None:
    assert correct(plan, [one]) == (plan, (one,))


def test_the_others_are_applied_all_the_same(plan: Plan) -> None:
    good = Correction(Verb.REMOVE_UNIT, FIRST, value="州工信局")
    found, unplaced = correct(plan, [NOWHERE[2], good, NOWHERE[4]])
    assert unplaced == (NOWHERE[2], NOWHERE[4])
    assert len(found.tasks[0].responsibilities) == 1


def test_a_renumbered_and_wrapped_text_takes_the_same_corrections() -> None:
    inserted = "2.健全统计。建立台账。(州统计局负责)\n\n3.加强保护"
    again = read_text(TEXT.replace("2.加强保护", inserted).replace("建立培育库，实行", "建立培育库，\n实行"))
    found = applied(
        again,
        Correction(Verb.SPLIT, FIRST, LIBRARY, "实行"),
        Correction(Verb.ADD_UNIT, SECOND, value="州公安局", role=Role.COOPERATE),
    )
    assert [squeeze(s.text) for s in found.tasks[0].sentences][:2] == ["建立培育库，", "实行分级管理。"]
    assert units(found, 2)[-1] == ("州公安局", Role.COOPERATE, Origin.CORRECTED)


def test_repeated_titles_are_counted_and_long_ones_cut() -> None:
    text = TEXT.replace(SECOND, FIRST)
    assert task_keys(read_text(text).tasks) == (FIRST, f"{FIRST}#2")
    assert all(len(key) <= KEY_LENGTH for key in task_keys(read_text(TEXT.replace(FIRST, "专利" * 60)).tasks))


ANY = st.builds(
    Correction,
    st.sampled_from(Verb).filter(lambda verb: verb != Verb.SET_DEADLINE),
    st.sampled_from([FIRST, SECOND, "没有"]),
    st.sampled_from([LIBRARY, FIFTY, "建立培育库，", "开展专项整治。", ""]),
    st.sampled_from(["州科技局", "州工信局", "州教育局", "实行", "入库", ""]),
    st.none() | st.sampled_from(Role),
)
READ = read_text(TEXT)


@given(st.lists(ANY, max_size=8))
def test_whatever_is_clicked_no_word_is_lost(clicks: list[Correction]) -> None:
    found, unplaced = correct(READ, clicks)
    assert set(unplaced) <= set(clicks)
    for before, after in zip(READ.tasks, found.tasks, strict=True):
        assert "".join(s.text for s in after.sentences) == "".join(s.text for s in before.sentences)
        names = [squeeze(r.full) for r in after.responsibilities]
        assert len(names) == len(set(names))


@given(st.lists(ANY, max_size=8))
def test_the_same_clicks_give_the_same_plan(clicks: list[Correction]) -> None:
    assert correct(READ, clicks) == correct(READ, clicks)
