"""Five ugly files, each of which ends in a clear report and an unchanged or a complete register; and hostile ones."""

import gzip
import io
import lzma
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from manas.engines.sheets.delimited import TableFault
from manas.office.files import workbook
from manas.office.files.actions import FileRefused
from manas.registers.imports import actions, reading
from manas.registers.imports.reading import Source, outline, rows
from manas.registers.imports.refusals import ImportRefused
from manas.registers.models import ImportRun, ImportState, Patent
from tests.cast import AT, Cast
from tests.registers.imports.files import (
    HEAD,
    as_csv,
    as_xlsx,
    checked,
    counts,
    entered,
    faults,
    hand_in,
    number,
    patents,
)


def test_wrong_encoding_in_the_middle_leaves_the_register_as_it_was(cast: Cast) -> None:
    data = as_csv([HEAD, *patents(4000)]) + as_csv(patents(1, first=9000), "gbk") + as_csv(patents(10, first=9001))
    run = checked(cast, data)
    assert (run.state, Patent.objects.count()) == (ImportState.UNREADABLE, 0)
    assert run.trouble.startswith("第4002行的文字编码与文件开头不一致（开头是UTF-8）")
    with pytest.raises(ImportRefused, match="现在是“无法读取”"):
        actions.confirm(run=run, actor=cast.handler, at=AT)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_other_encodings_are_simply_read(cast: Cast, encoding: str) -> None:
    run = entered(cast, as_csv([HEAD, *patents(3)], encoding))
    assert counts(run)["created"] == 3
    assert Patent.objects.filter(title="一种沙棘采收装置3").count() == 1


def test_merged_header_cells_below_title_rows(cast: Cast) -> None:
    table = [
        ["云岭州专利清单（2026年）"],
        [],
        ["序号", "号码", "", "名称", "权利人", ""],
        ["", "申请号", "公开（公告）号", "", "名称", "地址"],
        [1, number(1), "CN111534432B", "一种装置", "某公司", "北山县"],
        [2, number(2), "", "另一种装置", "某大学", ""],
    ]
    merged = [
        (0, 0, 0, 5, "云岭州专利清单（2026年）"),
        (2, 1, 2, 2, "号码"),
        (2, 4, 2, 5, "权利人"),
        (2, 0, 3, 0, "序号"),
        (2, 3, 3, 3, "名称"),
    ]
    run = entered(cast, as_xlsx(table, merged), "清单.xlsx")
    assert counts(run) == {"created": 2, "changed": 0, "unchanged": 0, "refused": 0}
    patent = Patent.objects.get(publication_number="CN111534432B")
    assert (patent.title, patent.address, patent.source_row) == ("一种装置", "北山县", 5)
    assert [holder.name for holder in patent.holders.all()] == ["某公司"]


def test_days_that_are_numbers_of_a_workbook(cast: Cast) -> None:
    table: list[list[object]] = [
        ["申请号", "专利名称", "申请日"],
        [number(1), "一种", 44319],
        [number(2), "两种", 44319.5],
        [number(3), "三种", 5],
    ]
    run = entered(cast, as_xlsx(table), "日期.xlsx")
    days = dict(Patent.objects.values_list("application_number", "filed_on"))
    assert days == {number(1): date(2021, 5, 3), number(2): date(2021, 5, 3), number(3): None}
    assert faults(run) == [(4, "申请日", "“5”不是日期，请写成2021-05-03")]


def test_numbers_that_a_workbook_took_for_numbers(cast: Cast) -> None:
    table: list[list[object]] = [["申请号", "专利名称"], [float(number(3)), "一种"], ["2.02111E+12", "二种"]]
    run = entered(cast, as_xlsx(table), "号码.xlsx")
    assert list(Patent.objects.values_list("application_number", flat=True)) == [number(3)]
    assert faults(run)[0][2].startswith("“2.02111E+12”被表格软件改成了科学计数法")


def test_duplicate_numbers_are_entered_once_and_named(cast: Cast) -> None:
    table = patents(3)
    table.append([f"ZL{number(2)}", "同一件的另一行", *table[1][2:]])
    run = entered(cast, as_csv([HEAD, *table]))
    assert counts(run) == {"created": 3, "changed": 0, "unchanged": 0, "refused": 1}
    assert faults(run) == [(5, "", "与第3行号码相同，以先出现的为准")]
    assert Patent.objects.get(application_number=number(2)).title == "一种沙棘采收装置2"


def test_a_large_file_is_entered_whole(cast: Cast) -> None:
    """Ten megabytes, packed; bench/imports.py does the same with two hundred."""
    long = "一种用于沙棘果实采收的装置，包括机架、振动头和收集斗。" * 45
    head = [*HEAD, "摘要"]
    data = as_csv([head, *([*row, long] for row in patents(2800))])
    assert len(data) > 10_000_000
    run = entered(cast, lzma.compress(data), "大表.csv.xz")
    assert (run.total, counts(run)["created"], Patent.objects.count()) == (2800, 2800, 2800)


# Packed and hostile

CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="表">{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def test_an_open_document_is_read(tmp_path: Path) -> None:
    table = [HEAD, *patents(2)]
    lines = "".join(f"<table:table-row>{''.join(map(CELL.format, row))}</table:table-row>" for row in table)
    path = tmp_path / "表.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<x/>")
        archive.writestr("content.xml", SHEET.format(lines))
    assert [row.cells for row in rows(Source(path, path.name), "patents")] == table


def test_packed_files_are_read_as_what_is_in_them(tmp_path: Path) -> None:
    data = as_csv([HEAD, *patents(2)])
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("__MACOSX/._表.csv", b"x")
        archive.writestr("表.xlsx", as_xlsx([HEAD, *patents(2)]))
    for name, packed in (
        ("a.csv.gz", gzip.compress(data)),
        ("a.csv.xz", lzma.compress(data)),
        ("a.zip", inside.getvalue()),
    ):
        (tmp_path / name).write_bytes(packed)
        said = [row.cells for row in rows(Source(tmp_path / name, name), "patents")]
        assert said == [HEAD, *patents(2)], name


def refusal(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TableFault) as raised:
        outline(Source(path, name), "patents")
    return str(raised.value)


def test_a_workbook_that_claims_a_monstrous_sheet_costs_nothing(tmp_path: Path) -> None:
    """Two cells in opposite corners: read in this process, it would end it."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "申请号")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    assert refusal(tmp_path, "大.xlsx", target.getvalue()) == workbook.TOO_LARGE


def test_damaged_and_locked_files_are_refused_in_words(tmp_path: Path) -> None:
    good = lzma.compress(as_csv([HEAD, *patents(300)]))
    assert "已损坏" in refusal(tmp_path, "a.csv.xz", good[:40])
    assert "已损坏" in refusal(tmp_path, "a.csv.gz", gzip.compress(b"x" * 90_000)[:30])
    assert "已损坏" in refusal(tmp_path, "a.zip", b"PK\x03\x04 no zip at all")
    assert "无法读取" in refusal(tmp_path, "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "不收“.exe”文件" in refusal(tmp_path, "a.exe", b"MZ")


def test_a_zip_of_several_files_does_not_say_which(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.csv", "x")
        archive.writestr("b.csv", "x")
    assert refusal(tmp_path, "a.zip", target.getvalue()) == "压缩包里有 2 个文件，应当只有一个"


def test_a_bomb_ends_where_a_table_may_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_UNPACKED", 3_000_000)
    path = tmp_path / "a.csv.xz"
    path.write_bytes(lzma.compress(as_csv([HEAD, *patents(1)]) + b"1,x\n" * 2_000_000))
    with pytest.raises(TableFault, match="文件解压后超过"):
        list(rows(Source(path, path.name), "patents"))


def test_a_file_that_is_no_table_is_not_kept(cast: Cast) -> None:
    for name, data, reason in (
        ("a.pdf", b"%PDF-1.7", "不收“.pdf”文件"),
        ("a.xlsx", b"PK\x03\x04", "文件内容不是"),
        ("a.csv", b"", "文件是空的"),
    ):
        with pytest.raises(FileRefused, match=reason):
            hand_in(cast, data, name)
    with pytest.raises(ImportRefused, match="没有认得的列名"):
        hand_in(cast, as_csv([["甲", "乙"], ["1", "2"]]))
    assert ImportRun.objects.count() == 0


def test_a_header_without_rows_is_said(cast: Cast) -> None:
    run = checked(cast, as_csv([HEAD]))
    assert (run.state, run.trouble) == (ImportState.UNREADABLE, "表头下面没有数据")
