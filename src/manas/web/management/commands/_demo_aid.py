"""Example records of aid: partners from what is publicly known, and invented offers, policies and teams, each marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from manas.facts.aid import known_partners
from manas.office.models import Membership, Person, Unit
from manas.office.queries import standing_at
from manas.registers.aid.actions import Step, advance, enter
from manas.registers.aid.books import BOOKS, OFFERS, PARTNERSHIPS, POLICIES, TEAMS, Book
from manas.registers.aid.queries import keeper_for
from manas.registers.models import AidOffer, AidRecord, AidState

FILE: Final = "demo-aid.yaml"
MARK: Final = "（示例）"
# The column that names a record bears the mark.
NAMES: Final = {OFFERS.key: "title", POLICIES.key: "title", TEAMS.key: "name"}


@transaction.atomic
def make_aid(now: datetime) -> list[AidOffer]:
    """This function will enter the example records of aid, the offers carried to where they stand."""
    told = yaml.safe_load((settings.EXAMPLES / FILE).read_text(encoding="utf-8"))
    partners = _partners(now - timedelta(days=198))
    made = {key: [_record(BOOKS[key], line, partners, now) for line in told[key]] for key in NAMES}
    offers = [offer for offer in made[OFFERS.key] if isinstance(offer, AidOffer)]
    for offer, line in zip(offers, told[OFFERS.key], strict=True):
        for step in line["steps"]:
            at = now + timedelta(days=step["day"])
            advance(offer=offer, step=_step(step, at), actor=_person(line["by"]), at=at)
    return offers


def _partners(at: datetime) -> dict[str, AidRecord]:
    """What is known of partners, each with its source and how well it is known."""
    names = ("province", "city", "since", "source")
    return {
        one.key: _enter(
            PARTNERSHIPS,
            one.unit,
            {**{name: getattr(one, name) for name in names}, "status": one.status.value},
            "office",
            at,
        )
        for one in known_partners()
    }


def _record(book: Book, line: dict[str, Any], partners: Mapping[str, AidRecord], now: datetime) -> AidRecord:
    at = now + timedelta(days=line["day"])
    values = {name: line[name] for name in book.fields if name in line}
    values[NAMES[book.key]] = f"{line[NAMES[book.key]]}{MARK}"
    values["partnership"] = partners.get(line.get("partner", ""))
    values |= _days(book, line, at, now)
    return _enter(book, line["unit"], values, line["by"], at)


def _days(book: Book, line: dict[str, Any], at: datetime, now: datetime) -> dict[str, date]:
    if book is TEAMS:
        return {"from_on": _day(at), "until_on": _day(now + timedelta(days=line["until"]))}
    return {"brought_on" if book is OFFERS else "obtained_on": _day(at)}


def _enter(book: Book, code: str, values: dict[str, Any], username: str, at: datetime) -> AidRecord:
    actor, unit = _person(username), Unit.objects.get(code=code)
    keeper = keeper_for(standing_at(actor, at), unit) or unit
    return enter(book=book, unit=unit, values=values, keeper=keeper, actor=actor, at=at)


def _step(line: dict[str, Any], at: datetime) -> Step:
    firm = Membership.objects.filter(person__username=line.get("firm", "")).select_related("organization").first()
    return Step(
        state=AidState(line["state"]),
        on=_day(at),
        note=line.get("note", ""),
        organization=firm.organization if firm else None,
        output_value=Decimal(line["output_value"]) if "output_value" in line else None,
        jobs=line.get("jobs"),
        reason=line.get("reason", ""),
    )


def _person(username: str) -> Person:
    return Person.objects.get(username=username)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
