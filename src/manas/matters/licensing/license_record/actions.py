"""What steps of recording bring about: the patent found, the deal written on it, the pair or declaration carried on."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from manas.matters.docket.actions import following
from manas.matters.docket.actions.days import not_ahead
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import label
from manas.matters.docket.models import Matter, Turn
from manas.matters.licensing.license_record.models import LicenseRecord
from manas.office.models import Organization
from manas.registers.deals.actions import Deal, DealRefused, enter
from manas.registers.deals.queries import by_number
from manas.registers.models import DealKind

BY_CONTRACT = (DealKind.EXCLUSIVE, DealKind.SOLE, DealKind.ORDINARY)
OPEN_LICENSE = "open_license"


def submitted(turn: Turn) -> None:
    """This function will refuse what is no licence by contract: a transfer and an open licence have steps of their own."""
    record = _record(turn.matter)
    if record.record_kind not in BY_CONTRACT:
        raise StepRefused("转让请办理“专利转让登记”，开放许可请办理“提交开放许可备案”")
    _ready(record, turn.at)


def submitted_transfer(turn: Turn) -> None:
    """This function will take the contract as a transfer."""
    record = _record(turn.matter)
    record.record_kind, record.license_until = DealKind.TRANSFER, None
    _ready(record, turn.at)


def submitted_open(turn: Turn) -> None:
    """This function will take it as an open licence; refused where no declaration of this very patent is in force."""
    record = _record(turn.matter)
    record.record_kind = DealKind.OPEN
    if record.continues is None or record.continues.kind != OPEN_LICENSE:
        raise StepRefused("请选择开放许可中的声明作为来源办件")
    _ready(record, turn.at)
    record.save()


def resubmitted(turn: Turn) -> None:
    """This function will look at what was put right as it was looked at first."""
    _ready(_record(turn.matter), turn.at)


def filed(turn: Turn) -> None:
    """This function will refuse a day of filing that has not come, or that lies before the contract."""
    record = _record(turn.matter)
    not_ahead(record, "submitted_to_cnipa_on", turn.at)
    _not_before(record, "submitted_to_cnipa_on", "effective_on")


def registered(turn: Turn) -> None:
    """This function will write the deal on the patent and carry on the matter that led to it."""
    record = _record(turn.matter)
    not_ahead(record, "recorded_on", turn.at)
    _not_before(record, "recorded_on", "submitted_to_cnipa_on")
    if record.patent is None or record.effective_on is None or record.recorded_on is None or record.price is None:
        raise StepRefused("专利、合同生效日或者金额还没有登记")
    deal = Deal(
        kind=DealKind(record.record_kind),
        given_by=record.given_by,
        given_to=record.given_to,
        effective_on=record.effective_on,
        price=record.price,
        record_number=record.record_number,
        recorded_on=record.recorded_on,
        source=f"办件 {record.number}",
        until=record.license_until,
        sealed=record.sealed,
        organization=Organization.objects.filter(name=record.given_to, closed_on=None).first(),
    )
    try:
        enter(patent=record.patent, deal=deal, unit=record.lead_unit, actor=turn.actor, at=turn.at)
    except DealRefused as refusal:
        raise StepRefused(str(refusal)) from None
    following.carry_on(matter=record, actor=turn.actor, at=turn.at)


def _ready(record: LicenseRecord, at: datetime) -> None:
    not_ahead(record, "effective_on", at)
    following.checked(matter=record)
    found = by_number(record.patent_number)
    if found is None:
        raise StepRefused(f"登记册中没有“{record.patent_number}”，请核对号码；新的专利请先导入或者登记")
    record.patent = found
    record.patent_number = found.application_number or found.publication_number or ""
    if record.given_by.strip() == record.given_to.strip():
        raise StepRefused("许可人（转让人）和被许可人（受让人）不能是同一个")
    record.save()


def _not_before(record: LicenseRecord, name: str, earlier: str) -> None:
    day: date | None = getattr(record, name)
    before: date | None = getattr(record, earlier)
    if day is not None and before is not None and day < before:
        raise StepRefused(f"{label(record, name)}不能早于{label(record, earlier)}")


def _record(matter: Matter) -> LicenseRecord:
    return cast(LicenseRecord, matter)  # the docket hands every kind its own model
