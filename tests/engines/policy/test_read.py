"""A whole document: the example plan, what stands before a plan, and how it is printed as JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from manas.engines.policy import read, read_text, to_json
from manas.engines.policy.model import Origin, PassageKind, Plan, Role

EXAMPLE = Path(__file__).parents[3] / "examples" / "kezhou-2023.txt"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read(EXAMPLE.read_bytes(), name=EXAMPLE.name)


def test_the_example_says_what_it_is(plan: Plan) -> None:
    assert plan.title == "克州贯彻落实《共建丝绸之路经济带知识产权强区工作实施方案》的工作方案"
    assert plan.issuer == "克孜勒苏柯尔克孜自治州人民政府"
    assert plan.issued_on == date(2023, 4, 18)
    assert plan.doc_number == ""
    assert plan.addressees == ("各县(市)人民政府", "自治州人民政府各工作部门", "州直各单位")


def test_the_example_has_twelve_tasks_four_focuses_and_four_safeguards(plan: Plan) -> None:
    assert [task.number for task in plan.tasks] == [str(number) for number in range(1, 13)]
    assert len(plan.focuses) == 4
    assert [guard.title for guard in plan.safeguards] == [
        "加强组织领导",
        "强化条件保障",
        "狠抓工作落实",
        "强化评估考核",
    ]


def test_the_example_holds_nineteen_units_of_the_prefecture(plan: Plan) -> None:
    names = {each.full for task in plan.tasks for each in task.responsibilities if not each.generic}
    assert len(names) == 19
    assert "自治州人力资源和社会保障局" in names
    assert "克孜勒苏银保监分局" in names


def test_the_counties_of_the_example_are_declared_once(plan: Plan) -> None:
    (default,) = plan.default_units
    assert [(each.full, each.origin, each.generic) for each in default.responsibilities] == [
        ("各县(市)人民政府", Origin.DEFAULT, True)
    ]
    assert default.first_task == 1
    assert sum(each.generic for task in plan.tasks for each in task.responsibilities) == 1


def test_nobody_leads_the_twelfth_task_of_the_example(plan: Plan) -> None:
    leads = [[each.full for each in task.units(Role.LEAD)] for task in plan.tasks]
    assert leads == [["自治州市场监管局"]] * 11 + [[]]
    assert all(task.open_list for task in plan.tasks)


def test_every_sentence_of_a_task_is_an_obligation_without_the_marker(plan: Plan) -> None:
    assert [len(task.sentences) for task in plan.tasks[:3]] == [1, 3, 3]
    assert all("负责" not in sentence.text for task in plan.tasks for sentence in task.sentences)


def test_guiding_idea_and_goals_are_found(plan: Plan) -> None:
    assert plan.guiding_idea is not None
    assert plan.goals is not None
    assert plan.text[plan.guiding_idea.start : plan.guiding_idea.end].startswith("坚持以")
    assert "五年" in plan.text[plan.goals.start : plan.goals.end]


def test_passages_cover_the_example_in_order(plan: Plan) -> None:
    kinds = [passage.kind for passage in plan.passages]
    assert kinds.count(PassageKind.HEADING) == len(plan.headings) == 24
    assert {
        PassageKind.TITLE,
        PassageKind.ADDRESSEES,
        PassageKind.SIGNATURE,
        PassageKind.DATE,
        PassageKind.NOTE,
    } <= set(kinds)


def test_the_notice_and_its_salutation_are_printed_whole(plan: Plan) -> None:
    shown = [(each.kind, plan.text[each.span.start : each.span.end]) for each in plan.passages[:3]]
    assert shown[0][0] == PassageKind.TITLE
    assert shown[0][1].startswith("【自治州】关于印发")
    assert shown[0][1].endswith("的通知")
    assert shown[2] == (PassageKind.ADDRESSEES, "各县(市)人民政府,自治州人民政府各工作部门、州直各单位:")


def test_the_example_as_json_follows_the_schema(plan: Plan) -> None:
    printed = json.loads(json.dumps(to_json(plan), ensure_ascii=False))
    assert printed["date"] == "2023-04-18"
    assert printed["doc_number"] is None
    assert printed["safeguards"][0] == "(一)加强组织领导"
    first = printed["tasks"][0]
    assert first["path"][-1] == "1.系统谋划新时代知识产权援疆工作"
    assert [each["full"] for each in first["lead"]] == ["自治州市场监管局"]
    assert first["responsible"][4]["name"] == "工信局"
    assert first["responsible"][4]["full"] == "自治州工信局"
    assert first["responsible"][-1]["generic"] is True
    assert first["deadline"] is None
    dense = "".join(plan.text.split())
    assert dense[slice(*first["span_norm"])].startswith("(自治州市场监管局牵头,")


NOTICE = """青山县人民政府办公室关于印发《青山县节水行动方案》的通知
青政办发〔2024〕7号
各乡镇人民政府，县直各部门：
《青山县节水行动方案》已经县政府同意，现印发给你们，请认真执行。
一、加强宣传。各地要广泛宣传。
二、按时报送。请于每季度末报送进展。
青山县人民政府办公室
2024年3月5日
（此件公开发布）
青山县节水行动方案
为节约用水，制定本方案。
一、修渠。修好水渠，6月底前完工。（县水利局牵头，县财政局配合）
二、换表。更换水表5000块。（县住建局负责）
"""


def test_the_plan_begins_after_the_notice() -> None:
    plan = read_text(NOTICE)
    assert (plan.title, plan.issuer, plan.issued_on, plan.doc_number) == (
        "青山县节水行动方案",
        "青山县人民政府办公室",
        date(2024, 3, 5),
        "青政办发〔2024〕7号",
    )
    assert plan.addressees == ("各乡镇人民政府", "县直各部门")
    assert [task.title for task in plan.tasks] == ["修渠", "换表"]


def test_a_deadline_without_a_year_takes_the_year_of_the_plan() -> None:
    assert [task.due for task in read_text(NOTICE).tasks] == [date(2024, 6, 30), None]


def test_the_latest_day_is_when_a_task_is_due() -> None:
    text = (
        "方案\n2024年1月5日\n一、修渠。6月底前修好支渠。\n牵头单位：县水利局\n责任单位：县财政局\n完成时限：2024年12月30日\n"
        "二、换表。逐户换表。\n牵头单位：县住建局\n完成时限：持续推进"
    )
    assert [task.due for task in read_text(text).tasks] == [date(2024, 12, 30), None]


@pytest.mark.parametrize(
    ("head", "title", "issuer"),
    [
        (
            "青山县人民政府关于加强节水工作的意见\n青政发〔2024〕1号\n各乡镇：\n",
            "青山县人民政府关于加强节水工作的意见",
            "青山县人民政府",
        ),
        ("5. 青山县节水工作方案的通知（2024 年3 月5 日）\n", "青山县节水工作方案", ""),
        (
            "青山县人民政府文件\n青政发〔2024〕1号\n青山县人民政府关于加强节水工作的意见\n",
            "青山县人民政府关于加强节水工作的意见",
            "青山县人民政府",
        ),
    ],
)
def test_heads_of_other_documents(head: str, title: str, issuer: str) -> None:
    plan = read_text(f"{head}为节约用水，提出如下意见。\n一、修渠。修好水渠。\n二、换表。逐户换表。")
    assert (plan.title, plan.issuer) == (title, issuer)


def test_offices_that_issue_together_are_all_named() -> None:
    notice = "关于印发节水行动方案的通知\n各乡镇：\n现印发节水行动方案。\n青山县水利局\n青山县财政局\n2024年3月5日\n"
    text = f"{notice}节水行动方案\n一、修渠。修好水渠。"
    assert read_text(text).issuer == "青山县水利局、青山县财政局"
    together = read_text("中共青山县委青山县人民政府关于节水的意见\n一、修渠。修好水渠。")
    assert together.issuer == "中共青山县委、青山县人民政府"


TABLE = """青山县节水责任清单
序号
重点任务
主要内容
牵头部门
责任单位
1
1.修渠引水
加固全县骨干渠道和支渠，清理
淤泥。
县水利局
县财政局、县住
建局
2
更换使用年限较长的水表，优先
安排学校和医院。
县住建局
—
3
2.节水宣传
编写节水读本，送到每一所学校
的每一个班级。县教育局
县水利局，各乡
镇人民政府
"""


def test_a_flattened_table_gives_a_task_a_row() -> None:
    plan = read_text(TABLE)
    assert [(task.number, task.path) for task in plan.tasks] == [
        ("1", ("1.修渠引水", "加固全县骨干渠道和支渠")),
        ("2", ("1.修渠引水", "更换使用年限较长的水表")),
        ("3", ("2.节水宣传", "编写节水读本")),
    ]
    held = [
        ([each.full for each in t.units(Role.LEAD)], [each.full for each in t.units(Role.RESPONSIBLE)])
        for t in plan.tasks
    ]
    assert held == [
        (["县水利局"], ["县财政局", "县住建局"]),
        (["县住建局"], []),
        (["县教育局"], ["县水利局", "各乡镇人民政府"]),
    ]


LINED = """青山县节水责任清单
序号
重点任务
主要内容
牵头单位
责任单位
完成时限
1
修渠引水
加固全县骨干渠道和支渠，清理淤泥
县水利局
县财政局、县住建局、各乡镇人民政府、县农业农村局
2024年6月底前
2
更换使用年限较长的水表。
县住建局
各乡镇人民政府
持续推进
3
节水宣传
编写节水读本
县教育局
县水利局
2024年12月
"""


def test_a_table_with_a_line_for_every_cell_keeps_its_columns() -> None:
    plan = read_text(LINED)
    assert [task.path for task in plan.tasks] == [
        ("修渠引水", "加固全县骨干渠道和支渠"),
        ("修渠引水", "更换使用年限较长的水表"),
        ("节水宣传", "编写节水读本"),
    ]
    assert [len(task.units(Role.RESPONSIBLE)) for task in plan.tasks] == [4, 1, 1]
    assert [task.due for task in plan.tasks] == [date(2024, 6, 30), None, date(2024, 12, 31)]


def test_every_row_of_a_table_is_one_passage() -> None:
    plan = read_text(TABLE)
    rows = [plan.text[each.span.start : each.span.end] for each in plan.passages if each.kind is PassageKind.TABLE]
    assert [row.split("\n")[0] for row in rows] == ["1", "2", "3"]
    assert rows[0].endswith("建局")


def test_a_page_break_may_cut_a_row_of_a_table() -> None:
    header = "序号\n重点任务\n主要内容\n牵头部门\n责任单位\n"
    cut = TABLE.replace("县财政局、县住\n建局\n", f"县财政局、县住\n\n# Page 2:\n{header}建局\n")
    assert [each.full for each in read_text(cut).tasks[0].responsibilities] == ["县水利局", "县财政局", "县住建局"]


@pytest.mark.parametrize("text", ["今天天气很好。", "Hello, world", "1234567890"])
def test_text_without_structure_gives_an_empty_plan(text: str) -> None:
    plan = read_text(text)
    assert plan.text == text
    assert plan.tasks == plan.headings == plan.safeguards == ()
