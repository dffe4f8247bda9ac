"""An example pushed list: invented patents of the example university, put to two example firms, two of three answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from manas.office.models import Membership, Organization, Person
from manas.registers.imports import actions as imports
from manas.registers.imports.queries import source_of
from manas.registers.imports.work import check, enter
from manas.registers.models import ImportRun, PushAddressee, PushList
from manas.registers.pool import actions

FILE: Final = "demo-pool.csv"
# Sign-in name of the firm's member, the trade whose patents it is asked about.
ASKED: Final = (("firm", "新能源装备"), ("coop", "林果加工"))
# Sign-in name, number of the patent, what the firm says; the patent that stands nowhere here waits for its answer.
ANSWERS: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    (
        "firm",
        "202310000011.9",
        {"prospect": "good", "will": "willing", "improvement": "", "reason": "", "reason_note": ""},
    ),
    (
        "coop",
        "202310000012.3",
        {
            "prospect": "fair",
            "will": "conditions",
            "improvement": "保鲜膜要能在冷库外的普通卡车上用两天（示例）。",
            "reason": "",
            "reason_note": "",
        },
    ),
)


@transaction.atomic
def make_pool(now: datetime) -> PushList:
    """This function will import the example list and let the office ask, and the firms answer, by the real deeds."""
    office = Person.objects.get(username="office")
    push_list = PushList.objects.get(run=_imported(office, now - timedelta(days=20)))
    for member, segment in ASKED:
        actions.ask(
            push_list=push_list,
            patents=list(push_list.patents.filter(segment=segment)),
            organizations=[_organization(member)],
            actor=office,
            at=now - timedelta(days=19),
        )
    for member, number, said in ANSWERS:
        _answer(push_list, member, number, said, now - timedelta(days=12))
    return push_list


def _imported(office: Person, at: datetime) -> ImportRun:
    data = (settings.EXAMPLES / FILE).read_bytes()
    name = "存量专利推送清单（示例）.csv"
    run = imports.hand_in(kind="pool", name=name, data=data, source="示例", edition="", actor=office, at=at)
    source = source_of(run)
    if source is None:
        raise FileNotFoundError(name)
    check(run=run, source=source, clock=lambda: at)
    enter(run=imports.confirm(run=run, actor=office, at=at), source=source, clock=lambda: at)
    return run


def _answer(push_list: PushList, member: str, number: str, said: dict[str, str], at: datetime) -> None:
    asked = PushAddressee.objects.filter(pushed__push_list=push_list, organization=_organization(member))
    question = asked.get(pushed__patent__application_number=number)
    actions.answer(addressee=question, actor=Person.objects.get(username=member), at=at, **said)


def _organization(member: str) -> Organization:
    return Membership.objects.select_related("organization").get(person__username=member).organization
