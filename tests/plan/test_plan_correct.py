"""校核: the office makes a reading right by clicks, kept apart from it."""

from datetime import date

import pytest

from manas.engines.policy.correct import Verb
from manas.engines.policy.model import Origin, Role
from manas.office.models import JournalEntry
from manas.plan.actions.adopting import adopt
from manas.plan.actions.drafting import DraftRefused, correct, discard, undo
from manas.plan.models import Correction, Deadline, Obligation, PlanState, Responsibility, Target, WorkPlan
from manas.plan.queries.draft import reading
from tests.cast import AT, FIFTY, FIRST, LATER, LIBRARY, SECOND, THIRD, Cast, adopted, draft, journal_lines

OPENS = "公开典型案例"


def units(plan: WorkPlan, task: int = 0) -> list[tuple[str, str]]:
    return [(r.full, r.role.value) for r in reading(plan).plan.tasks[task].responsibilities]


def click(cast: Cast, plan: WorkPlan, verb: Verb, task: str = FIRST, **more: str) -> Correction:
    return correct(plan=plan, verb=verb, task_key=task, actor=cast.office, at=AT, **more)


def test_a_correction_is_kept_and_told(cast: Cast) -> None:
    plan = draft(cast)
    with journal_lines() as told:
        made = click(cast, plan, Verb.ADD_UNIT, value="州林草局", role="cooperate")
    assert (made.made_by, made.made_at, made.undone_at) == (cast.office, AT, None)
    assert [(line.verb, line.context) for line in told.lines] == [("校正方案", f"plan.workplan:{plan.pk}")]
    assert told.lines[0].detail == {
        "verb": "add_unit",
        "task": FIRST,
        "sentence": "",
        "value": "州林草局",
        "role": "cooperate",
    }
    assert units(plan)[-1] == ("州林草局", "cooperate")
    assert reading(plan).plan.tasks[0].responsibilities[-1].origin == Origin.CORRECTED


def test_a_lead_is_added_before_the_others(cast: Cast) -> None:
    plan = draft(cast)
    click(cast, plan, Verb.ADD_UNIT, THIRD, value="州司法局", role="lead")
    assert units(plan, 2)[0] == ("州司法局", "lead")


def test_a_unit_is_removed(cast: Cast) -> None:
    plan = draft(cast)
    click(cast, plan, Verb.REMOVE_UNIT, value="州科技局")
    assert units(plan) == [
        ("州市场监管局", "lead"),
        ("州农业农村局", "responsible"),
        ("各县(市)人民政府", "responsible"),
    ]


def test_a_unit_changes_its_role(cast: Cast) -> None:
    plan = draft(cast)
    click(cast, plan, Verb.CHANGE_ROLE, THIRD, value="州市场监管局", role="lead")
    assert units(plan, 2) == [("州市场监管局", "lead"), ("州科技局", "responsible")]


def test_a_sentence_is_split_and_merged_again(cast: Cast) -> None:
    plan = draft(cast)
    whole = "开展侵权假冒专项整治，公开典型案例。"
    click(cast, plan, Verb.SPLIT, THIRD, sentence=whole, value=OPENS)
    halves = [s.text for s in reading(plan).plan.tasks[2].sentences]
    assert halves == ["开展侵权假冒专项整治，", "公开典型案例。"]
    click(cast, plan, Verb.MERGE, THIRD, sentence=halves[0])
    assert [s.text for s in reading(plan).plan.tasks[2].sentences] == [whole]


def test_a_merged_sentence_keeps_the_dates_of_both(cast: Cast) -> None:
    plan = draft(cast)
    click(cast, plan, Verb.MERGE, sentence=LIBRARY)
    merged = reading(plan).plan.tasks[0].sentences
    assert [s.text for s in merged] == [LIBRARY + FIFTY]
    assert [d.day for d in merged[0].deadlines] == [date(2026, 6, 30)]


@pytest.mark.parametrize(("value", "due"), [("2026-09-30", date(2026, 9, 30)), ("", None)])
def test_a_day_is_set_and_taken_away(cast: Cast, value: str, due: date | None) -> None:
    plan = draft(cast)
    click(cast, plan, Verb.SET_DEADLINE, sentence=FIFTY, value=value)
    adopt(plan=plan, actor=cast.office, at=AT)
    assert Obligation.objects.get(text=FIFTY).due_on == due


REFUSED = [
    (Verb.ADD_UNIT, {"value": "州科技局", "role": "responsible"}, "没有找到要校正的内容"),
    (Verb.ADD_UNIT, {"value": "州林草局"}, "请选择责任类别"),
    (Verb.ADD_UNIT, {"value": "州林草局", "role": "chief"}, "请选择责任类别"),
    (Verb.ADD_UNIT, {"value": "  ", "role": "lead"}, "请填写内容"),
    (Verb.ADD_UNIT, {"value": "局" * 201, "role": "lead"}, "内容过长"),
    (Verb.REMOVE_UNIT, {"value": "州林草局"}, "没有找到要校正的内容"),
    (Verb.REMOVE_UNIT, {"value": ""}, "请填写内容"),
    (Verb.CHANGE_ROLE, {"value": "州科技局", "role": ""}, "请选择责任类别"),
    (Verb.CHANGE_ROLE, {"value": "州林草局", "role": "lead"}, "没有找到要校正的内容"),
    (Verb.SPLIT, {"sentence": LIBRARY, "value": "别的话"}, "没有找到要校正的内容"),
    (Verb.SPLIT, {"sentence": LIBRARY, "value": "建立"}, "没有找到要校正的内容"),
    (Verb.SPLIT, {"sentence": "没有这句。", "value": "分级"}, "没有找到要校正的内容"),
    (Verb.MERGE, {"sentence": FIFTY}, "没有找到要校正的内容"),
    (Verb.SET_DEADLINE, {"sentence": FIFTY, "value": "年底前"}, "日期应写作"),
    (Verb.SET_DEADLINE, {"sentence": FIFTY, "value": "2026-02-30"}, "日期应写作"),
    (Verb.SET_DEADLINE, {"sentence": "没有这句。", "value": "2026-02-03"}, "没有找到要校正的内容"),
]


@pytest.mark.parametrize(
    ("verb", "more", "reason"), REFUSED, ids=[f"{n} {v.value}" for n, (v, _, _) in enumerate(REFUSED)]
)
def test_what_finds_no_place_is_refused_and_leaves_nothing(
    cast: Cast, verb: Verb, more: dict[str, str], reason: str
) -> None:
    plan = draft(cast)
    lines = JournalEntry.objects.count()
    with pytest.raises(DraftRefused, match=reason):
        click(cast, plan, verb, **more)
    assert (plan.corrections.count(), JournalEntry.objects.count()) == (0, lines)


def test_a_task_that_is_not_there_is_refused(cast: Cast) -> None:
    with pytest.raises(DraftRefused, match="没有找到要校正的内容"):
        click(cast, draft(cast), Verb.REMOVE_UNIT, "没有这项任务", value="州科技局")


def test_only_the_office_may(cast: Cast) -> None:
    plan = draft(cast)
    made = click(cast, plan, Verb.REMOVE_UNIT, value="州科技局")
    refusal = "只有主管知识产权的部门可以校核工作方案"
    for actor in cast.others("office"):
        with pytest.raises(DraftRefused, match=refusal):
            correct(plan=plan, verb=Verb.REMOVE_UNIT, task_key=FIRST, value="州农业农村局", actor=actor, at=AT)
        with pytest.raises(DraftRefused, match=refusal):
            undo(correction=made, actor=actor, at=AT)
        with pytest.raises(DraftRefused, match=refusal):
            discard(plan=plan, actor=actor, at=AT)
    assert [c.undone_at for c in plan.corrections.all()] == [None]


def test_a_correction_is_taken_back_and_stays_on_record(cast: Cast) -> None:
    plan = draft(cast)
    before = units(plan)
    made = click(cast, plan, Verb.REMOVE_UNIT, value="州科技局")
    with journal_lines() as told:
        undo(correction=made, actor=cast.office, at=LATER)
    made.refresh_from_db()
    assert (made.undone_at, told.verbs) == (LATER, ["撤销校正"])
    assert units(plan) == before
    with pytest.raises(DraftRefused, match="这条校正已经撤销"):
        undo(correction=made, actor=cast.office, at=LATER)


def test_what_leaned_on_a_correction_taken_back_is_reported(cast: Cast) -> None:
    plan = draft(cast)
    added = click(cast, plan, Verb.ADD_UNIT, value="州林草局", role="responsible")
    leaning = click(cast, plan, Verb.CHANGE_ROLE, value="州林草局", role="lead")
    undo(correction=added, actor=cast.office, at=LATER)
    assert reading(plan).unplaced == (leaning,)


def test_adopting_writes_what_was_corrected(cast: Cast) -> None:
    plan = draft(cast)
    click(cast, plan, Verb.CHANGE_ROLE, THIRD, value="州市场监管局", role="lead")
    click(cast, plan, Verb.SPLIT, SECOND, sentence="组织申报地理标志保护产品，推广使用专用标志。", value="推广")
    with journal_lines() as told:
        adopt(plan=plan, actor=cast.office, at=AT)
    assert told.lines[-1].detail["corrections"] == 2
    row = Responsibility.objects.get(task__plan=plan, task__title=THIRD, unit=cast.ip_office)
    assert (row.role, row.origin) == (Role.LEAD, Origin.CORRECTED)
    texts = list(Obligation.objects.filter(task__title=SECOND).values_list("text", flat=True))
    assert texts == ["组织申报地理标志保护产品，", "推广使用专用标志。", "每年开展一次质量抽检。"]


def test_a_plan_in_force_is_not_corrected(cast: Cast) -> None:
    plan = draft(cast)
    made = click(cast, plan, Verb.REMOVE_UNIT, value="州科技局")
    adopt(plan=plan, actor=cast.office, at=AT)
    for deed in (
        lambda: click(cast, plan, Verb.REMOVE_UNIT, value="州农业农村局"),
        lambda: undo(correction=made, actor=cast.office, at=AT),
        lambda: discard(plan=plan, actor=cast.office, at=AT),
    ):
        with pytest.raises(DraftRefused, match="要改动执行中的方案，请上传修订稿"):
            deed()


def test_discarding_keeps_the_record(cast: Cast) -> None:
    plan = draft(cast)
    click(cast, plan, Verb.REMOVE_UNIT, value="州科技局")
    with journal_lines() as told:
        discard(plan=plan, actor=cast.office, at=AT)
    plan.refresh_from_db()
    assert (plan.state, plan.corrections.count(), told.verbs) == (PlanState.DISCARDED, 1, ["放弃草案"])


def test_drafts_are_seen_by_their_office_alone(cast: Cast) -> None:
    hidden, shown = draft(cast), adopted(cast)
    seen = {part: set(WorkPlan.objects.visible_to(cast.standing(part))) for part in (*cast.people(), "public")}
    assert {part for part, plans in seen.items() if hidden in plans} == {"office"}
    assert {part for part, plans in seen.items() if shown not in plans} == set()
    assert {part for part in seen if WorkPlan.objects.run_by(cast.standing(part)).exists()} == {"office"}


def test_a_figure_that_a_cut_goes_through_stays_with_the_half_that_ends_it(cast: Cast) -> None:
    plan = draft(cast)
    click(cast, plan, Verb.SPLIT, sentence=FIFTY, value="入库")
    adopt(plan=plan, actor=cast.office, at=AT)
    target = Target.objects.get(plan=plan)
    assert target.obligation is not None
    assert (target.obligation.text, target.value) == ("入库专利达到50件。", "50")
    assert Obligation.objects.get(text="2026年6月底前").due_on == date(2026, 6, 30)


def test_a_day_for_the_whole_task_hangs_on_no_sentence(cast: Cast) -> None:
    plan = draft(cast)
    click(cast, plan, Verb.SET_DEADLINE, THIRD, value="2026-12-31")
    adopt(plan=plan, actor=cast.office, at=AT)
    found = Deadline.objects.get(task__title=THIRD)
    assert (found.day, found.obligation) == (date(2026, 12, 31), None)
