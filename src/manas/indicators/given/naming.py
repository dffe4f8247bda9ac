"""Lists from above that name patents of high value: read by their numbers, entered by the office, taken back with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from manas.engines.patent_number import Form, NumberFault
from manas.engines.patent_number import read as read_number
from manas.indicators.given.actions import GivenRefused, Paper, decides
from manas.indicators.given.models import HighValueReason, ReasonCode
from manas.office.journal import actions as journal
from manas.office.models import Person, Unit
from manas.registers.models import Patent, PatentHolder, PatentKind


class ListRefused(GivenRefused):
    """Nothing of the list is entered; `faults` say of each line what is wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("；".join(faults))
        self.faults = faults


@transaction.atomic
def name_list(*, owner: Unit, text: str, code: str, paper: Paper, actor: Person, at: datetime) -> list[HighValueReason]:
    """This function will keep that a list names patents under a condition: one number a line, all or none.

    Raises ListRefused with the line of each number that cannot be read, is not in the register, or cannot be named.
    """
    decides(owner, paper, actor, at)
    made, faults = [], []
    for line, written in enumerate(text.splitlines(), 1):
        if not written.strip():
            continue
        try:
            patent = _found(written)
            made.append(name_high_value(owner=owner, patent=patent, code=code, paper=paper, actor=actor, at=at))
        except (GivenRefused, NumberFault) as fault:
            faults.append(f"第{line}行：{fault}")
    if faults or not made:
        raise ListRefused(faults or ["没有可登记的号码"])
    return made


def _found(written: str) -> Patent:
    number = read_number(written)
    column = "application_number" if number.form is Form.APPLICATION else "publication_number"
    found = Patent.objects.filter(**{column: number.text}).first()
    if found is None:
        raise GivenRefused(f"专利库中没有{number.text}，请先导入")
    return found


@transaction.atomic
def name_high_value(
    *, owner: Unit, patent: Patent, code: str, paper: Paper, actor: Person, at: datetime
) -> HighValueReason:
    """This function will keep that a list from above names a patent under a condition.

    Raises GivenRefused for whoever is not of the office, for a patent of nobody here, for what is no invention, for the
    condition that is computed, and for one that is kept already.
    """
    decides(owner, paper, actor, at)
    for why in _against(owner, patent, code):
        raise GivenRefused(why)
    made = HighValueReason(
        patent=patent,
        code=code,
        document=f"{paper.name.strip()}（{paper.number.strip()}）",
        document_on=paper.on,
        is_example=actor.is_example,
        entered_by=actor,
        entered_at=at,
    )
    try:
        made.full_clean()
    except ValidationError as fault:
        raise GivenRefused("；".join(fault.messages)) from fault
    made.save()
    journal.record(actor=actor, at=at, verb="登记高价值认定", subject=made, unit=owner, detail={"code": code})
    return made


def _against(owner: Unit, patent: Patent, code: str) -> Iterator[str]:
    if patent.kind != PatentKind.INVENTION:
        yield "高价值发明专利只能是发明专利"
    if code == ReasonCode.TEN_YEARS:
        yield "维持年限由系统按申请日计算，不需登记"
    if not is_held_in(owner, patent):
        yield "权利人不在本州，或者权利人还没有与主体库对应"


def is_held_in(owner: Unit, patent: Patent) -> bool:
    """This function will tell whether one of the holders sits in the prefecture."""
    here = PatentHolder.objects.filter(organization__county__path__startswith=owner.path)
    return here.filter(patent=patent).exists()


@transaction.atomic
def take_back(*, owner: Unit, reason: HighValueReason, why: str, actor: Person, at: datetime) -> None:
    """This function will take back what was entered by mistake. Raises GivenRefused without right or without a reason."""
    decides(owner, None, actor, at)
    if not is_held_in(owner, reason.patent):
        raise GivenRefused("权利人不在本州")
    if not why.strip():
        raise GivenRefused("请填写撤销理由")
    detail = {"code": reason.code, "document": reason.document, "reason": why.strip()[:200]}
    journal.record(actor=actor, at=at, verb="撤销高价值认定", subject=reason, unit=owner, detail=detail)
    reason.delete()
