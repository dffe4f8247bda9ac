"""Writing a recorded licence or transfer on the patent that it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from manas.office.journal import actions as journal
from manas.office.models import Organization, Person, Unit
from manas.registers.models import DealKind, Patent, PatentChange, PatentDeal, PatentHolder
from manas.registers.patents.merging import Lists, derive


class DealRefused(Exception):
    """The deal cannot be entered; the message says why, to whoever tried."""


@dataclass(frozen=True, slots=True)
class Deal:
    """A licence or transfer as its record says it. `price` is in yuan; `organization` is who received it, if known here."""

    kind: DealKind
    given_by: str
    given_to: str
    effective_on: date
    price: Decimal
    record_number: str
    recorded_on: date
    source: str
    until: date | None = None
    sealed: bool = False
    organization: Organization | None = None


@transaction.atomic
def enter(*, patent: Patent, deal: Deal, unit: Unit, actor: Person, at: datetime) -> PatentDeal:
    """This function will enter a deal, add it to the history of its patent, and after a transfer put the new holders there: in
    the place of those who transferred; co-owners who did not stay.

    Raises DealRefused when a deal of this record number stands there already.
    """
    journal.hold()  # the journal first, as everybody does who writes here: no two can hold what the other needs
    held = Patent.objects.select_for_update(no_key=True).get(pk=patent.pk)
    if PatentDeal.objects.filter(record_number=deal.record_number).exists():
        raise DealRefused(f"备案（登记）号{deal.record_number}已经登记过")
    made = PatentDeal.objects.create(
        patent=held,
        is_example=actor.is_example,
        **{name: getattr(deal, name) for name in Deal.__slots__},
    )
    if deal.kind == DealKind.TRANSFER:
        _new_holder(held, deal, actor, at)
    else:
        words = f"{deal.given_by}许可{deal.given_to}（{made.get_kind_display()}，备案号{deal.record_number}）"
        _change(held, "license", "", words, deal, actor, at)
    journal.record(
        actor=actor,
        at=at,
        verb="登记专利许可转让",
        subject=held,
        unit=unit,
        detail={"record_number": deal.record_number, "kind": str(deal.kind)},
    )
    return made


def _new_holder(patent: Patent, deal: Deal, actor: Person, at: datetime) -> None:
    held = list(PatentHolder.objects.filter(patent=patent).select_related("organization"))
    leaving = set(_names(deal.given_by))
    staying = [one for one in held if one.name not in leaving] if leaving & {one.name for one in held} else []
    known = {one.name: one.organization for one in staying}
    for name in _names(deal.given_to):
        known.setdefault(name, _organization(name, deal))
    PatentHolder.objects.filter(patent=patent).delete()
    PatentHolder.objects.bulk_create(
        PatentHolder(patent=patent, position=place, name=name, organization=organization)
        for place, (name, organization) in enumerate(known.items(), 1)
    )
    others = Lists(tuple(known), *(tuple(map(str, rows.all())) for rows in (patent.inventors, patent.classes)))
    derive(patent, others)
    _change(patent, "holders", "、".join(one.name for one in held), "、".join(known), deal, actor, at)


def _names(words: str) -> list[str]:
    """Those who stand in one column, parted by 、."""
    return [name for part in words.split("、") if (name := part.strip())]


def _organization(name: str, deal: Deal) -> Organization | None:
    if name == deal.given_to:
        return deal.organization
    return Organization.objects.filter(name=name, closed_on=None).first()


def _change(patent: Patent, field: str, before: str, after: str, deal: Deal, actor: Person, at: datetime) -> None:
    PatentChange.objects.create(
        patent=patent, field=field, before=before, after=after, reason=deal.source[:200], at=at, actor=actor
    )
    patent.changed_at = at
    patent.save()
