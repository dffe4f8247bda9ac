"""From an uploaded document to a draft that a person has made right."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from manas.engines.policy.correct import Verb
from manas.engines.policy.model import Plan, Role
from manas.engines.policy.read import read
from manas.office.actions import Naming, add_name
from manas.office.files.actions import keep
from manas.office.files.kinds import PLAN_TEXTS
from manas.office.journal import actions as journal
from manas.office.models import FactStatus, NameKind, Person, Unit, UnitName
from manas.office.queries import plain, standing_at
from manas.plan import rules
from manas.plan.models import Correction, Document, PlanState, WorkPlan
from manas.plan.queries.draft import reading
from manas.plan.queries.review import unknown_names

# What the column of a corrected value holds; PostgreSQL takes not one character more.
LONGEST = 200


class DraftRefused(Exception):
    """The draft stays as it was; the message says why."""


def upload(
    *, data: bytes, name: str, owner: Unit, actor: Person, at: datetime, revises: WorkPlan | None = None
) -> WorkPlan:
    """This function will read a document and keep it, with its original, as a draft plan for `owner`'s tree.

    A revision takes over the corrections of the plan that it revises. Raises ReadError, FileRefused or DraftRefused.
    """
    if not rules.may_draft(standing_at(actor, at), owner):
        raise DraftRefused("只有主管知识产权的部门可以登记工作方案")
    if revises is not None and (revises.state != PlanState.ADOPTED or revises.owner != owner):
        raise DraftRefused("只能修订正在执行的方案")
    return _keep_draft(read(data, name=name), data=data, name=name, owner=owner, actor=actor, at=at, revises=revises)


@transaction.atomic
def _keep_draft(
    found: Plan, *, data: bytes, name: str, owner: Unit, actor: Person, at: datetime, revises: WorkPlan | None
) -> WorkPlan:
    document = Document.objects.create(
        file=keep(name=name, data=data, owner=owner, actor=actor, at=at, kinds=PLAN_TEXTS),
        text=found.text,
        form=found.form,
        title=found.title[:300] or name,
        issuer=found.issuer[:200],
        number=found.doc_number[:80],
        issued_on=found.issued_on,
    )
    plan = WorkPlan.objects.create(
        document=document, owner=owner, revises=revises, starts_on=found.issued_on, created_by=actor, created_at=at
    )
    for old in revises.corrections.filter(undone_at__isnull=True) if revises else ():
        old.pk, old.plan = None, plan
        old.save(force_insert=True)
    detail = {"title": document.title, "file": document.file.sha256, "revises": revises.pk if revises else None}
    journal.record(actor=actor, at=at, verb="登记方案", subject=plan, unit=owner, detail=detail)
    return plan


@transaction.atomic
def correct(
    *,
    plan: WorkPlan,
    verb: Verb,
    task_key: str,
    actor: Person,
    at: datetime,
    sentence: str = "",
    value: str = "",
    role: str = "",
) -> Correction:
    """This function will add one correction to a draft. Raises DraftRefused when it finds nothing to correct."""
    _check(plan, actor, at)
    _check_words(verb, value, role)
    correction = Correction(
        plan=plan, verb=verb, task_key=task_key, sentence=sentence, value=value, role=role, made_by=actor, made_at=at
    )
    before = len(reading(plan).unplaced)
    correction.save(force_insert=True)
    if len(reading(plan).unplaced) > before:
        transaction.set_rollback(True)
        raise DraftRefused("没有找到要校正的内容，可能已被别人改动，请刷新后再试")
    detail = {"verb": verb.value, "task": task_key, "sentence": sentence, "value": value, "role": role}
    journal.record(actor=actor, at=at, verb="校正方案", subject=correction, context=plan, detail=detail)
    return correction


@transaction.atomic
def undo(*, correction: Correction, actor: Person, at: datetime) -> Correction:
    """This function will take one correction back; it stays on record as undone."""
    _check(correction.plan, actor, at)
    if correction.undone_at is not None:
        raise DraftRefused("这条校正已经撤销")
    correction.undone_at = at
    correction.save(update_fields=["undone_at"])
    journal.record(actor=actor, at=at, verb="撤销校正", subject=correction, context=correction.plan)
    return correction


@transaction.atomic
def identify(*, plan: WorkPlan, name: str, unit: Unit, actor: Person, at: datetime) -> UnitName:
    """This function will let a name that a draft uses mean a unit that is known already.

    The name is entered as another name of the unit, with the document as its source, and holds for every plan.
    """
    _check(plan, actor, at)
    if not plan.owner.contains(unit):
        raise DraftRefused("只能指认本级名册中的单位")
    if plain(name) not in {plain(fresh) for fresh in unknown_names(plan)}:
        raise DraftRefused("这个名称不在待登记的单位之中，可能已经指认")
    naming = Naming(name[:120], NameKind.ALIAS, str(plan.document)[:200], FactStatus.READ)
    return add_name(unit=unit, naming=naming, actor=actor, at=at)


@transaction.atomic
def discard(*, plan: WorkPlan, actor: Person, at: datetime) -> WorkPlan:
    """This function will set a draft aside; document and corrections stay on record."""
    _check(plan, actor, at)
    plan.state = PlanState.DISCARDED
    plan.save(update_fields=["state"])
    journal.record(actor=actor, at=at, verb="放弃草案", subject=plan, unit=plan.owner)
    return plan


def _check(plan: WorkPlan, actor: Person, at: datetime) -> None:
    plan.refresh_from_db(fields=["state"])
    if not rules.may_edit(standing_at(actor, at), plan):
        raise DraftRefused("只有主管知识产权的部门可以校核工作方案")
    if plan.state != PlanState.DRAFT:
        raise DraftRefused("方案已不在校核中；要改动执行中的方案，请上传修订稿")


def _check_words(verb: Verb, value: str, role: str) -> None:
    if verb == Verb.SET_DEADLINE and value:
        _check_day(value)
    if verb in (Verb.ADD_UNIT, Verb.CHANGE_ROLE) and role not in list(Role):
        raise DraftRefused("请选择责任类别")
    if verb in (Verb.ADD_UNIT, Verb.REMOVE_UNIT, Verb.CHANGE_ROLE, Verb.SPLIT) and not value.strip():
        raise DraftRefused("请填写内容")
    if len(value) > LONGEST:
        raise DraftRefused("内容过长")


def _check_day(value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise DraftRefused("日期应写作 2026-12-31 的形式") from error
