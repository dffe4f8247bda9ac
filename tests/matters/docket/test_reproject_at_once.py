"""Days are entered while matters are being handed in: no due day stays with the old calendar, and nobody is turned away."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from manas.matters.docket.actions.clocks import grounds
from manas.matters.docket.actions.reprojecting import reproject_open
from manas.matters.docket.models import Matter, TimeLimit
from manas.matters.docket.queries.moves import open_limits, shifts
from manas.office.journal.queries import verify
from manas.office.models import CalendarDay
from manas.office.values.actions import enter_day
from tests.cast import LATER, Cast, make_cast
from tests.matters.business import aid, aid_draft, step, term

DAYS = [date(2026, 3, number) for number in (3, 4, 5, 6)]
OFFICIALS, EACH = 3, 4


def in_threads(deeds: list[Callable[[], None]]) -> None:
    """This function will do deeds at the same moment, each in a connection of its own; a failure is raised."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], None]) -> None:
        try:
            start.wait()
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        list(pool.map(one, deeds))


def enter(cast: Cast, days: list[date]) -> None:
    """This function will enter days off one after the other."""
    for day in days:
        enter_day(
            place="national", day=day, off=True, name="调休", document="通知", actor=cast.administrator, at=LATER,
            reproject=reproject_open,
        )  # fmt: skip


def hand_in(cast: Cast, drafts: list[Matter]) -> None:
    """This function will hand drafts in one after the other: each begins a limit."""
    for matter in drafts:
        step(matter, "submit", cast.firm)


@pytest.mark.django_db(transaction=True)
def test_no_matter_handed_in_at_the_same_time_keeps_the_old_calendar() -> None:
    cast = make_cast()
    term(cast, "AID-ACCEPT", 5)
    for _ in range(5):
        aid(cast)
    shares = [[aid_draft(cast) for _ in range(EACH)] for _ in range(OFFICIALS)]
    in_threads([partial(enter, cast, DAYS), *(partial(hand_in, cast, share) for share in shares)])
    assert TimeLimit.objects.count() == 5 + OFFICIALS * EACH
    assert shifts(open_limits(), grounds()) == []
    assert set(Matter.objects.values_list("due_on", flat=True)) == {date(2026, 3, 13)}
    assert verify().intact


@pytest.mark.django_db(transaction=True)
def test_two_who_enter_days_at_once_do_not_undo_each_other() -> None:
    cast = make_cast()
    term(cast, "AID-ACCEPT", 5)
    for _ in range(3):
        aid(cast)
    in_threads([partial(enter, cast, DAYS[:2]), partial(enter, cast, DAYS[2:])])
    assert CalendarDay.objects.count() == len(DAYS)
    assert shifts(open_limits(), grounds()) == []
    assert set(Matter.objects.values_list("due_on", flat=True)) == {date(2026, 3, 13)}
