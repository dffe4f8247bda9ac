"""The ledger of one plan as one person may see it, loaded in a fixed number of queries however long it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.utils import timezone

from manas.engines import light
from manas.engines.light import State, Work
from manas.office.models import Unit
from manas.office.rules import Standing
from manas.plan.models import Report, ReportState, WorkItem, WorkPlan
from manas.plan.queries.lights import ShownLight, show, show_many
from manas.plan.rules import DUE_SOON_DAYS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest progress that is more than a draft."""

    unit: Unit
    text: str
    on: date
    state: str
    state_word: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A work item with everything computed of it.

    The three figures are never mixed: `reported` by the unit, `verified` by the supervisor, `computed` from records
    (absent while no register or kind of matter serves the item).
    """

    item: WorkItem
    light: ShownLight
    latest: Latest | None
    reported: Decimal | None
    verified: Decimal | None
    computed: Decimal | None
    waits_for: str  # "", "unit" (returned, or nothing sent), "office" (submitted)

    @property
    def done(self) -> bool:
        return self.light.state == State.DONE

    @property
    def days_left(self) -> int | None:
        """Days to the due day, negative when late; absent when done."""
        return None if self.done else {State.LATE: -1}.get(self.light.light.state, 1) * self.light.light.days


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands for a group of items."""

    light: ShownLight
    done: int
    total: int
    next_due: date | None
    next_days: int | None
    latest: Latest | None
    late: int


class Ledger:
    """The visible work items of a plan, grouped on demand."""

    def __init__(self, rows: list[ItemRow]) -> None:
        self.rows = rows
        self._by_obligation = _grouped(rows, lambda r: r.item.obligation_id)
        self._by_task = _grouped(rows, lambda r: r.item.obligation.task_id)
        self._by_unit = _grouped(rows, lambda r: r.item.unit_id)

    def of_obligation(self, pk: int) -> list[ItemRow]:
        return self._by_obligation.get(pk, [])

    def of_task(self, pk: int) -> list[ItemRow]:
        return self._by_task.get(pk, [])

    def of_unit(self, pk: int) -> list[ItemRow]:
        return self._by_unit.get(pk, [])


def ledger(plan: WorkPlan, standing: Standing, today: date) -> Ledger:
    """This function will load the plan's standing work items that the person may see, each with its light."""
    items = (
        WorkItem.objects.visible_to(standing)
        .standing()
        .filter(obligation__task__plan=plan)
        .select_related("unit", "obligation__task")
    )
    return Ledger(rows_of(items, today))


def rows_of(items: Iterable[WorkItem], today: date) -> list[ItemRow]:
    """This function will compute the rows of some work items, in their order, with one more query."""
    listed = list(items)
    reports = Report.objects.filter(item__in=[i.pk for i in listed]).exclude(state=ReportState.DRAFT).order_by("pk")
    by_item = _grouped(reports, lambda r: r.item_id)
    return [_row(item, by_item.get(item.pk, []), today) for item in listed]


def summarize(rows: list[ItemRow]) -> Summary:
    """This function will say in one line how a group of items stands."""
    still_open = [row for row in rows if not row.done]
    following = min(still_open, key=lambda row: row.item.due_on, default=None)
    latest = max((row.latest for row in rows if row.latest), key=lambda one: one.on, default=None)
    return Summary(
        light=show_many(row.light for row in rows),
        done=len(rows) - len(still_open),
        total=len(rows),
        next_due=following.item.due_on if following else None,
        next_days=following.days_left if following else None,
        latest=latest,
        late=sum(row.light.state == State.LATE for row in rows),
    )


def _row(item: WorkItem, reports: list[Report], today: date) -> ItemRow:
    accepted = [r for r in reports if r.state == ReportState.ACCEPTED]
    finished = next((r for r in accepted if r.completes), None)
    last = reports[-1] if reports else None
    waiting = last if last and last.completes and last.state == ReportState.SUBMITTED else None
    work = Work(item.due_on, _handed_in(finished), bool(reports), _handed_in(waiting))
    return ItemRow(
        item=item,
        light=show(light.of_item(work, today, DUE_SOON_DAYS)),
        latest=_latest(item, last) if last else None,
        reported=next((r.reported_figure for r in reversed(reports) if r.reported_figure is not None), None),
        verified=next((r.verified_figure for r in reversed(accepted) if r.verified_figure is not None), None),
        computed=None,
        waits_for="" if finished else "office" if last and last.state == ReportState.SUBMITTED else "unit",
    )


def _handed_in(report: Report | None) -> date | None:
    return _day(report.submitted_at) if report and report.submitted_at else None


def _latest(item: WorkItem, report: Report) -> Latest:
    moment = report.decided_at or report.submitted_at or report.written_at
    return Latest(item.unit, report.text, _day(moment), report.state, report.get_state_display())


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _grouped(rows: Iterable[T], key: Callable[[T], int]) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
