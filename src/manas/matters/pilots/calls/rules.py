"""Who may enter and close calls: the office of the prefecture that recommends. Whoever may apply may read them."""

from __future__ import annotations

from manas.office.models import Unit
from manas.office.rules import Standing


def may_announce(standing: Standing, owner: Unit) -> bool:
    """This function will tell whether somebody enters and closes the calls of a prefecture."""
    return owner.path.startswith(standing.office_realms() or ("!",))
