"""A workbook as lines of text, by a program of its own: `python -m manas.office.files.workbook FILE KIND MEMORY`.

A few kilobytes can claim a sheet of seventeen thousand million cells, and the library that reads workbooks then ends its
process. So it is read beside the process that asked, with as much memory and time as any real table needs. Every row comes
out as a JSON list of texts; a sentence on standard error says why there is none. KIND names the register that the table is
for, so that of its sheets the one is read whose columns are known best; without it the first is.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from manas.engines.sheets.delimited import Row, TableFault
from manas.engines.sheets.fields import SETS, FieldSet
from manas.engines.sheets.header import LOOKED_THROUGH, NoHeader, find_header, map_columns

MEMORY = 2 << 30  # bytes of addresses; a workbook of 60,000 full rows takes an eighth
WRITTEN = 2 << 30  # bytes of text that may come out
PATIENCE = 180.0  # seconds
REFUSED = 3  # exit code that comes with a sentence
TOO_LARGE = "工作簿太大或者已经损坏，无法在限定的内存和时间内读取，请另存为 csv 后再导入"


def rows(path: Path, kind: str = "", *, memory: int = MEMORY, patience: float = PATIENCE) -> Iterator[Row]:
    """This function will give the rows of a workbook, numbered as its sheet numbers them.

    `memory` is in bytes of addresses, `patience` in seconds: what a page waits for is less than what a worker does. Raises
    TableFault for one that is damaged, protected by a password or too large.
    """
    with tempfile.TemporaryFile() as said:
        command = [sys.executable, "-P", "-m", "manas.office.files.workbook", str(path), kind, str(memory)]
        try:
            done = subprocess.run(command, stdout=said, stderr=subprocess.PIPE, timeout=patience, check=False)
        except subprocess.TimeoutExpired:
            raise TableFault(TOO_LARGE) from None
        if done.returncode:
            raise TableFault(done.stderr.decode() if done.returncode == REFUSED else TOO_LARGE)
        said.seek(0)
        for number, line in enumerate(said, 1):
            yield Row(number, json.loads(line))


def text(value: object) -> str:
    """This function will write the value of a cell as text: days as 2021-05-03, whole numbers without a point."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _limit(memory: int) -> None:
    if sys.platform != "win32":  # there, the patience alone is the limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _known(sheet: CalamineSheet, fields: FieldSet) -> int:
    first = [[text(cell) for cell in row] for row in islice(sheet.iter_rows(), LOOKED_THROUGH + 1)]
    try:
        return sum(1 for key in map_columns(find_header(first, fields).names, fields) if key)
    except NoHeader:
        return 0


def _best(book: CalamineWorkbook, kind: str) -> CalamineSheet:
    visible = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    sheets = map(book.get_sheet_by_name, visible)
    return max(sheets, key=lambda sheet: _known(sheet, SETS[kind])) if kind else next(iter(sheets))


def main(path: str, kind: str, memory: str) -> int:
    """This function will print the rows of the best sheet; the exit code says whether it could."""
    _limit(int(memory))
    try:
        for row in _best(CalamineWorkbook.from_path(path), kind).iter_rows():
            sys.stdout.write(json.dumps([text(cell) for cell in row]) + "\n")
    except (CalamineError, OSError, ValueError, StopIteration):  # the last two: no sheet to be seen
        sys.stderr.write("工作簿无法读取：可能已损坏或设有密码，请另存为不带密码的 xlsx 或者 csv 后再导入")
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
