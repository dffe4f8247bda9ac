"""Drawing up a set, putting it in force, closing it, and the next version. What is in force is not changed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from manas.indicators import rules
from manas.indicators.declared import INDICATORS
from manas.indicators.models import IndicatorSet, SetState, Target
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at
from manas.plan.models import WorkPlan


class SetRefused(Exception):
    """The deed cannot be done; the message says why, to whoever tried."""


@transaction.atomic
def draw_up(
    *, name: str, basis: str, owner: Unit, actor: Person, at: datetime, plan: WorkPlan | None = None
) -> IndicatorSet:
    """This function will begin a set as a draft; SetRefused without a basis, or when one of this name is there."""
    _decides(owner, actor, at)
    if not name.strip() or not basis.strip():
        raise SetRefused("请填写指标体系名称和制定依据")
    if IndicatorSet.objects.filter(owner=owner, name=name.strip()).exists():
        raise SetRefused("已有同名的指标体系，请在它的基础上修订")
    made = IndicatorSet.objects.create(
        name=name.strip(),
        basis=basis.strip(),
        owner=owner,
        plan=plan,
        is_example=actor.is_example,
        created_by=actor,
        created_at=at,
    )
    _told("拟定指标体系", made, actor, at)
    return made


@transaction.atomic
def set_target(
    *,
    indicator_set: IndicatorSet,
    indicator: str,
    unit: Unit,
    year: int,
    value: Decimal,
    actor: Person,
    at: datetime,
    baseline: Decimal | None = None,
    baseline_year: int | None = None,
) -> Target:
    """This function will say what a unit is to reach in a year; said again, the later counts. Only in a draft."""
    held = _draft(indicator_set, actor, at)
    if indicator not in INDICATORS:
        raise SetRefused("没有这个指标")
    if not unit.path.startswith(held.owner.path):
        raise SetRefused("只能为本州的单位设定目标")
    target = Target.objects.filter(indicator_set=held, indicator=indicator, unit=unit, year=year).first()
    before = str(target.value) if target else ""
    target = target or Target(indicator_set=held, indicator=indicator, unit=unit, year=year)
    target.value, target.baseline, target.baseline_year = value, baseline, baseline_year
    try:
        target.full_clean()
    except ValidationError as fault:
        raise SetRefused("；".join(fault.messages)) from fault
    target.save()
    detail = {"indicator": indicator, "unit": unit.code, "year": year, "before": before, "after": str(target.value)}
    _told("设定指标目标", held, actor, at, detail)
    return target


@transaction.atomic
def drop_target(*, target: Target, actor: Person, at: datetime) -> None:
    """This function will take a target out of a draft."""
    held = _draft(target.indicator_set, actor, at)
    detail = {"indicator": target.indicator, "unit": target.unit.code, "year": target.year, "before": str(target.value)}
    target.delete()
    _told("删除指标目标", held, actor, at, detail)


@transaction.atomic
def put_in_force(*, indicator_set: IndicatorSet, actor: Person, at: datetime) -> IndicatorSet:
    """This function will put a draft in force; the version that it revises is closed by it. Not without a target."""
    held = _draft(indicator_set, actor, at)
    if not held.targets.exists():
        raise SetRefused("还没有设定目标")
    held.state, held.in_force_at = SetState.IN_FORCE, at
    held.save()
    if held.revises is not None and held.revises.state == SetState.IN_FORCE:
        _close(held.revises, at)
    _told("启用指标体系", held, actor, at)
    return held


@transaction.atomic
def close(*, indicator_set: IndicatorSet, actor: Person, at: datetime) -> IndicatorSet:
    """This function will close a set that is in force; it stays to be read."""
    held = _held(indicator_set, actor, at)
    if held.state != SetState.IN_FORCE:
        raise SetRefused("只能停用执行中的指标体系")
    _close(held, at)
    _told("停用指标体系", held, actor, at)
    return held


@transaction.atomic
def revise(*, indicator_set: IndicatorSet, actor: Person, at: datetime) -> IndicatorSet:
    """This function will begin the next version with the same targets, as a draft; one at a time."""
    held = _held(indicator_set, actor, at)
    if held.state == SetState.DRAFT:
        raise SetRefused("这一版还在拟定，可以直接修改")
    if held.revised_by.exists():
        raise SetRefused("已经有更新的版次")
    made = IndicatorSet.objects.create(
        name=held.name,
        version=held.version + 1,
        basis=held.basis,
        owner=held.owner,
        plan=held.plan,
        revises=held,
        is_example=actor.is_example,
        created_by=actor,
        created_at=at,
    )
    for target in held.targets.all():
        target.pk, target.indicator_set = None, made
        target.save()
    _told("修订指标体系", made, actor, at, {"revises": held.pk})
    return made


def _decides(owner: Unit, actor: Person, at: datetime) -> None:
    if not rules.may_decide(standing_at(actor, at), owner):
        raise SetRefused("指标体系由知识产权局制定")


def _held(indicator_set: IndicatorSet, actor: Person, at: datetime) -> IndicatorSet:
    _decides(indicator_set.owner, actor, at)
    return (
        IndicatorSet.objects.select_for_update(of=("self",)).select_related("owner", "revises").get(pk=indicator_set.pk)
    )


def _draft(indicator_set: IndicatorSet, actor: Person, at: datetime) -> IndicatorSet:
    held = _held(indicator_set, actor, at)
    if held.state != SetState.DRAFT:
        raise SetRefused("已经启用的指标体系不能修改，请修订新的版次")
    return held


def _close(held: IndicatorSet, at: datetime) -> None:
    held.state, held.closed_at = SetState.CLOSED, at
    held.save()


def _told(
    verb: str, subject: IndicatorSet, actor: Person, at: datetime, detail: dict[str, object] | None = None
) -> None:
    named = {"name": subject.name, "version": subject.version}
    journal.record(
        actor=actor, at=at, verb=verb, subject=subject, unit=subject.owner, detail={**named, **(detail or {})}
    )
