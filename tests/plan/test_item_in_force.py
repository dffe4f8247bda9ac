"""Work counts while it stands: nothing is reported or accepted on a withdrawn item or under a superseded plan."""

import pytest

from manas.plan.actions import ledger
from manas.plan.actions.ledger import LedgerRefused
from manas.plan.models import ReportState
from tests.cast import AT, CASES, LATER, PLAN_TEXT, Cast, adopted, item, journal_lines, submitted

CLOSED = "举措已经撤销，或所属方案已不在执行中"


def test_nothing_is_accepted_or_returned_on_a_withdrawn_item(cast: Cast) -> None:
    work = item(cast, adopted(cast))
    report = submitted(cast, work)
    ledger.withdraw_item(item=work, reason="重复", actor=cast.office, at=LATER)
    with pytest.raises(LedgerRefused, match=CLOSED), journal_lines() as told:
        ledger.accept_report(report=report, actor=cast.office, at=LATER)
    with pytest.raises(LedgerRefused, match=CLOSED):
        ledger.return_report(report=report, reason="请补充", actor=cast.office, at=LATER)
    report.refresh_from_db()
    assert (report.state, told.lines) == (ReportState.SUBMITTED, [])


def test_what_a_revision_left_behind_takes_no_more_reports(cast: Cast) -> None:
    plan = adopted(cast)
    left = item(cast, plan, text=CASES, unit=cast.science)
    adopted(cast, PLAN_TEXT.replace(CASES, ""), revises=plan)
    with pytest.raises(LedgerRefused, match=CLOSED):
        ledger.write_report(item=left, text="已办", actor=cast.liaison, at=AT)
