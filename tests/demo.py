"""The demonstration for tests: made once in a process and put back for every other test of the same day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from manas.plan.models import WorkPlan
from manas.web.management.commands import demo
from tests import snapshot

_KEPT: list[tuple[datetime, snapshot.Snapshot, int]] = []


def make_demo(now: datetime) -> WorkPlan:
    """This function will fill the empty database with the demonstration, as it stood within the last hour."""
    kept = next((one for one in _KEPT if _fits(one[0], now)), None)
    if kept is None:
        plan = demo.make_demo(now)
        _KEPT[:] = [(now, snapshot.take(), plan.pk)]
        return plan
    snapshot.put_back(kept[1])
    return WorkPlan.objects.select_related("owner", "document").get(pk=kept[2])


@contextmanager
def filled(now: datetime, blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """The demonstration with its whole year, for all tests of a file that only read it; its rows are gone afterwards."""
    with blocker.unblock(), transaction.atomic():
        demo.fill(now)
        yield now
        transaction.set_rollback(True)


def _fits(made: datetime, now: datetime) -> bool:
    same_day = timezone.localtime(made).date() == timezone.localtime(now).date()
    return same_day and timedelta(0) <= now - made < timedelta(hours=1)
