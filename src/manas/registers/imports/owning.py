"""Whose a patent is, for files that an organization hands in: it may bring its own, and nothing of others."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from manas.office.models import Organization
from manas.registers.models import PatentHolder
from manas.registers.patents.actions.drafts import drafts_of
from manas.registers.patents.entries import PatentEntry
from manas.registers.patents.merging import numbers


def not_of(entry: PatentEntry, owner: Organization) -> str:
    """This function will say why a row is not of an organization's own patent; nothing (the empty string) when it is."""
    if not entry.holders:
        return "没有写明权利人，不能确认是本单位的专利"
    named = any(party.name == owner.name or (party.credit_code or "-") == owner.credit_code for party in entry.holders)
    return "" if named else f"权利人不是{owner.name}，只能提交本单位的专利"


def of_others(entries: Sequence[PatentEntry], owner: Organization) -> dict[int, str]:
    """This function will tell which entries, by their place, have the number of a patent that the register gives to others."""
    known = drafts_of(entries)
    patents = {draft.patent.pk for draft in known.values()}
    own = Q(organization=owner) | Q(name=owner.name)
    held = set(PatentHolder.objects.filter(own, patent__in=patents).values_list("patent_id", flat=True))
    others = {number for number, draft in known.items() if draft.before.holders and draft.patent.pk not in held}
    return {
        place: f"名册中这件专利的权利人不是{owner.name}，请核对号码"
        for place, entry in enumerate(entries)
        if others & set(numbers(entry))
    }
