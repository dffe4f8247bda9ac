"""对照: judging that a task carries out a task of the plan above, or does not, and taking the judgement back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.office.queries import standing_at
from manas.plan import rules
from manas.plan.models import Alignment, Task, TaskKind, Verdict, WorkPlan


class AlignmentRefused(Exception):
    """The alignment stays as it was; the message says why."""


@transaction.atomic
def judge(*, task: Task, upper: Task, verdict: Verdict, actor: Person, at: datetime) -> Alignment:
    """This function will say whether `task` carries out `upper`, a task of a plan above its own.

    Raises AlignmentRefused unless the actor's office runs the lower plan, and for a pair that is judged already.
    """
    plan = _held(task.plan_id, actor, at)
    if not rules.stands_above(upper.plan, plan):
        raise AlignmentRefused("只能与执行中的上级方案或上级文件对照")
    if TaskKind.SAFEGUARD in (task.kind, upper.kind):
        raise AlignmentRefused("保障措施不作对照")
    if Alignment.objects.standing().filter(task=task, upper=upper).exists():
        raise AlignmentRefused("这两项任务已经对照过；要改动，请先撤销原来的结论")
    made = Alignment.objects.create(task=task, upper=upper, verdict=verdict, decided_by=actor, decided_at=at)
    _told("对照任务", made, actor, at)
    return made


@transaction.atomic
def undo(*, alignment: Alignment, actor: Person, at: datetime) -> Alignment:
    """This function will take a judgement back; it stays on record, and the pair is open again."""
    _held(alignment.task.plan_id, actor, at)
    alignment.refresh_from_db(fields=["undone_at"])
    if alignment.undone_at is not None:
        raise AlignmentRefused("这条对照已经撤销")
    alignment.undone_at = at
    alignment.save(update_fields=["undone_at"])
    _told("撤销对照", alignment, actor, at)
    return alignment


def carry_over(old: WorkPlan, new: WorkPlan) -> int:
    """This function will let the judgements on a revised plan hold for the tasks that continue its tasks; how many did.

    A task continues the one of the same key. What the revision dropped keeps its judgements where they can be read.
    """
    by_key = {task.key: task for task in new.tasks.all()}
    moved = 0
    for end in ("task", "upper"):
        for alignment in Alignment.objects.standing().filter(**{f"{end}__plan": old}).select_related(end):
            follower = by_key.get(getattr(alignment, end).key)
            if follower is not None:
                setattr(alignment, end, follower)
                alignment.save(update_fields=[end])
                moved += 1
    return moved


def _held(pk: int, actor: Person, at: datetime) -> WorkPlan:
    """The plan, locked: of two who judge one pair at once, the second is told."""
    plan = WorkPlan.objects.select_for_update(of=("self",)).select_related("owner").get(pk=pk)
    if not rules.may_align(standing_at(actor, at), plan):
        raise AlignmentRefused("只有本方案的主管部门可以对照执行中的方案")
    return plan


def _told(verb: str, subject: Alignment, actor: Person, at: datetime) -> None:
    task, upper = subject.task, subject.upper
    detail: dict[str, object] = {
        "task": task.pk,
        "title": str(task)[:200],
        "upper": upper.pk,
        "upper_title": str(upper)[:200],
        "verdict": subject.verdict,
    }
    journal.record(
        actor=actor, at=at, verb=verb, subject=subject, context=task.plan, unit=task.plan.owner, detail=detail
    )
