"""The days of a year come from a file: what cannot be read is said row by row, nothing is guessed."""

import io
import json
from collections.abc import Callable, Sequence
from datetime import date

import pytest
import xlsxwriter

from manas.office.files.kinds import FileRefused
from manas.office.values.year_file import DayRow, RowFault, YearFile, read_year
from tests.office import hostile

NEW_YEAR = DayRow(1, date(2027, 1, 1), True, "元旦")


def days_json(*days: dict[str, object]) -> bytes:
    """This function will write a list of days as public lists do."""
    return json.dumps({"year": 2027, "papers": [], "days": days}, ensure_ascii=False).encode()


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """This function will write a workbook with one sheet."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell)
                else:
                    sheet.write(number, column, cell)
    return held.getvalue()


def faults(data: bytes, name: str = "days.csv") -> list[tuple[int, str]]:
    """This function will give what is wrong with the rows of a file for 2027."""
    return [(fault.row, fault.text) for fault in read_year(name=name, data=data, year=2027).faults]


def test_a_public_list_is_read() -> None:
    data = days_json(
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "春节", "date": "2027-02-14", "isOffDay": False},
    )
    spring = DayRow(2, date(2027, 2, 14), False, "春节")
    assert read_year(name="2027.json", data=data, year=2027) == YearFile((NEW_YEAR, spring), ())


def test_a_table_is_read_with_or_without_a_head_and_a_third_column() -> None:
    plain = "日期,名称\n2027-01-01,元旦\n\n2027年2月14日,春节,班\n2027/2/6,春节,休\n".encode()
    found = read_year(name="days.csv", data=plain, year=2027)
    assert found == YearFile(
        (
            DayRow(2, date(2027, 1, 1), True, "元旦"),
            DayRow(4, date(2027, 2, 14), False, "春节"),
            DayRow(5, date(2027, 2, 6), True, "春节"),
        ),
        (),
    )


def test_a_table_of_an_older_office_program_is_read() -> None:
    data = "2027-01-01,元旦\n".encode("gb18030")
    assert read_year(name="days.csv", data=data, year=2027).days == (NEW_YEAR,)


def test_a_workbook_is_read_with_days_as_days_or_as_text() -> None:
    data = workbook([["日期", "名称"], [date(2027, 1, 1), "元旦"], ["2027-02-14", "春节", "班"]])
    found = read_year(name="放假.XLSX", data=data, year=2027)
    assert [(row.row, row.day, row.off) for row in found.days] == [
        (2, date(2027, 1, 1), True),
        (3, date(2027, 2, 14), False),
    ]


def test_a_notice_may_reach_into_the_neighboring_years() -> None:
    data = "2026-12-31,元旦\n2028-01-01,元旦\n2029-01-01,元旦\n".encode()
    found = read_year(name="days.csv", data=data, year=2027)
    assert ([row.day.year for row in found.days], found.faults) == (
        [2026, 2028],
        (RowFault(3, "2029-01-01不是2027年的安排"),),
    )


def test_every_wrong_row_is_named() -> None:
    data = (
        "2027-01-01,元旦\n2027-02-30,春节\n节日,春节\n2027-01-02\n2027-01-01,元旦\n2027-02-15,春节,班\n"
        "2027-02-06,春节,也许\n2027-05-01," + "长" * 41 + "\n"
    ).encode()
    assert faults(data) == [
        (2, "“2027-02-30”不是日期，请写成2027-01-01"),
        (3, "“节日”不是日期，请写成2027-01-01"),
        (4, "2027-01-02没有写是什么假日"),
        (5, "2027-01-01与第1行重复"),
        (6, "2027-02-15不是周末，不能登记为调休上班"),
        (7, "第三列只能写“班”或“休”，不能是“也许”"),
        (8, "假日名称超过40字"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("days.pdf", b"%PDF-", "请上传"),
        ("days", b"2027-01-01", "请上传"),
        ("days.json", b"{", "不是放假安排的 json"),
        ("days.json", b'{"days": 5}', "不是放假安排的 json"),
        ("days.json", b'{"days": [5]}', "不是放假安排的 json"),
        ("days.json", b"[" * 100_000, "不是放假安排的 json"),
        ("days.json", days_json({"name": "元旦", "date": "2027-01-01", "isOffDay": "no"}), "不是放假安排的 json"),
        ("days.json", days_json(), "没有日期"),
        ("days.csv", b"\xff\xfe\xff\xff", "文字编码"),
        ("days.csv", b"", "文件是空的"),
        ("days.xlsx", b"PK\x03\x04 and nothing", "不是“.xlsx”格式"),
        ("days.csv", b"2027-01-01,x\n" * 401, "不会超过 400 行"),
        ("days.csv", b"x" * (1024 * 1024 + 1), "不会超过 1 MB"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused(name: str, data: bytes, why: str) -> None:
    with pytest.raises(FileRefused, match=why):
        read_year(name=name, data=data, year=2027)


@pytest.mark.parametrize(
    ("data", "why"),
    [(hostile.monstrous, "工作簿太大"), (hostile.bomb, "压缩比异常"), (hostile.laughs, "工作簿无法读取")],
)
def test_a_hostile_workbook_costs_this_process_nothing(data: Callable[[], bytes], why: str) -> None:
    """It is read by another process; were it read here, this one would be gone."""
    with pytest.raises(FileRefused, match=why):
        read_year(name="2027.xlsx", data=data(), year=2027)
