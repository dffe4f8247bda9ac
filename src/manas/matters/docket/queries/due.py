"""The open due days of whoever must act: each limit with its rule and how its day was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from manas.matters.docket.actions.clocks import grounds, projected, rule_of
from manas.matters.docket.models import LimitState, Matter, TimeLimit
from manas.matters.docket.queries.inbox import Tray, lying_in
from manas.matters.docket.queries.page import LimitLine
from manas.office.rules import Standing

MOST = 500


@dataclass(frozen=True, slots=True)
class DueDay:
    """A matter that waits for somebody, and one of the limits that bind them in it."""

    matter: Matter
    line: LimitLine
    on: date


def due_days(standing: Standing, today: date) -> list[DueDay]:
    """This function will give the dated limits of the matters that wait for this very person, earliest first.

    In a fixed number of queries; of more than 500 matters those that fall due first.
    """
    dated = TimeLimit.objects.filter(state=LimitState.RUNNING, due_on__isnull=False)
    waiting = (
        lying_in(standing, Tray.MINE, today)
        .filter(due_on__isnull=False)
        .order_by("due_on", "pk")
        .prefetch_related(Prefetch("limits", dated), "stays")[:MOST]
    )
    known, found = grounds(), []
    for matter in waiting:
        stays = list(matter.stays.all())
        for limit in matter.limits.all():
            if limit.binds == matter.awaits and limit.due_on:
                line = LimitLine(limit, rule_of(limit, known.rules), projected(limit, stays, known))
                found.append(DueDay(matter, line, limit.due_on))
    return found
