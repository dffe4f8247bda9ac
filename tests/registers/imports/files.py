"""Small tables as offices have them, and the way through an import."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import xlsxwriter

from manas.engines.patent_number import check_digit
from manas.registers.imports import actions, work
from manas.registers.imports.queries import source_of
from manas.registers.imports.reading import Source
from manas.registers.models import ImportRun
from tests.cast import AT, Cast

HEAD = ["申请号", "专利名称", "申请人", "申请日", "主分类号", "法律状态"]


TICKS = count(1)


def clock() -> datetime:
    """This function will be the clock of a worker: later than every deed of the cast, and never the same twice."""
    return AT + timedelta(hours=1, milliseconds=next(TICKS))


def number(serial: int) -> str:
    """This function will make the application number of an invention of 2021."""
    body = f"20211{serial:07}"
    return f"{body}.{check_digit(body)}"


def patents(count: int, first: int = 1) -> list[list[str]]:
    """This function will make rows for HEAD, each of a patent of its own."""
    return [
        [number(serial), f"一种沙棘采收装置{serial}", "云岭机电有限公司;丰泽大学", "2021-05-03", "A01D46/00", "授权"]
        for serial in range(first, first + count)
    ]


def as_csv(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    """This function will write rows as commas and quotes."""
    said = io.StringIO()
    csv.writer(said).writerows(rows)
    return said.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[Any]], merged: Sequence[tuple[int, int, int, int, str]] = ()) -> bytes:
    """This function will write rows as a workbook; `merged`: first and last row and column, and what stands there."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    for place in merged:
        sheet.merge_range(*place[:4], place[4])
    book.close()
    return target.getvalue()


def hand_in(cast: Cast, data: bytes, name: str = "专利.csv", kind: str = "patents") -> ImportRun:
    """This function will let a handler of the office hand in a file."""
    return actions.hand_in(
        kind=kind, name=name, data=data, source="测试来源", edition="2026.01", actor=cast.handler, at=AT
    )


def kept(run: ImportRun) -> Source:
    """This function will give the file of a run."""
    source = source_of(run)
    assert source is not None
    return source


def checked(cast: Cast, data: bytes, name: str = "专利.csv", kind: str = "patents") -> ImportRun:
    """This function will hand in a file and let a worker check it."""
    run = hand_in(cast, data, name, kind)
    work.check(run=run, source=kept(run), clock=clock)
    run.refresh_from_db()
    return run


def entered(cast: Cast, data: bytes, name: str = "专利.csv", kind: str = "patents") -> ImportRun:
    """This function will carry a file to its end."""
    return finished(cast, checked(cast, data, name, kind))


def finished(cast: Cast, run: ImportRun) -> ImportRun:
    """This function will confirm a checked run and let a worker enter it."""
    run = actions.confirm(run=run, actor=cast.handler, at=clock())
    work.enter(run=run, source=kept(run), clock=clock)
    run.refresh_from_db()
    return run


def counts(run: ImportRun) -> dict[str, int]:
    """This function will give what came of a run."""
    return {name: getattr(run, name) for name in ("created", "changed", "unchanged", "refused")}


def faults(run: ImportRun) -> list[tuple[int, str, str]]:
    """This function will give what was wrong: line, column, reason."""
    return [(fault.line, fault.column, fault.reason) for fault in run.faults.order_by("line", "pk")]
