"""The report of a study opens as a Word file with the parts of the skeleton, the data as a workbook with a sheet for each table."""

import io

import docx
import pytest
from docx.document import Document
from python_calamine import CalamineWorkbook

from manas.registers.models import NavigationStudy
from manas.registers.navigation.actions import conclude
from manas.registers.patents.queries.listing import Filters
from manas.reports.navigation import data_workbook, report
from manas.reports.papers.vocabulary import BLANK
from tests.cast import AT, LATER, make_cast
from tests.registers.navigation.studies import study

SKELETON = ["一、项目概述", "二、数据采集与处理", "三、态势", "四、重点", "五、结论建议", "六、风险与局限"]


@pytest.fixture
def made(db: None) -> NavigationStudy:
    cast = make_cast()
    kept = study(cast, Filters("沙棘"))
    conclude(study=kept, text="先引进|再布局", codes=["all", "local"], actor=cast.office, at=AT)
    return kept


def opened(study: NavigationStudy) -> Document:
    return docx.Document(io.BytesIO(report(study, LATER)))


def test_the_report_follows_the_skeleton(made: NavigationStudy) -> None:
    document = opened(made)
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings == SKELETON
    text = "\n".join(one.text for one in document.paragraphs)
    for words in ("沙棘产业专利导航报告", "采收技术往哪里走", "“沙棘”", made.sha256, "本报告由示例数据制作"):
        assert words in text
    assert "一是先引进|再布局（依据：符合检索条件的专利 2；本地权利人的专利 1。office）" in text
    assert BLANK not in text
    assert "最近一次导入" not in text
    made.title = "沙棘产业"
    assert "沙棘产业专利导航报告" in [one.text for one in opened(made).paragraphs]


def test_the_tables_of_the_report_say_what_the_study_counts(made: NavigationStudy) -> None:
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(made).tables]
    heads = {tuple(table[0][:2]): table for table in tables}
    assert heads["年份", "申请"][1:] == [
        ["2019", "0", "1", "0", ""],
        ["2020", "0", "0", "0", ""],
        ["2021", "0", "0", "0", "申请件数还不完整"],
        ["2022", "1", "0", "2", "还不完整"],
    ]
    assert heads["权利人", "类别和地点"][1] == ["丰泽大学", "高等学校", "2", "100.0%"]
    assert heads["大组", "合计"][1:] == [["A01D46/00", "1", "1", "1"]]


def test_the_same_study_gives_the_same_bytes(made: NavigationStudy) -> None:
    assert report(made, LATER) == report(made, LATER)


def test_the_workbook_has_a_sheet_for_each_table_and_the_patents(made: NavigationStudy) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data_workbook(made)))
    assert book.sheet_names == [
        "说明", "趋势", "小类", "大组", "权利人", "技术功效", "空白点", "本地与需求", "专利清单",
    ]  # fmt: skip
    assert book.get_sheet_by_name("小类").to_python() == [
        ["小类", "名称", "件数", "占比"], ["A01D", "", 2.0, "100.0%"],
    ]  # fmt: skip
    listed = book.get_sheet_by_name("专利清单").to_python()
    assert {row[0] for row in listed[1:]} == {"一种沙棘果采收装置", "沙棘果采摘装置"}
