"""`manas index`: take up in the index what the register of patents has and it has not; `--anew` begins it again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from manas.registers.matching import keeping
from manas.registers.matching.titles import keep_titles


class Command(BaseCommand):
    help = "Bring the index of patents up to the register, as a worker does every five minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="begin the index again from an empty one")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["anew"]:
            keeping.begin_anew(now)
        taken = keeping.bring_up_to_date(now)
        keep_titles()
        self.stdout.write(f"编入 {taken} 件，索引共 {keeping.index().documents} 件")
