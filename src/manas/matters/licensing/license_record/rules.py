"""Who sees a sealed price: the parties of the contract and the office."""

from __future__ import annotations

from typing import Final, cast

from manas.matters.docket.models import Matter
from manas.matters.docket.parties import Party, sits
from manas.matters.licensing.license_record.models import LicenseRecord
from manas.office.rules import Standing

PRICE: Final = frozenset({"price", "price_form"})
SEES: Final = (Party.APPLICANT, Party.PARTNER, Party.HANDLER, Party.APPROVER, Party.REVIEWER)


def hidden(standing: Standing, matter: Matter) -> frozenset[str]:
    """This function will keep a sealed price from counties and leaders, who read the rest."""
    record = cast(LicenseRecord, matter)  # the docket hands every kind its own model
    own_office = record.lead_unit.path.startswith(standing.office_realms() or ("!",))
    if not record.sealed or own_office or any(sits(party, standing, record) for party in SEES):
        return frozenset()
    return PRICE
