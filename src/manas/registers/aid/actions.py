"""What is done with records of aid: entered, changed, and an offer carried from step to step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from manas.office.files import actions as files
from manas.office.files.kinds import EVIDENCE
from manas.office.journal import actions as journal
from manas.office.models import Organization, Person, Unit
from manas.office.queries import standing_at
from manas.registers.aid import rules
from manas.registers.aid.books import Book, book_of
from manas.registers.models import (
    AidExit,
    AidOffer,
    AidPartnership,
    AidPolicy,
    AidRecord,
    AidState,
    AidStep,
)

# What may follow what. A result is told again whenever the figures have grown; an end is not for ever.
NEXT: Final[Mapping[str, tuple[AidState, ...]]] = {
    AidState.OFFERED: (AidState.DISCUSSED, AidState.IN_USE, AidState.ENDED),
    AidState.DISCUSSED: (AidState.IN_USE, AidState.ENDED),
    AidState.IN_USE: (AidState.RESULT, AidState.ENDED),
    AidState.RESULT: (AidState.RESULT, AidState.ENDED),
    AidState.ENDED: (AidState.DISCUSSED,),
}
Record = TypeVar("Record", bound=AidRecord)
FIGURES: Final = ("output_value", "jobs")


class AidRefused(Exception):
    """The deed cannot be done; the message says why, to whoever tried."""


@dataclass(frozen=True, slots=True)
class Step:
    """The next state of an offer and what is told with it. `output_value` is in yuan, since the offer came into use."""

    state: AidState
    on: date
    note: str = ""
    organization: Organization | None = None
    output_value: Decimal | None = None
    jobs: int | None = None
    reason: str = ""


@transaction.atomic
def enter(*, book: Book, unit: Unit, values: Mapping[str, Any], keeper: Unit, actor: Person, at: datetime) -> AidRecord:
    """This function will enter a record of aid that concerns `unit`, for the office `keeper`; an offer begins its steps.

    Raises AidRefused when it is not the actor's to do, stands there already, or a value is none that it can hold.
    """
    journal.hold()  # the journal first, as everybody does who writes here: no two can hold what the other needs
    if not rules.may_enter(standing_at(actor, at), keeper, unit):
        raise AidRefused("您不能为这个单位登记援疆工作")
    record = book.model(unit=unit, keeper=keeper, created_at=at, changed_at=at, is_example=actor.is_example, **values)
    if isinstance(record, AidOffer):
        record.state_on = record.brought_on
    _keep(record, at)
    if isinstance(record, AidOffer):
        _add_step(record, Step(AidState.OFFERED, record.brought_on), actor, at)
    journal.record(
        actor=actor,
        at=at,
        verb=book.entered,
        subject=record,
        unit=keeper,
        detail={"unit": unit.code, "of": str(record)},
    )
    return record


@transaction.atomic
def amend(*, record: AidRecord, values: Mapping[str, Any], actor: Person, at: datetime) -> AidRecord:
    """This function will change what a record says; the journal keeps the words before and after.

    Raises AidRefused when the actor may not, or a value is none that it can hold.
    """
    held, book = _held(record, actor, at), book_of(record)
    before = {name: word(held, name) for name in book.fields}
    for name in set(book.fields) & set(values):
        setattr(held, name, values[name])
    held.changed_at = at
    _keep(held, at)
    changed = {name: [before[name], word(held, name)] for name in book.fields if before[name] != word(held, name)}
    if changed:
        journal.record(actor=actor, at=at, verb=book.amended, subject=held, unit=held.keeper, detail=changed)
    return held


@transaction.atomic
def attach(*, policy: AidPolicy, name: str, data: bytes, actor: Person, at: datetime) -> AidPolicy:
    """This function will keep the document of a policy, in the place of an earlier one, whose file stays on record.

    Raises AidRefused when the actor may not, FileRefused for a file that is not taken.
    """
    held = _held(policy, actor, at)
    held.document = files.keep(name=name, data=data, owner=held.keeper, actor=actor, at=at, kinds=EVIDENCE)
    held.changed_at = at
    held.save(update_fields=["document", "changed_at"])
    detail = {"sha256": held.document.sha256}
    journal.record(actor=actor, at=at, verb="上传援疆政策文件", subject=held, unit=held.keeper, detail=detail)
    return held


@transaction.atomic
def advance(*, offer: AidOffer, step: Step, actor: Person, at: datetime) -> AidOffer:
    """This function will carry an offer into its next state; the step is added to its history.

    Raises AidRefused when the actor may not, the step does not follow, its day does not fit, or what it needs is missing.
    """
    held = _held(offer, actor, at)
    before = held.state
    if fault := _fault(held, step, timezone.localtime(at).date()):
        raise AidRefused(fault)
    _take(held, step)
    held.changed_at = at
    _keep(held, at)
    _add_step(held, step, actor, at)
    journal.record(
        actor=actor,
        at=at,
        verb="推进援疆引进项目",
        subject=held,
        unit=held.keeper,
        detail={"from": before, "to": held.state, "on": step.on.isoformat(), "reason": held.reason},
    )
    return held


def _fault(offer: AidOffer, step: Step, today: date) -> str:
    """What speaks against a step; nothing (the empty string) when it can be taken."""
    user = step.organization or offer.organization
    told = step.output_value is not None or step.jobs is not None or step.note.strip()
    faults = (
        (step.state not in NEXT[offer.state], f"项目{offer.get_state_display()}，不能直接转为{step.state.label}"),
        (step.on < offer.state_on, f"日期不能早于上一步的 {offer.state_on}"),
        (step.on > today, "日期不能晚于今天"),
        (step.state == AidState.IN_USE and user is None, "请选择使用单位"),
        (step.state == AidState.IN_USE and user is not None and not _local(user, offer), "使用单位须是本地机构"),
        (step.state == AidState.RESULT and not told, "请填写产值、就业人数或者情况说明"),
        (step.state == AidState.ENDED and not step.reason, "请选择终止原因"),
        (step.reason == AidExit.OTHER and not step.note.strip(), "终止原因选“其他原因”的，请写明情况"),
    )
    return next((words for holds, words in faults if holds), "")


def _local(organization: Organization, offer: AidOffer) -> bool:
    """Of any county of the prefecture: firms of one county work in the parks of another."""
    return organization.county is not None and organization.county.path.startswith(rules.root(offer.unit.path))


def _take(offer: AidOffer, step: Step) -> None:
    """A figure that is not told again stays as it was; talks that are taken up again have no reason to have ended."""
    offer.state, offer.state_on = step.state, step.on
    offer.reason = step.reason if step.state == AidState.ENDED else ""
    offer.organization = step.organization or offer.organization
    for name in FIGURES:
        if getattr(step, name) is not None and step.state == AidState.RESULT:
            setattr(offer, name, getattr(step, name))


def _add_step(offer: AidOffer, step: Step, actor: Person, at: datetime) -> None:
    told = {field.name: getattr(step, field.name) for field in fields(Step)}
    AidStep.objects.create(offer=offer, actor=actor, at=at, **told)


def _held(record: Record, actor: Person, at: datetime) -> Record:
    journal.hold()
    held = (
        type(record)
        ._default_manager.select_for_update(of=("self",), no_key=True)
        .select_related("unit", "keeper")
        .get(pk=record.pk)
    )
    if not rules.may_write(standing_at(actor, at), held):
        raise AidRefused("这条记录不由您修改")
    return held


def _keep(record: AidRecord, at: datetime) -> None:
    """Write the record when every value is one that it can hold; else say all that is wrong."""
    _refuse_strangers(record)
    today = timezone.localtime(at).date()
    for name in book_of(record).past:
        if getattr(record, name, None) is not None and getattr(record, name) > today:
            raise AidRefused(f"{_name(record, name)}不能晚于今天")
    if isinstance(record, AidPartnership) and record.until_on and record.until_on.isoformat() < record.since:
        raise AidRefused("结对截止日不能早于起始时间")
    try:
        record.full_clean()
    except ValidationError as error:
        raise AidRefused("；".join(_words(record, error))) from None
    record.save()


def _refuse_strangers(record: AidRecord) -> None:
    """Who aids the prefecture aids its counties too; who aids a county does not aid its neighbor."""
    partnership: AidPartnership | None = getattr(record, "partnership", None)
    if partnership is not None and not record.unit.path.startswith(partnership.unit.path):
        raise AidRefused(f"{partnership}的支援对象是{partnership.unit}，不是{record.unit}")


def _words(record: AidRecord, error: ValidationError) -> list[str]:
    return [
        "".join(said) if name == "__all__" else f"{_name(record, name)}：{''.join(said)}"
        for name, said in error.message_dict.items()
    ]


def _name(record: AidRecord, name: str) -> str:
    return str(record._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # columns


def word(record: models.Model, name: str) -> str:
    """This function will say the value of a field in words; nothing for none."""
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display is not None else getattr(record, name)
    return "" if value is None else str(value)
