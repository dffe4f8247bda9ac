"""What stands against registering a pledge, in words, and who may change the rights that are pledged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manas.engines import pledge
from manas.engines.flow.model import Basis
from manas.engines.pledge import Block, Check, Ground, Outcome, Reason
from manas.matters.docket import rules as docket
from manas.matters.docket.models import Matter
from manas.matters.docket.parties import Party
from manas.matters.finance.pledge_loan.models import PledgeLoan, RightColumns
from manas.office.rules import Standing

Words = Promise | str
BETWEEN_NAMES: Final = re.compile(r"[、，,；;\n]")
CONTRACT: Final = "contract"  # the key of the ground that only a person can see
# The columns whose names and meaning are the engine's own.
SAME: Final = (
    "granted in_force annuity_paid stayed preserved co_owners_agree agreed_otherwise pledged_before same_day_invention"
    " same_day_accepted invalidation_pending invalidation_accepted open_license open_license_accepted"
).split()
# The consent → the column that says what is consented to.
CONSENTS: Final = MappingProxyType(
    {
        "same_day_accepted": "same_day_invention",
        "invalidation_accepted": "invalidation_pending",
        "open_license_accepted": "open_license",
    }
)


class Standpoint(StrEnum):
    """What a finding means for the loan: it refuses, it must be settled first, a person must weigh it, or nothing."""

    REFUSES = "refuses"
    OPEN = "open"
    WEIGHED = "weighed"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Finding:
    """One ground looked at for one right (none: the contract), in words."""

    right: str
    label: Words
    standpoint: Standpoint
    words: Words
    basis: tuple[Basis, ...] = ()
    status: str = "memory"

    def __str__(self) -> str:
        return f"{self.right} {self.label}：{self.words}".strip()


LABELS: Final[MappingProxyType[Block, Words]] = MappingProxyType(
    {
        Block.HOLDER: _("出质人"),
        Block.IN_FORCE: _("权利状态"),
        Block.ANNUITY: _("年费"),
        Block.STAY: _("中止和保全"),
        Block.TERM: _("有效期"),
        Block.CO_OWNERS: _("共有人"),
        Block.EARLIER_PLEDGE: _("已有质押"),
        Block.SAME_DAY: _("同日申请"),
        Block.INVALIDATION: _("无效宣告"),
        Block.OPEN_LICENSE: _("开放许可"),
    }
)
WORDS: Final[MappingProxyType[Reason, Words]] = MappingProxyType(
    {
        Reason.AS_IT_SHOULD_BE: _("符合"),
        Reason.NOT_CONCERNED: _("不适用"),
        Reason.CONSENTED: _("已经取得同意"),
        Reason.NOT_KNOWN: _("尚未核对"),
        Reason.GROUND_NOT_READ: _("情况不利；这类权利不予登记的情形未见原文，须向登记机关核实"),
        Reason.NOT_THE_HOLDER: _("出质人不是登记的权利人"),
        Reason.NOT_GRANTED: _("权利尚未授予"),
        Reason.ENDED: _("权利已经终止或者被宣告无效"),
        Reason.ANNUITY_UNPAID: _("没有按规定缴纳年费"),
        Reason.STAYED: _("权利因权属纠纷被中止"),
        Reason.PRESERVED: _("权利被采取保全措施"),
        Reason.DEBT_OUTLASTS_RIGHT: _("债务履行期长于权利有效期"),
        Reason.CO_OWNER_MISSING: _("没有取得全体共有人同意"),
        Reason.PLEDGED_ALREADY: _("权利正处于另一质押期间"),
        Reason.SAME_DAY_INVENTION: _("同日申请了发明专利，质权人没有表示知道后仍然同意"),
        Reason.INVALIDATION_PENDING: _("已启动无效宣告程序，质权人没有表示知道后仍然同意"),
        Reason.OPEN_LICENSED: _("专利正在开放许可，质权人没有书面同意"),
    }
)
STANDPOINTS: Final = MappingProxyType(
    {
        Outcome.BLOCKED: Standpoint.REFUSES,
        Outcome.NEEDS_CONSENT: Standpoint.REFUSES,
        Outcome.UNKNOWN: Standpoint.OPEN,
        Outcome.CLEAR: Standpoint.CLEAR,
    }
)


def right_of(columns: RightColumns) -> pledge.PledgedRight:
    """This function will give what is known of a right, as the engine asks for it: an empty answer is an open question."""
    return pledge.PledgedRight(
        kind=pledge.RightKind(columns.right_kind),
        number=columns.right_number,
        holders=_names(columns.right_holders),
        pledgors=_names(columns.right_pledgors),
        ends_on=columns.right_ends_on,
        **{name: getattr(columns, name) for name in SAME},
    )


def in_words(check: Check) -> Finding:
    """This function will say what came of looking at one ground of one right."""
    # Where no text was read, nobody can refuse or clear by rule: a person asks the registry and writes what it said.
    weighed = check.reason == Reason.GROUND_NOT_READ
    standpoint = Standpoint.WEIGHED if weighed else STANDPOINTS[check.outcome]
    return Finding(check.number, LABELS[check.block], standpoint, WORDS[check.reason], *_cited(check.ground))


def of_contract(loan: PledgeLoan, grounds: Iterable[Ground]) -> Finding:
    """This function will say what came of reading the pledge contract."""
    said: dict[bool | None, tuple[Standpoint, Words]] = {
        None: (Standpoint.OPEN, _("尚未核对")),
        True: (Standpoint.CLEAR, _("符合")),
        False: (Standpoint.REFUSES, _("合同缺少应当载明的内容")),
    }
    ground = next((one for one in grounds if one.key == CONTRACT), None)
    return Finding("", _("质押合同"), *said[loan.contract_complete], *_cited(ground))


def obstacles(findings: Iterable[Finding], opinion: str) -> tuple[str, ...]:
    """This function will say what keeps a loan from registration: what refuses, what is open, what nobody has weighed."""
    hinders = {Standpoint.REFUSES, Standpoint.OPEN} | (set() if opinion else {Standpoint.WEIGHED})
    return tuple(str(finding) for finding in findings if finding.standpoint in hinders)


def may_edit_rights(standing: Standing, matter: Matter) -> bool:
    """This function will tell whether the person may change what is pledged: whose turn it is, until registration is asked."""
    loan = cast(PledgeLoan, matter)  # the docket hands every kind its own model
    if loan.closed_at is not None or loan.suspended or loan.registration_asked_on is not None:
        return False
    if loan.state == "checking" and docket.is_party(standing, loan, Party.PARTNER):
        return True
    return docket.is_party(standing, loan, loan.awaits)


def _cited(ground: Ground | None) -> tuple[tuple[Basis, ...], str]:
    if ground is None:
        return (), "memory"
    return tuple((one.law, one.article) for one in ground.citations), ground.status.value


def _names(written: str) -> tuple[str, ...] | None:
    found = tuple(name.strip() for name in BETWEEN_NAMES.split(written) if name.strip())
    return found or None
