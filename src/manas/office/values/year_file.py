"""Reading the days of a year from a file: a public list in the shape of holiday-cn (JSON), or a table (xlsx, csv).

A table has a row for each day: the day, the name of its holiday, and 班 where a weekend day is worked. What cannot be read is
said row by row; nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from manas.engines.sheets.delimited import TableFault
from manas.office.files import workbook
from manas.office.files.kinds import MEGABYTE, FileRefused, check

MOST_BYTES = MEGABYTE
MOST_ROWS = 400
# Of reading a workbook: what a list of four hundred days needs many times over, and what a page may be waited for.
MEMORY = 512 * MEGABYTE  # of addresses
PATIENCE = 20.0  # seconds
ENCODINGS = ("utf-8-sig", "gb18030")
WORKED = {"班", "上班", "补班", "调休上班"}
OFF = {"", "休", "放假", "休息"}
HEADS = {"日期", "date"}
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")

Cells = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day as a file says it; `row` counts from 1 as the file's own lines or entries do."""

    row: int
    day: date
    off: bool
    name: str


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row of the file."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class YearFile:
    """All days of a file, and all rows that could not be read."""

    days: tuple[DayRow, ...]
    faults: tuple[RowFault, ...]


def read_year(*, name: str, data: bytes, year: int) -> YearFile:
    """This function will read the days of the notice of a year; days that it fixes in the neighboring years are taken too.

    Raises FileRefused for a file that is no such list at all; a row that is wrong stands in the result.
    """
    if len(data) > MOST_BYTES:
        raise FileRefused("一年的放假安排不会超过 1 MB，请检查文件")
    extension = name.rsplit(".", 1)[-1].lower()
    if extension not in READERS:
        raise FileRefused("请上传 json、xlsx 或 csv 文件")
    rows = READERS[extension](data)
    if not rows:
        raise FileRefused("文件里没有日期")
    if len(rows) > MOST_ROWS:
        raise FileRefused(f"文件有 {len(rows)} 行，一年的放假安排不会超过 {MOST_ROWS} 行")
    return _read(rows, year)


def _read(rows: Sequence[tuple[int, Cells]], year: int) -> YearFile:
    days: list[DayRow] = []
    faults: list[RowFault] = []
    seen: dict[date, int] = {}
    for row, cells in rows:
        try:
            found = _day(row, cells, year, seen)
        except FileRefused as fault:
            faults.append(RowFault(row, str(fault)))
            continue
        seen[found.day] = row
        days.append(found)
    return YearFile(tuple(days), tuple(faults))


def _day(row: int, cells: Cells, year: int, seen: Mapping[date, int]) -> DayRow:
    written, name, mark = cells
    day = _written(written)
    if day in seen:
        raise FileRefused(f"{day}与第{seen[day]}行重复")
    if abs(day.year - year) > 1:
        raise FileRefused(f"{day}不是{year}年的安排")
    if not name:
        raise FileRefused(f"{day}没有写是什么假日")
    if len(name) > 40:
        raise FileRefused("假日名称超过40字")
    if mark not in WORKED | OFF:
        raise FileRefused(f"第三列只能写“班”或“休”，不能是“{mark}”")
    if mark in WORKED and day.weekday() < 5:
        raise FileRefused(f"{day}不是周末，不能登记为调休上班")
    return DayRow(row, day, mark not in WORKED, name)


def _written(text: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass  # falls through to the same sentence: the 31st of a short month is no day either
    raise FileRefused(f"“{text[:20]}”不是日期，请写成2027-01-01")


def _json(data: bytes) -> list[tuple[int, Cells]]:
    try:
        listed = json.loads(data)["days"]
        return [(row, _entry(entry)) for row, entry in enumerate(listed, 1)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise FileRefused("不是放假安排的 json：要有 days，每天有 name、date、isOffDay") from None


def _entry(entry: dict[str, Any]) -> Cells:
    off = entry["isOffDay"]
    if not isinstance(off, bool):
        raise TypeError
    return str(entry["date"]).strip(), str(entry["name"]).strip(), "" if off else "班"


def _csv(data: bytes) -> list[tuple[int, Cells]]:
    check("days.csv", data)
    try:
        return list(_table(csv.reader(io.StringIO(_decoded(data)))))
    except csv.Error:
        raise FileRefused("csv 文件无法读取，请检查引号和分隔符") from None


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused("文字编码无法识别，请另存为 UTF-8 格式的 csv")


def _xlsx(data: bytes) -> list[tuple[int, Cells]]:
    """Read beside this process, which answers a page: a few kilobytes can claim more cells than there is memory."""
    check("days.xlsx", data)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        kept.write(data)
        kept.flush()
        try:
            rows = workbook.rows(Path(kept.name), memory=MEMORY, patience=PATIENCE)
            return list(islice(_table(row.cells for row in rows), MOST_ROWS + 1))
        except TableFault as fault:
            raise FileRefused(str(fault)) from None


def _table(rows: Iterable[Sequence[str]]) -> Iterator[tuple[int, Cells]]:
    """The rows that say something, with their numbers; a head is passed over."""
    for number, row in enumerate(rows, 1):
        first, second, third, *_ = [*(cell.strip() for cell in row), "", "", ""]
        if (first or second or third) and first.lower() not in HEADS:
            yield number, (first, second, third)


READERS: dict[str, Callable[[bytes], list[tuple[int, Cells]]]] = {"json": _json, "xlsx": _xlsx, "csv": _csv}
