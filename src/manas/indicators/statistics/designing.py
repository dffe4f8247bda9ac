"""Designing a form: what records hold is counted, what is asked must be held nowhere and asked by nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from manas.indicators.declared import INDICATORS
from manas.indicators.rules import REPORTING_KINDS, may_decide
from manas.indicators.statistics.models import FormItem, FormState, ReturnForm
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at

BESIDE = re.compile(r"[\W_]+")
# Shorter words stand in too many others to mean the same.
LEAST_SAID = 4


class FormRefused(Exception):
    """The form stays as it is; the message says why, to whoever tried."""


@transaction.atomic
def draw_up_form(
    *,
    name: str,
    basis: str,
    owner: Unit,
    span: int,
    due_days: int,
    units: Iterable[Unit],
    actor: Person,
    at: datetime,
) -> ReturnForm:
    """This function will begin a form as a draft. Raises FormRefused without a basis or a unit, and for a name in use."""
    _decides(owner, actor, at)
    asked = list(units)
    if not name.strip() or not basis.strip() or not asked:
        raise FormRefused("请填写报表名称、制表依据和填报单位")
    if any(not unit.path.startswith(owner.path) or unit.kind not in REPORTING_KINDS for unit in asked):
        raise FormRefused("填报单位只能是本州的部门和县(市)人民政府")
    form = ReturnForm(
        name=name.strip(), basis=basis.strip(), owner=owner, span=span, due_days=due_days, created_by=actor,
        created_at=at, is_example=actor.is_example,
    )  # fmt: skip
    _clean(form)
    form.save()
    form.units.set(asked)
    _tell("设计统计报表", form, actor, at, {"units": [unit.code for unit in asked]})
    return form


@transaction.atomic
def add_item(
    *,
    form: ReturnForm,
    actor: Person,
    at: datetime,
    indicator: str = "",
    label: str = "",
    measure: str = "",
    reason: str = "",
    least: Decimal | None = None,
    most: Decimal | None = None,
    swing: int | None = None,
) -> FormItem:
    """This function will put an item on a draft. Raises FormRefused for a figure that another source gives already."""
    held = _draft(form, actor, at)
    if bool(indicator) == bool(label.strip()):
        raise FormRefused("请选择一个指标，或者填写一个须填报的项目")
    if indicator and indicator not in INDICATORS:
        raise FormRefused("没有这个指标")
    if label.strip() and not reason.strip():
        raise FormRefused("请说明为什么没有记录可以提供这个数")
    if said := already_given(held, indicator, label):
        raise FormRefused(said)
    item = FormItem(
        form=held, position=held.items.count() + 1, indicator=indicator, label=label.strip(), measure=measure.strip(),
        reason=reason.strip(), least=least, most=most, swing=swing,
    )  # fmt: skip
    _clean(item)
    item.save()
    _tell("增加报表项目", held, actor, at, {"item": str(item), "reason": item.reason})
    return item


@transaction.atomic
def drop_item(*, item: FormItem, actor: Person, at: datetime) -> None:
    """This function will take an item off a draft."""
    held = _draft(item.form, actor, at)
    named = str(item)
    item.delete()
    _tell("删除报表项目", held, actor, at, {"item": named})


@transaction.atomic
def put_form_in_force(*, form: ReturnForm, actor: Person, at: datetime) -> ReturnForm:
    """This function will put a draft in force, from when on it is not changed."""
    held = _draft(form, actor, at)
    items = list(held.items.all())
    if not items:
        raise FormRefused("报表还没有项目")
    for item in items:
        if said := already_given(held, item.indicator, item.label, but=item):
            raise FormRefused(said)
    held.state, held.in_force_at = FormState.IN_FORCE, at
    held.save()
    _tell("启用统计报表", held, actor, at, {})
    return held


@transaction.atomic
def close_form(*, form: ReturnForm, actor: Person, at: datetime) -> ReturnForm:
    """This function will close a form that is in force; what was given stays. Not while a period of it is open."""
    held = _held(form, actor, at)
    if held.state != FormState.IN_FORCE:
        raise FormRefused("只能停用执行中的报表")
    if held.periods.filter(locked_at=None).exists():
        raise FormRefused("还有统计期没有锁定")
    held.state, held.closed_at = FormState.CLOSED, at
    held.save()
    _tell("停用统计报表", held, actor, at, {})
    return held


@transaction.atomic
def discard_form(*, form: ReturnForm, actor: Person, at: datetime) -> None:
    """This function will throw a draft away. One that was ever in force is closed instead."""
    held = _held(form, actor, at)
    if held.state != FormState.DRAFT:
        raise FormRefused("启用过的报表不能删除，只能停用")
    _tell("删除报表草稿", held, actor, at, {})
    held.delete()


def already_given(form: ReturnForm, indicator: str, label: str, but: FormItem | None = None) -> str:
    """This function will say who gives a figure already; nothing (the empty string) when nobody does.

    An indicator is counted from records: a label that says the same is not asked. What another form in force of the same
    prefecture takes from the same units is not taken again.
    """
    if label:
        for one in INDICATORS.values():
            if _same(label, str(one.name)):
                return f"“{label.strip()}”由系统从记录计算（指标“{one.name}”），不得再要求填报"
    others = FormItem.objects.filter(form__owner=form.owner).exclude(form__state=FormState.CLOSED)
    others = others.exclude(pk=but.pk) if but else others
    near = others.filter(form=form) | others.filter(form__state=FormState.IN_FORCE, form__units__in=form.units.all())
    for other in near.select_related("form").distinct():
        if indicator and other.indicator == indicator and (other.form_id == form.pk or other.form.span == form.span):
            return f"指标“{INDICATORS[indicator].name}”已在报表“{other.form}”中"
        if label and other.label and _same(label, other.label):
            return f"“{label.strip()}”已由报表“{other.form}”取得，不得重复要求填报"
    return ""


def _same(one: str, other: str) -> bool:
    """Whether two names say the same: punctuation apart they are equal, or one stands in the other."""
    short, long = sorted((BESIDE.sub("", one), BESIDE.sub("", other)), key=len)
    return short == long or (len(short) >= LEAST_SAID and short in long)


def _decides(owner: Unit, actor: Person, at: datetime) -> None:
    if not may_decide(standing_at(actor, at), owner):
        raise FormRefused("统计报表由知识产权局制定")


def _held(form: ReturnForm, actor: Person, at: datetime) -> ReturnForm:
    _decides(form.owner, actor, at)
    return ReturnForm.objects.select_for_update(of=("self",)).select_related("owner").get(pk=form.pk)


def _draft(form: ReturnForm, actor: Person, at: datetime) -> ReturnForm:
    held = _held(form, actor, at)
    if held.state != FormState.DRAFT:
        raise FormRefused("启用以后的报表不能修改，请停用后另行设计")
    return held


def _clean(record: ReturnForm | FormItem) -> None:
    try:
        record.full_clean()
    except ValidationError as fault:
        raise FormRefused("；".join(fault.messages)) from fault


def _tell(verb: str, form: ReturnForm, actor: Person, at: datetime, detail: dict[str, object]) -> None:
    named = {"name": form.name, **detail}
    journal.record(actor=actor, at=at, verb=verb, subject=form, unit=form.owner, detail=named)
