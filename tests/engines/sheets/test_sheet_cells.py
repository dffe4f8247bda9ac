"""Single cells: days in any form, lists, words, and what is said of those that cannot be read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.sheets import values
from manas.engines.sheets.delimited import Row
from manas.engines.sheets.fields import PATENTS
from manas.engines.sheets.rows import Fault, columns_of, read_row
from manas.engines.sheets.values import CellFault
from manas.engines.sheets.words import status_of


@pytest.mark.parametrize(
    "written",
    [
        "2021-05-03",
        "2021/5/3",
        "2021.05.03",
        "2021.5.3",
        "2021年5月3日",
        "2021 年 5 月 3 日",
        "20210503",
        "２０２１－０５－０３",
        "2021-05-03 00:00:00",
        "2021-05-03T00:00:00",
        "44319",
        "44319.0",
        "44319.75",
    ],
)
def test_a_day_in_any_form(written: str) -> None:
    assert values.day(written) == date(2021, 5, 3)


@given(st.dates(date(1955, 1, 1), date(2100, 1, 1)))
def test_the_number_of_a_workbook_is_its_day(day: date) -> None:
    assert values.day(str((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize(
    "written", ["2021-02-30", "2021-13-01", "见附件", "3/5/2021", "100", "1899-01-01", "9999-12-31"]
)
def test_what_is_no_day_is_not_guessed(written: str) -> None:
    with pytest.raises(CellFault, match="日期"):
        values.day(written)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("张三;李四", ("张三", "李四")),
        ("张三；李四；张三", ("张三", "李四")),
        ("张三，李四,王五", ("张三", "李四", "王五")),
        ("张三 | 李四", ("张三", "李四")),
        ("张三\n李四\r\n", ("张三", "李四")),
        ("张三、李四", ("张三", "李四")),
        ("Siemens Co., Ltd.", ("Siemens Co., Ltd.",)),
        ("中山大学;Siemens Co., Ltd.", ("中山大学", "Siemens Co., Ltd.")),
    ],
)
def test_lists_of_names(written: str, names: tuple[str, ...]) -> None:
    assert values.names(written) == names


@pytest.mark.parametrize(
    ("written", "symbols"),
    [
        ("C12M3/00;C12M1/42", ("C12M3/00", "C12M1/42")),
        ("C12M 3/00 (2006.01), C12M 1/42(2006.01)", ("C12M3/00", "C12M1/42")),
        ("C12M0003/00", ("C12M3/00",)),
        ("h01l21/00", ("H01L21/00",)),
        ("A01B3/04;A01B3/04", ("A01B3/04",)),
        ("ZZ99/新", ("ZZ99/新",)),
    ],
)
def test_class_symbols(written: str, symbols: tuple[str, ...]) -> None:
    assert values.symbols(written) == symbols


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("授权", "in_force"),
        ("授权 | 权利转移", "in_force"),
        ("实质审查 | 权利转移", "pending"),
        ("公开", "pending"),
        ("实质审查的生效", "pending"),
        ("未缴年费 | 一案双申", "lapsed"),
        ("未缴年费专利权终止", "lapsed"),
        ("期限届满", "expired"),
        ("撤回-视为撤回", "withdrawn"),
        ("发明专利申请公布后的驳回", "rejected"),
        ("驳回 | 复审", "rejected"),
        ("全部无效", "invalidated"),
        ("部分无效", "in_force"),
        ("权利恢复", "in_force"),
        ("有效", "in_force"),
        ("失效", "unknown"),
        ("无效", "unknown"),
        ("审中", "pending"),
        ("莫名", "unknown"),
    ],
)
def test_words_of_legal_status(words: str, code: str) -> None:
    assert status_of(words) == code


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("kind", "发明授权", "invention"),
        ("kind", "[发明] 专利", "invention"),
        ("kind", "实用新型", "utility_model"),
        ("kind", "外观设计", "design"),
        ("publicly_funded", "是", True),
        ("publicly_funded", "否", False),
        ("worked", "已实施", True),
        ("worked", "未实施", False),
        ("worked", "否", False),
        ("worked", "已产业化", True),
        ("maturity", "TRL4", 4),
        ("maturity", "第七级", 7),
        ("maturity", "5级：中试", 5),
        ("maturity", "6.0", 6),
        ("willingness", "转让、许可", "license"),
        ("willingness", "开放许可", "open_license"),
        ("willingness", "作价入股", "transfer"),
        ("willingness", "否", "none"),
        ("willingness", "先使用后付费", "use_first"),
        ("annuity_year", "第5年", 5),
    ],
)
def test_cells_of_other_fields(key: str, written: str, value: object) -> None:
    assert PATENTS[key].reads(written) == value


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("kind", "商标"),
        ("publicly_funded", "不详"),
        ("worked", "研究"),
        ("maturity", "10"),
        ("willingness", "？"),
        ("annuity_year", "五"),
    ],
)
def test_words_that_say_nothing_are_said_to(key: str, written: str) -> None:
    with pytest.raises(CellFault):
        PATENTS[key].reads(written)


@pytest.mark.parametrize("cell", ["", "-", "——", "N/A", " \u3000", "null", "\x00", "\ufeff"])
def test_empty_in_every_dress_is_nothing(cell: str) -> None:
    assert values.clean(cell) == ""


NAMES, KEYS = ("申请号", "名称", "申请日", "备注"), ("application_number", "title", "filed_on", "")
COLUMNS = columns_of(NAMES, KEYS, PATENTS)


def test_a_row_is_read_by_its_columns() -> None:
    read = read_row(Row(7, ["202110123456.3", "一种\x00装置", "-", "随便"]), COLUMNS, 4)
    assert read.line == 7
    assert read.values == {"application_number": "202110123456.3", "title": "一种装置"}
    assert read.faults == ()


def test_a_short_row_is_a_row_with_empty_cells() -> None:
    assert read_row(Row(7, ["202110123456.3"]), COLUMNS, 4).values == {"application_number": "202110123456.3"}


def test_a_cell_that_cannot_be_read_is_left_out_and_named() -> None:
    read = read_row(Row(7, ["202110123456.3", "一种装置", "五月"]), COLUMNS, 4)
    assert "filed_on" not in read.values
    assert read.faults == (Fault("申请日", "五月", "“五月”不是日期，请写成2021-05-03", refuses=False),)


def test_more_cells_than_the_header_has_refuse_the_row() -> None:
    read = read_row(Row(7, ["1", "2", "3", "4", "", "多"]), COLUMNS, 4)
    assert [fault.refuses for fault in read.faults if not fault.column] == [True]
