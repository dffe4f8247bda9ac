"""Every way of saying who must act, and running text that only sounds like it."""

from __future__ import annotations

import pytest

from manas.engines.policy import read_text, to_json

LEAD, OTHERS = "lead", "responsible"


def plan_of(marker: str, *, more: str = "") -> dict[str, list[str]]:
    """Lead and other units of the first of two tasks with this marker."""
    text = (
        "青山县节水工作方案\n一、主要任务\n"
        f"（一）修好水渠。把漏水的渠段修好。{marker}\n（二）管好水表。逐户换表。（县水利局牵头，县住建局配合）\n{more}"
    )
    task = to_json(read_text(text))["tasks"][0]
    assert task["title"] == "修好水渠"
    return {LEAD: [each["full"] for each in task["lead"]], OTHERS: [each["full"] for each in task["responsible"]]}


@pytest.mark.parametrize(
    ("marker", "lead", "others"),
    [
        ("（县水利局牵头，县财政局、县住建局按职责分工负责）", ["县水利局"], ["县财政局", "县住建局"]),
        ("（县水利局、县财政局按职责分工负责。）", [], ["县水利局", "县财政局"]),
        ("（县水利局、县财政局负责）", [], ["县水利局", "县财政局"]),
        ("（县水利局、县财政局等和各乡镇人民政府负责）", [], ["县水利局", "县财政局", "各乡镇人民政府"]),
        ("（县水利局牵头，各乡镇人民政府配合）", ["县水利局"], ["各乡镇人民政府"]),
        ("（县水利局、县财政局牵头）", ["县水利局", "县财政局"], []),
        ("（县水利局会同县财政局负责）", [], ["县水利局", "县财政局"]),
        ("（责任单位：县水利局、县财政局）", [], ["县水利局", "县财政局"]),
        ("〔责任单位：县水利局（县河长办）、县财政局〕", [], ["县水利局（县河长办）", "县财政局"]),
        ("[责任单位：县水利局，县财政局]", [], ["县水利局", "县财政局"]),
        ("（责任部门：县水利局）", [], ["县水利局"]),
        ("（牵头单位：县水利局；责任单位：县财政局、县住建局）", ["县水利局"], ["县财政局", "县住建局"]),
        ("（牵头单位：县水利局，责任单位：各乡镇人民政府）", ["县水利局"], ["各乡镇人民政府"]),
        ("〔牵头单位：县水利局；配合单位：县财政局；完成时限：2024年6月底前〕", ["县水利局"], ["县财政局"]),
        ("（牵头单位：县水利局）", ["县水利局"], []),
        (
            "\n牵头单位：县水利局\n责任单位：县财政局、住建局\n完成时限：2024年12月30日",
            ["县水利局"],
            ["县财政局", "县住建局"],
        ),
        (
            "\n牵头部门：县水利局\n参与部门：县财政局\n落实部门：各乡镇人民政府",
            ["县水利局"],
            ["县财政局", "各乡镇人民政府"],
        ),
        ("牵头单位：县水利局。责任单位：县财政局。完成时限：2024年9月。", ["县水利局"], ["县财政局"]),
        ("（负责部门：县水利局、县财政局，适用范围：全县）", [], ["县水利局", "县财政局"]),
        ("（县水利局指导，各乡镇人民政府负责落实）", [], ["县水利局", "各乡镇人民政府"]),
        ("（责任单位：县水利局、县财政局分别牵头）", ["县水利局", "县财政局"], []),
        ("\n责任科室：农水科牵头，各科室、各直属单位配合", ["农水科"], ["各科室", "各直属单位"]),
        ("(责任单位:县水利局,县财政局)", [], ["县水利局", "县财政局"]),
        ("（责任单位：县水利局、县财政局〕", [], ["县水利局", "县财政局"]),
        ("（县水利局按职责负责，2024年10月底前完成并持续推进）", [], ["县水利局"]),
        ("（县水利局、县财政局牵头并按职责分工负责，各乡镇落实）", ["县水利局", "县财政局"], ["各乡镇"]),
    ],
)
def test_a_marker_names_lead_and_others(marker: str, lead: list[str], others: list[str]) -> None:
    assert plan_of(marker) == {LEAD: lead, OTHERS: others}


def test_a_bracket_that_was_never_closed_ends_at_the_next_number() -> None:
    assert plan_of("（牵头单位：县水利局；责任单位：县财政局、县住建局") == {
        LEAD: ["县水利局"],
        OTHERS: ["县财政局", "县住建局"],
    }


def test_roles_are_kept_apart() -> None:
    text = "方案\n一、修渠。修好水渠。（县水利局牵头，县财政局配合，县审计局指导）\n二、换表。（县住建局负责）"
    task = to_json(read_text(text))["tasks"][0]
    assert [(each["full"], each.get("role")) for each in task["responsible"]] == [
        ("县财政局", "cooperate"),
        ("县审计局", "guide"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "由县水利局牵头，有关部门参加，建立会商机制。",
        "牵头单位要强化担当意识，责任单位要主动配合。",
        "落实首问负责制（以下简称首问制），主要负责人亲自抓。",
        "引进社会资本（PPP）建设水厂（暂行）。",
        "把工作交给有能力的人（他们能把事情做好并且会一直负责）。",
    ],
)
def test_running_text_is_no_marker(sentence: str) -> None:
    plan = read_text(f"节水方案\n一、主要任务\n（一）修好水渠。{sentence}\n（二）管好水表。逐户换表。")
    assert [task.responsibilities for task in plan.tasks] == [(), ()]


def test_several_markers_in_one_item_share_it_out() -> None:
    text = (
        "方案\n一、修渠引水。清理淤泥。（县水利局负责）加固渠壁。（县住建局负责）\n二、换表。逐户换表。（县水利局负责）"
    )
    plan = read_text(text)
    assert [(task.number, task.item, task.begins) for task in plan.tasks][:2] == [
        ("一", 1, "清理淤泥。（县水利局负责）"),
        ("一", 2, "加固渠壁。（县住建局负责）"),
    ]
    assert [sentence.text for sentence in plan.tasks[1].sentences] == ["加固渠壁。"]


def test_bare_lists_in_brackets_count_where_they_are_the_habit() -> None:
    items = "\n".join(f"{n}.办好第{n}件事。说到做到。〔县水利局、县财政局〕" for n in range(1, 6))
    plan = read_text(f"方案\n一、任务\n{items}")
    assert [len(task.responsibilities) for task in plan.tasks] == [2] * 5
    single = read_text("方案\n一、任务\n1.办好事。说到做到。〔县水利局、县财政局〕\n2.再办一件。说到做到。")
    assert [task.responsibilities for task in single.tasks] == [(), ()]


def test_a_marker_in_the_chapter_heading_is_inherited() -> None:
    text = (
        "方案\n一、引水领域（县水利局牵头）\n1.修渠。修好水渠。（县水利局、县财政局负责）\n2.换表。（县住建局负责）\n"
        "二、排水领域\n3.清淤。（县住建局负责）"
    )
    plan = read_text(text)
    assert {heading: [each.full for each in held] for heading, held in plan.inherited_leads.items()} == {
        "一、引水领域": ["县水利局"]
    }
    assert [task.number for task in plan.tasks] == ["1", "2", "3"]


def test_two_levels_of_markers_make_tasks_of_both() -> None:
    text = (
        "方案\n（一）保障供水。统筹安排水源。（县水利局、县住建局按职责分工负责）\n具体措施：\n"
        "1.建水厂。（县水利局牵头）\n2.铺管网。（县住建局牵头）\n（二）节约用水。（县水利局负责）"
    )
    assert [task.title for task in read_text(text).tasks] == ["保障供水", "建水厂", "铺管网", "节约用水"]


def test_a_marker_after_a_run_of_items_belongs_to_their_parent() -> None:
    text = (
        "方案\n一、建立会商机制\n1.每月会商。\n2.每季通报。\n责任科室：农水科牵头，各科室配合\n"
        "二、建立巡查机制\n逐段巡查。\n责任科室：河道科"
    )
    plan = read_text(text)
    assert [(task.title, [each.full for each in task.responsibilities]) for task in plan.tasks] == [
        ("建立会商机制", ["农水科", "各科室"]),
        ("建立巡查机制", ["河道科"]),
    ]
