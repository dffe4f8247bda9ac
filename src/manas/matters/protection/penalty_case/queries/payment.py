"""What a fine that was not paid in time has grown by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from manas.engines.late_fine import Surcharge, surcharge
from manas.facts.late_fine import late_fine
from manas.matters.docket.kinds import Advice, Level
from manas.matters.protection.penalty_case.models import PenaltyCase
from manas.matters.protection.penalty_case.queries.fines import yuan


def owed(case: PenaltyCase, today: date) -> Surcharge | None:
    """This function will compute the late fine as of today, or of the day of payment; none where nothing is late.

    A fine that was put off is late from the day until which it was put off; no day is known otherwise, none is guessed.
    """
    if not case.fine or case.pk is None:
        return None
    due_on = case.deferred_until or _due_on(case)
    if due_on is None:
        return None
    contested = (case.remedy_sought_on, case.remedy_decided_on) if case.remedy_sought_on else None
    found = surcharge(case.fine, late_fine()[0], due_on=due_on, until=case.paid_on or today, contested=contested)
    return found if found.days > 0 else None


def payment_warnings(case: PenaltyCase, today: date) -> Iterator[Advice]:
    """This function will say what the late fine comes to, and from when the court may be asked after a deferral."""
    late = owed(case, today)
    if late is not None:
        _, citations, status = late_fine()
        capped = "，已达罚款数额，不再增加" if late.capped else ""
        text = f"逾期{late.days}日，每日可以加处罚款数额的百分之三，合计{yuan(late.amount)}{capped}"
        yield Advice(Level.WARNING, text, tuple((c.law, c.article) for c in citations), status.value)
    if case.deferred_until and case.paid_on is None:
        text = "已批准延期或者分期：申请法院强制执行的期限自暂缓或者分期缴纳期限结束之日起计算"
        yield Advice(Level.INFO, text, (("penalty-law", "72"),))


def _due_on(case: PenaltyCase) -> date | None:
    """The end of the time to pay this decision, also after urging ended it; an earlier decision's does not count."""
    began = case.served_on or case.decided_on
    last = case.limits.filter(rule="PEN-PAY", due_on__isnull=False).order_by("pk").last()
    return last.due_on if last and timezone.localtime(last.event_at).date() == began else None
