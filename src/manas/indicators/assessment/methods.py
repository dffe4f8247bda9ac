"""Drawing up a method, signing it, and the next version. What is signed is not changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction

from manas.indicators.assessment.models import Addition, AssessmentMethod, MethodIndicator, MethodState
from manas.indicators.assessment.reckoning import faults
from manas.indicators.declared import INDICATORS
from manas.indicators.rules import may_decide
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at


class MethodUnfit(Exception):
    """The method stays as it is; the message says why, to whoever tried."""


@transaction.atomic
def draw_up_method(
    *,
    name: str,
    basis: str,
    owner: Unit,
    units: Iterable[Unit],
    actor: Person,
    at: datetime,
    scaling: str = "goalposts",
    aggregation: str = "arithmetic",
) -> AssessmentMethod:
    """This function will begin a method as a draft; MethodUnfit without a basis, or with units of another prefecture."""
    _decides(owner, actor, at)
    assessed = list(units)
    if not name.strip() or not basis.strip():
        raise MethodUnfit("请填写考核办法名称和制定依据")
    if len(assessed) < 2 or any(not unit.path.startswith(owner.path) or unit == owner for unit in assessed):
        raise MethodUnfit("考核对象应是本州两个以上的单位")
    if AssessmentMethod.objects.filter(owner=owner, name=name.strip()).exists():
        raise MethodUnfit("已有同名的考核办法，请在它的基础上修订")
    made = AssessmentMethod(
        name=name.strip(), basis=basis.strip(), owner=owner, scaling=scaling, aggregation=aggregation,
        is_example=actor.is_example, created_by=actor, created_at=at,
    )  # fmt: skip
    _clean(made)
    made.save()
    made.units.set(assessed)
    _tell("起草考核办法", made, actor, at, {"units": [unit.code for unit in assessed]})
    return made


@transaction.atomic
def put_indicator(
    *,
    method: AssessmentMethod,
    indicator: str,
    points: Decimal,
    actor: Person,
    at: datetime,
    worst: Decimal | None = None,
    best: Decimal | None = None,
) -> MethodIndicator:
    """This function will give an indicator its points and scale; said again, the later counts. Only in a draft."""
    held = _draft(method, actor, at)
    if indicator not in INDICATORS:
        raise MethodUnfit("没有这个指标：考核只能用由记录计算的指标")
    row = held.indicators.filter(indicator=indicator).first() or MethodIndicator(method=held, indicator=indicator)
    row.points, row.worst, row.best = points, worst, best
    _clean(row)
    row.save()
    said = {"indicator": indicator, "points": str(points), "worst": str(worst), "best": str(best)}
    _tell("设定考核指标", held, actor, at, said)
    return row


@transaction.atomic
def put_addition(
    *, method: AssessmentMethod, label: str, most: Decimal, source: str, actor: Person, at: datetime
) -> Addition:
    """This function will add an item for which points are added or taken off, with the document that says so."""
    held = _draft(method, actor, at)
    if not label.strip() or not source.strip():
        raise MethodUnfit("请填写加减分事项和依据文件")
    row = Addition(method=held, label=label.strip(), most=most, source=source.strip())
    _clean(row)
    row.save()
    _tell("设定加减分项", held, actor, at, {"label": row.label, "most": str(most), "source": row.source})
    return row


@transaction.atomic
def drop(*, row: MethodIndicator | Addition, actor: Person, at: datetime) -> None:
    """This function will take an indicator, or an addition, out of a draft."""
    held = _draft(row.method, actor, at)
    named = str(row)
    row.delete()
    _tell("删除考核项", held, actor, at, {"row": named})


@transaction.atomic
def sign(*, method: AssessmentMethod, actor: Person, at: datetime) -> AssessmentMethod:
    """This function will sign a method, when nothing is wrong with it; the version that it revises ends with it."""
    held = _draft(method, actor, at)
    if wrong := faults(held):
        raise MethodUnfit("".join(wrong))
    held.state, held.signed_by, held.signed_at = MethodState.SIGNED, actor, at
    held.save()
    if held.revises is not None and held.revises.state == MethodState.SIGNED:
        held.revises.state = MethodState.CLOSED
        held.revises.save()
    _tell("签发考核办法", held, actor, at, {})
    return held


@transaction.atomic
def revise(*, method: AssessmentMethod, actor: Person, at: datetime) -> AssessmentMethod:
    """This function will begin the next version as a copy; one at a time."""
    held = _held(method, actor, at)
    if held.state == MethodState.DRAFT:
        raise MethodUnfit("这一版还在起草，可以直接修改")
    if held.revised_by.exists():
        raise MethodUnfit("已经有更新的版次")
    made = AssessmentMethod.objects.create(
        name=held.name, version=held.version + 1, owner=held.owner, basis=held.basis, scaling=held.scaling,
        aggregation=held.aggregation, revises=held, is_example=actor.is_example, created_by=actor, created_at=at,
    )  # fmt: skip
    made.units.set(held.units.all())
    for indicator in held.indicators.all():
        indicator.pk, indicator.method = None, made
        indicator.save()
    for addition in held.additions.all():
        addition.pk, addition.method = None, made
        addition.save()
    _tell("修订考核办法", made, actor, at, {"revises": held.pk})
    return made


def _decides(owner: Unit, actor: Person, at: datetime) -> None:
    if not may_decide(standing_at(actor, at), owner):
        raise MethodUnfit("考核办法由知识产权局制定")


def _held(method: AssessmentMethod, actor: Person, at: datetime) -> AssessmentMethod:
    _decides(method.owner, actor, at)
    found = AssessmentMethod.objects.select_for_update(of=("self",)).select_related("owner", "revises")
    return found.get(pk=method.pk)


def _draft(method: AssessmentMethod, actor: Person, at: datetime) -> AssessmentMethod:
    held = _held(method, actor, at)
    if held.state != MethodState.DRAFT:
        raise MethodUnfit("签发以后的考核办法不能修改，请修订新的版次")
    return held


def _clean(record: models.Model) -> None:
    try:
        record.full_clean()
    except ValidationError as fault:
        raise MethodUnfit("；".join(fault.messages)) from fault


def _tell(verb: str, method: AssessmentMethod, actor: Person, at: datetime, detail: Mapping[str, object]) -> None:
    said = {"name": method.name, "version": method.version, **detail}
    journal.record(actor=actor, at=at, verb=verb, subject=method, unit=method.owner, detail=said)
