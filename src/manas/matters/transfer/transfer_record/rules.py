"""Who sees a sealed price, and what keeps a patent from being transferred."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

from manas.facts.licensing import Obstacle, transfer_obstacles
from manas.matters.docket import rules as docket
from manas.matters.docket.models import Matter
from manas.matters.transfer.transfer_record.models import TransferRecord
from manas.office.rules import Standing

PRICE: Final = frozenset({"price", "price_form"})
ANSWERS: Final = {None: "尚未自查", True: "是，不得转让", False: "否"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One obstacle, and what was answered: it is there, it is not, or nobody has said."""

    obstacle: Obstacle
    answer: bool | None

    @property
    def words(self) -> str:
        return f"{self.obstacle.name}：{ANSWERS[self.answer]}"


def findings(record: TransferRecord) -> tuple[Finding, ...]:
    """This function will look at what the law says against a transfer, in the order of `facts/licensing.yaml`."""
    return tuple(Finding(one, getattr(record, one.key)) for one in transfer_obstacles())


def hindrances(record: TransferRecord) -> tuple[str, ...]:
    """This function will say what keeps a transfer from going out: obstacles, and answers that are still open."""
    return tuple(finding.words for finding in findings(record) if finding.answer is not False)


def hidden(standing: Standing, matter: Matter) -> frozenset[str]:
    """This function will keep a sealed price from counties and leaders, who read the rest."""
    record = cast(TransferRecord, matter)  # the docket hands every kind its own model
    return PRICE if record.sealed and not docket.is_between(standing, record) else frozenset()
