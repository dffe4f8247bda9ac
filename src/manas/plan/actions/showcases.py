"""代表作: proposed, vetted, published; and taken over by others, whose result the office confirms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from manas.matters.docket.models import Matter
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at
from manas.plan import rules
from manas.plan.models import Report, ReportState, Showcase, ShowcaseCopy, ShowcaseState, WorkItem


class ShowcaseRefused(Exception):
    """The showcase stays as it was; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """The record from which a showcase is drawn: exactly one of the three."""

    matter: Matter | None = None
    item: WorkItem | None = None
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a showcase says."""

    title: str
    method: str
    result: str


@transaction.atomic
def propose(*, source: Source, unit: Unit, told: Told, actor: Person, at: datetime) -> Showcase:
    """This function will propose what a unit did as a showcase; ShowcaseRefused when the record cannot carry one."""
    standing = standing_at(actor, at)
    if not rules.may_propose(standing, unit):
        raise ShowcaseRefused("代表作由本单位联络员或知识产权局推荐")
    _check_source(source, unit, standing_reads=_readable(source, actor, at))
    made = Showcase(
        title=told.title.strip(),
        method=told.method.strip(),
        result=told.result.strip(),
        unit=unit,
        matter=source.matter,
        item=source.item,
        report=source.report,
        proposed_by=actor,
        proposed_at=at,
        is_example=actor.is_example,
    )
    _keep(made)
    _tell("推荐代表作", made, actor, at)
    return made


@transaction.atomic
def amend(*, showcase: Showcase, told: Told, actor: Person, at: datetime) -> Showcase:
    """This function will hand in a returned showcase again, put right."""
    held = _locked(showcase, ShowcaseState.RETURNED, "只有退回的代表作可以修改后再报")
    if not rules.may_propose(standing_at(actor, at), held.unit):
        raise ShowcaseRefused("代表作由本单位联络员或知识产权局推荐")
    held.title, held.method, held.result = told.title.strip(), told.method.strip(), told.result.strip()
    held.state, held.reason, held.decided_by, held.decided_at = ShowcaseState.PROPOSED, "", None, None
    held.proposed_by, held.proposed_at = actor, at
    _keep(held)
    _tell("再次推荐代表作", held, actor, at)
    return held


@transaction.atomic
def accept(*, showcase: Showcase, actor: Person, at: datetime) -> Showcase:
    """This function will accept a proposed showcase; it is published by a deed of its own."""
    held = _vetted(showcase, ShowcaseState.PROPOSED, "该代表作不在待审核状态，可能别人已经处理", actor, at)
    return _decide(held, ShowcaseState.ACCEPTED, "代表作入选", actor, at)


@transaction.atomic
def give_back(*, showcase: Showcase, reason: str, actor: Person, at: datetime) -> Showcase:
    """This function will return a proposed showcase, saying what is wanting."""
    held = _vetted(showcase, ShowcaseState.PROPOSED, "该代表作不在待审核状态，可能别人已经处理", actor, at)
    if not reason.strip():
        raise ShowcaseRefused("请填写退回理由")
    held.reason = reason.strip()[:400]
    return _decide(held, ShowcaseState.RETURNED, "退回代表作", actor, at)


@transaction.atomic
def publish(*, showcase: Showcase, checked: bool, actor: Person, at: datetime) -> Showcase:
    """This function will publish an accepted showcase; `checked`: the text holds no personal data and no secrets."""
    held = _vetted(showcase, ShowcaseState.ACCEPTED, "入选的代表作才能公布", actor, at)
    if not checked:
        raise ShowcaseRefused("公布之前，请核对内容不含个人信息、商业秘密和工作秘密")
    held.published_at = at
    return _decide(held, ShowcaseState.PUBLISHED, "公布代表作", actor, at)


@transaction.atomic
def take_down(*, showcase: Showcase, reason: str, actor: Person, at: datetime) -> Showcase:
    """This function will take a published showcase off the public page; it stays accepted."""
    held = _vetted(showcase, ShowcaseState.PUBLISHED, "该代表作没有公布", actor, at)
    if not reason.strip():
        raise ShowcaseRefused("请填写撤下理由")
    held.published_at = None
    return _decide(held, ShowcaseState.ACCEPTED, "撤下代表作", actor, at, {"reason": reason.strip()[:400]})


@transaction.atomic
def take_over(
    *, showcase: Showcase, unit: Unit, taken_on: date, result: str, actor: Person, at: datetime
) -> ShowcaseCopy:
    """This function will note that a unit took a published showcase over; told again, what is unconfirmed is replaced."""
    if not rules.may_copy(standing_at(actor, at), unit):
        raise ShowcaseRefused("推广情况由推广单位的联络员填报")
    held = _locked(showcase, ShowcaseState.PUBLISHED, "公布的代表作才能推广")
    if held.unit_id == unit.pk:
        raise ShowcaseRefused("本单位的代表作不计为本单位推广")
    if taken_on > timezone.localdate(at):
        raise ShowcaseRefused("推广日期不能晚于今天")
    copy = held.copies.filter(unit=unit).first() or ShowcaseCopy(showcase=held, unit=unit)
    if copy.confirmed_at:
        raise ShowcaseRefused("这次推广已经核实，不能再改")
    copy.taken_on, copy.result, copy.returned_reason = taken_on, result.strip(), ""
    copy.recorded_by, copy.recorded_at = actor, at
    _keep(copy)
    _tell_copy("填报代表作推广", copy, actor, at)
    return copy


@transaction.atomic
def confirm_copy(*, copy: ShowcaseCopy, actor: Person, at: datetime) -> ShowcaseCopy:
    """This function will confirm what came of a copy; not before its unit has written down a result."""
    held = _open_copy(copy, actor, at)
    if not held.result:
        raise ShowcaseRefused("推广单位还没有填报成效")
    held.confirmed_by, held.confirmed_at = actor, at
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    _tell_copy("核实代表作推广", held, actor, at)
    return held


@transaction.atomic
def return_copy(*, copy: ShowcaseCopy, reason: str, actor: Person, at: datetime) -> ShowcaseCopy:
    """This function will give what a unit wrote of a copy back to it, saying what is wanting."""
    held = _open_copy(copy, actor, at)
    if not reason.strip():
        raise ShowcaseRefused("请填写退回理由")
    held.returned_reason = reason.strip()[:400]
    held.save(update_fields=["returned_reason"])
    _tell_copy("退回代表作推广", held, actor, at, {"reason": held.returned_reason})
    return held


def _readable(source: Source, actor: Person, at: datetime) -> bool:
    standing = standing_at(actor, at)
    found = [
        one is None or model.objects.all().visible_to(standing).filter(pk=one.pk).exists()
        for model, one in ((Matter, source.matter), (WorkItem, source.item), (Report, source.report))
    ]
    return all(found)


def _check_source(source: Source, unit: Unit, *, standing_reads: bool) -> None:
    if sum(one is not None for one in (source.matter, source.item, source.report)) != 1:
        raise ShowcaseRefused("请指明代表作来自哪一件办件、举措或进展")
    if not standing_reads:
        raise ShowcaseRefused("没有这条记录")
    if source.report and source.report.state != ReportState.ACCEPTED:
        raise ShowcaseRefused("核验过的进展才能推荐为代表作")
    if source.matter and (source.matter.confidential or source.matter.closed_at is None):
        raise ShowcaseRefused("办结且不限查看的办件才能推荐为代表作")
    if unit.pk not in units_of(source):
        raise ShowcaseRefused("代表作应归于承办这条记录的单位")


def units_of(source: Source) -> set[int]:
    """This function will give the numbers of the units whose work a record is."""
    item = source.item or (source.report.item if source.report else None)
    if item is not None:
        return {item.unit_id}
    matter = source.matter
    return {pk for pk in (matter.lead_unit_id, matter.county_id) if pk} if matter else set()


def _locked(showcase: Showcase, state: ShowcaseState, otherwise: str) -> Showcase:
    """Of two who press at once, the second finds another state and is told."""
    related = ("unit__parent__parent",)
    held = Showcase.objects.select_for_update(of=("self",)).select_related(*related).get(pk=showcase.pk)
    if held.state != state:
        raise ShowcaseRefused(otherwise)
    return held


def _vetted(showcase: Showcase, state: ShowcaseState, otherwise: str, actor: Person, at: datetime) -> Showcase:
    held = _locked(showcase, state, otherwise)
    if not rules.may_vet(standing_at(actor, at), held):
        raise ShowcaseRefused("代表作由州知识产权局审核")
    return held


def _decide(
    held: Showcase,
    state: ShowcaseState,
    verb: str,
    actor: Person,
    at: datetime,
    detail: dict[str, object] | None = None,
) -> Showcase:
    held.state, held.decided_by, held.decided_at = state, actor, at
    held.save()
    _tell(verb, held, actor, at, detail)
    return held


def _open_copy(copy: ShowcaseCopy, actor: Person, at: datetime) -> ShowcaseCopy:
    related = ("showcase", "unit")
    held = ShowcaseCopy.objects.select_for_update(of=("self",)).select_related(*related).get(pk=copy.pk)
    if not rules.may_confirm_copy(standing_at(actor, at), held):
        raise ShowcaseRefused("推广成效由主管部门核实，且不能核实自己填报的")
    if held.confirmed_at:
        raise ShowcaseRefused("这次推广已经核实")
    return held


def _keep(record: Showcase | ShowcaseCopy) -> None:
    try:
        record.full_clean()
    except ValidationError as fault:
        raise ShowcaseRefused("；".join(fault.messages)) from fault
    record.save()


def _tell(verb: str, made: Showcase, actor: Person, at: datetime, detail: dict[str, object] | None = None) -> None:
    known: dict[str, object] = {"title": made.title, "state": made.state, "reason": made.reason}
    journal.record(actor=actor, at=at, verb=verb, subject=made, unit=made.unit, detail=known | (detail or {}))


def _tell_copy(
    verb: str, copy: ShowcaseCopy, actor: Person, at: datetime, detail: dict[str, object] | None = None
) -> None:
    known: dict[str, object] = {
        "showcase": copy.showcase_id,
        "on": copy.taken_on.isoformat(),
        "result": copy.result[:200],
    }
    journal.record(
        actor=actor,
        at=at,
        verb=verb,
        subject=copy,
        context=copy.showcase,
        unit=copy.unit,
        detail=known | (detail or {}),
    )
