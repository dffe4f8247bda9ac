"""Who enters matchmaking events: whoever handles matters of the unit, and its office."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from manas.office.models import Unit
    from manas.office.rules import Standing


def may_enter(standing: Standing, keeper: Unit) -> bool:
    """This function will tell whether the person may enter an event of the unit."""
    return keeper.path.startswith((*standing.handles_at(), *standing.office_realms()) or ("!",))
