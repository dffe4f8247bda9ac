"""Who sees a sealed price: the parties of the contract and the office."""

from __future__ import annotations

from typing import Final, cast

from manas.matters.docket import rules as docket
from manas.matters.docket.models import Matter
from manas.matters.licensing.license_record.models import LicenseRecord
from manas.office.rules import Standing

PRICE: Final = frozenset({"price", "price_form"})


def hidden(standing: Standing, matter: Matter) -> frozenset[str]:
    """This function will keep a sealed price from counties and leaders, who read the rest."""
    record = cast(LicenseRecord, matter)  # the docket hands every kind its own model
    return PRICE if record.sealed and not docket.is_between(standing, record) else frozenset()
