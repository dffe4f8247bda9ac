"""Nought, not applicable and never brought in are told apart."""

import pytest

from manas.engines.figures import Known
from manas.engines.periods import Period
from manas.indicators.declared import INDICATORS
from manas.indicators.values.queries import figure
from tests.cast import Cast


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("patents_in_force", Known.NOT_LOADED),
        ("inventions_share", Known.NOT_LOADED),
        ("cases_filed", Known.VALUE),
        ("pledge_amount", Known.VALUE),
        ("cases_in_time", Known.NOT_APPLICABLE),
    ],
)
def test_what_an_empty_office_knows(cast: Cast, key: str, known: Known) -> None:
    found = figure(INDICATORS[key], cast.government, Period(2026))
    assert found.known is known
    assert found.value == (0 if known is Known.VALUE else None)
