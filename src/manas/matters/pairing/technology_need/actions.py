"""What steps of a technology need bring about in the register of needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.models import Matter, Turn
from manas.matters.docket.queries.choices import INSTITUTIONS
from manas.matters.pairing.technology_need.models import NeedRequest
from manas.office.models import Organization
from manas.registers.models import NeedResult, TechnologyNeed
from manas.registers.needs import actions as register
from manas.registers.needs.rules import EDITABLE

COPIED = ("title", "contact", *(name for name in EDITABLE if name not in ("title", "contact")))


@contextmanager
def _register() -> Iterator[None]:
    """What the register refuses, the step refuses with the same words."""
    try:
        yield
    except register.NeedRefused as refusal:
        raise StepRefused(str(refusal)) from None


def published(turn: Turn) -> None:
    """This function will enter the need in the register, or let one that was closed look for answers again."""
    need = _need(turn.matter)
    with _register():
        if need.need is not None:
            register.look_again(need=need.need, actor=turn.actor, at=turn.at)
            return
        need.need = register.enter(
            keeper=need.lead_unit,
            source=f"办件 {need.number}",
            values={
                **{name: getattr(need, name) for name in COPIED},
                "asker": need.asker or need.applicant_name,
                "county": need.county,
                "organization": need.applicant_organization,
                "asked_by": need.applicant_person,
                "is_example": need.is_example,
            },
            actor=turn.actor,
            at=turn.at,
        )
    need.save()


def handed_on(turn: Turn) -> None:
    """This function will invite the organization; refused for one that gives no answers, and for a need kept to the office."""
    need, organization = _need(turn.matter), turn.matter.partner_organization
    if organization is None or organization.kind not in INSTITUTIONS:
        raise StepRefused("只能转给高等学校、科研院所、服务机构、行业协会或者其他技术单位")
    with _register():
        register.invite(need=_entry(need), organization=organization, actor=turn.actor, at=turn.at)


def accepted(turn: Turn) -> None:
    """This function will open the whole need to the organization that took it on."""
    need = _need(turn.matter)
    with _register():
        register.accept(need=_entry(need), organization=_partner(need), actor=turn.actor, at=turn.at)


def declined(turn: Turn) -> None:
    """This function will close the need to the organization again: it goes to the next one."""
    need = _need(turn.matter)
    with _register():
        register.end_invitation(need=_entry(need), organization=_partner(need), actor=turn.actor, at=turn.at)
    need.partner_organization, need.handed_as = None, ""
    need.save()


def answered(turn: Turn) -> None:
    """This function will note in the register that an answer has come."""
    with _register():
        register.note_answered(need=_entry(_need(turn.matter)), actor=turn.actor, at=turn.at)


def not_useful(turn: Turn) -> None:
    """This function will let the need look for another answer."""
    with _register():
        register.look_again(need=_entry(_need(turn.matter)), actor=turn.actor, at=turn.at)


def confirmed(turn: Turn) -> None:
    """This function will close the need in the register with what the answer was good for."""
    _close(_need(turn.matter), NeedResult(_need(turn.matter).useful_as), turn)


def given_up(turn: Turn) -> None:
    """This function will close the need in the register with why nothing answered it."""
    _close(_need(turn.matter), NeedResult(_need(turn.matter).unmet_because), turn)


def settled(turn: Turn) -> None:
    """This function will close a need whose asker did not say whether the answer was of use."""
    _close(_need(turn.matter), NeedResult.UNCONFIRMED, turn)


def withdrawn(turn: Turn) -> None:
    """This function will close a need that was in the register already."""
    if _need(turn.matter).need is not None:
        _close(_need(turn.matter), NeedResult.WITHDRAWN, turn)


def _close(need: NeedRequest, result: NeedResult, turn: Turn) -> None:
    with _register():
        register.close(need=_entry(need), result=result, note=turn.opinion, actor=turn.actor, at=turn.at)


def _need(matter: Matter) -> NeedRequest:
    return cast(NeedRequest, matter)  # the docket hands every kind its own model


def _entry(need: NeedRequest) -> TechnologyNeed:
    if need.need is None:
        raise StepRefused("需求还没有登记")
    return need.need


def _partner(need: NeedRequest) -> Organization:
    if need.partner_organization is None:
        raise StepRefused("没有承接机构")
    return need.partner_organization
