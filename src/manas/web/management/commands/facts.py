"""`manas facts`: the facts that somebody must look at again. It touches no database."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from manas.facts.review import Concern, Doubt, review

WORDS = {Concern.UNSOURCED: "无出处", Concern.STALE: "核对已逾一年", Concern.MEMORY: "未核实（凭记忆）"}


class Command(BaseCommand):
    help = "List the facts without a source, checked more than a year ago, or known from memory only."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unsourced", action="store_true", help="only those without a source")
        parser.add_argument("--stale", action="store_true", help="only those checked more than a year ago")
        parser.add_argument("--memory", action="store_true", help="only those known from memory")
        parser.add_argument("--on", type=date.fromisoformat, help="as things stand on that day (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or timezone.localdate()
        wanted = [concern for concern in Concern if options[concern]] or list(Concern)
        found = [doubt for doubt in review(on) if doubt.concern in wanted]
        for doubt in found:
            self.stdout.write(_line(doubt))
        counted = "，".join(f"{WORDS[kind]} {sum(d.concern is kind for d in found)} 条" for kind in wanted)
        self.stdout.write(f"截至{on}：{counted}。")


def _line(doubt: Doubt) -> str:
    checked = f"{doubt.checked_on} 核对" if doubt.checked_on else "未注明核对日期"
    return f"{doubt.file}  {doubt.entry}：{WORDS[doubt.concern]}，{checked}"
