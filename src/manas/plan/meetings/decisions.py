"""Writing down what was decided or promised, finding its sentence, and turning it into work items, all or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.plan.actions import ledger
from manas.plan.actions.ledger import LedgerRefused
from manas.plan.meetings.queries import binds
from manas.plan.meetings.states import Gathering, MeetingRefused, check_office, held
from manas.plan.models import Decision, GuidanceVisit, Meeting, Obligation, WorkItem, WorkPlan


@dataclass(frozen=True, slots=True)
class Wording:
    """What a unit is to do, how success is told, by when; the sentence may be found later."""

    unit: Unit
    what: str
    measure: str
    due_on: date
    obligation: Obligation | None = None


@transaction.atomic
def write_down(*, of: Gathering, wording: Wording, actor: Person, at: datetime) -> Decision:
    """This function will write down what a meeting decided, or what the visiting office promises.

    Raises MeetingRefused once the paper is out, for a unit outside the plan's tree, for a promise in another's name, for
    a day before the meeting or visit, and for a sentence that does not bind the unit.
    """
    gathering = _being_written(of, actor, at)
    _check_wording(gathering, wording)
    made = Decision(
        meeting=gathering if isinstance(gathering, Meeting) else None,
        visit=gathering if isinstance(gathering, GuidanceVisit) else None,
        unit=wording.unit,
        what=wording.what.strip(),
        measure=wording.measure.strip(),
        due_on=wording.due_on,
        obligation=wording.obligation,
    )
    made.full_clean()
    made.save(force_insert=True)
    _tell("登记议定事项", made, actor, at, {"due_on": made.due_on.isoformat()})
    return made


@transaction.atomic
def place(*, decision: Decision, obligation: Obligation, actor: Person, at: datetime) -> Decision:
    """This function will put a decision under the sentence of the plan that it carries out."""
    kept = _open(decision, actor, at)
    _check_sentence(kept.gathering.plan, kept.unit, obligation)
    kept.obligation = obligation
    kept.save(update_fields=["obligation"])
    _tell("选定责任语句", kept, actor, at, {"obligation": obligation.pk, "text": obligation.text[:200]})
    return kept


@transaction.atomic
def strike(*, decision: Decision, actor: Person, at: datetime) -> None:
    """This function will strike a decision out before the paper is out; the journal keeps its words."""
    kept = _open(decision, actor, at)
    _tell("删去议定事项", kept, actor, at, {"due_on": kept.due_on.isoformat()})
    kept.delete()


def into_ledger(gathering: Gathering, actor: Person, at: datetime) -> list[Decision]:
    """This function will make a work item of every decision, in the transaction of who calls: all of them or none."""
    found = list(gathering.decisions.select_related("unit", "obligation__task__plan__owner").order_by("pk"))
    numbered = [(number, one, one.obligation) for number, one in enumerate(found, start=1)]
    homeless = [str(number) for number, _one, sentence in numbered if sentence is None]
    if homeless:
        raise MeetingRefused(f"第{'、'.join(homeless)}项还没有选定责任语句")
    for number, one, sentence in numbered:
        if sentence is not None:
            one.item = _item(number, one, sentence, actor, at)
            one.save(update_fields=["item"])
    return found


def _item(number: int, one: Decision, sentence: Obligation, actor: Person, at: datetime) -> WorkItem:
    try:
        return ledger.plan_item(
            obligation=sentence,
            unit=one.unit,
            year=one.due_on.year,
            what=one.what,
            measure=one.measure,
            due_on=one.due_on,
            actor=actor,
            at=at,
        )
    except LedgerRefused as refusal:
        raise MeetingRefused(f"第{number}项：{refusal}") from refusal
    except ValidationError as refusal:
        raise MeetingRefused(f"第{number}项：{'；'.join(refusal.messages)}") from refusal


def _being_written(of: Gathering, actor: Person, at: datetime) -> Gathering:
    gathering: Gathering = held(of)
    check_office(gathering.plan, actor, at)
    if not gathering.takes_decisions:
        raise MeetingRefused(f"现在是“{gathering.get_state_display()}”，不能登记或改动议定事项")
    return gathering


def _open(decision: Decision, actor: Person, at: datetime) -> Decision:
    _being_written(decision.gathering, actor, at)
    found = Decision.objects.select_related("unit", "meeting__plan", "visit__plan").filter(pk=decision.pk).first()
    if found is None:
        raise MeetingRefused("这一项已经删去")
    return found


def _check_wording(gathering: Gathering, wording: Wording) -> None:
    if isinstance(gathering, GuidanceVisit) and gathering.office_id != wording.unit.pk:
        raise MeetingRefused("联系指导只记指导单位自己承诺的事项")
    if not gathering.plan.owner.contains(wording.unit):
        raise MeetingRefused(f"{wording.unit}不在本方案的范围内")
    if wording.due_on < gathering.held_on:
        raise MeetingRefused("完成期限不能早于会议或指导的日期")
    if wording.obligation is not None:
        _check_sentence(gathering.plan, wording.unit, wording.obligation)


def _check_sentence(plan: WorkPlan, unit: Unit, obligation: Obligation) -> None:
    if obligation.task.plan_id != plan.pk or not binds(obligation, unit):
        raise MeetingRefused(f"这句话不在本方案中，或者没有点到{unit}")


def _tell(verb: str, one: Decision, actor: Person, at: datetime, detail: dict[str, object]) -> None:
    known = {"what": one.what[:200]} | detail
    journal.record(actor=actor, at=at, verb=verb, subject=one, context=one.gathering, unit=one.unit, detail=known)
