"""The invented prefecture stands ready."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> "Cast":
    """The units and people of the tests."""
    from tests.cast import make_cast  # models cannot be imported before pytest has prepared the settings

    return make_cast()
