"""Naming a county's product, and giving it up; a new one ends the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from manas.office.journal import actions as journal
from manas.office.models import Person, Unit, UnitKind
from manas.office.queries import standing_at
from manas.plan import rules
from manas.plan.models import CountySpecialty, Obligation, PlanState

SHORTEST = 2


class SpecialtyRefused(Exception):
    """Nothing was changed; the message says why, to whoever tried."""


@dataclass(frozen=True, slots=True)
class Named:
    """What is said of a county's product: its name, other words for it, the sentence it answers, and by which document."""

    name: str
    other_words: str
    obligation: Obligation | None
    document: str
    on: date


@transaction.atomic
def name_specialty(*, county: Unit, named: Named, actor: Person, at: datetime) -> CountySpecialty:
    """This function will name the product of a county; the one before ends the day before.

    Raises SpecialtyRefused without right, for a unit that is no county, words too short to be found by, a sentence of a plan that
    is not in force there, a day to come, and one not later than that of the one before.
    """
    if not rules.may_propose(standing_at(actor, at), county):
        raise SpecialtyRefused("由本县（市）联络员或者知识产权局登记")
    held = Unit.objects.select_for_update(of=("self",)).get(pk=county.pk)
    made = CountySpecialty(
        county=held,
        name=named.name.strip(),
        other_words=named.other_words.strip(),
        obligation=named.obligation,
        document=named.document.strip(),
        named_on=named.on,
        is_example=actor.is_example,
        entered_by=actor,
        entered_at=at,
    )
    _check(made, timezone.localdate(at))
    _end_before(held, named.on)
    try:
        made.full_clean()
    except ValidationError as fault:
        raise SpecialtyRefused("；".join(fault.messages)) from fault
    made.save()
    detail = {"name": made.name, "document": made.document}
    journal.record(actor=actor, at=at, verb="确定一县一品", subject=made, unit=held, detail=detail)
    return made


def _check(made: CountySpecialty, today: date) -> None:
    if made.county.kind != UnitKind.COUNTY_GOVERNMENT or made.county.closed_on is not None:
        raise SpecialtyRefused("只有县（市）确定特色产品")
    if any(len(word) < SHORTEST for word in made.words) or not made.words:
        raise SpecialtyRefused("产品名称和其他叫法至少两个字，一个字查不准记录")
    if made.named_on > today:
        raise SpecialtyRefused("确定日期不能晚于今天")
    if made.obligation is not None and not _binds(made.obligation, made.county):
        raise SpecialtyRefused("这句话所在的方案没有在本县（市）执行")


def _binds(obligation: Obligation, county: Unit) -> bool:
    plan = obligation.task.plan
    return plan.state == PlanState.ADOPTED and plan.owner.contains(county)


def _end_before(county: Unit, day: date) -> None:
    before = CountySpecialty.objects.standing().filter(county=county).first()
    if before is None:
        return
    if before.named_on >= day:
        raise SpecialtyRefused(f"现在的特色产品自{before.named_on}起，新的要晚于这一天")
    before.ended_on = day - timedelta(days=1)
    before.save(update_fields=["ended_on"])


@transaction.atomic
def give_up(*, specialty: CountySpecialty, reason: str, actor: Person, at: datetime) -> CountySpecialty:
    """This function will end a county's product today, with the reason. Raises SpecialtyRefused without right or reason."""
    held = CountySpecialty.objects.select_for_update(of=("self",)).select_related("county").get(pk=specialty.pk)
    if not rules.may_propose(standing_at(actor, at), held.county):
        raise SpecialtyRefused("由本县（市）联络员或者知识产权局登记")
    if held.ended_on is not None:
        raise SpecialtyRefused("已经终止")
    if not reason.strip():
        raise SpecialtyRefused("请填写终止理由")
    held.ended_on = timezone.localdate(at)
    held.save(update_fields=["ended_on"])
    detail = {"name": held.name, "reason": reason.strip()[:200]}
    journal.record(actor=actor, at=at, verb="终止一县一品", subject=held, unit=held.county, detail=detail)
    return held
