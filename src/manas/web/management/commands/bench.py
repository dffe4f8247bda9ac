"""`manas bench matching`: how well patents are found, on a judged set from a file or from what people judged here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from manas.engines.matching.measuring import Collection, Question, table
from manas.registers.matching.encoder import EncoderRefused, installed
from manas.registers.matching.judged import JudgedRefused, questions_of_rounds, questions_of_rows, read_rows, register
from manas.registers.models import JudgingRound


class Command(BaseCommand):
    help = "Measure how well patents of the register are found for judged questions, beside plain BM25."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["matching"])
        parser.add_argument("files", nargs="*", type=Path, help="judged sets; none: what people judged here")
        parser.add_argument("--limit", type=int, help="so many questions of a set at most")

    def handle(self, *args: Any, **options: Any) -> None:
        sets = [(path.name, self._read(path)) for path in options["files"]] or [
            ("评判", questions_of_rounds(JudgingRound.objects.order_by("pk")))
        ]
        if not any(questions for _, questions in sets):
            raise CommandError("没有可以评测的问题：库里还没有人评判过，或者文件里的专利都不在名册里", returncode=2)
        encoder = installed()
        if encoder.refusal:
            self.stderr.write(encoder.refusal)
        collection = Collection.of(register(), encoder.encoder)
        self.stdout.write(f"{len(collection.offers)} 件专利\n\n{collection.head}")
        try:
            for name, questions in sets:
                if questions:
                    for line in table(name, questions[: options["limit"]], collection.searches):
                        self.stdout.write(line)
        except EncoderRefused as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal

    def _read(self, path: Path) -> list[Question]:
        try:
            questions, unknown = questions_of_rows(read_rows(path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError, JudgedRefused) as refusal:
            raise CommandError(f"{path.name} 不能读：{refusal}", returncode=2) from None
        if unknown:
            self.stderr.write(f"{path.name}：{unknown} 行的专利不在名册里，没有计入")
        return questions
