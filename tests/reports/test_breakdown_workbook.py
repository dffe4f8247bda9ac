"""任务分解表: the workbook that is sent out on paper, opened again by another library and looked into."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree
from python_calamine import CalamineSheet, CalamineWorkbook

from manas.plan.actions.ledger import plan_item
from manas.plan.queries.overview import breakdown
from manas.reports.breakdown import WIDTHS, breakdown_workbook, columns
from tests.cast import AT, CASES, DUE, LIBRARY, TODAY, accepted, adopted, item, make_cast, sentence

MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture
def written(db: None) -> bytes:
    """The small plan with two items on its first sentence (one verified) and one on its last task, as the office sees it."""
    cast = make_cast()
    plan = adopted(cast)
    accepted(cast, item(cast, plan, target=Decimal(50)), figure=Decimal("48.50"))
    item(cast, plan, due_on=date(2026, 3, 1))
    item(cast, plan, text=CASES, unit=cast.north)
    return breakdown_workbook(plan, breakdown(plan, cast.standing("office"), TODAY), TODAY)


@pytest.fixture
def sheet(written: bytes) -> CalamineSheet:
    return CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_index(0)


def part(written: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        return etree.fromstring(archive.read(name))


def merged(sheet: CalamineSheet) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    return set(sheet.merged_cell_ranges or ())


def test_head_and_title(sheet: CalamineSheet) -> None:
    lines = sheet.to_python()
    assert sheet.name == "任务分解表"
    assert lines[0][0] == "云岭州知识产权强州建设工作方案 任务分解表"
    assert lines[1][0] == "截至 2026-03-02"
    assert tuple(lines[2]) == columns()
    assert len(columns()) == len(WIDTHS)


def test_each_sentence_and_item_has_its_line(sheet: CalamineSheet) -> None:
    lines = sheet.to_python()[3:]
    assert len(lines) == 8
    assert lines[0][:5] == [
        "1",
        "培育高价值专利",
        "建立高价值专利培育库，分级分类管理。",
        "市场监管局",
        "科技局、农业农村局、北山县、南河市",
    ]
    assert lines[0][5:] == ["建成培育库", "入库名单印发", "科技局", date(2026, 3, 1), "▲ 逾期", ""]
    assert lines[1][:5] == [""] * 5
    assert lines[1][5:] == ["建成培育库", "入库名单印发", "科技局", date(2026, 11, 30), "✓ 完成", 48.5]
    assert lines[2][2:] == ["2026年6月底前入库专利达到50件。", *[""] * 8]
    assert [line[1] for line in lines if line[1]] == [
        "培育高价值专利",
        "做强地理标志",
        "加强行政执法",
        "加强组织领导",
        "加强经费保障",
    ]


def test_what_spans_lines_is_merged(sheet: CalamineSheet) -> None:
    task_one = {((3, column), (5, column)) for column in (0, 1, 3, 4)}
    task_two = {((6, column), (7, column)) for column in (0, 1, 3, 4)}
    titles = {((0, 0), (0, 10)), ((1, 0), (1, 10))}
    assert merged(sheet) == task_one | task_two | titles | {((3, 2), (4, 2))}


def test_it_prints_across_a4_with_the_head_on_every_page(written: bytes) -> None:
    sheet = part(written, "xl/worksheets/sheet1.xml")
    setup = sheet.find("m:pageSetup", MAIN)
    assert setup is not None
    assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("9", "landscape", "0")
    assert sheet.find("m:sheetPr/m:pageSetUpPr", MAIN).get("fitToPage") == "1"
    names = {
        n.get("name"): n.text for n in part(written, "xl/workbook.xml").iterfind("m:definedNames/m:definedName", MAIN)
    }
    assert names == {"_xlnm.Print_Titles": "任务分解表!$3:$3"}
    assert sheet.findtext("m:headerFooter/m:oddFooter", namespaces=MAIN) == "第 &P 页，共 &N 页"


def test_the_head_stays_while_one_scrolls(written: bytes) -> None:
    pane = part(written, "xl/worksheets/sheet1.xml").find("m:sheetViews/m:sheetView/m:pane", MAIN)
    assert pane is not None
    assert (pane.get("ySplit"), pane.get("xSplit"), pane.get("state")) == ("3", "2", "frozen")


def test_every_cell_of_the_table_wraps_and_has_a_border(written: bytes) -> None:
    sheet, styles = part(written, "xl/worksheets/sheet1.xml"), part(written, "xl/styles.xml")
    formats = styles.findall("m:cellXfs/m:xf", MAIN)
    cells = [cell for row in sheet.iterfind("m:sheetData/m:row", MAIN) if int(row.get("r")) >= 3 for cell in row]
    used = {int(cell.get("s")) for cell in cells}
    assert len(cells) == 9 * len(WIDTHS)
    for number in used:
        alignment = formats[number].find("m:alignment", MAIN)
        assert alignment is not None
        assert alignment.get("wrapText") == "1"
        assert formats[number].get("borderId") != "0"


def test_a_figure_is_a_number_and_a_day_a_day(sheet: CalamineSheet) -> None:
    lines = sheet.to_python()
    assert isinstance(lines[4][10], float)
    assert type(lines[4][8]) is date


@pytest.mark.django_db
def test_what_a_person_wrote_is_never_a_formula() -> None:
    cast = make_cast()
    plan = adopted(cast)
    plan_item(
        obligation=sentence(plan, LIBRARY),
        unit=cast.science,
        year=2026,
        what='=HYPERLINK("http://example.org","x")',
        measure="+1",
        due_on=DUE,
        actor=cast.office,
        at=AT,
    )
    data = breakdown_workbook(plan, breakdown(plan, cast.standing("office"), TODAY), TODAY)
    assert part(data, "xl/worksheets/sheet1.xml").findall(".//m:f", MAIN) == []
    line = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[3]
    assert line[5:7] == ['=HYPERLINK("http://example.org","x")', "+1"]


@pytest.mark.django_db
def test_the_same_table_gives_the_same_cells_to_who_may_see_less() -> None:
    cast = make_cast()
    plan = adopted(cast)
    item(cast, plan)
    data = breakdown_workbook(plan, breakdown(plan, cast.standing("public"), TODAY), TODAY)
    lines = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[3:]
    assert len(lines) == 7
    assert {tuple(line[5:]) for line in lines} == {("",) * 6}
