"""Patents as somebody hands them in: invented ones, with numbers whose check digits are right."""

from dataclasses import replace
from datetime import date

from manas.registers.models import Patent
from manas.registers.patents.actions import enter_patents
from manas.registers.patents.entries import Party, PatentEntry
from tests.cast import AT, Cast

LEACHING = PatentEntry(
    application_number="202110512345.5",
    publication_number="CN113234567A",
    kind="invention",
    title="一种锌精矿氧压浸出方法",
    abstract="在密闭釜中通入氧气。",
    filed_on=date(2021, 5, 11),
    published_on=date(2021, 8, 10),
    legal_status="pending",
    region="云岭州",
    holders=(Party("云岭机电有限公司"), Party("丰泽大学")),
    inventors=("李四", "王五"),
    ipc=("C22B3/04", "C22B19/20"),
    row=2,
)
GRANTED = PatentEntry(
    publication_number="CN113234567B",
    granted_on=date(2023, 3, 7),
    published_on=date(2023, 3, 7),
    legal_status="in_force",
)
SEA_BUCKTHORN = PatentEntry(
    publication_number="CN208765432U",
    kind="utility_model",
    title="沙棘果采摘装置",
    published_on=date(2019, 3, 29),
    legal_status="lapsed",
    region="丰泽州",
    holders=(Party("丰泽大学"),),
    ipc=("A01D46/24",),
    publicly_funded=True,
)


def entered(cast: Cast, *entries: PatentEntry) -> list[Patent]:
    """This function will enter patents by a handler of the office and give their rows."""
    told = enter_patents(entries=entries or (LEACHING, SEA_BUCKTHORN), source="测试名录", actor=cast.handler, at=AT)
    found = Patent.objects.in_bulk([one.patent for one in told if one.patent])
    return [found[one.patent] for one in told if one.patent]


def many(count: int, start: int = 0) -> list[PatentEntry]:
    """This function will invent so many patents that differ by their number alone."""
    return [replace(SEA_BUCKTHORN, publication_number=f"CN{210_000_000 + at}U") for at in range(start, start + count)]
