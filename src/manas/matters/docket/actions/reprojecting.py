"""Moving open due days when a calendar or a local term changed: each with the reason, in the change's own transaction."""

from __future__ import annotations

from datetime import date, datetime

from manas.matters.docket.actions.clocks import OPEN, Grounds, grounds, project
from manas.matters.docket.actions.turning import anchor
from manas.matters.docket.models import Matter, TimeLimit
from manas.office.journal import actions as journal
from manas.office.models import Person


def reproject_open(cause: str, actor: Person, at: datetime) -> int:
    """This function will derive every open limit anew and give the number of those that moved.

    Each that moved has a line in the journal: from which day, to which day, because of what.
    """
    known = grounds()
    pks = TimeLimit.objects.filter(state__in=OPEN).values_list("matter_id", flat=True).distinct()
    matters = Matter.objects.select_for_update().filter(pk__in=list(pks)).order_by("pk")
    return sum(_reproject(matter, known, cause, actor, at) for matter in matters)


def _reproject(matter: Matter, known: Grounds, cause: str, actor: Person, at: datetime) -> int:
    moved = project(matter, known)
    for limit, before in moved:
        journal.record(
            actor=actor,
            at=at,
            verb="重算办理期限",
            subject=anchor(matter),
            unit=matter.lead_unit,
            detail={"rule": limit.rule, "from": _said(before), "to": _said(limit.due_on), "because": cause},
        )
    return len(moved)


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""
