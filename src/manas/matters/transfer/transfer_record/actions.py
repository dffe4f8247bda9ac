"""What steps of a transfer bring about: the patent found, its new holder in the register, the pair that led to it carried on."""

from __future__ import annotations

from typing import cast

from manas.matters.docket.actions import following
from manas.matters.docket.actions.days import not_ahead
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.models import Matter, Turn
from manas.matters.transfer.transfer_record import rules
from manas.matters.transfer.transfer_record.models import TransferRecord
from manas.office.models import Organization
from manas.registers.deals.actions import Deal, DealRefused, enter
from manas.registers.deals.queries import by_number
from manas.registers.models import DealKind


def submitted(turn: Turn) -> None:
    """This function will find the patent in the register; refused where both sides are the same."""
    record = _record(turn.matter)
    not_ahead(record, "signed_on", turn.at)
    following.checked(matter=record)
    found = by_number(record.patent_number)
    if found is None:
        raise StepRefused(f"登记册中没有“{record.patent_number}”，请核对号码；新的专利请先导入或者登记")
    record.patent = found
    record.patent_number = found.application_number or found.publication_number or ""
    record.assignor, record.assignee = record.assignor.strip(), record.assignee.strip()
    if record.assignor == record.assignee:
        raise StepRefused("转让人和受让人不能是同一个")
    record.save()


def checked(turn: Turn) -> None:
    """This function will refuse to let a transfer go out while an obstacle stands or is not answered."""
    if hindrances := rules.hindrances(_record(turn.matter)):
        raise StepRefused("；".join(hindrances))


def filed(turn: Turn) -> None:
    """This function will refuse a day of filing that has not come."""
    not_ahead(turn.matter, "submitted_to_cnipa_on", turn.at)


def registered(turn: Turn) -> None:
    """This function will put the new holder into the register of patents, with the deal, and carry on what led to it."""
    record = _record(turn.matter)
    not_ahead(record, "registered_on", turn.at)
    if record.patent is None or record.registered_on is None or record.price is None:
        raise StepRefused("专利、转让登记生效日或者金额还没有登记")
    deal = Deal(
        kind=DealKind.TRANSFER,
        given_by=record.assignor,
        given_to=record.assignee,
        effective_on=record.signed_on or record.registered_on,
        price=record.price,
        record_number=record.record_number,
        recorded_on=record.registered_on,
        source=f"办件 {record.number}",
        sealed=record.sealed,
        organization=Organization.objects.filter(name=record.assignee, closed_on=None).first(),
    )
    try:
        enter(patent=record.patent, deal=deal, unit=record.lead_unit, actor=turn.actor, at=turn.at)
    except DealRefused as refusal:
        raise StepRefused(str(refusal)) from None
    following.carry_on(matter=record, actor=turn.actor, at=turn.at)


def _record(matter: Matter) -> TransferRecord:
    return cast(TransferRecord, matter)  # the docket hands every kind its own model
