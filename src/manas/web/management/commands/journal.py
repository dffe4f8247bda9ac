"""`manas journal verify`: prove that no line of the journal was changed, added between or taken away."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from manas.office.journal.queries import verify


class Command(BaseCommand):
    help = "Prove the journal: exit code 0 intact, 1 broken, with the first line that does not fit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deed", choices=["verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify()
        if verdict.intact:
            self.stdout.write(f"日志完整：{verdict.lines} 行，逐行校验一致。")
            return
        self.stderr.write(f"日志在第 {verdict.broken_at} 行断开：{verdict.reason}。")
        sys.exit(1)
