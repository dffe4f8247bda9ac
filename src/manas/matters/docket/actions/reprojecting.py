"""Moving open due days when a calendar or a local term changed: each with the reason, in the change's own transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction

from manas.matters.docket.actions.clocks import OPEN, earliest, grounds
from manas.matters.docket.models import Matter, TimeLimit
from manas.matters.docket.queries.moves import Shift, open_limits, shifts
from manas.office.journal import actions as journal
from manas.office.journal.actions import Line
from manas.office.models import Person

T = TypeVar("T")

TRIES = 20
AT_ONCE = 500  # rows named in one query: every database takes as many


class AlwaysOvertaken(Exception):
    """Other deeds kept opening limits while this one wanted to hold them all; it may be tried again."""


class _Newcomer(Exception):
    """A limit was opened after the open ones were locked."""


@transaction.atomic
def reproject_open(cause: str, actor: Person, at: datetime) -> int:
    """This function will derive every open limit anew and give the number of those that moved.

    Each that moved has a line in the journal: from which day, to which day, because of what. It is called before its caller
    writes to the journal, because a deed on a matter locks first the matter, then the journal's end; AlwaysOvertaken.
    """
    matters = _hold_all()
    limits = open_limits()
    found = shifts(limits, grounds())
    _keep(found)
    _due(matters, limits)
    moved = [shift for shift in found if shift.moves]
    return journal.record_all(actor=actor, at=at, lines=[_line(shift, matters, cause) for shift in moved])


def _hold_all() -> dict[int, Matter]:
    """Every matter with an open limit, locked in the order of their numbers.

    Then the journal is held: a deed that has not written its line yet will find the new grounds, one that has is over. A
    limit that such a deed opened on a matter not locked here lets go of everything and begin again.
    """
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _hold_once()
        except _Newcomer:
            continue
    raise AlwaysOvertaken


def _hold_once() -> dict[int, Matter]:
    opened = TimeLimit.objects.filter(state__in=OPEN).values("matter_id")
    matters = Matter.objects.select_for_update(of=("self",), no_key=True).select_related("lead_unit")
    held = {matter.pk: matter for matter in matters.filter(pk__in=opened).order_by("pk")}
    journal.hold()
    if set(TimeLimit.objects.filter(state__in=OPEN).values_list("matter_id", flat=True)) - held.keys():
        raise _Newcomer
    return held


def _keep(found: Sequence[Shift]) -> None:
    """Limits that come to the same are written together."""
    alike: dict[tuple[object, ...], list[Shift]] = defaultdict(list)
    for shift in found:
        alike[tuple(shift.kept.values())].append(shift)
        for name, value in shift.kept.items():
            setattr(shift.limit, name, value)
    for same in alike.values():
        for some in _portions(same):
            TimeLimit.objects.filter(pk__in=[shift.limit.pk for shift in some]).update(**some[0].kept)


def _portions(all_of_them: Sequence[T]) -> Iterator[Sequence[T]]:
    return (all_of_them[first : first + AT_ONCE] for first in range(0, len(all_of_them), AT_ONCE))


def _due(matters: dict[int, Matter], limits: Sequence[TimeLimit]) -> None:
    """The day of each matter follows its limits."""
    wrong: dict[date | None, list[int]] = defaultdict(list)
    for pk, due in _days(matters, limits):
        if matters[pk].due_on != due:
            wrong[due].append(pk)
    for due, pks in wrong.items():
        for some in _portions(pks):
            Matter.objects.filter(pk__in=some).update(due_on=due)


def _days(matters: dict[int, Matter], limits: Sequence[TimeLimit]) -> Iterator[tuple[int, date | None]]:
    of: dict[int, list[TimeLimit]] = defaultdict(list)
    for limit in limits:
        of[limit.matter_id].append(limit)
    return ((pk, earliest(of[pk], matter.awaits)) for pk, matter in matters.items())


def _line(shift: Shift, matters: dict[int, Matter], cause: str) -> Line:
    matter = matters[shift.limit.matter_id]
    detail = {"rule": shift.limit.rule, "from": _said(shift.before), "to": _said(shift.after), "because": cause}
    return Line("重算办理期限", Matter(pk=matter.pk), matter.lead_unit, detail)


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""
