"""A late work item of 北山县 and an order on it, in the small cast."""

from datetime import UTC, date, datetime

from manas.plan.actions import ledger
from manas.plan.models import SupervisionOrder, WorkItem
from manas.plan.supervision import actions
from tests import cast as people
from tests.cast import FIFTY, Cast

NOW = datetime(2026, 4, 2, 2, tzinfo=UTC)
TODAY = date(2026, 4, 2)
# Past every day on which an answer was due.
LATER = datetime(2026, 4, 20, 2, tzinfo=UTC)


def late_item(cast: Cast) -> WorkItem:
    return people.item(cast, people.adopted(cast), text=FIFTY, unit=cast.north, due_on=date(2026, 3, 20))


def key_of(item: WorkItem) -> str:
    return f"plan.workitem:{item.pk}"


def issued(cast: Cast, item: WorkItem | None = None, level: str = "order") -> SupervisionOrder:
    return actions.issue(
        key=key_of(item or late_item(cast)), root=cast.government, level=level, what="说明原因并限期完成",
        actor=cast.office, at=NOW,
    )  # fmt: skip


def act(cast: Cast, order: SupervisionOrder, *deeds: str, at: datetime = NOW) -> SupervisionOrder:
    """Each deed by whoever does it."""
    for deed in deeds:
        actor = cast.county_liaison if deed in {"receive", "reply"} else cast.office
        order = actions.act(order=order, deed=deed, actor=actor, at=at, text="已补办，见附件")
    return order


def finish(cast: Cast, item: WorkItem) -> None:
    """北山县 reports that it is done, and the office accepts it."""
    report = ledger.write_report(item=item, text="已建成", completes=True, actor=cast.county_liaison, at=NOW)
    ledger.submit_report(report=report, actor=cast.county_liaison, at=NOW)
    ledger.accept_report(report=report, actor=cast.office, at=NOW)
