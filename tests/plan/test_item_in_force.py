"""Work counts while it stands: nothing is reported or accepted on a withdrawn item or under a superseded plan."""

from datetime import date

import pytest

from manas.plan.actions import ledger
from manas.plan.actions.ledger import LedgerRefused
from manas.plan.models import Report, ReportState
from manas.plan.queries.ledger import rows_of
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


def test_what_no_longer_stands_waits_for_nobody(cast: Cast) -> None:
    plan = adopted(cast)
    work, other = item(cast, plan), item(cast, plan)
    reports = [submitted(cast, work), submitted(cast, other)]
    waiting = Report.objects.waiting_for(cast.standing("office"))
    assert set(waiting) == set(reports)
    ledger.withdraw_item(item=work, reason="重复", actor=cast.office, at=LATER)
    assert list(waiting.all()) == reports[1:]


def test_what_was_handed_in_anew_is_looked_at_anew(cast: Cast) -> None:
    report = submitted(cast, item(cast, adopted(cast)))
    looked_at = AT.isoformat()
    ledger.recall_report(report=report, actor=cast.liaison, at=LATER)
    ledger.write_report(item=report.item, text="改过的内容", actor=cast.liaison, at=LATER)
    ledger.submit_report(report=report, actor=cast.liaison, at=LATER)
    with pytest.raises(LedgerRefused, match="改过"):
        ledger.accept_report(report=report, actor=cast.office, at=LATER, seen=looked_at)
    assert ledger.accept_report(report=report, actor=cast.office, at=LATER, seen=LATER.isoformat()).text == "改过的内容"


def test_the_supervisors_delay_is_not_the_units(cast: Cast) -> None:
    work = item(cast, adopted(cast), due_on=date(2026, 3, 5))
    report = submitted(cast, work, completes=True)
    (waiting,) = rows_of([work], date(2026, 3, 20))
    assert (waiting.light.state, waiting.light.reason) == ("fine", "2026-03-02 已申请办结，等待核验")
    ledger.accept_report(report=report, actor=cast.office, at=LATER)
    (done,) = rows_of([work], date(2026, 3, 20))
    assert (done.light.state, done.light.reason) == ("done", "2026-03-02 提交，核验办结")
