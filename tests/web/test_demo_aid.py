"""The example records of aid: partners as publicly known, everything invented marked, one offer in each state."""

from datetime import UTC, datetime

import pytest

from manas.facts.aid import known_partners
from manas.office.models import Person, Unit
from manas.office.queries import standing
from manas.registers.aid.queries import not_entered, overview, partner_regions
from manas.registers.models import AidOffer, AidPartnership, AidPolicy, AidState, AidTeam
from manas.web.management.commands._demo_aid import make_aid
from tests.demo import make_demo

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture
def offers(db: None) -> list[AidOffer]:
    make_demo(NOW)
    return make_aid(NOW)


def test_partners_are_those_that_are_known_with_their_source(offers: list[AidOffer]) -> None:
    entered = set(AidPartnership.objects.values_list("unit__code", "province", "city", "since", "source", "status"))
    known = {(one.unit, one.province, one.city, one.since, one.source, one.status.value) for one in known_partners()}
    assert entered == known
    assert len(offers) == 6


def test_whatever_is_invented_says_so(offers: list[AidOffer]) -> None:
    records = [*offers, *AidPolicy.objects.all(), *AidTeam.objects.all()]
    assert [str(record) for record in records if not str(record).endswith("（示例）") or not record.is_example] == []


def test_every_state_is_shown_and_each_unit_has_something(offers: list[AidOffer]) -> None:
    assert set(AidOffer.objects.values_list("state", flat=True)) == set(AidState)
    rows = overview(standing(Person.objects.get(username="office"), NOW.date()), NOW.date())
    assert [(row.unit.short_name, bool(row.partners), sum(row.states.values())) for row in rows] == [
        ("自治州人民政府", True, 1),
        ("阿图什市", True, 2),
        ("阿克陶县", True, 1),
        ("阿合奇县", True, 1),
        ("乌恰县", True, 1),
    ]
    assert not_entered(rows) == []


def test_what_the_county_gets_by_aid_is_known_to_matching(offers: list[AidOffer]) -> None:
    assert partner_regions(Unit.objects.get(code="gov653001"), NOW.date()) == {"昆山", "江苏", "江西"}
