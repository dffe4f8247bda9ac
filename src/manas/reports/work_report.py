"""工作报告 as a Word file in the official form: every number with a footnote that names its query and the list behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.translation import override

from manas.engines.cited import cited, pieces
from manas.engines.paper.blocks import Bar, Bars, Block, Contents, Form, Heading, Paper, Paragraph, Table, Title, noted
from manas.engines.paper.figures import chinese_day
from manas.engines.paper.lines import clean
from manas.engines.periods import Period, Span
from manas.indicators.declared import INDICATORS
from manas.indicators.values.words import period_words
from manas.indicators.workreports import numbers
from manas.indicators.workreports.models import Part, ReportNumber, ReportSection, WorkReport, WorkReportState
from manas.indicators.workreports.queries import Cited, cited_in, numbered, present, sections
from manas.reports.papers.layout import laid_out

# Gives the address of the list behind numbers that are asked of one thing.
Address = Callable[[Sequence[ReportNumber]], str]
UNFINISHED: Final = "（修改稿，尚未定稿。）"
EXAMPLE: Final = "（示例：本报告由示例数据生成，不反映真实情况。）"


def work_report(report: WorkReport, address: Address) -> bytes:
    """This function will set a report as a Word file; a final one always comes out the same."""
    with override("zh-hans"):
        written = _Written(cited_in(report), report.computed_at, address)
        blocks = tuple(written.blocks(report))
        return laid_out(Paper(Form.REPORT, report.title, blocks, tuple(written.notes)), report.computed_at)


class _Written:
    """A report while it is written: the footnotes gather as numbers occur."""

    def __init__(self, found: Cited, computed_at: datetime, address: Address) -> None:
        self.cited, self.address, self.notes = found, address, list[str]()
        self.day = timezone.localtime(computed_at).date().isoformat()

    def blocks(self, report: WorkReport) -> Iterator[Block]:
        yield Title(clean(report.title))
        if report.is_example:
            yield Paragraph(EXAMPLE)
        if report.state != WorkReportState.FINAL:
            yield Paragraph(UNFINISHED)
        if Period.read(report.period).span is Span.YEAR:
            yield Contents(2)
        for number, section in numbered(sections(report)):
            yield from self.section(number, section)
        yield Paragraph(_ending(report, self.day))

    def section(self, number: str, section: ReportSection) -> Iterator[Block]:
        yield Heading(section.level, number, clean(section.heading))
        for line in present(section).text.splitlines():
            yield Paragraph(self.sentence(line))
        if section.table:
            head, *rows = section.table
            yield Table(tuple(clean(cell) for cell in head), tuple(self.row(row) for row in rows))
        if section.bars:
            yield self.chart(section.bars)

    def sentence(self, line: str) -> str:
        return "".join(self.called(part) if isinstance(part, int) else clean(part) for part in pieces(line))

    def called(self, number: int) -> str:
        row = self.cited[number]
        return f"{clean(numbers.written(row))}{self.note([row])}"

    def row(self, cells: Sequence[str]) -> tuple[str, ...]:
        """This function will write a row of a table; its numbers, all of one indicator, have one footnote at its name."""
        found = [self.cited[number] for cell in cells for number in cited(cell)]
        first, *others = [self.bare(cell) for cell in cells]
        return (first + (self.note(found) if found else ""), *others)

    def bare(self, cell: str) -> str:
        return "".join(
            numbers.bare(self.cited[part]) if isinstance(part, int) else clean(part) for part in pieces(cell)
        )

    def chart(self, pairs: Sequence[tuple[str, str]]) -> Bars:
        rows = [(label, self.cited[cited(mark)[0]]) for label, mark in pairs]
        longest = max([row.value for _label, row in rows if row.value is not None], default=Decimal(0)) or Decimal(1)
        return Bars(
            tuple(
                Bar(
                    clean(label),
                    float((row.value or 0) / longest),
                    numbers.bare(row) + row.measure * (row.value is not None) + self.note([row]),
                )
                for label, row in rows
            )
        )

    def note(self, rows: Sequence[ReportNumber]) -> str:
        self.notes.append(f"{source(rows)}，{self.day}计算。清单：{self.address(rows)}")
        return noted(len(self.notes))


def source(rows: Sequence[ReportNumber]) -> str:
    """This function will name the query of numbers that are asked of one indicator, or the progress of a sentence."""
    row = rows[0]
    if row.progress is not None:
        day = timezone.localtime(row.progress.decided_at).date() if row.progress.decided_at else None
        return f"进展填报{row.progress_id}，{row.unit.short_name}，举措“{clean(row.progress.item.what)}”，核验日{day}"
    units = "、".join(dict.fromkeys(one.unit.short_name for one in rows))
    periods = "、".join(dict.fromkeys(period_words(Period.read(one.period)) for one in rows))
    parts = "、".join(dict.fromkeys(str(one.get_part_display()) for one in rows if one.part != Part.VALUE))
    asked = f"（{parts}）" if parts else ""
    return f"指标{row.indicator}“{INDICATORS[row.indicator].name}”{asked}，{units}，{periods}"


def _ending(report: WorkReport, day: str) -> str:
    computed = f"本报告的数据取自业务记录，{day}计算，各数据的出处见脚注。"
    if report.finished_at is None:
        return computed
    finished = chinese_day(timezone.localtime(report.finished_at).date())
    return f"{computed}{finished}定稿，校验值{report.sha256}。"
