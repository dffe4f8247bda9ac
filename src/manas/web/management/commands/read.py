"""`manas read FILE`: what the reader makes of a document, as an outline or as JSON. It touches no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console

from manas.engines.policy import read, to_json
from manas.engines.policy.model import Plan, ReadError
from manas.engines.policy.source import require_size
from manas.engines.policy.source.limits import MAX_BYTES
from manas.web.management.commands._outline import outline

UNREADABLE = 2  # exit code
PLAIN_WIDTH = 110  # columns when the output is no terminal
# What the file system may answer, in words; anything else is said as the system says it.
FILE_TROUBLES = (
    (FileNotFoundError, "没有这个文件"),
    (IsADirectoryError, "这是文件夹，不是文件"),
    (PermissionError, "没有读取这个文件的权限"),
)


class Command(BaseCommand):
    help = "Print what the policy reader finds in a document. Exit code 0 read, 2 unreadable (one sentence on stderr)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="txt, html, md, docx or pdf with a text layer; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print everything that was found as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            plan = read(_bytes(options["file"]), name="" if options["file"] == "-" else options["file"])
        except (OSError, ReadError) as error:
            self.stderr.write(f"{options['file']}：{_sentence(error)}")
            sys.exit(UNREADABLE)
        if options["json"]:
            self.stdout.write(json.dumps(to_json(plan), ensure_ascii=False, indent=2))
        else:
            self._print(plan, options)

    def _print(self, plan: Plan, options: dict[str, Any]) -> None:
        terminal = bool(self.stdout.isatty()) or options["force_color"]
        # Django's wrapper would end each piece with a line of its own; rich ends its lines itself.
        self.stdout.ending = ""
        console = Console(
            file=cast("IO[str]", self.stdout),
            force_terminal=terminal,
            no_color=options["no_color"] or not terminal,
            width=None if self.stdout.isatty() else PLAIN_WIDTH,
            highlight=False,
            emoji=False,
            markup=False,
        )
        console.print(outline(plan))


def _bytes(file: str) -> bytes:
    """The bytes of the file, or of standard input for "-"; too large ones are refused before they are read."""
    if file == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        require_size(len(data))
        return data
    path = Path(file)
    require_size(path.stat().st_size)
    return path.read_bytes()


def _sentence(error: OSError | ReadError) -> str:
    return next((words for kind, words in FILE_TROUBLES if isinstance(error, kind)), str(error))
