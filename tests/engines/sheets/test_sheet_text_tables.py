"""Text tables as they come: encodings, delimiters, quotes and escapes are recognised; what cannot be read is named by its line."""

import codecs
import csv
import io
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.sheets.delimited import PIECE, SAMPLE, Dialect, Row, Style, TableFault, recognise, rows
from manas.engines.sheets.fields import PATENTS

HEAD = ["申请号", "专利名称", "摘要"]
TABLE = [HEAD, ["202110123456.3", "一种装置", "本发明,公开"], ["202110123457.1", "另一种", "第二行"]]


def comma(table: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    said = io.StringIO()
    csv.writer(said, delimiter=delimiter).writerows(table)
    return said.getvalue()


def read(data: bytes) -> list[Row]:
    dialect = recognise(data[:SAMPLE], PATENTS)
    return list(rows(io.BytesIO(data), dialect))


def cells(data: bytes) -> list[list[str]]:
    return [row.cells for row in read(data)]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gb18030", b""),
        ("gbk", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_encodings(encoding: str, mark: bytes) -> None:
    assert cells(mark + comma(TABLE).encode(encoding)) == TABLE


@pytest.mark.parametrize("delimiter", ["\t", ",", ";", "|"])
def test_delimiters(delimiter: str) -> None:
    assert cells(comma(TABLE, delimiter).encode()) == TABLE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines(end: str) -> None:
    assert cells(comma(TABLE).replace("\r\n", end).encode()) == TABLE


def test_quoted_cells_may_hold_everything() -> None:
    table = [HEAD, ["202110123456.3", '带"引号"', "分\n行,逗号\t制表"]]
    for delimiter in ",\t;":
        assert cells(comma(table, delimiter).encode()) == table


def test_backslash_escapes_without_quotes() -> None:
    data = '申请号\t专利名称\t摘要\n1\t一种\\"装置\\"\t公式\\\\frac 与\\t制表\n'.encode()
    assert recognise(data, PATENTS).style is Style.ESCAPED
    assert cells(data)[1] == ["1", '一种"装置"', "公式\\frac 与\t制表"]


def test_backslashes_that_escape_nothing_are_kept() -> None:
    data = "申请号\t专利名称\t摘要\n1\t一种\tC:\\temp\\new\n".encode()
    assert cells(data)[1] == ["1", "一种", "C:\\temp\\new"]


def test_rows_carry_the_line_on_which_they_begin() -> None:
    data = '申请号,专利名称\n1,"两\n行"\n\n2,后\n'.encode()
    assert [(row.line, row.cells[:1]) for row in read(data)] == [(1, ["申请号"]), (2, ["1"]), (4, []), (5, ["2"])]


def test_a_piece_may_end_anywhere() -> None:
    """Characters of two and four bytes, and line ends, lie across the border of what is read at once."""
    for shift in range(6):
        filler = "x" * (PIECE - 60 + shift)
        table = [HEAD, ["1", filler, "\U00020000汉字\U00020000"], *[["2", "又一行", "汉字"]] * 5]
        for encoding in ("utf-8", "gb18030"):
            assert cells(comma(table, "\t").encode(encoding)) == table


def test_another_encoding_in_the_middle_is_named_by_its_line() -> None:
    data = comma([HEAD, *[["1", "一种", "文"]] * 80_000]).encode() + "2,另一种,文\n".encode("gbk")
    assert len(data) > PIECE
    with pytest.raises(TableFault, match=r"^第80002行的文字编码与文件开头不一致（开头是UTF-8）"):
        read(data)


def test_a_file_of_no_known_encoding_is_named_by_its_line() -> None:
    with pytest.raises(TableFault, match=r"^第2行的文字编码"):
        read("申请号,名称\n1,".encode() + b"\xff\xfe\xff\xff\n")


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(TableFault, match="不是文字表格"):
        read(bytes(range(16)) * 1000)
    with pytest.raises(TableFault, match="文件是空的"):
        read(b" \n")


def test_single_empty_bytes_do_no_harm() -> None:
    table = comma([HEAD, ["1", "一\x00种", "摘要很长" * 50]]).encode()
    assert len(cells(table)) == 2


def test_a_quote_that_is_never_closed_is_named_by_the_line_where_it_opens() -> None:
    data = '申请号,名称\n1,"没有闭合\n'.encode() + "2,后面的行\n".encode() * 20_000
    with pytest.raises(TableFault, match=r"^从第2行起的引号没有闭合"):
        read(data)


def test_quotes_used_wrongly_are_named_by_their_line() -> None:
    with pytest.raises(TableFault, match=r"^第3行的引号用法有误"):
        read('申请号,名称\n1,"好"\n2,"坏"的\n'.encode())


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


@given(st.lists(st.lists(TEXT, min_size=2, max_size=4), max_size=6))
def test_what_a_program_wrote_is_read_back(table: list[list[str]]) -> None:
    dialect = Dialect("utf-8", 0, ",", Style.QUOTED)
    said = list(rows(io.BytesIO(comma(table).encode()), dialect))
    assert [row.cells for row in said] == table


def outcome(data: bytes) -> str:
    try:
        return f"{len(read(data))}行"
    except TableFault as fault:
        return str(fault)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    assert re.fullmatch(r"\d+行|文件|从?第\d+行.+|文件.+", outcome(data))
