"""How fast files become a register: `python bench/imports.py [--file FILE] [--rows N] [--megabytes N]`.

Runs on the database that is set (MANAS_DATABASE_URL; otherwise an SQLite file of its own in a temporary folder), emptied of
nothing: give it an empty one. Prints a table: a generated list of `--rows` patents, entered, entered again, taken back; a csv
of `--megabytes` with the peak of memory; and FILE, where one is named. Workbooks are read from the same rows.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ABSTRACT = "本发明公开了一种用于沙棘果实采收的装置，包括机架、振动头、收集斗和控制器，结构简单，采净率高，损伤小。"
HEAD = ["申请号", "专利名称", "摘要", "权利要求", "专利权人", "发明人", "申请日", "主分类号", "分类号", "法律状态"]


def rows(count: int, length: int) -> Iterator[list[str]]:
    """This function will make patents whose abstracts have about `length` characters."""
    from manas.engines.patent_number import check_digit

    text = ABSTRACT * (length // len(ABSTRACT) + 1)
    for serial in range(1, count + 1):
        body = f"{2004 + serial // 1_000_000}1{serial % 10_000_000:07}"
        yield [
            f"{body}.{check_digit(body)}",
            f"一种采收装置{serial}",
            text[:length],
            text[: length // 2],
            f"单位{serial % 997};单位{serial % 89}",
            f"人员{serial % 4999};人员{serial % 97}",
            "2004-05-03",
            "A01D46/26",
            "A01D46/26;A01D46/28;B07B1/28",
            "授权",
        ]


def write(path: Path, count: int, length: int) -> int:
    """This function will write such patents as csv; gives the bytes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows(rows(count, length))
    return path.stat().st_size


def write_workbook(path: Path, count: int, length: int) -> int:
    """This function will write the same as a workbook; gives the bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate([HEAD, *rows(count, length)]):
        sheet.write_row(at, 0, row)
    book.close()
    return path.stat().st_size


def timed(name: str, deed: Callable[[], str], what: str) -> None:
    """This function will print one line of the table."""
    began, before = time.perf_counter(), cpu()
    told = deed()
    print(f"| {name} | {what} | {time.perf_counter() - began:.1f} s | {cpu() - before:.1f} s | {told} |", flush=True)


def cpu() -> float:
    """This function will give the seconds that this process and those it started have computed: others share the machine."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def imported(path: Path) -> str:
    """This function will import a file by the command, in a process of its own; gives counts and its peak of memory."""
    command = [sys.executable, "-m", "manas", "import", "patents", str(path), "--yes"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = done.stdout.strip().rsplit("：", 1)[-1]
    return f"{told} peak {used.ru_maxrss / 1024:.0f} MB so far"


def read_only(path: Path) -> str:
    """This function will read a table to its end and enter nothing."""
    from manas.registers.imports.reading import Source
    from manas.registers.imports.reading import rows as table_rows

    return f"{sum(1 for _ in table_rows(Source(path, path.name), 'patents'))} rows"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--file", type=Path, help="a real table of patents")
    asked.add_argument("--rows", type=int, default=20_000)
    asked.add_argument("--megabytes", type=int, default=200)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="manas-bench-") as folder:
        os.environ.setdefault("MANAS_VAR", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manas.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("demo", verbosity=0, stdout=io.StringIO())
        print(f"database: {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[-1]}, {os.cpu_count()} cores")
        print("| file | deed | time | computing | outcome |\n|---|---|---|---|---|")
        run(Path(folder), wanted)


def run(folder: Path, wanted: argparse.Namespace) -> None:
    """This function will measure each file."""
    small, book, big = folder / "rows.csv", folder / "rows.xlsx", folder / "big.csv"
    size = f"{wanted.rows} rows, {write(small, wanted.rows, 300) / 1e6:.0f} MB csv"
    timed(size, lambda: imported(small), "first")
    timed(size, lambda: imported(small), "again")
    size = f"{wanted.rows} rows, {write_workbook(book, wanted.rows, 300) / 1e6:.0f} MB xlsx"
    timed(size, lambda: read_only(book), "read")
    if wanted.file:
        timed(wanted.file.name, lambda: read_only(wanted.file), "read")
        timed(wanted.file.name, lambda: imported(wanted.file), "first")
        timed(wanted.file.name, lambda: imported(wanted.file), "again")
    if wanted.megabytes:
        count = wanted.megabytes * 1_000_000 // 6_500
        size = f"{count} rows, {write(big, count, 1_400) / 1e6:.0f} MB csv"
        timed(size, lambda: read_only(big), "read")
        timed(size, lambda: imported(big), "first")


if __name__ == "__main__":
    main()
