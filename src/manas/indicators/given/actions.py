"""Entering what was given from outside: the office alone, with its document; what is said again replaces and stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from manas.indicators import rules
from manas.indicators.given.models import GivenValue
from manas.indicators.given.reading import Told
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at


class GivenRefused(Exception):
    """The value is not entered; the message says why, to whoever tried."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The document by which something was given."""

    name: str
    number: str
    on: date


@transaction.atomic
def enter(*, owner: Unit, told: Sequence[Told], paper: Paper, actor: Person, at: datetime) -> list[GivenValue]:
    """This function will enter values given by one document, all or none; one that is there already is replaced and kept.

    Raises GivenRefused for whoever is not of the office, without a document, and for what stands there in the same words.
    """
    decides(owner, paper, actor, at)
    # One after another for a prefecture: two who correct the same value would both replace it.
    Unit.objects.select_for_update(of=("self",)).get(pk=owner.pk)
    return [_enter(owner, one, paper, actor, at) for one in told]


def _enter(owner: Unit, told: Told, paper: Paper, actor: Person, at: datetime) -> GivenValue:
    if not owner.contains(told.unit):
        raise GivenRefused("只能登记本州单位的数据")
    made = GivenValue(
        figure=told.figure,
        unit=told.unit,
        period=told.period.code,
        value=told.value,
        document=paper.name.strip(),
        document_number=paper.number.strip(),
        document_on=paper.on,
        is_example=actor.is_example,
        entered_by=actor,
        entered_at=at,
    )
    same = GivenValue.objects.filter(figure=made.figure, unit=made.unit, period=made.period)
    made.replaces = same.counting().first()
    if made.replaces and (made.replaces.value, made.replaces.document_number) == (made.value, made.document_number):
        raise GivenRefused(f"{told.unit}{told.period.code}的这个数值已按同一文件登记")
    try:
        made.full_clean()
    except ValidationError as fault:
        raise GivenRefused("；".join(fault.messages)) from fault
    made.save()
    detail = {"figure": made.figure, "unit": told.unit.code, "period": made.period, "value": str(made.value)}
    before = {"before": str(made.replaces.value)} if made.replaces else {}
    journal.record(actor=actor, at=at, verb="登记反馈数据", subject=made, unit=told.unit, detail={**detail, **before})
    return made


def decides(owner: Unit, paper: Paper | None, actor: Person, at: datetime) -> None:
    """This function will refuse whoever is not of the office, and a document without name, number or day until today."""
    if not rules.may_decide(standing_at(actor, at), owner):
        raise GivenRefused("反馈数据由知识产权局登记")
    if paper and not (paper.name.strip() and paper.number.strip()):
        raise GivenRefused("请填写来源文件的名称和发文字号")
    if paper and paper.on > timezone.localdate(at):
        raise GivenRefused("成文日期不能晚于今天")
