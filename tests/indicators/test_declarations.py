"""What holds for every declaration: clean keys, words that explain, tasks that exist, nothing that measures the use of this system."""

import re
from datetime import datetime

import pytest
from django.db.models import Model

from manas.engines.periods import Period
from manas.indicators.declared import INDICATORS
from manas.indicators.values.queries import evidence
from manas.office import models as office
from manas.office.models import Unit, UnitKind

# Log-ins, views, uploads, journal lines, messages: units are judged by results, never by how much they use a system.
OF_USE = {
    office.SignIn, office.OpenSession, office.JournalEntry, office.Notice, office.StoredFile, office.Delivery,
    office.Job,
}  # fmt: skip


def table_of(key: str, part: str) -> type[Model]:
    return INDICATORS[key].parts[part].of().model


def test_keys_and_names_are_each_their_own() -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", key) for key in INDICATORS)
    assert len({str(one.name) for one in INDICATORS.values()}) == len(INDICATORS)


@pytest.mark.parametrize("key", INDICATORS)
def test_it_explains_itself(key: str) -> None:
    found = INDICATORS[key]
    assert str(found.definition).endswith("。")
    assert re.search("本期|期末", str(found.definition))
    assert found.counts.given or (str(found.measure) == "%") == (found.scale == 100)
    assert set(found.tasks) <= {str(number) for number in range(1, 13)}


@pytest.mark.parametrize("key", INDICATORS)
def test_its_rows_count_on_a_day_stand_on_one_or_are_given(key: str) -> None:
    for rows in INDICATORS[key].parts.values():
        assert [bool(rows.on), rows.standing is not None, rows.given_for is not None].count(True) == 1


@pytest.mark.parametrize("key", INDICATORS)
def test_nobody_is_judged_by_the_use_of_this_system(key: str) -> None:
    for part in INDICATORS[key].parts:
        assert table_of(key, part) not in OF_USE


@pytest.mark.django_db
@pytest.mark.parametrize("key", [key for key, one in INDICATORS.items() if one.scale == 100])
def test_a_share_is_a_part_of_its_whole(year: datetime, key: str) -> None:
    whole = Unit.objects.get(kind=UnitKind.GOVERNMENT)
    found = INDICATORS[key]
    assert found.out_of is not None
    for period in (Period(2025), Period(2026)):
        among = set(evidence(found.out_of, whole, period).values_list("pk", flat=True))
        assert set(evidence(found.counts, whole, period).values_list("pk", flat=True)) <= among
