"""What steps of a declaration bring about, and who took it up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from manas.matters.docket.actions.days import not_ahead
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.actions.turning import anchor, label, lock
from manas.matters.docket.models import Matter, Turn
from manas.matters.licensing.open_license import rules
from manas.matters.licensing.open_license.models import FeeForm, OpenLicense, Uptake
from manas.matters.licensing.open_license.queries import first_record
from manas.office.journal import actions as journal
from manas.office.models import Person
from manas.office.queries import standing_at
from manas.registers.deals.queries import by_number

# What a form of payment must say.
SAID = {
    FeeForm.LUMP: ("fee_lump",),
    FeeForm.ROYALTY: ("royalty_rate", "royalty_base"),
    FeeForm.ENTRY_AND_ROYALTY: ("fee_lump", "royalty_rate", "royalty_base"),
    FeeForm.FREE: (),
}


def submitted(turn: Turn) -> None:
    """This function will find the patent in the register; refused where the fee does not say what its form asks for."""
    declaration = _declaration(turn.matter)
    found = by_number(declaration.patent_number)
    if found is None:
        raise StepRefused(f"登记册中没有“{declaration.patent_number}”，请核对号码；新的专利请先导入或者登记")
    missing = [
        label(declaration, n) for n in SAID[FeeForm(declaration.fee_form)] if getattr(declaration, n) in (None, "")
    ]
    if missing:
        raise StepRefused(f"这种支付方式还需要填写：{'、'.join(missing)}")
    declaration.patent = found
    declaration.save()


def checked(turn: Turn) -> None:
    """This function will refuse to let a declaration go out while one of the nine obstacles stands or is not answered."""
    if hindrances := rules.hindrances(_declaration(turn.matter)):
        raise StepRefused("；".join(hindrances))


def withdrawal_published(turn: Turn) -> None:
    """This function will refuse a withdrawal published ahead of today or before the declaration."""
    declaration = _declaration(turn.matter)
    not_ahead(declaration, "withdrawal_published_on", turn.at)


def noted(turn: Turn) -> None:
    """This function will refuse to say that a licence was recorded while the register shows none."""
    if first_record(_declaration(turn.matter)) is None:
        raise StepRefused("登记册中还没有这项开放许可的备案，请先办理“专利许可备案”")


@transaction.atomic
def add_uptake(*, matter: Matter, values: Mapping[str, Any], actor: Person, at: datetime) -> Uptake:
    """This function will note somebody who took the licence up; refused without a name, twice, or ahead of today."""
    locked = _editable(_declaration(matter), actor, at)
    row = Uptake(declaration=locked, added_by=actor, added_at=at)
    for name in ("licensee", "notified_on", "paid_on"):
        setattr(row, name, values.get(name) or getattr(row, name))
    row.licensee = row.licensee.strip()
    if not row.licensee or row.notified_on is None:
        raise StepRefused("请填写被许可人和书面通知专利权人之日")
    today = timezone.localtime(at).date()
    if any(day is not None and day > today for day in (row.notified_on, row.paid_on)):
        raise StepRefused("通知和付款之日不能晚于今天")
    if locked.declared_on is not None and row.notified_on < locked.declared_on:
        raise StepRefused("通知不能早于声明公告日")
    if locked.uptakes.filter(licensee=row.licensee, removed_at=None).exists():
        raise StepRefused(f"{row.licensee}已经登记；付款后请移出，再连同付款之日重新登记")
    row.save()
    _record("登记开放许可的使用", locked, row, actor, at)
    return row


@transaction.atomic
def remove_uptake(*, row: Uptake, actor: Person, at: datetime) -> Uptake:
    """This function will take an uptake out again; its row stays on record."""
    locked = _editable(row.declaration, actor, at)
    if row.removed_at is not None:
        raise StepRefused("已经移出")
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    _record("移出开放许可的使用", locked, row, actor, at)
    return row


def _editable(declaration: OpenLicense, actor: Person, at: datetime) -> OpenLicense:
    locked = _declaration(lock(declaration, declaration.turn))
    if not rules.may_edit_uptakes(standing_at(actor, at), locked):
        raise StepRefused("现在不能改动使用登记")
    return locked


def _record(verb: str, declaration: OpenLicense, row: Uptake, actor: Person, at: datetime) -> None:
    journal.record(
        actor=actor,
        at=at,
        verb=verb,
        subject=row,
        context=anchor(declaration),
        unit=declaration.lead_unit,
        detail={"licensee": row.licensee},
    )


def _declaration(matter: Matter) -> OpenLicense:
    return cast(OpenLicense, matter)  # the docket hands every kind its own model
