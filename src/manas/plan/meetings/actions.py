"""Calling a meeting, changing or cancelling it, saying that it was held, issuing its minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from manas.office.models import Person, Unit
from manas.office.notices.actions import withdraw
from manas.plan.meetings.decisions import into_ledger
from manas.plan.meetings.states import MeetingRefused, in_state, move, running, write_line
from manas.plan.meetings.telling import about, tell
from manas.plan.models import Meeting, MeetingState, WorkPlan


@dataclass(frozen=True, slots=True)
class Call:
    """What a meeting is called for: which kind, when and where, on what, and which units."""

    kind: str
    title: str
    held_on: date
    agenda: str
    units: Sequence[Unit]
    place: str = ""


@transaction.atomic
def call(*, plan: WorkPlan, asked: Call, actor: Person, at: datetime) -> Meeting:
    """This function will call a meeting on a plan in force. Raises MeetingRefused; the invited are told of a day to come."""
    kept = running(plan, actor, at)
    made = _filled(Meeting(plan=kept, created_by=actor, created_at=at, is_example=actor.is_example), asked)
    write_line(made, "召集会议", {"held_on": asked.held_on.isoformat(), "units": _names(asked.units)}, actor, at)
    _invite(made, "called", "会议通知", at)
    return made


@transaction.atomic
def change(*, meeting: Meeting, asked: Call, actor: Person, at: datetime) -> Meeting:
    """This function will change a meeting that was not held yet; the invited are told anew."""
    kept = _filled(in_state(meeting, MeetingState.DRAFT, actor, at), asked)
    write_line(kept, "变更会议", {"held_on": asked.held_on.isoformat(), "units": _names(asked.units)}, actor, at)
    withdraw(about=about(kept), at=at)
    _invite(kept, f"changed:{at.isoformat()}", "会议变更", at)
    return kept


@transaction.atomic
def hold(*, meeting: Meeting, actor: Person, at: datetime) -> Meeting:
    """This function will say that a meeting was held, from its day on; what it decided can then be written down."""
    kept = in_state(meeting, MeetingState.DRAFT, actor, at)
    if kept.held_on > timezone.localdate(at):
        raise MeetingRefused("还没有到会议的日期")
    move(kept, MeetingState.HELD, "记为已召开", {}, actor, at)
    return kept


@transaction.atomic
def issue(*, meeting: Meeting, actor: Person, at: datetime, summary: str = "") -> Meeting:
    """This function will issue the minutes: every decision becomes a work item of the ledger, or none and nothing changes.

    Raises MeetingRefused for a meeting that decided nothing, and for a decision that the ledger does not take.
    """
    kept = in_state(meeting, MeetingState.HELD, actor, at)
    decided = into_ledger(kept, actor, at)
    if not decided:
        raise MeetingRefused("没有议定事项，不必印发纪要")
    kept.summary, kept.minuted_by, kept.minuted_at = summary.strip(), actor, at
    items = [one.item_id for one in decided]
    move(kept, MeetingState.MINUTED, "印发会议纪要", {"items": items}, actor, at)
    body = f"{kept.title}的议定事项已记入台账，请在举措页填报进展。"
    tell(kept, [one.unit for one in decided], "minuted", f"会议纪要：{kept.title}", body, at)
    return kept


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, actor: Person, at: datetime) -> Meeting:
    """This function will cancel a meeting that was not held, with a reason."""
    kept = in_state(meeting, MeetingState.DRAFT, actor, at)
    if not reason.strip():
        raise MeetingRefused("请填写取消理由")
    kept.cancelled_reason = reason.strip()[:200]
    move(kept, MeetingState.CANCELLED, "取消会议", {"reason": kept.cancelled_reason}, actor, at)
    withdraw(about=about(kept), at=at)
    _invite(kept, "cancelled", "会议取消", at)
    return kept


def _filled(meeting: Meeting, asked: Call) -> Meeting:
    if not asked.units:
        raise MeetingRefused("请选择参会单位")
    outside = [unit for unit in asked.units if not meeting.plan.owner.contains(unit)]
    if outside:
        raise MeetingRefused(f"{_names(outside)[0]}不在本方案的范围内")
    meeting.kind, meeting.title, meeting.held_on = asked.kind, asked.title.strip(), asked.held_on
    meeting.place, meeting.agenda = asked.place.strip(), asked.agenda.strip()
    meeting.full_clean()
    meeting.save()
    meeting.units.set(asked.units)
    return meeting


def _names(units: Iterable[Unit]) -> list[str]:
    return [str(unit) for unit in units]


def _invite(meeting: Meeting, key: str, words: str, at: datetime) -> None:
    """Nobody is told of a meeting that is over and is only entered."""
    if meeting.held_on >= timezone.localdate(at):
        place = f"，{meeting.place}" if meeting.place else ""
        body = f"{meeting.held_on}{place}。{meeting.cancelled_reason or meeting.agenda}"
        tell(meeting, meeting.units.all(), key, f"{words}：{meeting.title}", body, at)
