"""What steps of a pledge loan bring about, and the rights that are pledged beside the first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from manas.matters.docket.actions.days import not_ahead
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import anchor, label, lock
from manas.matters.docket.models import Matter, Turn
from manas.matters.finance.pledge_loan import rules
from manas.matters.finance.pledge_loan.models import RIGHT_FACTS, PledgedRight, PledgeLoan, ValuationMethod
from manas.matters.finance.pledge_loan.queries import findings, outlasted, pledged, repayable_on
from manas.office.journal import actions as journal
from manas.office.models import OrganizationKind, Person
from manas.office.queries import standing_at

# What a bank fills in before it grants, and what stands there when it has not.
OF_THE_BANK = {
    "inspected_on": None,
    "valuation_method": "",
    "valuer": "",
    "valued_on": None,
    "value": None,
    "credit": None,
}


def applied(turn: Turn) -> None:
    """This function will refuse a need that no organization has: a loan on a pledge is a firm's."""
    if turn.matter.applicant_organization is None:
        raise StepRefused("质押融资以企业、合作社或者个体工商户的名义申请，请先登记所在单位")


def recommended(turn: Turn) -> None:
    """This function will refuse to recommend the applicant to what is no bank."""
    bank = turn.matter.partner_organization
    if bank is None or bank.kind != OrganizationKind.BANK:
        raise StepRefused("只能推荐给金融机构")


def recommended_again(turn: Turn) -> None:
    """This function will let the next bank begin anew: what the one before found out and offered is not its to read."""
    recommended(turn)
    loan = _loan(turn.matter)
    for name, nothing in OF_THE_BANK.items():
        setattr(loan, name, nothing)
    loan.save()


def valued(turn: Turn) -> None:
    """This function will refuse an outside valuation without the valuer and the report."""
    loan = _loan(turn.matter)
    not_ahead(loan, "valued_on", turn.at)
    if loan.valuation_method != ValuationMethod.OUTSIDE:
        return
    if not loan.valuer:
        raise StepRefused("委托评估的，请填写评估机构")
    if not turn.matter.attachments.filter(document="valuation", removed_at=None).exists():
        raise StepRefused("委托评估的，请提交评估报告")


def noted(turn: Turn) -> None:
    """This function will refuse consents to what the same form denies: an answer must be possible."""
    loan = _loan(turn.matter)
    for consent, ground in rules.CONSENTS.items():
        if getattr(loan, consent) and getattr(loan, ground) is False:
            raise StepRefused(f"“{label(loan, ground)}”填写了“否”，不应再填“{label(loan, consent)}”")


def checked(turn: Turn) -> None:
    """This function will refuse to let a loan go to registration while a ground against it stands, is not known, or could
    not be looked up and nobody wrote what the registry says."""
    if obstacles := rules.obstacles(findings(_loan(turn.matter)), turn.opinion):
        raise StepRefused("；".join(obstacles))


def asked_for_patent(turn: Turn) -> None:
    """This function will refuse to ask the patent office about marks alone."""
    loan = _loan(turn.matter)
    not_ahead(loan, "registration_asked_on", turn.at)
    if not any(right.is_patent for right in pledged(loan)):
        raise StepRefused("质押的都是商标专用权，请办理“申请商标专用权质押登记”")


def asked_for_mark(turn: Turn) -> None:
    """This function will refuse to ask the trademark office alone when a patent is among the rights."""
    loan = _loan(turn.matter)
    not_ahead(loan, "registration_asked_on", turn.at)
    if any(right.is_patent for right in pledged(loan)):
        raise StepRefused("质押的权利中有专利权，请办理“申请专利权质押登记”")


def extended(turn: Turn) -> None:
    """This function will refuse an extension that is none, or that outlasts a pledged right."""
    loan = _loan(turn.matter)
    not_ahead(loan, "extended_on", turn.at)
    until, before = loan.extended_until, _repayable_before(loan, turn)
    if until is not None and before is not None and until <= before:
        raise StepRefused(f"展期后到期日应在原到期日{before.isoformat()}之后")
    if late := outlasted(loan):
        raise StepRefused(f"展期后到期日晚于权利有效期届满日：{'、'.join(late)}")


def released(turn: Turn) -> None:
    """This function will refuse to let go of a registered pledge without the day on which it was taken off."""
    loan = _loan(turn.matter)
    if loan.registered_on is not None and loan.deregistered_on is None:
        raise StepRefused(f"质押已于{loan.registered_on.isoformat()}登记，请填写注销质押登记日")
    not_ahead(loan, "deregistered_on", turn.at)


def fell_due(turn: Turn) -> None:
    """This function will refuse an overdue day before the loan is repayable, and more principal than was paid out."""
    loan = _loan(turn.matter)
    not_ahead(loan, "overdue_on", turn.at)
    due = repayable_on(loan)
    if loan.overdue_on is not None and due is not None and loan.overdue_on <= due and not turn.opinion:
        raise StepRefused(f"贷款{due.isoformat()}到期，此前登记逾期的，请写明理由（如分期本金或者利息逾期）")


@transaction.atomic
def add_right(*, matter: Matter, values: Mapping[str, Any], actor: Person, at: datetime) -> PledgedRight:
    """This function will pledge one more right for the loan.

    Raises StepRefused when it is not the actor's to do, the right stands there already, or its kind, number or name is
    missing.
    """
    locked = _editable(_loan(matter), actor, at)
    right = PledgedRight(loan=locked, added_by=actor, added_at=at)
    _answer(right, values, ("right_kind", "right_number", "right_name", *RIGHT_FACTS))
    right.right_number = right.right_number.strip().upper()
    if not (right.right_kind and right.right_number and right.right_name):
        raise StepRefused("请填写质押权利的种类、权利号和名称")
    if right.right_number in [other.right_number.strip().upper() for other in pledged(locked)]:
        raise StepRefused(f"{right.right_number}已经列为质押的权利")
    right.save()
    _record("增加质押的权利", locked, right, actor, at)
    return right


@transaction.atomic
def note_right(*, right: PledgedRight, values: Mapping[str, Any], actor: Person, at: datetime) -> PledgedRight:
    """This function will note what is known of one more right: the answers that the checks ask for."""
    locked = _editable(right.loan, actor, at)
    if right.removed_at is not None:
        raise StepRefused(f"{right.right_number}已经移出")
    _answer(right, values, RIGHT_FACTS)
    right.save()
    _record("记录质押权利情况", locked, right, actor, at)
    return right


@transaction.atomic
def remove_right(*, row: PledgedRight, actor: Person, at: datetime) -> PledgedRight:
    """This function will take one more right out of the pledge; its row stays on record."""
    locked = _editable(row.loan, actor, at)
    if row.removed_at is not None:
        raise StepRefused(f"{row.right_number}已经移出")
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    _record("移出质押的权利", locked, row, actor, at)
    return row


def _editable(loan: PledgeLoan, actor: Person, at: datetime) -> PledgeLoan:
    locked = _loan(lock(loan, loan.turn))
    if not rules.may_edit_rights(standing_at(actor, at), locked):
        raise StepRefused("现在不能改动质押的权利")
    return locked


def _answer(right: PledgedRight, values: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if name in values:
            setattr(right, name, values[name])
    try:
        right.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise StepRefused("；".join(" ".join(words) for words in error.message_dict.values())) from None


def _record(verb: str, loan: PledgeLoan, right: PledgedRight, actor: Person, at: datetime) -> None:
    journal.record(
        actor=actor,
        at=at,
        verb=verb,
        subject=right,
        context=anchor(loan),
        unit=loan.lead_unit,
        detail={"right": right.right_number},
    )


def _loan(matter: Matter) -> PledgeLoan:
    return cast(PledgeLoan, matter)  # the docket hands every kind its own model


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _repayable_before(loan: PledgeLoan, turn: Turn) -> date | None:
    """The end before this extension: what the turn changed, or what stands there still."""
    if "extended_until" not in turn.changes:
        return repayable_on(loan)
    earlier = turn.changes["extended_until"][0]
    return date.fromisoformat(earlier) if earlier else loan.debt_ends_on
