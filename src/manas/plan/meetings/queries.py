"""What a plan's meetings decided and what became of it; which sentence a decision carries out; what is known of a county."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from manas.engines.alignment import TaskText, alike
from manas.engines.light import State
from manas.office.models import Unit
from manas.office.rules import Standing
from manas.plan.models import (
    Decision,
    GuidanceVisit,
    Meeting,
    MeetingState,
    Obligation,
    PlanState,
    Responsibility,
    WorkItem,
    WorkPlan,
)
from manas.plan.models.meeting import MeetingQuerySet, VisitQuerySet
from manas.plan.models.supervision import OrderQuerySet
from manas.plan.queries.ledger import ItemRow, rows_of
from manas.plan.queries.matters import KindCount, matters_of_county
from manas.plan.supervision.queries import orders_of_unit

# So many sentences are suggested for a decision.
SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Followed:
    """A decision with its place in its paper (from 1), and how its work item stands; no row before the paper is out.

    Who reads the paper reads how it stands. The work item itself, with what was reported, `opens` to those who may read it.
    """

    number: int
    decision: Decision
    row: ItemRow | None
    opens: bool

    @property
    def withdrawn(self) -> bool:
        return self.row is not None and self.row.item.withdrawn_at is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the decisions of one meeting."""

    meeting: Meeting
    decisions: list[Followed]

    @property
    def done(self) -> int:
        return sum(one.done for one in self._standing)

    @property
    def late(self) -> int:
        return sum(one.light.state == State.LATE for one in self._standing)

    @property
    def running(self) -> int:
        """Neither done nor late."""
        return len(self._standing) - self.done - self.late

    @property
    def _standing(self) -> list[ItemRow]:
        return [one.row for one in self.decisions if one.row is not None and not one.withdrawn]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence that reads like a decision: how like (per cent), and the phrases that both use."""

    obligation: Obligation
    percent: int
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What records show of a county, so that no visit asks for it: what is late, supervised, not begun, and its matters."""

    late: list[ItemRow]
    orders: OrderQuerySet
    not_begun: QuerySet[Obligation]
    matters: list[KindCount]


def sentences_of(plan: WorkPlan) -> list[Obligation]:
    """This function will give the sentences of a plan in their order, with the units that their tasks name."""
    found = Obligation.objects.filter(task__plan=plan).select_related("task")
    return list(found.order_by("task__position", "position").prefetch_related("task__responsibilities"))


def binds(obligation: Obligation, unit: Unit) -> bool:
    """This function will tell whether a unit can have a work item under a sentence: its task names the unit, or nobody."""
    named = {part.unit_id for part in obligation.task.responsibilities.all() if part.unit_id is not None}
    return not named or unit.pk in named


def suggested(decision: Decision, sentences: Sequence[Obligation]) -> list[Suggestion]:
    """This function will give those of `sentences` that say most nearly what was decided and bind its unit.

    By their texts, as tasks of two plans are compared; where nothing is like it, nothing is suggested.
    """
    found = [one for one in sentences if binds(one, decision.unit)]
    said = TaskText(decision.what, decision.measure)
    (likely,) = alike([said], [TaskText(one.task.title, one.text) for one in found], top=SUGGESTED)
    return [Suggestion(found[one.place], round(one.score * 100), one.shared) for one in likely]


def lineage(plan: WorkPlan) -> list[int]:
    """This function will give the key of a plan and of those that it revises, the newest first."""
    found: list[int] = []
    one: WorkPlan | None = plan
    while one is not None:
        found.append(one.pk)
        one = one.revises
    return found


def meetings_of(plan: WorkPlan, standing: Standing) -> MeetingQuerySet:
    """This function will give the meetings on a plan and on those that it revises which the person may read."""
    return Meeting.objects.all().visible_to(standing).filter(plan__in=lineage(plan))


def visits_of(plan: WorkPlan, standing: Standing) -> VisitQuerySet:
    """This function will give the visits on a plan and on those that it revises which the person may read."""
    found = GuidanceVisit.objects.all().visible_to(standing).filter(plan__in=lineage(plan))
    return found.select_related("county", "office")


def followed(decisions: Iterable[Decision], standing: Standing, today: date) -> list[Followed]:
    """This function will set each decision of one paper beside its work item, in three queries."""
    listed = list(decisions)
    return _numbered(listed, _stands(listed, standing, today))


@dataclass(frozen=True, slots=True)
class _Stands:
    """The rows of some decisions by their work item, and which of these items open."""

    rows: dict[int | None, ItemRow]
    open: set[int | None]


def _stands(decisions: list[Decision], standing: Standing, today: date) -> _Stands:
    items = WorkItem.objects.filter(decision__in=decisions)
    rows = rows_of(items.select_related("unit", "obligation__task"), today)
    opening = items.visible_to(standing).values_list("pk", flat=True)
    return _Stands({row.item.pk: row for row in rows}, set(opening))


def _numbered(decisions: list[Decision], stands: _Stands) -> list[Followed]:
    return [
        Followed(number, one, stands.rows.get(one.item_id), one.item_id in stands.open)
        for number, one in enumerate(decisions, start=1)
    ]


def decided(gathering: Meeting | GuidanceVisit, standing: Standing) -> QuerySet[Decision]:
    """This function will give the decisions of a meeting or visit that the person may read, in their order."""
    own = {"meeting": gathering} if isinstance(gathering, Meeting) else {"visit": gathering}
    found = Decision.objects.all().visible_to(standing).filter(**own)
    return found.select_related("unit", "obligation__task").order_by("pk")


def earlier(meeting: Meeting, standing: Standing, today: date) -> list[Outcome]:
    """This function will tell what became of what the earlier meetings of the plan decided, the latest meeting first."""
    minuted = meetings_of(meeting.plan, standing).filter(state=MeetingState.MINUTED)
    before = Q(held_on__lt=meeting.held_on) | Q(held_on=meeting.held_on, pk__lt=meeting.pk)
    return outcomes(minuted.filter(before), standing, today)


def outcomes(meetings: MeetingQuerySet, standing: Standing, today: date) -> list[Outcome]:
    """This function will tell what became of the decisions of some meetings, in as many queries however many they are."""
    by_meeting: dict[int | None, list[Decision]] = {one.pk: [] for one in meetings}
    found = list(Decision.objects.filter(meeting__in=meetings).select_related("unit").order_by("pk"))
    for decision in found:
        by_meeting[decision.meeting_id].append(decision)
    stands = _stands(found, standing, today)
    return [Outcome(one, _numbered(by_meeting[one.pk], stands)) for one in meetings]


def origin_of(item: WorkItem, standing: Standing) -> Decision | None:
    """This function will give the decision from which a work item comes, to those who may read its meeting or visit."""
    found = Decision.objects.all().visible_to(standing).filter(item=item)
    return found.select_related("meeting", "visit__county").first()


def known_of(county: Unit, standing: Standing, today: date) -> Known:
    """This function will gather what records show of a county today, as far as the person may read it."""
    in_force = WorkItem.objects.visible_to(standing).standing().filter(obligation__task__plan__state=PlanState.ADOPTED)
    items = in_force.filter(unit=county)
    past = items.filter(due_on__lt=today).select_related("unit", "obligation__task").order_by("due_on", "pk")
    named = Responsibility.objects.filter(unit=county, task__plan__state=PlanState.ADOPTED)
    asked = Obligation.objects.filter(task__in=named.values("task")).exclude(pk__in=items.values("obligation"))
    return Known(
        late=[row for row in rows_of(past, today) if row.light.light.state == State.LATE],
        orders=orders_of_unit(county, standing),
        not_begun=asked.select_related("task").order_by("task__plan", "task__position", "position"),
        matters=matters_of_county(county, standing, today),
    )
