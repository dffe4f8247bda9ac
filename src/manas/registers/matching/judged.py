"""Judged questions, from a file or from what people judged here, in the form in which finding is measured.

The file is a table with tabs, in UTF-8, with a header: `query`, `number` (publication or application number of the patent),
`level` (0 不相关, 1 相关, 2 高度相关), `judge`. Where judges differ the lower level counts.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Final

from django.db.models import Q

from manas.engines.matching.measuring import Question
from manas.engines.matching.model import Need, Offer
from manas.registers.matching.asking import compared
from manas.registers.models import Judgement, JudgingRound, Patent, PatentClass

COLUMNS: Final = ("query", "number", "level", "judge")
LEVELS: Final = ("0", "1", "2")


class JudgedRefused(Exception):
    """The file is no judged set; the message says which line is wrong, and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one judge said of one patent for one question."""

    query: str
    number: str
    level: int
    judge: str


def read_rows(text: str) -> list[Row]:
    """This function will read a judged set. Raises JudgedRefused for another table, a level that is none, or no row at all."""
    lines = csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter="\t", quoting=csv.QUOTE_NONE)
    if missing := [name for name in COLUMNS if name not in (lines.fieldnames or ())]:
        raise JudgedRefused(f"第一行缺少列：{'、'.join(missing)}")
    rows = [_row(number, line) for number, line in enumerate(lines, 2)]
    if not rows:
        raise JudgedRefused("表里没有评判")
    return rows


def write_rows(rows: Iterable[Row]) -> str:
    """This function will write a judged set as `read_rows` reads it; what would end a cell becomes a blank."""
    told = ((row.query, row.number, str(row.level), row.judge) for row in rows)
    return "".join("\t".join(" ".join(cell.split()) for cell in line) + "\n" for line in (COLUMNS, *told))


def rows_of(rounds: Iterable[JudgingRound]) -> Iterator[Row]:
    """This function will give every judgement of some rounds; a judge is called by a number, not by name."""
    found = Judgement.objects.filter(candidate__round__in=[one.pk for one in rounds])
    for one in found.select_related("candidate__round__need", "candidate__patent").order_by("candidate__round", "pk"):
        asked, patent = one.candidate.round, one.candidate.patent
        query = f"{asked.need.title}。{asked.need.text}" if asked.need else asked.query
        number = patent.publication_number or patent.application_number or ""
        yield Row(query, number, one.level, f"评判人{one.judge_id}")


def questions_of_rows(rows: Iterable[Row]) -> tuple[list[Question], int]:
    """This function will make questions of rows, and count the rows whose patent is not in the register."""
    rows = list(rows)
    known = _keys({row.number for row in rows})
    levels: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for row in rows:
        if row.number in known:
            key = known[row.number]
            levels[row.query][key] = min(row.level, levels[row.query].get(key, row.level))
    questions = [Question(str(place), Need(query), told) for place, (query, told) in enumerate(levels.items(), 1)]
    return questions, sum(row.number not in known for row in rows)


def questions_of_rounds(rounds: Iterable[JudgingRound]) -> list[Question]:
    """This function will make a question of each round on which anybody judged; a need is compared with its elements."""
    questions = []
    for one in rounds:
        levels: dict[int, int] = {}
        told = Judgement.objects.filter(candidate__round=one).values_list("candidate__patent", "level")
        for patent, level in told:
            levels[patent] = min(level, levels.get(patent, level))
        if levels:
            questions.append(Question(str(one.pk), question_of(one), levels))
    return questions


def question_of(one: JudgingRound) -> Need:
    """This function will give what a round asks, as it is compared."""
    return compared(one.need)[0] if one.need else Need(one.query)


def register() -> list[Offer]:
    """This function will read the text and classes of every patent of the register, in two queries."""
    symbols: defaultdict[int, list[str]] = defaultdict(list)
    for patent, symbol in PatentClass.objects.order_by("patent", "position").values_list("patent", "symbol"):
        symbols[patent].append(symbol)
    texts = Patent.objects.order_by("pk").values_list("pk", "title", "abstract", "claims")
    return [
        Offer(pk, title, abstract, claims, tuple(symbols[pk]))
        for pk, title, abstract, claims in texts.iterator(chunk_size=2_000)
    ]


def _row(number: int, line: dict[str, str]) -> Row:
    query, document, level, judge = ((line[name] or "").strip() for name in COLUMNS)
    if level not in LEVELS or not query or not document:
        raise JudgedRefused(f"第 {number} 行：query 和 number 不能空，level 只能是 0、1、2")
    return Row(query, document, int(level), judge)


def _keys(numbers: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        rows = Patent.objects.filter(Q(publication_number__in=some) | Q(application_number__in=some))
        for pk, published, applied in rows.values_list("pk", "publication_number", "application_number"):
            found |= {number: pk for number in (published, applied) if number in numbers}
    return found
