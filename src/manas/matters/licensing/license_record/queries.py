"""What is asked about a record: what the register holds against it, and what its papers print."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.utils import timezone

from manas.facts.fees import reduction
from manas.matters.docket.kinds import Advice, Level
from manas.matters.docket.models import Matter
from manas.matters.licensing.license_record.models import LicenseRecord
from manas.registers.models import DealKind, LegalStatus


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:
    """This function will say what the register holds against recording a contract."""
    record = cast(LicenseRecord, matter)
    if record.closed_at is not None or record.patent is None:
        return ()
    return tuple(
        Advice(Level.WARNING, words, basis) for words, basis, true in _against(record, timezone.localtime(at)) if true
    )


def _against(record: LicenseRecord, at: datetime) -> tuple[tuple[str, tuple[tuple[str, str], ...], bool], ...]:
    patent = record.patent
    if patent is None:
        return ()
    holders = {holder.name for holder in patent.holders.all()}
    pledged = patent.pledged_until is not None and patent.pledged_until >= at.date()
    return (
        (
            f"登记册记载的专利权人是{'、'.join(sorted(holders))}，与许可人（转让人）不同，请核对",
            (("patent-law", "10"),),
            bool(holders) and record.given_by not in holders,
        ),
        (
            f"登记册记载的法律状态是“{patent.get_legal_status_display()}”，请核对",
            (),
            patent.legal_status not in (LegalStatus.IN_FORCE, LegalStatus.UNKNOWN),
        ),
        (
            f"登记册记载质押至{patent.pledged_until}：未经质权人同意不得转让或者许可",
            (("civil-code", "444"),),
            pledged,
        ),
    )


def paper_values(matter: Matter) -> dict[str, Any]:
    """This function will give what the papers of a record print beside its columns. A sealed price is printed as sealed: papers
    leave the office."""
    record = cast(LicenseRecord, matter)
    patent = record.patent
    known = reduction("open-licence")
    return {
        "patent_title": patent.title if patent else None,
        "filed_on": patent.filed_on if patent else None,
        "main_class": patent.ipc_main if patent else None,
        "price": "密封" if record.sealed else record.price,
        "price_form": "密封" if record.sealed else str(record.get_price_form_display()),
        "reduction": f"{known.rate * 100:.0f}%" if record.record_kind == DealKind.OPEN else "",
    }
