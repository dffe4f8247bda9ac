"""An example register: public bibliographic facts near the trades of the prefecture, and invented patents of example firms."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from manas.engines.patent_number import Form, read
from manas.office.models import Membership, Person
from manas.registers.models import Patent
from manas.registers.patents.actions import enter_patents, state_offer
from manas.registers.patents.entries import Party, PatentEntry

FILE = "demo-patents.tsv"
SOURCE = "公开专利文献的著录项目（示例）"
MARK = "（示例）"
# Invented: no patent has the serial number 0000000. Sign-in name of the holder's member, columns, what the member says.
INVENTED: Final[tuple[tuple[str, dict[str, Any], dict[str, Any]], ...]] = (
    (
        "firm",
        {
            "application_number": "202010000000.7",
            "publication_number": "CN100000000B",
            "kind": "invention",
            "title": f"一种高海拔光伏水泵的变频控制方法{MARK}",
            "abstract": f"按日照和水位调节水泵转速，提高提水效率，降低能耗，避免水泵空转损坏。{MARK}",
            "filed_on": date(2020, 5, 12),
            "published_on": date(2021, 3, 16),
            "granted_on": date(2021, 3, 16),
            "legal_status": "in_force",
            "publicly_funded": True,
            "ipc": ("F04B49/06", "F04B17/00"),
        },
        {"worked": False, "maturity": 7, "willingness": "license", "asking_terms": "普通许可，费用面议。"},
    ),
    (
        "coop",
        {
            "application_number": "202220000000.1",
            "publication_number": "CN200000000U",
            "kind": "utility_model",
            "title": f"一种鲜杏脱核切瓣装置{MARK}",
            "abstract": f"先定位果缝再脱核切瓣，提高加工效率，减少果肉损伤，节省人工，结构简单。{MARK}",
            "filed_on": date(2022, 6, 20),
            "published_on": date(2022, 12, 9),
            "granted_on": date(2022, 12, 9),
            "legal_status": "in_force",
            "annuity_year": 4,
            "ipc": ("A23N4/04",),
        },
        {
            "worked": True,
            "maturity": 9,
            "willingness": "open_license",
            "asking_terms": "合作社成员免费，其他每台每年二百元。",
        },
    ),
)


@transaction.atomic
def make_patents(now: datetime) -> list[Patent]:
    """This function will enter the example register and let the example holders say what they offer."""
    at = now - timedelta(days=198)
    office = Person.objects.get(username="office")
    enter_patents(entries=_public(), source=SOURCE, actor=office, at=at, is_example=True)
    invented = [_entry(member, columns) for member, columns, _offer in INVENTED]
    told = enter_patents(entries=invented, source=f"虚构{MARK}", actor=office, at=at, is_example=True)
    made = Patent.objects.in_bulk([one.patent for one in told])
    for (member, _columns, offer), one in zip(INVENTED, told, strict=True):
        patent = made[one.patent or 0]
        state_offer(patent=patent, offer=offer, actor=Person.objects.get(username=member), at=at + timedelta(days=2))
    return list(Patent.objects.filter(is_example=True))


def _entry(member: str, columns: dict[str, Any]) -> PatentEntry:
    holder = Membership.objects.select_related("organization").get(person__username=member).organization
    return PatentEntry(**columns, holders=(Party(holder.name, holder.credit_code or ""),))


def _public() -> list[PatentEntry]:
    """The one date of a line is that of filing with an application number, else that of publication."""
    with (settings.EXAMPLES / FILE).open(encoding="utf-8", newline="") as file:
        lines = [(place, line) for place, line in enumerate(file, start=1) if not line.startswith("#")]
    rows = csv.DictReader((line for _place, line in lines), delimiter="\t")
    return [_fact(row, place) for row, (place, _line) in zip(rows, lines[1:], strict=True)]


def _fact(row: dict[str, str], place: int) -> PatentEntry:
    number, day = read(row["number"]), date.fromisoformat(row["date"])
    is_filing = number.form is Form.APPLICATION
    return PatentEntry(
        application_number=number.text if is_filing else None,
        publication_number=None if is_filing else number.text,
        kind=number.kind,
        title=row["title"],
        filed_on=day if is_filing else None,
        published_on=None if is_filing else day,
        granted_on=day if number.announces_grant else None,
        holders=tuple(Party(name) for name in row["holders"].split(";")),
        ipc=(row["class"],),
        row=place,
    )
