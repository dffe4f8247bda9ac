"""Matters, registers and the journal are written at the same moment by two connections: nobody waits for ever.

Everybody takes a matter first, then the end of the journal, then rows of registers; what others only refer to is locked so
that they still can (decision 025). One of the two here holds the journal until the other waits for it, and only then goes on
to its own rows: had the other taken one of them before, the database would end one of the two deeds. On SQLite, which has one
writer at a time, the same deeds come out the same.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import pytest
from django.db import connection, transaction

from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.pairing.pair.models import Pair
from manas.matters.pairing.pair.proposing import propose
from manas.office.journal import actions as journal
from manas.office.journal.queries import verify
from manas.registers.models import Patent, TechnologyNeed
from manas.registers.needs.actions import amend
from manas.registers.patents.actions import correct_patent, save_search
from manas.registers.patents.queries.listing import Filters
from manas.registers.products.actions import state_scope
from tests.cast import AT, LATER, Cast, make_cast
from tests.registers.needs.deals import patent
from tests.registers.needs.needs import need

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20.0  # seconds until a deed that should wait does
WAITING = (
    "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()"
)
Deed = Callable[[], object]


@dataclass(frozen=True)
class Ground:
    """What the deeds are done on."""

    cast: Cast
    need: TechnologyNeed
    patent: Patent


@pytest.fixture
def ground(transactional_db: None) -> Ground:
    cast = make_cast()
    return Ground(cast, need(cast), patent(organization=cast.company))


def until_somebody_waits() -> None:
    """On SQLite the other waits before it has written anything."""
    until = time.monotonic() + PATIENCE
    while connection.vendor == "postgresql" and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return


def one_behind_the_other(first: Deed, second: Deed) -> None:
    """Does `first` holding the journal, once `second` waits in a connection of its own; a failure of either is raised."""

    def behind() -> None:
        try:
            second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            journal.hold()
            other = pool.submit(behind)
            until_somebody_waits()
            first()
        other.result()


def by_office(ground: Ground) -> Deed:
    return partial(propose, need=ground.need, patent=ground.patent, actor=ground.cast.handler, at=AT)


def by_firm(ground: Ground) -> Deed:
    return partial(propose, need=ground.need, patent=ground.patent, actor=ground.cast.firm, at=AT)


def keeping(ground: Ground) -> Deed:
    filters = Filters("杏")
    return partial(save_search, name="杏", filters=filters, alerts=False, actor=ground.cast.office, at=AT)


def amending(ground: Ground) -> Deed:
    return partial(amend, need=ground.need, values={"title": "鲜杏运输"}, actor=ground.cast.handler, at=LATER)


def correcting(ground: Ground) -> Deed:
    given = {"field": "title", "value": "一种鲜杏贮运方法", "reason": "与公告一致"}
    return partial(correct_patent, patent=ground.patent, actor=ground.cast.office, at=LATER, **given)


def stating(ground: Ground) -> Deed:
    return partial(state_scope, organization=ground.cast.company, scope="水泵", actor=ground.cast.firm, at=LATER)


@pytest.mark.parametrize(
    ("first", "second"),
    [(amending, by_office), (amending, by_firm), (stating, by_firm), (correcting, keeping)],
)
def test_two_deeds_that_meet_are_both_done(
    ground: Ground, first: Callable[[Ground], Deed], second: Callable[[Ground], Deed]
) -> None:
    one_behind_the_other(first(ground), second(ground))
    assert verify().intact


def test_of_two_who_begin_the_same_pair_at_once_one_does(ground: Ground) -> None:
    with pytest.raises(StepRefused, match="已经在对接"):
        one_behind_the_other(by_office(ground), by_firm(ground))
    assert Pair.objects.count() == 1
