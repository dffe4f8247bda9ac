"""The small year, made once its tables can be imported."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.indicators.workreports.small_year import Year


@pytest.fixture
def small(cast: "Cast") -> "Year":
    from tests.indicators.workreports.small_year import make_year  # models cannot be imported before the settings are

    return make_year(cast)
