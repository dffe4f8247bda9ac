"""An assessment as a workbook: results, and every figure that went into them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from manas.indicators.assessment.queries import outcomes
from manas.indicators.declared import INDICATORS
from manas.indicators.models import Assessment, AssessmentInput
from manas.indicators.statistics.models import KNOWN
from manas.reports.sheet import Cell, list_workbook

WORDS = dict(KNOWN)


def assessment_workbook(assessment: Assessment) -> bytes:
    """This function will write an assessment into an xlsx workbook: a row a unit, its figures behind its result."""
    keys = [row.indicator for row in assessment.method.indicators.all()]
    heads = [
        (_("考核对象"), 18), (_("名次"), 8), (_("名次区间"), 12), (_("总分"), 12), (_("得分"), 12), (_("加减分合计"), 12),
    ]  # fmt: skip
    heads += [(str(INDICATORS[key].name), 18) for key in keys]
    return list_workbook(f"{assessment.method.name} {assessment.period}", heads, _rows(assessment, keys))


def _rows(assessment: Assessment, keys: list[str]) -> Iterator[list[Cell]]:
    given = {(row.unit_id, row.indicator): row for row in assessment.inputs.all()}
    for one in outcomes(assessment):
        interval = "" if one.rank is None else f"{one.rank_low}–{one.rank_high}"
        ranked: list[Cell] = ["" if one.rank is None else one.rank, interval]
        scored: list[Cell] = ["" if value is None else value for value in (one.total, one.score, one.added)]
        yield [one.unit.short_name, *ranked, *scored, *(_figure(given[one.unit.pk, key]) for key in keys)]


def _figure(row: AssessmentInput) -> Cell:
    return str(WORDS[row.known]) if row.value is None else row.value
