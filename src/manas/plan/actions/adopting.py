"""Adopting: the draft becomes rows to which work attaches; a revision takes the work of its predecessor over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from manas.engines.policy.binding import bindings
from manas.engines.policy.compare import Change
from manas.engines.policy.model import DeadlineKind, Plan, Sentence, Span
from manas.engines.policy.model import Responsibility as Named
from manas.office.actions import Naming, add_unit
from manas.office.journal import actions as journal
from manas.office.models import FactStatus, NameKind, Person, Unit, UnitKind
from manas.office.queries import plain, standing_at
from manas.plan import rules
from manas.plan.actions.aligning import carry_over
from manas.plan.actions.drafting import DraftRefused
from manas.plan.meetings.carrying import take_along
from manas.plan.models import (
    Deadline,
    Obligation,
    Passage,
    PlanState,
    Reference,
    Responsibility,
    Target,
    Task,
    TaskKind,
    WorkItem,
    WorkPlan,
)
from manas.plan.queries.draft import Reading, changes_against, obligations_of, reading, safeguards_of
from manas.plan.queries.named import NamedUnits


@transaction.atomic
def adopt(*, plan: WorkPlan, actor: Person, at: datetime, ends_on: date | None = None) -> WorkPlan:
    """This function will put a draft into force.

    Units named that nobody knows yet are entered with the document as their source. Work items of a revised plan move
    to the sentences that continue theirs. Raises DraftRefused when the draft has no task or is no longer a draft.
    """
    plan = _locked(plan, actor, at)
    if ends_on and ends_on < max(timezone.localtime(at).date(), plan.document.issued_on or ends_on):
        raise DraftRefused("方案截止日期不能早于今天，也不能早于成文日期")
    draft = _read(plan)
    passages = _write_passages(plan, draft.plan)
    tasks = _write_tasks(plan, draft, passages)
    _write_responsibilities(plan, draft.plan, tasks, actor, at)
    _write_details(plan, draft.plan)
    plan.state, plan.adopted_at, plan.ends_on = PlanState.ADOPTED, at, ends_on
    plan.save(update_fields=["state", "adopted_at", "ends_on"])
    detail = {"title": plan.document.title, "tasks": len(draft.plan.tasks), "corrections": len(draft.corrections)}
    journal.record(actor=actor, at=at, verb="启用方案", subject=plan, unit=plan.owner, detail=detail)
    if plan.revises:
        _take_over(plan, plan.revises, draft, actor, at)
    return plan


@transaction.atomic
def keep_for_reference(*, plan: WorkPlan, actor: Person, at: datetime) -> WorkPlan:
    """This function will keep a draft as a document of a government above: read and compared with, without work here.

    The units that it names are not of this tree: none is entered or bound. Raises DraftRefused as `adopt` does.
    """
    plan = _locked(plan, actor, at)
    if plan.revises:
        raise DraftRefused("修订稿应当启用，不能只作上级文件")
    draft = _read(plan)
    tasks = _write_tasks(plan, draft, _write_passages(plan, draft.plan))
    for task, named in zip(tasks, bindings(draft.plan), strict=False):
        Responsibility.objects.bulk_create(_responsibility(task, n, one, None) for n, one in enumerate(named))
    _write_details(plan, draft.plan)
    plan.state, plan.adopted_at = PlanState.REFERENCE, at
    plan.save(update_fields=["state", "adopted_at"])
    detail: dict[str, object] = {"title": plan.document.title, "tasks": len(draft.plan.tasks)}
    journal.record(actor=actor, at=at, verb="存为上级文件", subject=plan, unit=plan.owner, detail=detail)
    return plan


def _locked(plan: WorkPlan, actor: Person, at: datetime) -> WorkPlan:
    related = ("document", "owner", "revises")
    held = WorkPlan.objects.select_for_update(of=("self",)).select_related(*related).get(pk=plan.pk)
    _check(held, actor, at)
    return held


def _read(plan: WorkPlan) -> Reading:
    draft = reading(plan)
    if not draft.plan.tasks:
        raise DraftRefused("没有读出任务，不能启用；请检查文件是否完整")
    return draft


def _check(plan: WorkPlan, actor: Person, at: datetime) -> None:
    if not rules.may_edit(standing_at(actor, at), plan):
        raise DraftRefused("只有主管知识产权的部门可以启用工作方案")
    if plan.state != PlanState.DRAFT:
        raise DraftRefused("方案已不在校核中")
    if plan.revises and plan.revises.state != PlanState.ADOPTED:
        raise DraftRefused("被修订的方案已不在执行中，可能已有另一份修订稿启用")


def _write_passages(plan: WorkPlan, found: Plan) -> dict[int, Passage]:
    """Gives the heading passages by the heading's index."""
    by_heading: dict[int, Passage] = {}
    for position, passage in enumerate(found.passages):
        heading = found.headings[passage.heading] if passage.heading is not None else None
        own = passage.kind == "heading" and heading is not None
        parent = heading.parent if own and heading else passage.heading
        row = Passage.objects.create(
            plan=plan,
            position=position,
            kind=passage.kind,
            level=heading.level if own and heading else 0,
            number=heading.number[:20] if own and heading else "",
            title=heading.title[:400] if own and heading else "",
            is_focus=own and passage.heading in found.focuses,
            under=by_heading.get(parent) if parent is not None else None,
            start=passage.span.start,
            end=passage.span.end,
        )
        if own and passage.heading is not None:
            by_heading[passage.heading] = row
    return by_heading


@dataclass(frozen=True, slots=True)
class _Item:
    """What a task and a safeguard have in common."""

    kind: TaskKind
    key: str
    number: str
    title: str
    heading: int | None
    span: Span
    sentences: tuple[Sentence, ...]
    marker: Span | None
    open_list: bool


def _items(draft: Reading) -> list[_Item]:
    tasks = [
        _Item(TaskKind.TASK, key, t.number, t.title, t.heading, t.span, t.sentences, t.marker, t.open_list)
        for key, t in zip(draft.keys, draft.plan.tasks, strict=True)
    ]
    safeguards = [
        _Item(TaskKind.SAFEGUARD, key, s.number, s.title, s.heading, s.span, s.sentences, None, False)
        for key, s in safeguards_of(draft.plan)
    ]
    return tasks + safeguards


def _write_tasks(plan: WorkPlan, draft: Reading, passages: dict[int, Passage]) -> list[Task]:
    rows = []
    for position, item in enumerate(_items(draft)):
        task = Task.objects.create(
            plan=plan,
            kind=item.kind,
            position=position,
            number=item.number[:20],
            title=(item.title or item.sentences[0].text if item.sentences else item.title)[:400],
            key=item.key[:120],
            heading=passages.get(item.heading) if item.heading is not None else None,
            start=item.span.start,
            end=item.span.end,
            marker_start=item.marker.start if item.marker else None,
            marker_end=item.marker.end if item.marker else None,
            open_list=item.open_list,
        )
        Obligation.objects.bulk_create(_obligation(task, at, s) for at, s in enumerate(item.sentences))
        rows.append(task)
    return rows


def _obligation(task: Task, position: int, sentence: Sentence) -> Obligation:
    due = max((d.day for d in sentence.deadlines if d.day and d.kind == DeadlineKind.ABSOLUTE), default=None)
    return Obligation(
        task=task,
        position=position,
        start=sentence.span.start,
        end=sentence.span.end,
        text=sentence.text,
        due_on=due,
    )


class _Units:
    """Finds the units that names mean, entering those that nobody knows yet."""

    def __init__(self, plan: WorkPlan, actor: Person, at: datetime) -> None:
        self._plan, self._actor, self._at = plan, actor, at
        self._named = NamedUnits(plan.owner, plan.document.issued_on or timezone.localtime(at).date())

    def of(self, named: Named) -> list[Unit] | list[None]:
        found = self._named.of(named)
        if found:
            return found
        return [None] if named.generic else [self._enter(named)]

    def _enter(self, named: Named) -> Unit:
        naming = Naming(named.full[:120], NameKind.FULL, str(self._plan.document)[:200], FactStatus.READ)
        unit = add_unit(
            code=f"p{self._plan.pk}-{len(self._named.known)}",
            kind=UnitKind.DEPARTMENT,
            short_name=named.name[:80],
            names=[naming],
            parent=self._plan.owner,
            position=1000,
            actor=self._actor,
            at=self._at,
        )
        self._named.known[plain(named.full)] = unit
        return unit


def _write_responsibilities(plan: WorkPlan, found: Plan, tasks: list[Task], actor: Person, at: datetime) -> None:
    units = _Units(plan, actor, at)
    for task, named in zip(tasks, bindings(found), strict=False):
        rows: list[Responsibility] = []
        bound: set[int] = set()
        for one in named:
            for unit in units.of(one):
                if unit is None or unit.pk not in bound:
                    rows.append(_responsibility(task, len(rows), one, unit))
                    bound.update({unit.pk} if unit else ())
        Responsibility.objects.bulk_create(rows)


def _responsibility(task: Task, position: int, named: Named, unit: Unit | None) -> Responsibility:
    return Responsibility(
        task=task,
        position=position,
        unit=unit,
        name=named.name[:200],
        full_name=named.full[:200],
        role=named.role,
        origin=named.origin,
        generic=named.generic,
    )


def _write_details(plan: WorkPlan, found: Plan) -> None:
    """Deadlines, targets and references, each tied to the sentence in which it stands."""
    obligations = list(Obligation.objects.filter(task__plan=plan).select_related("task"))

    def sentence_at(span: Span) -> Obligation | None:
        return next((o for o in obligations if o.start < span.end <= o.end), None)

    for task in Task.objects.filter(plan=plan, kind=TaskKind.TASK):
        whole = Span(task.start, task.end)
        for d in found.tasks[task.position].deadlines:
            said_in = sentence_at(d.span) if d.span != whole else None
            Deadline.objects.create(task=task, obligation=said_in, kind=d.kind, text=d.text[:200], day=d.day)
    Target.objects.bulk_create(
        Target(
            plan=plan,
            obligation=sentence_at(t.span),
            text=t.text[:400],
            indicator=t.indicator[:200],
            value=t.value[:40],
            measure_unit=t.unit[:40],
            year=t.year,
        )
        for t in found.targets
    )
    Reference.objects.bulk_create(
        Reference(plan=plan, kind=r.kind, name=r.name[:300], start=r.span.start, end=r.span.end)
        for r in found.references
    )


def _take_over(plan: WorkPlan, old: WorkPlan, draft: Reading, actor: Person, at: datetime) -> None:
    """Work follows its sentence; what the revision dropped stays with the superseded plan, where it can be read."""
    before, _, pairs = changes_against(draft, old)
    after = obligations_of(plan)
    counted: dict[str, Any] = {change.value: 0 for change in Change}
    moved = 0
    followers: dict[int, Obligation] = {}
    for pair in pairs:
        counted[pair.change.value] += 1
        if pair.old is not None and pair.new is not None:
            followers[before[pair.old].pk] = after[pair.new]
            moved += WorkItem.objects.filter(obligation=before[pair.old]).update(obligation=after[pair.new])
    take_along(old, plan, followers)
    old.state = PlanState.SUPERSEDED
    old.save(update_fields=["state"])
    detail = counted | {"items": moved, "alignments": carry_over(old, plan), "revision": plan.pk}
    journal.record(actor=actor, at=at, verb="修订替代", subject=old, context=plan, unit=plan.owner, detail=detail)
