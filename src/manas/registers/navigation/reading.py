"""Reading a selection of the register for counting: each table once, from end to end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Max

from manas.engines.navigation.classes import main_group
from manas.engines.navigation.effects import effects
from manas.engines.navigation.model import Filing, Need, Party
from manas.engines.navigation.speaking import Asked
from manas.registers.models import LegalStatus, Patent, PatentHolder, PatentQuerySet

AT_ONCE: Final = 2_000  # rows that the database hands over at a time
COLUMNS: Final = (
    "pk", "application_number", "filed_on", "published_on", "ipc_main", "main_subclass", "title", "abstract",
    "legal_status", "is_example",
)  # fmt: skip
NUMBERED: Final = re.compile(r"(?:(20\d\d)\d{8}|(8[5-9]|9\d|0[0-3])\d{6})\.")


def filings(found: PatentQuerySet, needs: Sequence[Need] = ()) -> list[Filing]:
    """This function will read every patent of a selection with its text and its holders, in two queries."""
    parties, asked = _parties(found), Asked(needs)
    rows = found.order_by("pk").values_list(*COLUMNS)
    return [
        _filing(dict(zip(COLUMNS, row, strict=True)), parties.get(row[0], ()), asked)
        for row in rows.iterator(chunk_size=AT_ONCE)
    ]


def known_until() -> date | None:
    """This function will give the last day of filing or publication that the register knows of any patent."""
    found = Patent.objects.aggregate(published=Max("published_on"), filed=Max("filed_on"))
    return max((day for day in found.values() if day), default=None)


def year_filed(filed_on: date | None, number: str | None) -> int | None:
    """This function will give the year of filing: of the day, else the one that an application number of China begins with."""
    if filed_on is not None:
        return filed_on.year
    numbered = NUMBERED.match(number or "")
    if numbered is None:
        return None
    long, short = numbered.groups()
    return int(long) if long else 1900 + int(short) + (100 if short < "85" else 0)


def _filing(row: Mapping[str, Any], holders: Sequence[Party], asked: Asked) -> Filing:
    filed = year_filed(row["filed_on"], row["application_number"])
    return Filing(
        key=row["pk"],
        filed=filed,
        published=row["published_on"].year if row["published_on"] else None,
        subclass=row["main_subclass"],
        group=main_group(row["ipc_main"]),
        holders=tuple(holders),
        readable=bool(row["abstract"]),
        effects=effects(f"{row['title']}\n{row['abstract']}") if row["abstract"] else (),
        doubts=tuple(_doubts(row, filed, holders)),
        answers=asked.answered(row["title"] or row["abstract"].partition("。")[0], row["abstract"]),
    )


def _doubts(row: Mapping[str, Any], filed: int | None, holders: Sequence[Party]) -> list[str]:
    """What is not known of a patent, or not to be built on; `limits.DOUBTS` has the words."""
    held = {
        "no-filing-year": filed is None,
        "no-abstract": not row["abstract"],
        "no-class": not row["main_subclass"],
        "no-holder": not holders,
        "no-status": row["legal_status"] == LegalStatus.UNKNOWN,
        "example": row["is_example"],
    }
    return [name for name, is_so in held.items() if is_so]


def _parties(found: PatentQuerySet) -> Mapping[int, list[Party]]:
    rows = PatentHolder.objects.filter(patent__in=found.values("pk")).order_by("patent_id", "position")
    parties: defaultdict[int, list[Party]] = defaultdict(list)
    columns = ("patent", "pk", "name", "organization", "organization__kind", "organization__county__short_name")
    for patent, key, name, organization, kind, county in rows.values_list(*columns).iterator(chunk_size=AT_ONCE):
        parties[patent].append(Party(key, name, organization, kind or "", county or ""))
    return parties
