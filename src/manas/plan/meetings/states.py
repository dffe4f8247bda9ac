"""What meetings and visits have in common: loaded and locked, in turn, by the office of a plan in force, told to the journal."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import TextChoices

from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.office.queries import standing_at
from manas.plan import rules
from manas.plan.models import GuidanceVisit, Meeting, PlanState, WorkPlan

Gathering = Meeting | GuidanceVisit
Kept = TypeVar("Kept", bound=Gathering)


class MeetingRefused(Exception):
    """Nothing was changed; the message says why, to whoever tried."""


def running(plan: WorkPlan, actor: Person, at: datetime) -> WorkPlan:
    """This function will load a plan, locked, on which something new begins; it refuses as `check_office` does."""
    kept = WorkPlan.objects.select_for_update(of=("self",)).select_related("owner", "document").get(pk=plan.pk)
    check_office(kept, actor, at)
    return kept


def check_office(plan: WorkPlan, actor: Person, at: datetime) -> None:
    """This function will refuse everybody but the office that runs the plan, and a plan that is not in force."""
    if not rules.may_edit(standing_at(actor, at), plan):
        raise MeetingRefused("会议和联系指导由方案的主管部门办理")
    if plan.state != PlanState.ADOPTED:
        raise MeetingRefused("方案不在执行中，不能再办理会议和联系指导")


def held(gathering: Kept) -> Kept:
    """This function will load a meeting or visit again, locked: of two deeds at once the second finds what the first left."""
    found = type(gathering)._default_manager.select_for_update(of=("self",))
    kept: Kept = found.select_related("plan__owner", "plan__document").get(pk=gathering.pk)  # type: ignore[assignment]  # of its own class
    return kept


def in_state(gathering: Kept, state: TextChoices, actor: Person, at: datetime) -> Kept:
    """This function will load a meeting or visit for a deed of the office that is open in one state only."""
    kept = held(gathering)
    check_office(kept.plan, actor, at)
    if kept.state != state:
        raise MeetingRefused(f"现在是“{kept.get_state_display()}”，不能这样办理")
    return kept


def move(
    gathering: Gathering, state: TextChoices, verb: str, detail: dict[str, object], actor: Person, at: datetime
) -> None:
    """This function will keep a meeting or visit with what a deed changed, in its new state, with a line in the journal."""
    gathering.state = state
    gathering.full_clean()
    gathering.save()
    write_line(gathering, verb, detail, actor, at)


def write_line(gathering: Gathering, verb: str, detail: dict[str, object], actor: Person, at: datetime) -> None:
    """This function will tell the journal of a deed; a visit is told of with its county, a meeting with the plan's owner."""
    plan, title = gathering.plan, str(gathering)
    unit = gathering.county if isinstance(gathering, GuidanceVisit) else plan.owner
    detail = {"title": title} | detail
    journal.record(actor=actor, at=at, verb=verb, subject=gathering, context=plan, unit=unit, detail=detail)
