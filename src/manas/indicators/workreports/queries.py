"""A report as it is read: its sections with their present text, its numbers, what changed since, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch, QuerySet

from manas.engines.cited import pieces
from manas.engines.paper.figures import ordinal
from manas.engines.periods import Period
from manas.indicators.workreports import drawing, numbers
from manas.indicators.workreports.models import ReportNumber, ReportSection, SectionText, WorkReport
from manas.indicators.workreports.numbers import Value
from manas.office.rules import Standing
from manas.plan.models import Report

Cited = dict[int, ReportNumber]
# How the headings of a level are counted.
NUMBERINGS: Final = (lambda at: f"{ordinal(at)}、", lambda at: f"（{ordinal(at)}）", lambda at: f"{at}. ")


@dataclass(frozen=True, slots=True)
class Changed:
    """A number that its query gives otherwise now."""

    row: ReportNumber
    now: Value

    @property
    def before_words(self) -> str:
        return numbers.bare(self.row)

    @property
    def now_words(self) -> str:
        return numbers.words(self.now)


def reports(standing: Standing) -> QuerySet[WorkReport]:
    """This function will give the reports that somebody may read, the latest first."""
    return WorkReport.objects.visible_to(standing).select_related("plan__owner", "plan__document", "created_by")


def sections(report: WorkReport) -> list[ReportSection]:
    """This function will give the sections of a report with all versions of their text, in two queries."""
    texts = SectionText.objects.select_related("written_by").order_by("number")
    return list(report.sections.prefetch_related(Prefetch("texts", queryset=texts)))


def present(section: ReportSection) -> SectionText:
    """This function will give the version of a section's text that holds: the last that was not undone."""
    return [text for text in section.texts.all() if text.undone_at is None][-1]


def numbered(found: Sequence[ReportSection]) -> list[tuple[str, ReportSection]]:
    """This function will put their numbers before sections: 一、（一）1.; a new heading begins those below it anew."""
    counts, told = [0, 0, 0], []
    for one in found:
        counts[one.level - 1] += 1
        counts[one.level :] = [0] * (3 - one.level)
        told.append((NUMBERINGS[one.level - 1](counts[one.level - 1]), one))
    return told


def rows_of(report: WorkReport) -> list[ReportNumber]:
    """This function will give the numbers of a report with what they were asked of, in one query."""
    return list(report.numbers.select_related("unit", "progress__item"))


def cited_in(report: WorkReport) -> Cited:
    """This function will give the numbers of a report by their number."""
    return {row.number: row for row in rows_of(report)}


def changed(report: WorkReport) -> list[Changed]:
    """This function will give the numbers that records give otherwise now: an indicator and period cost a query or two."""
    rows = rows_of(report)
    found = numbers.now(rows)
    return [
        Changed(row, found[row.number])
        for row in rows
        if (found[row.number].known.value, found[row.number].value) != (row.known, row.value)
    ]


def unwritten(report: WorkReport) -> list[Report]:
    """This function will give what was accepted in the period of a report since it was drawn, and does not stand in it."""
    written = set(report.numbers.filter(progress__isnull=False).values_list("progress_id", flat=True))
    return [one for one in drawing.accepted(report.plan, Period.read(report.period)) if one.pk not in written]


def spelled(text: str, cited: Cited) -> str:
    """This function will give a text with its numbers written out."""
    return "".join(numbers.written(cited[part]) if isinstance(part, int) else part for part in pieces(text))


def fingerprint(report: WorkReport) -> str:
    """This function will compute the SHA-256 (hex) of everything that a report says, in canonical JSON."""
    said = {
        "title": report.title,
        "period": report.period,
        "version": report.version,
        "computed_at": report.computed_at.isoformat(),
        "sections": [[one.level, one.heading, present(one).text, one.table, one.bars] for one in sections(report)],
        "numbers": [_line(row) for row in rows_of(report)],
    }
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _line(row: ReportNumber) -> Iterable[object]:
    value = None if row.value is None else f"{row.value:.4f}"
    return [
        row.number,
        row.indicator,
        row.part,
        row.unit.code,
        row.period,
        row.progress_id,
        row.known,
        value,
        row.measure,
    ]
