"""What steps of an offered answer bring about: it lies with the office of its need, is shown to the asker, and becomes the
need's answer when they take it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from django.db import transaction
from django.db.models import QuerySet

from manas.matters.docket.actions.opening import open_draft
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.stepping import advance
from manas.matters.docket.actions.turning import lock
from manas.matters.docket.kinds import flow_of, kinds
from manas.matters.docket.models import Matter, Turn
from manas.matters.pairing.need_offer import rules
from manas.matters.pairing.need_offer.models import NeedOffer
from manas.matters.pairing.need_offer.queries import request_of
from manas.office.journal import actions as journal
from manas.office.models import Organization, Person, Unit, UnitKind
from manas.registers.deals.queries import by_number
from manas.registers.models import TechnologyNeed
from manas.registers.needs import actions as register

ANSWER = "answer_directly"  # the step of the need by which its office enters an answer


@transaction.atomic
def begin(*, need: TechnologyNeed, organization: Organization, actor: Person, at: datetime) -> Matter:
    """This function will begin the draft of an answer to a public need; StepRefused where it may not be handed in."""
    journal.hold()
    running: QuerySet[NeedOffer] = QuerySet(NeedOffer).filter(
        need=need, applicant_organization=organization, closed_at=None
    )
    if running.exists():
        raise StepRefused("贵单位对这项需求的应答还没有办结，请到“我的申请”办理")
    county = need.county or Unit.objects.filter(kind=UnitKind.COUNTY_GOVERNMENT, closed_on=None).first()
    if county is None:
        raise StepRefused("还没有县(市)，暂时无法受理")
    told = {"title": f"应答：{need.title}"[:200], "need": need, "contact": organization.phone}
    return open_draft(
        kind=kinds()["need_offer"], county=county, organization=organization, actor=actor, at=at, values=told
    )


def submitted(turn: Turn) -> None:
    """This function will hand the offer to the office that keeps the need.

    Refused without an organization, for one's own need, twice for the same need, and after too many on one day.
    """
    offer = _offer(turn.matter)
    need, organization = _need(offer), offer.applicant_organization
    if organization is None:
        raise StepRefused("应答以单位的名义提出，请先登记所在单位")
    if not rules.is_open(need):
        raise StepRefused("这项需求已经不再公开征集答复")
    if rules.is_asker(organization, need):
        raise StepRefused("不能应答本单位的需求")
    others: QuerySet[NeedOffer] = QuerySet(NeedOffer).filter(applicant_organization=organization).exclude(pk=offer.pk)
    if others.filter(need=need, submitted_at__isnull=False, closed_at=None).exists():
        raise StepRefused("贵单位对这项需求的应答还没有办结")
    if others.filter(submitted_at__gt=turn.at - timedelta(days=1)).count() >= rules.MOST_A_DAY:
        raise StepRefused(f"一天最多提交{rules.MOST_A_DAY}件应答，请明天再提交")
    offer.lead_unit, offer.county = need.keeper, need.county
    _find_patent(offer)
    offer.save()


def resubmitted(turn: Turn) -> None:
    """This function will look for the patent again."""
    offer = _offer(turn.matter)
    _find_patent(offer)
    offer.save()


def shown(turn: Turn) -> None:
    """This function will let whoever asked read the offer; the need's matter is what it may end in."""
    offer = _offer(turn.matter)
    need = _need(offer)
    request = request_of(need)
    offer.partner_organization = need.organization
    offer.continues = Matter.objects.get(pk=request.pk) if request is not None else None
    offer.save()


def taken(turn: Turn) -> None:
    """This function will make the offer the answer of the need, where it still waits for one, and open the need to whoever
    offered: from now on the two know of one another."""
    offer = _offer(turn.matter)
    need, organization = _need(offer), offer.applicant_organization
    if organization is None:
        raise StepRefused("应答没有单位")
    try:
        register.invite(need=need, organization=organization, actor=turn.actor, at=turn.at)
        register.accept(need=need, organization=organization, actor=turn.actor, at=turn.at)
    except register.NeedRefused as refusal:
        raise StepRefused(str(refusal)) from None
    if offer.continues is not None:
        _answer(offer.continues, offer, turn.actor, turn.at)


def _answer(request: Matter, offer: NeedOffer, actor: Person, at: datetime) -> None:
    """A need that has its answer already, or was handed to somebody, is left as it is; the two may talk all the same."""
    held = lock(request, request.turn)
    move = flow_of(held).step(ANSWER)
    if move is None or held.suspended or held.state not in move.sources:
        return
    more = (("可提供的专利", offer.patent_number), ("合作条件", offer.terms))
    words = "\n".join([offer.solution, *(f"{label}：{told}" for label, told in more if told)])[:5000]
    advance(matter=held, move=move, actor=actor, at=at, values={"answer": words}, opinion=f"采纳{offer.number}")


def _find_patent(offer: NeedOffer) -> None:
    offer.patent = by_number(offer.patent_number) if offer.patent_number else None


def _need(offer: NeedOffer) -> TechnologyNeed:
    if offer.need is None:
        raise StepRefused("请选择应答的技术需求")
    return offer.need


def _offer(matter: Matter) -> NeedOffer:
    return cast(NeedOffer, matter)  # the docket hands every kind its own model
