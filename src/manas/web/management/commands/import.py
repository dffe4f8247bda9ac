"""`manas import WHAT FILE`: a file from this machine's disk into a register, checked whole first; killed, it goes on where it was."""  # noqa: N999  # the command is called so

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from manas.engines.sheets.fields import SETS
from manas.office.models import Person, Role
from manas.registers.imports import actions, work
from manas.registers.imports.queries import from_disk, office_person
from manas.registers.imports.reading import Source
from manas.registers.imports.refusals import ImportRefused
from manas.registers.models import ImportKind, ImportRun, ImportState

REFUSED = 2  # exit code: nothing was entered, one sentence says why
UNFINISHED = 3  # exit code: stopped on the way; the same command goes on
SHOWN = 10  # faults printed
PLAIN_WIDTH = 110  # columns when the output is no terminal


class Command(BaseCommand):
    help = "Import patents, IPC titles or industries from a table. Exit code 2 refused, 3 stopped on the way."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=ImportKind.values)
        parser.add_argument("file", type=Path, help="xlsx, xls, ods, csv, tsv or txt; one of them in xz, gz or zip")
        parser.add_argument("--yes", action="store_true", help="enter what was checked without asking")
        parser.add_argument("--source", default="", help="where the file comes from (default: its name)")
        parser.add_argument("--edition", default="", help="edition of a code table, such as 2026.01")
        parser.add_argument("--as", dest="username", help="sign-in name of the official in whose name it is entered")

    def handle(self, *args: Any, **options: Any) -> None:
        console = self._console(bool(options["no_color"]))
        try:
            run = self._run(console, options)
        except (ImportRefused, OSError) as refusal:
            self.stderr.write(f"{options['file']}：{refusal}")
            sys.exit(REFUSED)
        if run.state not in (ImportState.DONE, ImportState.DISCARDED):
            sys.exit(UNFINISHED)

    def _run(self, console: Console, options: dict[str, Any]) -> ImportRun:
        source, actor = Source(options["file"], options["file"].name), _official(options["username"])
        run = from_disk(kind=options["what"], source=source)
        if run is None:
            run = actions.begin(
                kind=options["what"],
                path=source.path,
                source=options["source"],
                edition=options["edition"],
                actor=actor,
                at=timezone.now(),
            )
            _checked(console, run, source)
            console.print(_overview(run))
            if not options["yes"] and console.input("登记以上内容吗？[y/N] ").strip().lower() not in ("y", "yes", "是"):
                return actions.discard(run=run, actor=actor, at=timezone.now())
            run = actions.confirm(run=run, actor=actor, at=timezone.now())
        else:
            console.print(f"接着第 {run.id} 号导入，从第 {run.position + 1} 行数据继续")
            if run.state == ImportState.STOPPED:
                run = actions.go_on(run=run, actor=actor, at=timezone.now())
        return _entered(console, run, source)

    def _console(self, no_color: bool) -> Console:  # noqa: FBT001  # as Django hands it in
        terminal = bool(self.stdout.isatty())
        self.stdout.ending = ""
        return Console(
            file=cast("IO[str]", self.stdout),
            force_terminal=terminal,
            no_color=no_color or not terminal,
            width=None if terminal else PLAIN_WIDTH,
            highlight=False,
            emoji=False,
            markup=False,
        )


def _official(username: str | None) -> Person:
    """The official who is named, or the one whose post the office is; the register's keeper in either case."""
    found = office_person(username, timezone.now())
    if found is None:
        said = (
            f"没有在用的登录名“{username}”"
            if username
            else f"没有“{Role.OFFICE.label}”的在任人员，请用 --as 写明登录名"
        )
        raise ImportRefused(said)
    return found


def _checked(console: Console, run: ImportRun, source: Source) -> None:
    with Progress(
        SpinnerColumn(), TextColumn("检查"), TextColumn("{task.completed} 行"), TimeElapsedColumn(), console=console
    ) as progress:
        task = progress.add_task("", total=None)
        work.check(run=run, source=source, clock=timezone.now, tell=lambda at: progress.update(task, completed=at))
    if run.state != ImportState.READY:
        raise ImportRefused(run.trouble)


def _entered(console: Console, run: ImportRun, source: Source) -> ImportRun:
    columns = (TextColumn("导入"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=run.total, completed=run.position)
        work.enter(run=run, source=source, clock=timezone.now, tell=lambda at: progress.update(task, completed=at))
    counts = f"新增 {run.created}，更新 {run.changed}，无变化 {run.unchanged}，未登记 {run.refused}"
    console.print(f"第 {run.pk} 号导入{run.get_state_display()}：{run.total} 行，{counts}。{run.trouble}")
    return run


def _overview(run: ImportRun) -> Table:
    """How the columns are read, and the first rows that are not entered as they stand."""
    table = Table(title=f"{run.file_name}：{run.total} 行，其中 {run.refused} 行不能登记", show_edge=False)
    table.add_column("列")
    table.add_column("读作")
    fields = SETS[run.kind]
    for name, key in zip(run.columns, run.mapping, strict=True):
        table.add_row(name, fields[key].title if key else "（不读）")
    for fault in run.faults.all()[:SHOWN]:
        table.add_row(f"第 {fault.line} 行 {fault.column}", fault.reason)
    return table
