"""Which units of the register the names in a document mean: one answer for looking a draft through and for adopting it."""

from __future__ import annotations

from datetime import date

from manas.engines.policy.binding import means_counties
from manas.engines.policy.model import Responsibility
from manas.office.models import Unit
from manas.office.queries import county_governments, names_within, plain


class NamedUnits:
    """The names under a root as they hold on a day; `known` maps each in its plain form to its unit."""

    def __init__(self, root: Unit, day: date) -> None:
        self.known = names_within(root, day)
        self._counties = county_governments(root, day)

    def of(self, named: Responsibility) -> list[Unit]:
        """This function will give the units meant: one, all county governments for a group of counties, or none."""
        unit = self.known.get(plain(named.full)) or self.known.get(plain(named.name))
        if unit:
            return [unit]
        return list(self._counties) if named.generic and means_counties(named.name) else []
