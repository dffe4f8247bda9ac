"""A small plan with progress: one item accepted, one returned and late, one due next."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from manas.engines.periods import Period, Span
from manas.indicators.workreports import actions, queries
from manas.indicators.workreports.models import ReportSection, WorkReport
from manas.plan.actions import ledger
from manas.plan.models import WorkItem, WorkPlan
from tests import cast as people
from tests.cast import CASES, FIFTY, MARKS, Cast

QUARTER = Period(2026, Span.QUARTER, 1)
DRAWN = datetime(2026, 4, 2, 1, tzinfo=UTC)


@dataclass
class Year:
    """The plan, its items, and who works on it."""

    cast: Cast
    plan: WorkPlan
    done: WorkItem
    late: WorkItem
    coming: WorkItem

    def drawn(self, period: Period = QUARTER, at: datetime = DRAWN) -> WorkReport:
        return actions.draw_up(plan=self.plan, period=period, actor=self.cast.office, at=at)


def make_year(cast: Cast) -> Year:
    """This function will plan three items and report on two of them."""
    plan = people.adopted(cast)
    done = people.item(cast, plan, text=FIFTY, due_on=date(2026, 3, 20))
    people.accepted(cast, done)
    late = people.item(cast, plan, text=MARKS, unit=cast.farming, due_on=date(2026, 3, 10))
    told = people.submitted(cast, late)
    ledger.return_report(report=told, reason="缺少申报名单", actor=cast.office, at=people.AT)
    coming = people.item(cast, plan, text=CASES, due_on=date(2026, 5, 31))
    return Year(cast, plan, done, late, coming)


def section(report: WorkReport, heading: str) -> ReportSection:
    """This function will find a section by its heading."""
    (found,) = [one for one in queries.sections(report) if one.heading == heading]
    return found


def said(report: WorkReport, heading: str) -> str:
    """This function will give the present text of a section with its numbers written out."""
    return queries.spelled(queries.present(section(report, heading)).text, queries.cited_in(report))
