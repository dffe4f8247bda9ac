"""What is asked about a transfer: what stands against it, what its papers print, which matters may end in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone

from manas.matters.docket.kinds import Advice, Level
from manas.matters.docket.models import Matter
from manas.matters.docket.queries.following import continuable
from manas.matters.transfer.transfer_record.models import TransferRecord
from manas.matters.transfer.transfer_record.rules import findings
from manas.registers.models import LegalStatus, Patent, Willingness

ASKED_IN = ("checking", "correcting", "ready")
LEVELS = {None: Level.WARNING, True: Level.STOP}


def continued(matter: Matter, day: date) -> QuerySet[Any]:  # noqa: ARG001  # the shape of all choices
    """This function will give the pairs of the applicant that wait for a transfer."""
    return continuable(matter)


def advice(matter: Matter, at: datetime) -> tuple[Advice, ...]:
    """This function will say what the answers and the register hold against a transfer, while it can still be put right."""
    record = cast(TransferRecord, matter)
    if record.state not in ASKED_IN:
        return ()
    return (*_of_answers(record), *_of_register(record, timezone.localtime(at).date()))


def _of_answers(record: TransferRecord) -> Iterator[Advice]:
    for one in findings(record):
        if one.answer in LEVELS:
            basis = tuple((cited.law, cited.article) for cited in one.obstacle.citations)
            yield Advice(LEVELS[one.answer], one.words, basis, one.obstacle.status.value)


def _of_register(record: TransferRecord, today: date) -> Iterator[Advice]:
    if (patent := record.patent) is None:
        return
    for words, basis, true in (
        (_holders(record, patent), (("patent-law", "10"),), not set(record.assignor.split("、")) <= _names(patent)),
        (
            f"登记册记载的法律状态是“{patent.get_legal_status_display()}”，请核对",
            (),
            patent.legal_status not in (LegalStatus.IN_FORCE, LegalStatus.PENDING, LegalStatus.UNKNOWN),
        ),
        (
            f"登记册记载质押至{patent.pledged_until}：未经质权人同意不得转让",
            (("civil-code", "444"),),
            patent.pledged_until is not None and patent.pledged_until >= today,
        ),
        (
            "登记册记载愿意开放许可：已经声明的，撤回公告后才能转让",
            (("examination-guide", "第五部分第十一章9"),),
            patent.willingness == Willingness.OPEN_LICENSE,
        ),
    ):
        if true:
            yield Advice(Level.WARNING, words, basis)


def _names(patent: Patent) -> set[str]:
    return {holder.name for holder in patent.holders.all()}


def _holders(record: TransferRecord, patent: Patent) -> str:
    known = "、".join(sorted(_names(patent))) or "（没有记载）"
    return f"登记册记载的专利权人是{known}，与转让人（{record.assignor}）不同，请核对"


def paper_values(matter: Matter) -> dict[str, Any]:
    """This function will give what the papers of a transfer print beside its columns: what the gazette will say, and the
    checks. A sealed price is printed as sealed: papers leave the office."""
    record = cast(TransferRecord, matter)
    patent = record.patent
    return {
        "patent_title": patent.title if patent else None,
        "main_class": patent.ipc_main if patent else None,
        "price": "密封" if record.sealed else record.price,
        "price_form": "密封" if record.sealed else str(record.get_price_form_display()),
        "findings": [{"name": one.obstacle.name, "words": one.words.rpartition("：")[2]} for one in findings(record)],
    }
