"""The numbers of a report are asked together: its periods cost no queries of their own, and neither does more work."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from manas.indicators.workreports import numbers, queries
from manas.indicators.workreports.models import ReportNumber
from tests import cast as people
from tests.cast import FIFTY
from tests.indicators.workreports.small_year import Year

pytestmark = pytest.mark.django_db


def asked(rows: Sequence[ReportNumber]) -> int:
    with CaptureQueriesContext(connection) as context:
        numbers.now(rows)
    return len(context)


def test_three_periods_cost_as_many_queries_as_one_and_more_work_none(small: Year) -> None:
    report = small.drawn()
    rows = queries.rows_of(report)
    own = [row for row in rows if row.period == report.period]
    assert {row.period for row in rows} > {report.period}
    assert {row.indicator for row in own} == {row.indicator for row in rows}
    before = asked(own)
    assert asked(rows) == before
    for _ in range(3):
        people.item(small.cast, small.plan, text=FIFTY, due_on=date(2026, 3, 20))
    assert asked(rows) == before
