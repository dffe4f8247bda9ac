"""Text tables of any size, a piece at a time: encoding, delimiter and quoting are recognised, rows carry their line.

A caller hands in an open binary stream; nothing is opened here, and no more than a piece and a row is held.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from manas.engines.sheets.fields import FieldSet
from manas.engines.sheets.header import NoHeader, find_header, map_columns

PIECE = 1 << 20  # bytes read at once
SAMPLE = 1 << 18  # bytes by which a file is recognised
LONGEST_LINE = 4 << 20  # characters
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CANDIDATES = ("utf-8", "gb18030")
ENCODING_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030（GBK）", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
DELIMITERS = ("\t", ",", ";", "|", "，")
ROWS_TRIED = 30


class Style(StrEnum):
    """QUOTED: cells may stand in double quotes, doubled inside. PLAIN: no quotes. ESCAPED: no quotes, backslash escapes."""

    QUOTED = "quoted"
    PLAIN = "plain"
    ESCAPED = "escaped"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text table is written; `mark` is the length of its byte order mark."""

    encoding: str
    mark: int
    delimiter: str
    style: Style


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row as text, and the line (counted from 1) on which it begins."""

    line: int
    cells: list[str]


class TableFault(Exception):
    """The table cannot be read, or not beyond a line; the message says why."""


def recognise(sample: bytes, fields: FieldSet) -> Dialect:
    """This function will find out how a table is written from its first bytes (SAMPLE of them are enough).

    The delimiter is the one under which most columns are known here. Raises TableFault for what is no text.
    """
    encoding, mark = _encoding(sample)
    text = codecs.getincrementaldecoder(encoding)().decode(sample[mark:])
    if not text.strip():
        raise TableFault("文件是空的")
    strange = len(_STRANGE.findall(text))
    if strange > len(text) // 100:
        raise TableFault("文件内容不是文字表格，请另存为 xlsx 或者 csv 后重新上传")
    tried = [Dialect(encoding, mark, delimiter, _style(text, delimiter)) for delimiter in DELIMITERS]
    return max(tried, key=lambda dialect: _fit(text, dialect, fields))


def rows(stream: BinaryIO, dialect: Dialect) -> Iterator[Row]:
    """This function will give the rows of a table one after the other, from its beginning.

    Raises TableFault, with the line, where the bytes are not of the encoding, a quote is not closed or a line is too long.
    """
    stream.read(dialect.mark)
    return _split(_lines(stream, dialect.encoding), dialect)


def _encoding(sample: bytes) -> tuple[str, int]:
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return encoding, len(mark)
    if wide := _wide(sample):
        return wide, 0
    reached, best = -1, ""
    for encoding in CANDIDATES:
        try:
            codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError as error:
            if error.start > reached:
                reached, best = error.start, encoding
        else:
            return encoding, 0
    line = sample.count(b"\n", 0, reached) + 1
    raise TableFault(f"第{line}行的文字编码不是{ENCODING_NAMES[best]}，也不是其他认得的编码，请另存为 UTF-8 格式")


def _wide(sample: bytes) -> str:
    """UTF-16 without its mark: tabs, digits and line ends leave every second byte empty, and never both of a pair."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(2, len(sample) // 50) or min(even, odd) > max(even, odd) // 10:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _style(text: str, delimiter: str) -> Style:
    """Only a file that doubles or opens quotes at the edge of cells is quoted; backslashes before quotes say that it escapes."""
    edge = re.escape(delimiter)
    if re.search(rf'(?:^|{edge})"', text, re.MULTILINE):
        return Style.QUOTED
    if delimiter != "\t":
        return Style.QUOTED
    return Style.ESCAPED if _ESCAPES.search(text) else Style.PLAIN


def _fit(text: str, dialect: Dialect, fields: FieldSet) -> tuple[int, int]:
    """How many columns are known under a dialect, then how many columns there are at all."""
    lines = text.splitlines(keepends=True)[:ROWS_TRIED]
    tried: list[list[str]] = []
    with suppress(TableFault):  # said when the table is read; until there it may be known well enough
        tried.extend(row.cells for row in _split(iter(lines), dialect))
    widest = max((len(cells) for cells in tried), default=0)
    try:
        header = find_header(tried, fields)
    except NoHeader:
        return 0, widest
    return sum(1 for key in map_columns(header.names, fields) if key), widest


def _lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Whole lines with their ends; \\n, \\r and \\r\\n end one."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, rest = 0, ""
    while True:
        piece = stream.read(PIECE)
        text, good = _decoded(decoder, piece, encoding)
        whole, rest = _cut(rest + text, last=not piece)
        for complete in io.StringIO(whole, newline=""):
            line += 1
            yield complete
        if not good:
            begun = f"第{line + 1}行的文字编码与文件开头不一致（开头是{ENCODING_NAMES[encoding]}）"
            raise TableFault(f"{begun}，请统一编码后重新导入")
        if len(rest) > LONGEST_LINE:
            raise TableFault(f"第{line + 1}行过长，可能不是文字表格")
        if not piece:
            return


def _decoded(decoder: codecs.IncrementalDecoder, piece: bytes, encoding: str) -> tuple[str, bool]:
    """The text of a piece, up to what is not of the encoding; and whether all of it was."""
    try:
        return decoder.decode(piece, final=not piece), True
    except UnicodeDecodeError as error:
        return error.object[: error.start].decode(encoding, errors="ignore"), False


def _cut(text: str, *, last: bool) -> tuple[str, str]:
    """The whole lines, and the rest that waits for more. A return at the very end may yet be followed by its line feed."""
    if last:
        return text, ""
    end = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1
    return text[:end], text[end:]


def _split(lines: Iterator[str], dialect: Dialect) -> Iterator[Row]:
    return _quoted(lines, dialect.delimiter) if dialect.style is Style.QUOTED else _unquoted(lines, dialect)


def _quoted(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableFault(_csv_words(line, str(error))) from None
        yield Row(line, cells)


def _csv_words(line: int, said: str) -> str:
    if "unexpected end" in said or "field limit" in said or "larger than" in said:
        return f"从第{line}行起的引号没有闭合，或者一格超过{csv.field_size_limit()}字"
    return f"第{line}行的引号用法有误：引号内的引号应写两个"


def _unquoted(lines: Iterator[str], dialect: Dialect) -> Iterator[Row]:
    escaped = dialect.style is Style.ESCAPED
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split(dialect.delimiter)
        if escaped and "\\" in line:
            cells = [_ESCAPE.sub(_unescaped, cell) for cell in cells]
        yield Row(number, cells)


def _unescaped(found: re.Match[str]) -> str:
    return MEANT.get(found[1], found[1])


MEANT = {"t": "\t", "n": "\n", "r": "\r", "N": ""}
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = re.compile(r'\\["\\]')
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f]")
