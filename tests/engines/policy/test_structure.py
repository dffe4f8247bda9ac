"""Numbering, headings, wrapped lines: what the tree of a document is."""

from __future__ import annotations

import pytest

from manas.engines.policy import read_text
from manas.engines.policy.flow import flow
from manas.engines.policy.numbering import chinese_value


def tree(text: str) -> list[tuple[int, str, str]]:
    return [(heading.level, heading.number, heading.title) for heading in read_text(text).headings]


@pytest.mark.parametrize(
    ("numeral", "value"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("一百零六", 106)]
)
def test_chinese_numerals(numeral: str, value: int) -> None:
    assert chinese_value(numeral) == value


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [("一、", "（一）", "1."), ("一、", "(一)", "1．"), ("一、", "（一)", "1、"), ("一.", "（一）", "1..")],
)
def test_three_levels_in_every_style(first: str, second: str, third: str) -> None:
    text = (
        f"方案\n{first}总任务\n{second}分任务\n{third}修水渠。修好水渠。\n{third.replace('1', '2')}换水表。逐户换表。"
    )
    levels = [(level, title) for level, _, title in tree(text)]
    assert levels == [(1, "总任务"), (2, "分任务"), (3, "修水渠"), (3, "换水表")]


def test_numbering_may_run_on_across_chapters() -> None:
    text = "方案\n一、水\n（一）修渠。\n（二）换表。\n二、路\n（三）修桥。\n（四）补路。"
    assert [number for level, number, _ in tree(text) if level == 2] == ["（一）", "（二）", "（三）", "（四）"]


def test_numbering_may_begin_anew_and_skip_a_number() -> None:
    text = "方案\n一、水\n1.修渠。\n3.换表。\n二、路\n1.修桥。\n2.补路。"
    assert [number for level, number, _ in tree(text) if level == 2] == ["1.", "3.", "1.", "2."]


def test_two_levels_without_the_middle_one() -> None:
    assert [level for level, _, _ in tree("方案\n一、水\n1.修渠。\n2.换表。\n二、路\n3.修桥。")] == [1, 2, 2, 1, 2]


@pytest.mark.parametrize(
    "line", ["12.5%的农户完成改造。", "2023.10.1起施行。", "第（一）项所列渠道除外。", "30万元以下的项目除外。"]
)
def test_figures_at_the_start_of_a_line_are_no_numbers(line: str) -> None:
    assert len(tree(f"方案\n一、修渠\n{line}\n二、换表\n逐户换表。")) == 2


def test_a_body_on_one_line_is_divided_by_its_sentences() -> None:
    body = "总的来说要把水用好。" * 20
    text = (
        f"方案\n为了节水，制定本方案。一、主要任务（一）修渠。{body}（县水利局负责）（二）换表。{body}（县住建局负责）"
        f"二、工作要求（一）加强领导。{body}"
    )
    assert [title for _, _, title in tree(text)] == ["主要任务", "修渠", "换表", "工作要求", "加强领导"]


def test_a_title_is_a_line_a_first_sentence_or_a_first_clause() -> None:
    text = "方案\n一、修好全县水渠，保障灌溉用水\n逐段修渠。\n二、换表。逐户换表。\n三、清淤。及时清淤。\n四、管水。按时放水。"
    assert [title for _, _, title in tree(text)][:2] == ["修好全县水渠，保障灌溉用水", "换表"]
    items = "方案\n一、修好水渠，逐段检查，有漏必补，冬前完工。\n二、换好水表，逐户上门，不漏一户，秋后完工。"
    assert [title for _, _, title in tree(items)] == ["修好水渠", "换好水表"]


WRAPPED = """青山县人民政府办公室关于印发青山县节约用水三年行动计划实
施方案的通知（2023 年3 月1 日）
青政办发〔2023〕1 号
各乡镇人民政府，县直各部门，各有关单位，各灌区管理所，各水厂：
现将《青山县节约用水三年行动计划实施方案》印发给你们，请认真贯彻执行，抓好落实工作。
青山县人民政府办公室
2023 年3 月1 日
青山县节约用水三年行动计划实施方案
为了把有限的水资源用到最需要的地方去，让每一滴水都发挥作用，结合我县实际，制定本方案。
一、主要任务
（一）
加固全县骨干渠道和重点支渠，减少输水损失。组织专业队伍逐段检查，逐段登记，逐段修复，建立

# Page 2:
台账，销号管理，确保汛期之前全部完工，经得起检验，群众满意。（牵头单位：县水利局；责任单位：县财政
局、县住建局）
（二）更换老旧水表。对使用年限较长的水表进行统一更换，优先安排学校、医院、养老机构用水。（责
任单位：县住建局）
"""


def test_wrapped_lines_and_page_marks_do_not_break_words() -> None:
    plan = read_text(WRAPPED)
    assert plan.title == "青山县节约用水三年行动计划实施方案"
    assert [task.title for task in plan.tasks] == ["加固全县骨干渠道和重点支渠，减少输水损失", "更换老旧水表"]
    assert [[each.full for each in task.responsibilities] for task in plan.tasks] == [
        ["县水利局", "县财政局", "县住建局"],
        ["县住建局"],
    ]


def test_the_flow_knows_where_every_character_stood() -> None:
    text = "一、 节约\n用 水（ 试 行 ）"
    read = flow(text)
    assert read.norm == "一、节约用水（试行）"
    assert [text[place] for place in read.at] == list(read.raw)
    assert read.show(0, 4) == "一、 节约"
    assert read.show(2, 6) == "节约用 水"


def test_work_items_are_tasks_where_nobody_is_named() -> None:
    text = (
        "方案\n一、总体要求\n把水用好。\n二、主要任务\n（一）修渠。修好水渠。\n（二）换表。逐户换表。\n"
        "三、保障措施\n（一）加强领导。专人负责。\n（二）加强宣传。广泛宣传。"
    )
    plan = read_text(text)
    assert [task.title for task in plan.tasks] == ["修渠", "换表"]
    assert all(not task.responsibilities for task in plan.tasks)
    assert [guard.number + guard.title for guard in plan.safeguards] == ["（一）加强领导", "（二）加强宣传"]


def test_a_single_item_without_marker_between_marked_ones_is_a_task() -> None:
    items = ["修渠", "换表", "清淤", "补路", "植树", "护林"]
    lines = [
        f"{'一二三四五六'[n]}、{item}\n认真做好。{'' if item == '补路' else '（责任单位：县水利局）'}"
        for n, item in enumerate(items)
    ]
    assert [task.title for task in read_text("方案\n" + "\n".join(lines)).tasks] == items


def test_focuses_are_headings_that_say_so() -> None:
    text = "方案\n一、任务\n（一）聚焦引水\n1.修渠。（县水利局负责）\n（二）聚焦用水\n2.换表。（县住建局负责）"
    plan = read_text(text)
    assert [plan.headings[index].title for index in plan.focuses] == ["聚焦引水", "聚焦用水"]


def test_annexes_are_no_tasks() -> None:
    text = "方案\n一、修渠。修好水渠。\n二、换表。逐户换表。\n附件：1.渠道清单\n2.水表清单\n3.联系表"
    assert [task.title for task in read_text(text).tasks] == ["修渠", "换表"]


def test_chapters_and_articles_are_headings() -> None:
    text = "办法\n第一章 总则\n第一条 为节约用水，制定本办法。\n第二条 按照第一条办理。\n第二章 用水\n第三条 修好水渠。"
    assert [number for _, number, _ in tree(text)] == ["第一章", "第一条", "第二条", "第二章", "第三条"]


def test_a_list_behind_a_colon_in_a_body_on_one_line_is_no_heading() -> None:
    filler = "总的来说要把水用好。" * 30
    text = f"方案\n一、修渠。重点是：（一）干渠；（二）支渠；（三）毛渠。{filler}二、换表。{filler}"
    assert [title for _, _, title in tree(text)] == ["修渠", "换表"]


def test_numbers_over_a_hundred_and_years_after_a_number_count() -> None:
    lines = [f"（{n}）办好第{n}件事。说到做到。" for n in range(1, 103)]
    assert [number for _, number, _ in tree("方案\n" + "\n".join(lines))][-1] == "（102）"
    assert [number for _, number, _ in tree("方案\n1.修渠。修好水渠。\n2.2024年6月底前换表。")] == ["1.", "2."]
