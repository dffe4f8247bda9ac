"""The demonstration's year, made once for all tests of a file that only read it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.cast import Cast

# A day on which nothing special happens, late enough in a quarter that the quarter has something in it.
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


def add_what_the_demonstration_lacks(now: datetime) -> None:
    """Rows of which the demonstration has none, so that no indicator is only ever counted as nought."""
    from manas.matters.docket.models import Rating
    from manas.matters.indications.special_mark_use.models import SpecialMarkUse, YearlyUse
    from manas.matters.licensing.open_license.models import OpenLicense, Uptake
    from manas.matters.services.rights_aid.models import RightsAid
    from manas.office.models import Person, Unit
    from manas.registers.events.actions import enter

    office, county = Person.objects.get(username="office"), Unit.objects.get(code="gov653001")
    Rating.objects.create(matter=RightsAid.objects.order_by("pk")[0], score=4, at=now)
    declared = OpenLicense.objects.order_by("pk")[0]
    OpenLicense.objects.filter(pk=declared.pk).update(declared_on=date(2026, 10, 9))
    Uptake.objects.create(
        declaration=declared, notified_on=NOW.date(), paid_on=NOW.date(), added_by=office, added_at=now
    )
    use = SpecialMarkUse.objects.order_by("pk")[0]
    YearlyUse.objects.create(use=use, year=2025, sales=Decimal("1250000.50"), reported_by=office, reported_at=now)
    handler = Person.objects.get(username="handler")
    (keeper,) = [post.unit for post in handler.posts.all()]
    enter(
        keeper=keeper,
        name="对接会",
        held_on=date(2026, 11, 2),
        organizer="市场监管局",
        county=county,
        actor=handler,
        at=now,
    )


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """The day on which the demonstration was made; its rows are gone when the file is done."""
    from tests.demo import filled

    with filled(NOW, django_db_blocker):
        add_what_the_demonstration_lacks(NOW)
        yield NOW


@pytest.fixture
def cast(db: None) -> "Cast":
    """The units and people of the tests."""
    from tests.cast import make_cast  # models cannot be imported before pytest has prepared the settings

    return make_cast()
