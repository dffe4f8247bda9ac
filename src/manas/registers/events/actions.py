"""Entering a matchmaking event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.office.queries import standing_at
from manas.registers.events import rules
from manas.registers.models import MatchmakingEvent


class EventRefused(Exception):
    """The event cannot be entered; the message says why, to whoever tried."""


@transaction.atomic
def enter(
    *,
    keeper: Unit,
    name: str,
    held_on: date,
    organizer: str,
    actor: Person,
    at: datetime,
    place: str = "",
    county: Unit | None = None,
) -> MatchmakingEvent:
    """This function will enter an event of `keeper`; EventRefused when it is not the actor's to do or stands there already."""
    if not rules.may_enter(standing_at(actor, at), keeper):
        raise EventRefused("您不能为这个单位登记对接活动")
    if not name.strip() or not organizer.strip():
        raise EventRefused("请填写对接活动名称和主办单位")
    if MatchmakingEvent.objects.filter(keeper=keeper, name=name.strip(), held_on=held_on).exists():
        raise EventRefused("这场对接活动已经登记")
    event = MatchmakingEvent.objects.create(
        keeper=keeper,
        name=name.strip(),
        held_on=held_on,
        organizer=organizer.strip(),
        place=place.strip(),
        county=county,
        created_at=at,
        is_example=actor.is_example,
    )
    journal.record(
        actor=actor,
        at=at,
        verb="登记对接活动",
        subject=event,
        unit=keeper,
        detail={"name": event.name, "held_on": held_on.isoformat()},
    )
    return event
