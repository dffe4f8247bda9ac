"""What stands against registering a pledge, and who may change the rights that are pledged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Basis, Words
from manas.matters.docket import rules as docket
from manas.matters.docket.parties import Party
from manas.matters.finance.pledge_loan.models import PledgedKind, PledgeLoan, RightColumns
from manas.office.rules import Standing

MEASURES: Final[Basis] = ("pledge-measures", "不予登记的情形")
OPEN_LICENSE: Final[Basis] = ("patent-rules", "86")


class Verdict(StrEnum):
    CLEAR = "clear"
    BLOCK = "block"
    CONCERN = "concern"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Check:
    """One ground looked at for one right. `reason` says in words why it is no clear one."""

    key: str
    label: Words
    right: str
    verdict: Verdict
    reason: str = ""
    basis: tuple[Basis, ...] = ()
    status: str = "second-hand"


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground against registration: the column that tells of it, the answer that speaks against, and the consent, if
    any, with which it does not. `only`: the kinds of rights that are asked; none named means all."""

    key: str
    label: Words
    column: str
    against: bool
    words: Words
    consent: str = ""
    only: frozenset[str] = frozenset()
    basis: Basis = MEASURES
    status: str = "second-hand"


PATENTS: Final = frozenset((PledgedKind.INVENTION, PledgedKind.UTILITY_MODEL, PledgedKind.DESIGN))
UTILITY_MODELS: Final = frozenset((PledgedKind.UTILITY_MODEL,))

GROUNDS: Final = (
    Ground("holder", _("出质人"), "held_by_pledgor", against=False, words=_("出质人不是登记的权利人")),
    Ground("force", _("权利状态"), "in_force", against=False, words=_("权利未授予、已终止或者被宣告无效")),
    Ground("annuity", _("年费"), "annuity_paid", against=False, words=_("没有按规定缴纳年费"), only=PATENTS),
    Ground("stay", _("中止和保全"), "stayed", against=True, words=_("权利因权属纠纷中止或者被保全")),
    Ground("pledge", _("已有质押"), "pledged_before", against=True, words=_("权利正处于另一质押期间")),
    Ground("owners", _("共有人"), "co_owned", against=True, words=_("共有人没有全部同意"), consent="co_owners_agree"),
    Ground(
        "same_day",
        _("同日申请"),
        "same_day_invention",
        against=True,
        words=_("同日申请了发明专利，质权人知道后没有同意"),
        consent="same_day_accepted",
        only=UTILITY_MODELS,
    ),
    Ground(
        "invalidation",
        _("无效宣告"),
        "invalidation_pending",
        against=True,
        words=_("已启动无效宣告程序，质权人知道后没有同意"),
        consent="invalidation_accepted",
    ),
    Ground(
        "open_license",
        _("开放许可"),
        "open_license",
        against=True,
        words=_("专利正在开放许可，质权人没有书面同意"),
        consent="open_license_accepted",
        only=PATENTS,
        basis=OPEN_LICENSE,
        status="read",
    ),
)
# The consent → the column that says what is consented to.
CONSENTS: Final = MappingProxyType({ground.consent: ground.column for ground in GROUNDS if ground.consent})
LABELS: Final = MappingProxyType({field.name: field.verbose_name for field in RightColumns._meta.local_fields})
NO_MARK_GROUNDS: Final = _("商标质押登记不予登记的情形未见原文，请先向登记机关核实")


def checks_of(loan: PledgeLoan, rights: Iterable[RightColumns], until: date | None) -> tuple[Check, ...]:
    """This function will look at every ground for every right, for a debt that runs `until` a day, in the order of GROUNDS."""
    found = [check for right in rights for check in _of_right(right, until)]
    return (*found, _contract(loan))


def obstacles(checks: Iterable[Check]) -> tuple[str, ...]:
    """This function will say what keeps a loan from registration: grounds against it, and what is not known yet."""
    words = {Verdict.BLOCK: "不符合", Verdict.UNKNOWN: "尚未核对"}
    return tuple(f"{words[c.verdict]}：{c.right}{c.label}（{c.reason}）" for c in checks if c.verdict in words)


def outlasted(rights: Iterable[RightColumns], until: date | None) -> str:
    """This function will say which pledged patent ends before the debt; nothing when none does."""
    late = [check for right in rights if (check := _term(right, until)).verdict == Verdict.BLOCK]
    return "；".join(f"{check.right}{check.reason}" for check in late)


def may_edit_rights(standing: Standing, loan: PledgeLoan) -> bool:
    """This function will tell whether the person may change what is pledged: whoever's turn it is, until registration."""
    if loan.closed_at is not None or loan.suspended or loan.registration_asked_on is not None:
        return False
    if docket.is_party(standing, loan, Party.HANDLER) and loan.submitted_at is not None:
        return True
    mine = docket.is_party(standing, loan, Party.APPLICANT) and loan.awaits == Party.APPLICANT
    banks = docket.is_party(standing, loan, Party.PARTNER) and (
        loan.awaits == Party.PARTNER or loan.state == "checking"
    )
    return mine or banks


def _of_right(right: RightColumns, until: date | None) -> Iterator[Check]:
    for ground in GROUNDS:
        yield _softened(_check(ground, right), right)
    yield _softened(_term(right, until), right)


def _check(ground: Ground, right: RightColumns) -> Check:
    verdict, reason = _verdict(ground, right)
    return Check(ground.key, ground.label, right.right_number, verdict, reason, (ground.basis,), ground.status)


def _verdict(ground: Ground, right: RightColumns) -> tuple[Verdict, str]:
    if ground.only and right.right_kind not in ground.only:
        return Verdict.NOT_ASKED, ""
    answer: bool | None = getattr(right, ground.column)
    if answer is None:
        return Verdict.UNKNOWN, f"“{_label(ground.column)}”没有填写"
    if answer != ground.against:
        return Verdict.CLEAR, ""
    consent: bool | None = getattr(right, ground.consent) if ground.consent else False
    if consent is None:
        return Verdict.UNKNOWN, f"“{_label(ground.consent)}”没有填写"
    return (Verdict.CLEAR, _label(ground.consent)) if consent else (Verdict.BLOCK, str(ground.words))


def _term(right: RightColumns, until: date | None) -> Check:
    """A patent ends for good; a mark can be renewed, so its end is something to think of and no ground."""
    verdict, reason = Verdict.CLEAR, ""
    if until is None or right.right_ends_on is None:
        verdict, reason = Verdict.UNKNOWN, "权利有效期届满日或者债务履行期届满日没有填写"
    elif until > right.right_ends_on:
        verdict = Verdict.BLOCK
        reason = f"{right.right_ends_on.isoformat()}届满，早于债务履行期届满日{until.isoformat()}"
    return Check("term", _("有效期"), right.right_number, verdict, reason, (MEASURES,))


def _contract(loan: PledgeLoan) -> Check:
    verdict, reason = Verdict.UNKNOWN, "质押合同的内容没有核对"
    if loan.contract_complete is not None:
        verdict, reason = (
            (Verdict.CLEAR, "") if loan.contract_complete else (Verdict.BLOCK, "质押合同缺少应当载明的内容")
        )
    return Check("contract", _("质押合同"), "", verdict, reason, (MEASURES,))


def _softened(check: Check, right: RightColumns) -> Check:
    """The grounds were read for patents; for a mark they are worth asking, and refuse nothing."""
    if right.is_patent:
        return check
    verdict = Verdict.CONCERN if check.verdict == Verdict.BLOCK else check.verdict
    reason = f"{check.reason}；{NO_MARK_GROUNDS}" if verdict == Verdict.CONCERN else check.reason
    return Check(check.key, check.label, check.right, verdict, reason, (), "memory")


def _label(column: str) -> str:
    return str(LABELS[column])
