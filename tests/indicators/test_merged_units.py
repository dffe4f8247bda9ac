"""Series that survive a merger: what was done, and what was given, counts for the unit that went on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from manas.engines.periods import Period
from manas.indicators import rules
from manas.indicators.declared import INDICATORS
from manas.indicators.given.actions import Paper, enter
from manas.indicators.given.official import HIGH_VALUE, OFFICIAL, POPULATION
from manas.indicators.given.reading import Told
from manas.indicators.values.queries import evidence, figure
from manas.office.actions import add_unit, merge_unit
from manas.office.models import Organization, Unit
from manas.registers.models import PatentHolder
from tests.cast import AT, TODAY, Cast
from tests.registers.patents.records import GRANTED, LEACHING, entered

pytestmark = pytest.mark.django_db

BEFORE, AFTER = Period(2025), Period(2026)
GRANTS = INDICATORS["patents_granted"]


def merged(cast: Cast) -> Unit:
    """The southern county goes into the northern one."""
    merge_unit(unit=cast.south, into=cast.north, closed_on=TODAY, obstacles=(), actor=cast.administrator, at=AT)
    return Unit.objects.get(pk=cast.north.pk)


def people(cast: Cast, figure: str = POPULATION, **given: int) -> None:
    """What was given for units in the year before, by the name of the unit's part."""
    told = [Told(figure, getattr(cast, part), BEFORE, Decimal(value)) for part, value in given.items()]
    paper = Paper("公报", "1号", date(2026, 2, 1))
    enter(owner=cast.government, told=told, paper=paper, actor=cast.office, at=AT)


def counted(unit: Unit, period: Period = BEFORE) -> Decimal | None:
    """What was given of a unit's people, as the denominator of a figure."""
    rows = INDICATORS[HIGH_VALUE].out_of
    assert rows is not None
    return rows.sums([unit], [period])[0].get((unit.pk, 0))


def test_what_was_done_before_counts_for_the_successor(cast: Cast) -> None:
    (patent,) = entered(cast, replace(LEACHING, legal_status="in_force", granted_on=GRANTED.granted_on))
    Organization.objects.filter(pk=cast.company.pk).update(county=cast.south)
    PatentHolder.objects.filter(patent=patent, position=1).update(organization=cast.company)
    assert patent.granted_on is not None
    period = Period(patent.granted_on.year)
    assert figure(GRANTS, cast.north, period).value == 0
    north = merged(cast)
    assert figure(GRANTS, north, period).value == 1
    assert list(evidence(GRANTS.counts, north, period)) == [patent]
    assert figure(GRANTS, cast.government, period).value == 1


def test_a_merged_unit_has_no_column_and_is_asked_nothing(cast: Cast) -> None:
    merged(cast)
    assert cast.south not in rules.places(cast.standing("office"))
    assert cast.south not in rules.reporting_units(cast.government)
    assert cast.north in rules.reporting_units(cast.government)


def test_people_of_both_are_added_and_listed(cast: Cast) -> None:
    people(cast, north=10, south=4, government=30)
    assert counted(cast.north) == 10
    north = merged(cast)
    assert (counted(north), counted(cast.government)) == (14, 30)
    rows = INDICATORS[HIGH_VALUE].out_of
    assert rows is not None
    assert sorted(one.value for one in evidence(rows, north, BEFORE)) == [4, 10]


def test_what_nobody_gave_for_the_merged_part_makes_the_whole_missing(cast: Cast) -> None:
    people(cast, north=10)
    assert counted(merged(cast)) is None


def test_after_the_merger_the_successor_alone_is_given(cast: Cast) -> None:
    north = merged(cast)
    enter(
        owner=cast.government, told=[Told(POPULATION, north, AFTER, Decimal(15))], paper=Paper("公报", "2号", TODAY),
        actor=cast.office, at=AT,
    )  # fmt: skip
    assert counted(north, AFTER) == 15


def test_a_rate_is_never_added(cast: Cast) -> None:
    people(cast, "protection_satisfaction", north=80, south=70)
    north = merged(cast)
    assert figure(INDICATORS["protection_satisfaction"], north, BEFORE).value == 80


def test_one_that_was_merged_twice_is_still_counted(cast: Cast) -> None:
    third = add_unit(
        code="third", kind=cast.south.kind, short_name="三县", names=[], parent=cast.government, position=9,
        actor=cast.administrator, at=AT,
    )  # fmt: skip
    people(cast, north=10, south=4)
    paper = Paper("公报", "1号", date(2026, 2, 1))
    told = [Told(POPULATION, third, BEFORE, Decimal(1))]
    enter(owner=cast.government, told=told, paper=paper, actor=cast.office, at=AT)
    merge_unit(unit=third, into=cast.south, closed_on=TODAY, obstacles=(), actor=cast.administrator, at=AT)
    assert counted(merged(cast)) == 15


def test_of_official_figures_rates_alone_do_not_add() -> None:
    rates = {key for key, official in OFFICIAL.items() if not official.adds}
    assert rates == {HIGH_VALUE, "protection_satisfaction", "patent_intensive_share", "first_instance_settled"}
